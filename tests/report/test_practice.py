"""A practice as text: what each part says, within its width and its number of lines."""

import pytest

from tests.practising import NO, FakeStage, Played, scene, spoken, typed
from voicecoach.coaching.rights import card, safety
from voicecoach.practice.feedback import Feedback
from voicecoach.practice.sides import Ended, Told
from voicecoach.replying import COMMANDS
from voicecoach.report import practice as text
from voicecoach.roleplay.director import begin, demonstration
from voicecoach.session import Finding

WIDTH = 72


def finding(kind: str, advice: str) -> Finding:
    return Finding("fade", kind, "A", 0.0, 1.0, 9.0, "dB", (0.0, 6.0), "own", 0.5, advice)  # type: ignore[arg-type]


def heard() -> Feedback:
    played = Played([spoken()], stage=FakeStage())
    played.run()
    return played.stage.feedbacks[0]


def test_the_opening_says_what_has_to_be_known_within_its_width() -> None:
    cards = [found for name in scene().rights if (found := card(name)) is not None]
    shown = text.opening(scene(), 2, cards, WIDTH)
    flat = " ".join(shown.split())
    for expected in (scene().title, scene().you.goal, scene().partner.name, cards[0].right, safety().note):
        assert " ".join(expected.split()) in flat
    assert max(map(len, shown.splitlines())) <= WIDTH
    assert "going on" in text.opening(scene(), 2, cards, WIDTH, resumed=True)


def test_feedback_has_words_and_voice_side_by_side_and_at_most_four_parts() -> None:
    from dataclasses import replace

    given = replace(
        heard(), strength=finding("strength", "Keep it."), fix=finding("fix", "Say less."), change="Nearer."
    )
    lines = text.feedback(given, 200).splitlines()
    assert len(lines) == text.MOST_FEEDBACK_LINES
    assert lines[0].startswith("  words assertive = voice steady: ")
    assert [line.split()[0] for line in lines[1:]] == ["Again", "Keep", "Change"]


def test_feedback_on_a_typed_reply_says_nothing_of_a_voice() -> None:
    played = Played([typed()])
    played.run()
    assert "voice" not in text.feedback(played.stage.feedbacks[0], 200)


@pytest.mark.parametrize("width", [40, 80, 96])
def test_no_line_is_wider_than_asked(width: int) -> None:
    ended = Ended(
        "ending", Played([typed()] * 8).run().place, (Told(NO, "assertive", "steady", "matched"),), ("x.",), 60, 30
    )
    shown = [
        text.debrief(scene(), ended, width),
        text.homework(scene(), width),
        text.demonstration(scene(), demonstration(scene(), 2), width),
        text.feedback(heard(), width),
    ]
    assert max(len(line) for part in shown for line in part.splitlines()) <= width


def test_the_debrief_says_how_it_came_out() -> None:
    place = Played([typed()] * 8).run().place
    replies = (
        Told(NO, "assertive", "steady", "matched"),
        Told("Well.", "passive_aggressive", "unsure", "unclear"),
        Told("", "", "", ""),
        Told("", "", "", "", skipped=True),
    )
    shown = " ".join(text.debrief(scene(), Ended("ending", place, replies, ("Nearer.",), 60, 30), WIDTH).split())
    assert scene().ending(str(place.ending)).debrief in shown
    assert (
        "words assertive 1 of 2, passive-aggressive 1 of 2; voice steady 1 of 1; 1 without a word; 1 skipped." in shown
    )
    assert "60 before, 30 after" in shown
    assert "Nearer." in shown


def test_a_scene_that_stops_early_says_so_and_nothing_said_counts_nothing() -> None:
    stopped = Ended("no_more_replies", begin(scene(), 2), ())
    assert "no more replies" in text.debrief(scene(), stopped, WIDTH)
    assert text.counts(()) == ""


def test_all_commands_are_told() -> None:
    for name in COMMANDS:
        assert f"/{name}" in text.commands(typed=True)
        assert f"{text.key_of(name)} {name}" in text.commands(typed=False)
