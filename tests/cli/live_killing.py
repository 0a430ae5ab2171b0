"""Kills live practices on the virtual card at moments of chance, and looks at what is left of what was said.

    python -m tests.cli.live_killing DATA_DIR KILLS [MODEL]

Prints one line a kill: how much had been heard, how much is there.
"""

import json
import random
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from tests.program import command
from tests.spoken import sample
from tests.virtual_card import VirtualCard, seen, virtual_card
from voicecoach.adapters.spool import duration_s, recordings_left
from voicecoach.adapters.store import SqliteHistory
from voicecoach.adapters.vault import Vault

SCENE = "loan-from-a-friend"
SAID = "passive_soft_extra_work"
MOST_LOST_S = 1.0
LONGEST_S = 8.0
"""Longest that somebody is listened to before the kill."""
START_S = 90.0


def main(data: Path, kills: int, model: str) -> None:
    """Do it on a card of its own."""
    random.seed(3)
    with virtual_card() as card, seen(card):
        for number in range(kills):
            heard_s, kept_s = killed(card, data, model, random.uniform(0.0, LONGEST_S))
            check(data, heard_s, kept_s)
            sys.stdout.write(f"{number + 1}: heard {heard_s:.2f} s, kept {kept_s:.2f} s\n")
            sys.stdout.flush()


def killed(
    card: VirtualCard, data: Path, model: str, after_s: float, vault: Vault | None = None
) -> tuple[float, float]:
    """How much had been heard of a reply when its program was killed, and how much of that is on the disk.

    With a vault the program finds its passphrase by itself.
    """
    events = data.with_suffix(".jsonl")
    events.unlink(missing_ok=True)
    with SqliteHistory(data, vault) as history:
        going_on = ["--resume"] if history.sessions() else []
    options: list[str | Path] = ["--model", model, "--no-voice", "--level", "2", "--events", events, *going_on]
    program = subprocess.Popen(
        command("--data-dir", data, "practice", SCENE, *options), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    with ExitStack() as stack:
        stack.callback(program.wait)
        stack.callback(program.kill)
        began_s = _listening(events, program)
        stack.enter_context(card.speaking(sample(SAID)[0]))
        time.sleep(after_s)
        program.kill()
        heard_s = time.monotonic() - began_s
    return heard_s, sum(duration_s(path, vault) for path in recordings_left(data, vault))


def check(data: Path, heard_s: float, kept_s: float, vault: Vault | None = None) -> None:
    """No more than a second is lost, and the session is one that broke off."""
    assert kept_s >= heard_s - MOST_LOST_S, f"{heard_s - kept_s:.2f} s are lost"
    with SqliteHistory(data, vault) as history:
        ((state),) = [entry.session.state for entry in history.sessions()]
    assert state == "interrupted"


def _listening(events: Path, program: "subprocess.Popen[bytes]") -> float:
    """When, by the machine's clock, the microphone gave its first sample."""
    end_s = time.monotonic() + START_S
    while time.monotonic() < end_s and program.poll() is None:
        lines = events.read_text(encoding="utf-8").splitlines() if events.exists() else []
        heard = [line for line in lines if '"listening"' in line]
        if heard:
            return time.monotonic() - float(json.loads(heard[0])["ago_s"])
        time.sleep(0.005)
    raise AssertionError("it never listened")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "tiny.en")
