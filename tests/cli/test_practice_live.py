"""`voicecoach practice` with the microphone, on the virtual sound card: whole scenes, kills, no device."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soxr

from tests.cli.live_killing import SCENE, check, killed
from tests.cli.live_program import LiveProgram
from tests.program import RunCli, command
from tests.virtual_card import RATE_HZ as CARD_HZ
from tests.virtual_card import Monitor, VirtualCard
from voicecoach.adapters import piper_voice
from voicecoach.adapters.piper_voice import PiperVoice
from voicecoach.adapters.spool import FOLDER
from voicecoach.adapters.store import SqliteHistory
from voicecoach.adapters.whisper import WhisperTranscriber
from voicecoach.audio import Samples, Span
from voicecoach.language.plain import plain_words
from voicecoach.ports import Window
from voicecoach.units import RATE_HZ

KILLED_AFTER_S = (0.6, 2.4)
BOUNDS = ("partner_line", "listening", "turn_ended", "session_ended")
EDGE = CARD_HZ // 2
"""Samples at either end of a silence that may belong to its neighbours: events are seen a moment after they happen."""
SILENT, HEARD_DB = 1e-4, -30.0
UNDERSTOOD = 0.6
"""Share of words that the smallest recogniser gets right at least, of a synthetic voice."""
PRESSED = 3


@dataclass(frozen=True)
class Part:
    """What the learner plays, and how the scene has to end."""

    scene: str
    style: str
    kind: str
    replies: tuple[str, ...]
    """The last one is said again until the scene ends."""


PARTS = (
    Part(
        "partner-phone-at-dinner",
        "assertive",
        "held",
        ("I'd like dinner without the phone.", "Please put the phone away."),
    ),
    Part("hugs-no-thanks", "passive", "gave_in", ("Sorry, of course. Whatever you like.",)),
    Part("group-project-slides", "aggressive", "hardened", ("You're useless, you lazy idiot.",)),
)


@pytest.fixture(scope="session")
def learner() -> dict[str, Samples]:
    """Every reply, spoken by a synthetic voice."""
    if not piper_voice.is_here():
        pytest.skip(piper_voice.HOW_TO_GET)
    voice = PiperVoice()
    spoken = {text: voice.say(text) for part in PARTS for text in part.replies}
    return {text: soxr.resample(samples, rate_hz, RATE_HZ) for text, (samples, rate_hz) in spoken.items()}


def test_three_whole_scenes_are_spoken_end_to_end(
    card: VirtualCard, weights: Path, learner: dict[str, Samples], run_cli: RunCli, tmp_path: Path
) -> None:
    """Assertive replies reach the goal, passive ones meet more pressure, aggressive ones harden the partner."""
    data = tmp_path / "data"
    lines: list[tuple[str, Samples]] = []
    for part in PARTS:
        with card.monitored() as monitor, LiveProgram(data, part.scene, "--level", "1", "--no-suds") as program:
            _speak(card, program, part, learner)
            program.process.wait()
        lines += _played(program, monitor)
        _check_events(program, part)
        _check_text(program, part)
    _check_lines(lines, WhisperTranscriber(weights, "tiny.en"))
    _check_kept(data, learner)
    listed = run_cli("--data-dir", data, "history", env={"COLUMNS": "100"})
    for part, line in zip(reversed(PARTS), listed.lines[1:], strict=True):
        assert part.scene in line
        assert line.rstrip().endswith(part.kind.replace("_", " "))


def _speak(card: VirtualCard, program: LiveProgram, part: Part, learner: dict[str, Samples]) -> None:
    """Answer each line when it is listened, until the scene ends."""
    number = 0
    while program.waits("listening", number + 1):
        text = part.replies[min(number, len(part.replies) - 1)]
        number += 1
        with card.speaking(learner[text]):
            assert program.waits("recording_saved", number), program.err


def _played(program: LiveProgram, monitor: Monitor) -> list[tuple[str, Samples]]:
    """Each of the partner's lines with the sound of the loudspeaker while it was spoken; it is silent in between."""
    told = program.events()
    found = []
    for number, one in enumerate(told):
        if one["event"] not in ("partner_line", "listening"):
            continue
        end_s = next(later["t_s"] for later in told[number + 1 :] if later["event"] in BOUNDS)
        first, last = ((program.began_s + at_s - monitor.start_s) * CARD_HZ for at_s in (one["t_s"], end_s))
        sound = monitor.samples[max(0, round(first)) : round(last)]
        if one["event"] == "partner_line":
            found.append((one["text"], sound))
        else:
            assert np.abs(sound[EDGE:-EDGE]).max(initial=0.0) < SILENT
    return found


def _check_events(program: LiveProgram, part: Part) -> None:
    lines, feedback = program.events("partner_line"), program.events("feedback_shown")
    assert [one["style"] for one in feedback] == [part.style] * len(feedback)
    (ended,) = program.events("session_ended")
    assert (ended["reason"], ended["ending"], ended["kind"]) == ("ending", lines[-1]["ending"], part.kind)
    assert all(one["spoken"] for one in lines)
    pressures = [one["pressure"] for one in lines[:-1]]
    if part.style == "passive":
        assert pressures[1] > pressures[0]
        assert max(pressures) >= PRESSED
    assert (part.style == "aggressive") == ("hard" in {one["temper"] for one in lines})
    for said, one in zip(program.events("transcript"), feedback, strict=True):
        assert one["t_s"] > said["t_s"]
        number = program.events("transcript").index(said)
        assert _share(part.replies[min(number, len(part.replies) - 1)], said["text"]) >= UNDERSTOOD
    for stop, end in zip(program.events("speech_stopped"), program.events("turn_ended"), strict=True):
        assert stop["t_s"] < end["t_s"]


def _check_text(program: LiveProgram, part: Part) -> None:
    """What the terminal shows: every line, every reply with its feedback, the debrief; and nothing went wrong."""
    assert program.process.returncode == 0
    assert program.err == ""
    shown = " ".join(program.out.split())
    for event in ("partner_line", "transcript"):
        for one in program.events(event):
            assert one["text"] in shown
    assert shown.count(f"words {part.style}") >= len(program.events("feedback_shown"))
    for field, lead in (("strength", "Keep"), ("fix", "Change")):
        assert lead in shown or not any(one[field] for one in program.events("feedback_shown"))
    assert "For the week" in shown


def _check_lines(lines: Sequence[tuple[str, Samples]], transcriber: WhisperTranscriber) -> None:
    """Each line is heard on the loudspeaker's side, and a recogniser understands what is said there."""
    windows = []
    for text, sound in lines:
        assert _loudest_db(sound) > HEARD_DB, text
        heard = soxr.resample(sound, CARD_HZ, RATE_HZ)
        windows.append(Window(heard, ((0.0, Span(0.0, len(heard) / RATE_HZ)),)))
    understood = transcriber.transcribe(windows)
    shares = [
        _share(text, " ".join(word.text for word in one.words))
        for (text, _), one in zip(lines, understood, strict=True)
    ]
    assert np.mean(shares) >= UNDERSTOOD


def _check_kept(data: Path, learner: dict[str, Samples]) -> None:
    """The sound and the words of every reply are in the history; nothing is left beside it."""
    shortest_s = min(map(len, learner.values())) / RATE_HZ
    with SqliteHistory(data) as history:
        for entry in history.sessions():
            assert entry.session.state == "done"
            for take in history.takes(entry.session.id):
                sound = history.audio(take.id)
                assert sound is not None
                assert len(sound) / RATE_HZ >= shortest_s
                assert take.text
    assert not list((data / FOLDER).glob("*"))


def _loudest_db(sound: Samples) -> float:
    """Level of the loudest tenth of a second."""
    size = CARD_HZ // 10
    frames = sound[: len(sound) // size * size].reshape(-1, size).astype(np.float64)
    return float(10 * np.log10(np.mean(frames**2, axis=1).max(initial=1e-12)))


def _share(said: str, understood: str) -> float:
    """Share of the words that were understood."""
    words = [word.spelled for word in plain_words(said)]
    known = {word.spelled for word in plain_words(understood)}
    return sum(word in known for word in words) / len(words)


@pytest.mark.parametrize("after_s", KILLED_AFTER_S)
def test_killed_while_somebody_speaks_it_loses_a_second_at_most(
    card: VirtualCard,
    weights: Path,  # noqa: ARG001
    tmp_path: Path,
    after_s: float,
) -> None:
    check(tmp_path, *killed(card, tmp_path, "tiny.en", after_s))


def test_without_a_microphone_it_ends_with_a_message_and_is_kept(
    card: VirtualCard,
    weights: Path,  # noqa: ARG001
    tmp_path: Path,
) -> None:
    card.pull_out()
    options = ["--model", "tiny.en", "--no-voice", "--device", "no such microphone"]
    done = subprocess.run(
        command("--data-dir", tmp_path, "practice", SCENE, *options),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"microphone" in done.stderr
    assert b"--resume" in done.stderr
    assert b"Traceback" not in done.stderr
    with SqliteHistory(tmp_path) as history:
        assert [entry.session.state for entry in history.sessions()] == ["interrupted"]
