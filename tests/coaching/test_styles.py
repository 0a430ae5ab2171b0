"""The lesson on the styles: each style, each pair, and no style that is a person's."""

import re
from itertools import chain

import pytest

from voicecoach.coaching.lessons import load, read
from voicecoach.coaching.quiz import items
from voicecoach.coaching.rights import cards, safety
from voicecoach.coaching.styles import PAIRS, STYLES, StyleScene, StylesLesson, styles_lesson

SCENE = 'title = "At work"\nmoment = "It is late."\n'


def take(style: str) -> str:
    return f'[[take]]\nstyle = "{style}"\nline = "I go."\nvoice = "Calm."\nthen = "Gone."\n'


def test_two_scenes_have_the_same_request_in_each_style() -> None:
    assert len(styles_lesson().scene) >= 2
    for scene in styles_lesson().scene:
        assert [take.style for take in scene.take] == list(STYLES)
        assert len({take.line for take in scene.take}) == len(STYLES)


def test_each_pair_has_an_own_question_and_an_example_of_both() -> None:
    apart = styles_lesson().apart
    assert [each.pair for each in apart] == list(PAIRS)
    assert all(each.ask.endswith("?") and len(each.signs) >= 3 and each.first != each.second for each in apart)
    assert len({each.ask for each in apart}) == len(PAIRS)


@pytest.mark.parametrize("styles", [STYLES[:3], STYLES[::-1], (*STYLES, "passive")])
def test_a_scene_needs_each_style_once_in_order(styles: tuple[str, ...]) -> None:
    assert len(read(SCENE + "".join(map(take, STYLES)), StyleScene).take) == len(STYLES)
    with pytest.raises(ValueError, match="At work does not have each style once"):
        read(SCENE + "".join(map(take, styles)), StyleScene)


@pytest.mark.parametrize(
    ("changes", "says"), [({"style": ()}, "the styles are not passive"), ({"apart": ()}, "not those of PAIRS")]
)
def test_a_lesson_needs_every_style_and_every_pair(changes: dict[str, tuple[()]], says: str) -> None:
    whole = load("styles", StylesLesson)
    parts = {name: getattr(whole, name) for name in StylesLesson.__dataclass_fields__}
    with pytest.raises(ValueError, match=says):
        StylesLesson(**{**parts, **changes})


def test_a_style_is_never_said_of_the_reader() -> None:
    """The line is passive; nobody is."""
    lesson = styles_lesson()
    said = chain(
        (lesson.opening, lesson.culture, *safety().text),
        (text for style in lesson.style for text in (style.short, style.words, style.voice, style.gains, style.costs)),
        (text for each in lesson.apart for text in (each.ask, *each.signs)),
        (item.reason for item in items()),
        (text for card in cards() for text in (card.right, card.limit, card.answer, card.culture)),
    )
    label = re.compile(
        r"\b(?:you(?:'re| are)|people(?: who)? are) (?:an? |being )?(?:\w*-?)(?:passive|aggressive|assertive)"
    )
    assert [text for text in said if label.search(text.lower())] == []
    assert label.search("you are passive")
