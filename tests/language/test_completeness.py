"""Completeness: finished sentences are told from those that ask to go on."""

import pytest

from voicecoach.language.completeness import FALL_SEMITONES, is_complete
from voicecoach.transcript import Word


def words(text: str) -> list[Word]:
    return [Word(said, 0.3 * place, 0.3 * place + 0.25, 0.9) for place, said in enumerate(text.split())]


@pytest.mark.parametrize(
    "text",
    [
        "No.",
        "I can't lend you the car.",
        "Would you move over?",
        "Stop that!",
        'She said "not today."',
        "That's what I asked for.",
        "I don't want to.",
        "Come in.",
        "So do I.",
        "I can't do that.",
    ],
)
def test_finished(text: str) -> None:
    assert is_complete(words(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I can't lend you the.",
        "I can't come, because",
        "I can't come because.",
        "I was thinking that...",
        "I was thinking…",
        "Well,",
        "I want my.",
        "It's not that I-",
        "And then I'm.",
        "It is late and.",
        "It is late AND.",
    ],
)
def test_not_finished(text: str) -> None:
    assert not is_complete(words(text))
    assert not is_complete(words(text), final_semitones=FALL_SEMITONES - 3.0)


def test_a_filled_pause_holds_the_turn() -> None:
    said = words("I can't do that.")
    assert not is_complete(said, filled_after_s=said[-1].end_s + 0.1)
    assert is_complete(said, filled_after_s=said[0].end_s)


def test_without_a_mark_the_fall_decides() -> None:
    said = words("I can't do that")
    assert not is_complete(said)
    assert not is_complete(said, final_semitones=FALL_SEMITONES + 0.5)
    assert is_complete(said, final_semitones=FALL_SEMITONES - 0.5)


@pytest.mark.parametrize("final_semitones", [-6.0, 0.0, 6.0])
def test_a_habit_of_rising_costs_nobody_time(final_semitones: float) -> None:
    assert is_complete(words("I can't do that."), final_semitones=final_semitones)
