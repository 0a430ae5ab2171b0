"""`voicecoach practice` with the microphone, on the virtual sound card: spoken replies, kills, no device."""

import json
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.live_killing import SCENE, check, killed
from tests.program import command
from tests.spoken import sample
from tests.virtual_card import VirtualCard
from voicecoach.adapters.store import SqliteHistory

KILLED_AFTER_S = (0.6, 2.4)
REPLIES = ("assertive_steady_extra_work", "passive_soft_extra_work")
START_S = 90.0


def test_spoken_replies_are_heard_judged_and_kept(card: VirtualCard, weights: Path, tmp_path: Path) -> None:  # noqa: ARG001
    events, data = tmp_path / "events.jsonl", tmp_path / "data"
    options: list[str | Path] = ["--model", "tiny.en", "--no-voice", "--level", "2", "--events", events]
    program = subprocess.Popen(
        command("--data-dir", data, "practice", SCENE, *options), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        for number, name in enumerate(REPLIES, 1):
            _wait(events, "listening", number)
            with card.speaking(sample(name)[0]):
                _wait(events, "recording_saved", number)
        _wait(events, "listening", len(REPLIES) + 1)
    finally:
        program.terminate()
        program.wait()
    assert program.returncode == 130
    told = _read(events)
    feedback = [one for one in told if one["event"] == "feedback_shown"]
    assert [one["style"] for one in feedback] == ["assertive", "passive"]
    pressures = [one["pressure"] for one in told if one["event"] == "partner_line"]
    assert pressures[-1] > pressures[0]
    saved = [one for one in told if one["event"] == "recording_saved"]
    assert all(Path(one["path"]).is_file() for one in saved)
    for stop, end in zip(_times(told, "speech_stopped"), _times(told, "turn_ended"), strict=False):
        assert stop < end
    with SqliteHistory(data) as history:
        (entry,) = history.sessions()
        takes = history.takes(entry.session.id)
    assert entry.session.state == "interrupted"
    assert [take.kind for take in takes] == ["answer"] * len(REPLIES)


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


def _read(events: Path) -> list[dict[str, Any]]:
    lines = events.read_text(encoding="utf-8").splitlines(keepends=True) if events.exists() else []
    return [json.loads(line) for line in lines if line.endswith("\n")]


def _times(told: list[dict[str, Any]], event: str) -> list[float]:
    return [one["t_s"] for one in told if one["event"] == event]


def _wait(events: Path, event: str, count: int) -> None:
    """Until an event has been told so often."""
    end_s = time.monotonic() + START_S
    while time.monotonic() < end_s:
        if len(_times(_read(events), event)) >= count:
            return
        time.sleep(0.02)
    raise AssertionError(f"no {event} within {START_S:.0f} s")
