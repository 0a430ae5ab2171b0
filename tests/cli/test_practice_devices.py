"""`voicecoach practice` when devices go, change, are refused or are not there: a clear message, and nothing is lost."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.live_program import LiveProgram
from tests.practising import NO, SCENE
from tests.program import RunCli
from tests.spoken import sample
from tests.virtual_card import VirtualCard, refusing, server_at, short_folder
from voicecoach.adapters.spool import FOLDER, duration_s, recordings_left
from voicecoach.adapters.store import SqliteHistory
from voicecoach.units import RATE_HZ

STILL_NO = "I hear you. I'm not lending any more money."
SAID = "assertive_steady_extra_work"
SAID_S = 4.0
SENTENCE, SENTENCE_S = "assertive_forceful_raise", 2.2
"""Its first sentence: I'd like to talk about my pay."""
PLAYED = ("--no-voice", "--level", "1", "--no-suds")


def test_pulled_out_while_somebody_speaks_it_goes_on_by_typing(
    card: VirtualCard,
    weights: Path,  # noqa: ARG001
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    with LiveProgram(data, SCENE, *PLAYED, terminal=True) as program:
        assert program.waits("listening")
        with card.speaking(sample(SAID)[0]):
            assert program.waits("speech_started")
            _heard(data, SAID_S)
            card.pull_out()
            assert program.waits("recording_saved"), program.err
        program.shows("Go on by typing? [Y/n]")
        program.types("")
        # The only reply that is missing at level 1.
        assert program.waits("listening", 2)
        program.types(NO)
        program.shows("Enter ends the scene")
        program.types("")
        program.process.wait()
    assert program.process.returncode == 0
    messages = [one["message"] for one in (*program.events("device"), *program.events("error")) if "message" in one]
    assert "is gone" in messages[0]
    assert program.events("session_ended")[0]["kind"] == "held"
    assert "Traceback" not in program.err
    assert "ALSA" not in program.err
    with SqliteHistory(data) as history:
        (entry,) = history.sessions()
        first, *others = history.takes(entry.session.id)
        sound = history.audio(first.id)
    assert entry.session.state == "done"
    assert (first.kind, {one.kind for one in others}) == ("answer", {"typed"})
    assert sound is not None
    assert len(sound) / RATE_HZ >= SAID_S
    assert not list((data / FOLDER).glob("*"))


def test_another_default_microphone_is_taken_up_by_the_next_reply_at_the_latest(
    card: VirtualCard,
    weights: Path,  # noqa: ARG001
    tmp_path: Path,
) -> None:
    """Who speaks is heard by both microphones, as in a room; then only by the new one."""
    data = tmp_path / "data"
    reply = sample(SENTENCE)[0][: round(SENTENCE_S * RATE_HZ)]
    with card.another_microphone() as other, LiveProgram(data, SCENE, *PLAYED) as program:
        assert program.waits("listening")
        with card.speaking(reply), card.speaking(reply, other):
            assert program.waits("speech_started")
            card.choose(other)
            assert program.waits("recording_saved"), program.err
        assert program.waits("listening", 2)
        with card.speaking(reply, other):
            assert program.waits("recording_saved", 2), program.err
    assert program.events("error") == []
    for one in program.events("transcript"):
        assert "talk about my pay" in one["text"]
    assert "Traceback" not in program.err


@pytest.mark.parametrize(
    "case",
    [
        ("no device", "the microphone can't be opened", "See that one is connected"),
        ("no server", "No microphone was found: the sound server does not run", "Start it"),
        ("no permission", "the system lets this account use no sound device", "group audio"),
    ],
)
def test_without_a_microphone_it_says_why_and_what_to_do(
    card: VirtualCard,
    weights: Path,  # noqa: ARG001
    run_cli: RunCli,
    tmp_path: Path,
    case: tuple[str, str, str],
) -> None:
    broken, message, remedy = case
    data = tmp_path / "data"
    with _broken(card, broken) as env, LiveProgram(data, SCENE, *PLAYED, env=env) as program:
        program.process.wait()
    told = " ".join(program.err.split())
    assert program.process.returncode == 1
    assert message in told
    assert remedy in told
    assert f"practice {SCENE} --resume --typed" in told
    assert "Traceback" not in told
    with SqliteHistory(data) as history:
        assert [entry.session.state for entry in history.sessions()] == ["interrupted"]
    if broken == "no device":
        again = run_cli("--data-dir", data, "practice", SCENE, "--resume", "--typed", input=f"{NO}\n{STILL_NO}\n")
        assert again.status == 0
        assert "You held your ground" in again.stdout


@contextmanager
def _broken(card: VirtualCard, how: str) -> Iterator[dict[str, str]]:
    """Variables under which it is so."""
    with short_folder() as folder:
        if how == "no device":
            card.pull_out()
            yield {}
        elif how == "no server":
            yield server_at(folder)
        else:
            with refusing(folder) as env:
                yield env


def _heard(data: Path, least_s: float) -> None:
    """Wait until so much of the first reply is on the disk."""
    end_s = time.monotonic() + 60.0
    while sum(map(duration_s, recordings_left(data))) < least_s:
        assert time.monotonic() < end_s
        time.sleep(0.05)
