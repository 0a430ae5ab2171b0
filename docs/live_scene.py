"""Plays one whole live scene on a virtual sound card in tmux, and keeps what the terminal shows.

python -m docs.live_scene

Needs tmux, PulseAudio, the extra `voice` and the default model. Writes docs/live-scene.txt (every line, as text) and
docs/practice.svg (its first screen, in colour).
"""

import io
import json
import re
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import soxr
from rich.console import Console
from rich.text import Text

from tests.virtual_card import virtual_card
from voicecoach.adapters.piper_voice import PiperVoice
from voicecoach.units import RATE_HZ

DOCS = Path(__file__).parent
SCENE = "loan-from-a-friend"
REPLIES = (
    "No, I'm not lending any more money.",
    "You did help me, and I'm grateful. I'm still not lending you any money.",
    "I hear that the car matters to you. My answer is still no.",
    "No. I won't lend you money, and I'm looking forward to Friday.",
    "My answer stays the same. I'm not lending money.",
)
COLUMNS, LINES = 92, 46
PANE = "voicecoach-scene"
LONGEST_S = 300.0
THOUGHT_S = 0.8
"""Time that the learner takes before a reply."""


def main() -> None:
    """Play the scene and write the two files."""
    voice = PiperVoice()
    with virtual_card() as card, tempfile.TemporaryDirectory() as scratch:
        events = Path(scratch) / "events.jsonl"
        settings = [f"{name}={value}" for name, value in card.environment.items()]
        program = [sys.executable, "-m", "voicecoach", "--data-dir", f"{scratch}/data", "practice", SCENE]
        command = ["env", *settings, *program, "--level", "2", "--no-suds", "--events", str(events)]
        _tmux("new-session", "-d", "-s", PANE, "-x", str(COLUMNS), "-y", "300", f"{shlex.join(command)}; sleep 5")
        try:
            for number, text in enumerate(REPLIES, 1):
                if _awaited(events, number) == "over":
                    break
                time.sleep(THOUGHT_S)
                samples, rate_hz = voice.say(text)
                with card.speaking(soxr.resample(samples, rate_hz, RATE_HZ)):
                    _feedback(events, number)
            _ended(events)
            time.sleep(1.0)
            plain, coloured = (_tmux("capture-pane", "-p", *flags, "-t", PANE) for flags in ((), ("-e",)))
        finally:
            _tmux("kill-session", "-t", PANE)
    (DOCS / "live-scene.txt").write_text(plain.rstrip() + "\n", encoding="utf-8")
    _draw(coloured)


def _draw(coloured: str) -> None:
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi("\n".join(coloured.splitlines()[:LINES])))
    picture = console.export_svg(title=f"voicecoach practice {SCENE}")
    # rich names fonts on a foreign server; a picture of a private program asks nobody for anything.
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    (DOCS / "practice.svg").write_text(picture.replace("Fira Code", "monospace"), encoding="utf-8")


def _awaited(events: Path, number: int) -> str:
    """Wait until the program listens for a reply, or the scene is over."""
    return _until(events, lambda told: _count(told, "listening") >= number)


def _feedback(events: Path, number: int) -> None:
    _until(events, lambda told: _count(told, "feedback_shown") >= number)


def _ended(events: Path) -> None:
    """Nobody tries the last reply again: Enter ends the scene, and the next ones skip what is asked after it."""
    deadline_s = time.monotonic() + LONGEST_S
    while time.monotonic() < deadline_s:
        _tmux("send-keys", "-t", PANE, "Enter")
        time.sleep(1.0)
        if any(json.loads(line)["event"] == "session_ended" for line in events.read_text().splitlines()):
            return


def _until(events: Path, done: Any) -> str:
    deadline_s = time.monotonic() + LONGEST_S
    while time.monotonic() < deadline_s:
        told = [json.loads(line) for line in events.read_text().splitlines()] if events.exists() else []
        if any(one["event"] == "partner_line" and one["ending"] for one in told):
            return "over"
        if done(told):
            return "done"
        time.sleep(0.05)
    raise TimeoutError(events.read_text() if events.exists() else "the program told nothing")


def _count(told: list[dict[str, Any]], name: str) -> int:
    return sum(one["event"] == name for one in told)


def _tmux(*arguments: str) -> str:
    command = ["tmux", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 -- ours


if __name__ == "__main__":
    main()
