"""Words of danger: plain sayings are always found, everyday sayings never, and the model's tags join in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.language.safety import find_danger
from voicecoach.reading import Technique


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I want to kill myself.", "self_harm"),
        ("sometimes i think about ending my life", "self_harm"),
        ("I don't want to be here anymore", "self_harm"),
        ("they'd all be better off without me", "self_harm"),
        ("I've been cutting myself again", "self_harm"),
        ("He hit me again last night.", "hurt_by_other"),
        ("she said she'd kill me if I left", "hurt_by_other"),
        ("I'm scared he's going to hurt me", "hurt_by_other"),
        ("He won't let me leave the house", "hurt_by_other"),
        ("I'm going to kill him when I see him", "harm_to_other"),
        ("I want to stab my brother", "harm_to_other"),
    ],
)
def test_plain_words_of_danger_are_found(text: str, kind: str) -> None:
    assert [danger.kind for danger in find_danger(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "This job is killing me.",
        "My feet are killing me.",
        "Mum will kill me if I'm late.",
        "I was bored to death.",
        "I'm dying to see it.",
        "I nearly died laughing.",
        "I'd kill for a coffee.",
        "That would be career suicide.",
        "She beat me at chess.",
        "We killed some time in town.",
        "Over my dead body.",
        "It hit me that I'd left the oven on.",
    ],
)
def test_everyday_sayings_are_not(text: str) -> None:
    assert find_danger(text) == ()


def test_a_saying_does_not_hide_what_stands_beside_it() -> None:
    (danger,) = find_danger("This job is killing me and I want to kill myself.")
    assert danger.kind == "self_harm"


def test_what_the_model_tags_counts_too() -> None:
    text = "I've said my goodbyes."
    (danger,) = find_danger(text, [Technique("self_harm", text[:-1], 0, len(text) - 1)])
    assert (danger.kind, danger.text) == ("self_harm", text[:-1])


@given(text=st.text(max_size=80))
def test_any_text_is_read_and_what_is_found_stands_where_it_says(text: str) -> None:
    assert all(text[danger.start : danger.end] == danger.text for danger in find_danger(text))
