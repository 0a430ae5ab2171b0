"""The cards: each is whole, each type of scene has some, and the way to help is there."""

import re
from typing import get_args

import pytest

from voicecoach.adapters.style_model import OnnxStyleModel
from voicecoach.coaching.rights import Card, card, cards, cards_for, safety
from voicecoach.coaching.styles import styles_lesson
from voicecoach.history import SceneType
from voicecoach.language.style import read_styles

LEAST_CARDS = 14
MOST_WORDS = 45
"""Of one text of a card: it is read on the way into a scene."""

each_card = pytest.mark.parametrize("each", cards(), ids=[card.name for card in cards()])


def test_there_are_enough_cards() -> None:
    assert len(cards()) >= LEAST_CARDS


@each_card
def test_a_right_is_one_sentence_to_the_reader(each: Card) -> None:
    assert re.fullmatch(r"You [^.!?]+\.", each.right)


@each_card
def test_the_texts_of_a_card_are_short(each: Card) -> None:
    for text in (each.right, each.limit, each.moment, each.line, each.thought, each.answer, each.culture):
        assert len(text.split()) <= MOST_WORDS


@each_card
def test_a_thought_and_its_answer_can_be_said_to_oneself(each: Card) -> None:
    """In the first person, or about people at large."""
    assert each.thought != each.answer
    assert not re.search(r"\b(?<!thank[ -])you\b", f"{each.thought} {each.answer}".lower())


@each_card
def test_a_card_is_found_by_its_name(each: Card) -> None:
    assert card(each.name) is each


def test_an_unknown_name_has_no_card() -> None:
    assert card("fly") is None


@pytest.mark.parametrize("scene", get_args(SceneType))
def test_every_type_of_scene_has_cards(scene: SceneType) -> None:
    found = cards_for(scene)
    assert len(found) >= 2
    assert all(scene in each.scenes for each in found)
    assert len(found) < len(cards())


def test_no_line_that_is_called_assertive_is_read_otherwise() -> None:
    """One program, one view of a line: where the style model has one, it is the same."""
    lines = [each.line for each in cards()]
    lines += [take.line for scene in styles_lesson().scene for take in scene.take if take.style == "assertive"]
    read = {line: reading.label for line, reading in zip(lines, read_styles(lines, OnnxStyleModel()), strict=True)}
    assert {line: label for line, label in read.items() if label not in ("assertive", "neutral", "unsure")} == {}


def test_help_is_named_for_danger_for_violence_at_home_and_for_a_crisis() -> None:
    where = " ".join(each.where for each in safety().help)
    for needed in (
        "911",
        "112",
        "999",
        "1-800-799-7233",
        "START to 88788",
        "nomoredirectory.org",
        "988",
        "988lifeline.org",
    ):
        assert needed in where
    assert "voicecoach rights safety" in safety().note
    assert any("not your fault" in text for text in safety().text)
