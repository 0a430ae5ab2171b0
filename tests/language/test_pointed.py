"""The words that moved the model are pointed at, and named by its tags."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.language.moves import Tags
from voicecoach.language.pointed import MOST_WORDS, point_at
from voicecoach.scoring import Scoring

TAGS = Tags(("passive/hedge", "passive/giving_in", "aggressive/insult"), {})


def scoring(words: int, for_passive: dict[int, float], tags: dict[int, list[float]] | None = None) -> Scoring:
    evidence = np.zeros((words, 5))
    for word, value in for_passive.items():
        evidence[word, 0] = value
    odds = np.full((words, 3), -9.0)
    for word, values in (tags or {}).items():
        odds[word] = values
    return Scoring(np.full(5, 0.2), tuple((2 * n, 2 * n + 1) for n in range(words)), evidence, odds)


def text_of(words: int) -> str:
    return " ".join("abcdefghijklmnopqrstuvwxyz"[:words])


def test_the_stretch_with_the_most_is_pointed_at() -> None:
    cue = point_at(text_of(6), [scoring(6, {1: 1.0, 2: -0.2, 3: 1.0, 4: -2.0, 5: 1.5})], TAGS, "passive")
    assert cue is not None
    assert (cue.text, cue.style) == ("b c d", "passive")


def test_it_is_named_by_the_likeliest_cue_of_its_style() -> None:
    tags = {1: [-3.0, -1.0, 5.0], 4: [4.0, 0.0, 0.0]}
    cue = point_at(text_of(5), [scoring(5, {1: 1.0}, tags)], TAGS, "passive")
    assert cue is not None
    assert cue.name == "giving_in"


def test_what_speaks_for_the_next_style_as_well_is_no_evidence() -> None:
    one = scoring(3, {0: 1.0, 2: 0.9})
    evidence = one.evidence.copy()
    evidence[0, 1] = 0.9
    cue = point_at(text_of(3), [Scoring(one.styles, one.words, evidence, one.tags)], TAGS, "passive")
    assert cue is not None
    assert cue.text in {"c", "b c", "a b c"}


def test_no_words_or_no_name_is_nothing() -> None:
    assert point_at("", [], TAGS, "passive") is None
    assert point_at("a", [scoring(1, {0: 1.0})], TAGS, "assertive") is None


@given(values=st.lists(st.floats(-3, 3), min_size=1, max_size=20))
def test_a_stretch_is_short_and_stands_where_it_says(values: list[float]) -> None:
    text = text_of(len(values))
    cue = point_at(text, [scoring(len(values), dict(enumerate(values)))], TAGS, "passive")
    assert cue is not None
    assert text[cue.start : cue.end] == cue.text
    assert len(cue.text.split()) <= MOST_WORDS
