"""Every branch of every scene is played: what the checker proves is seen here to happen in the machine itself."""

from pathlib import Path

import pytest

from tests.roleplay.scenes import FILES, one_run, replies, runs, scene
from voicecoach.reading import VoiceLabel
from voicecoach.roleplay.checking import LEAST_REPLIES, LEAST_REPLIES_AT_ONE
from voicecoach.roleplay.director import Reply, chosen, spoken
from voicecoach.roleplay.parsing import SPOKEN_WORDS
from voicecoach.roleplay.tables import count_words

VOICES: tuple[VoiceLabel, ...] = ("soft", "steady", "forceful", "unsure")
MOST_TOGETHER = 2 * SPOKEN_WORDS[1]

each_scene = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])


def test_there_are_scenes() -> None:
    assert {"loan-from-a-friend", "extra-work-on-friday"} <= {path.stem for path in FILES}


@each_scene
def test_every_branch_is_played_and_every_line_is_said(path: Path) -> None:
    scenario = scene(path)
    answered, said, ended = set(), set(), set()
    for level in scenario.levels:
        for before, reply, after in runs(scenario, level, *replies(scenario)):
            beat = scenario.beat(before.beat)
            answered.add((beat.name, chosen(beat, reply, level, again=beat.name in before.answered)))
            said.add(beat.line(level))
            ended.add(after.ending)
            line = spoken(scenario, after)
            assert 1 <= count_words(line.text) <= MOST_TOGETHER
    assert answered == {(beat.name, n) for beat in scenario.beats for n in range(len(beat.answers))}
    assert said == {beat.line(level) for beat in scenario.beats for level in scenario.levels}
    assert ended == {None, *(ending.name for ending in scenario.endings)}


@each_scene
@pytest.mark.parametrize("voice", ["steady", "unsure"])
def test_assertive_replies_hold_the_ground(path: Path, voice: VoiceLabel) -> None:
    scenario = scene(path)
    for level in scenario.levels:
        last = one_run(scenario, level, Reply("assertive", voice))[-1]
        assert scenario.ending(str(last.ending)).kind == "held"
        assert (LEAST_REPLIES_AT_ONE if level == 1 else LEAST_REPLIES) <= last.turn <= scenario.turns


@each_scene
@pytest.mark.parametrize("voice", VOICES)
def test_passive_replies_never_do_and_meet_more_pressure(path: Path, voice: VoiceLabel) -> None:
    scenario = scene(path)
    for level in scenario.levels:
        places = one_run(scenario, level, Reply("passive", voice))
        assert scenario.ending(str(places[-1].ending)).kind != "held"
        assert max(spoken(scenario, place).pressure for place in places) > scenario.beats[0].pressure


@each_scene
@pytest.mark.parametrize("voice", VOICES)
def test_aggressive_replies_harden_the_partner(path: Path, voice: VoiceLabel) -> None:
    scenario = scene(path)
    for level in scenario.levels:
        tempers = {spoken(scenario, place).temper for place in one_run(scenario, level, Reply("aggressive", voice))}
        assert "hard" in tempers
