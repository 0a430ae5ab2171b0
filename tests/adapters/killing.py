"""Starts writers on one store, kills each at a moment of chance, and looks at what is left.

    python -m tests.adapters.killing DATA_DIR KILLS write|erase|vault

`vault` is `write` with the vault on.

Run by `test_store_killed.py` in a process of its own, since it forks.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

import numpy as np

from tests.practice import outcome, session, take
from tests.signals import noise
from tests.vaults import PASSPHRASE, sealed
from voicecoach.adapters.store import DATABASE, SqliteHistory
from voicecoach.adapters.vault import Vault, is_on
from voicecoach.adapters.vault_moving import verify
from voicecoach.history import Erasure

SOUND = noise(0.3, -30.0)
MOST_S = 0.25
"""Longest that a writer may live: the whole test has to end."""


def main(data_dir: Path, kills: int, mode: str) -> None:
    """Do it; says how many were confirmed, and ends with an error where something is lost."""
    random.seed(7)
    longest_s = min(MOST_S, 3 * round_s(data_dir.with_name("clock"), mode))
    if mode == "vault":
        sealed(data_dir)
    confirmed: set[str] = set()
    erased: set[str] = set()
    asked: set[str] = set()
    for number in range(kills):
        lines = killed(data_dir, number, mode, longest_s)
        confirmed |= {name for what, name in lines if what == "kept"}
        asked |= {name for what, name in lines if what == "erasing"}
        erased |= {name for what, name in lines if what == "erased"}
        check(data_dir, confirmed - asked, erased, last=number == kills - 1)
    sys.stdout.write(f"{kills} kills, {len(confirmed)} takes confirmed, {len(erased)} erased")


def killed(data_dir: Path, number: int, mode: str, longest_s: float) -> list[tuple[str, str]]:
    """What one writer had confirmed when it was killed."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        write(data_dir, number, mode, writing)
    os.close(writing)
    with os.fdopen(reading) as lines:
        assert lines.readline() == "ready -\n"
        time.sleep(random.uniform(0.0, longest_s))
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        assert os.WIFSIGNALED(status), "the writer ended by itself"
        # A line that was cut off was not told.
        told = [line.split() for line in lines.read().splitlines(keepends=True) if line.endswith("\n")]
    return [(what, name) for what, name in told]


def write(data_dir: Path, number: int, mode: str, told: int) -> None:
    """Keep takes, and in `erase` mode delete each again, until killed."""
    history = SqliteHistory(data_dir, vault_of(data_dir))
    os.write(told, b"ready -\n")
    history.begin(session(f"s{number}"))
    for count in range(1000):
        keep(history, f"s{number}-{count}", mode, told)
    os._exit(1)


def keep(history: SqliteHistory, take_id: str, mode: str, told: int) -> None:
    """Keep a take and say so; in `erase` mode delete it and say so."""
    text = f"Words of {take_id}. " * 200
    history.add_take(take(take_id, take_id.partition("-")[0], text=text), outcome(), SOUND)
    os.write(told, f"kept {take_id}\n".encode())
    if mode == "erase":
        os.write(told, f"erasing {take_id}\n".encode())
        history.erase(Erasure("take", take_id))
        os.write(told, f"erased {take_id}\n".encode())


def vault_of(data_dir: Path) -> Vault | None:
    """The vault of a data folder, where it has one."""
    return Vault.open(data_dir, PASSPHRASE) if is_on(data_dir) else None


def round_s(data_dir: Path, mode: str) -> float:
    """How long a writer takes here to begin a session and keep two takes: each moment of that is to be met."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with SqliteHistory(data_dir) as history:
        clock = time.perf_counter()
        history.begin(session("s0"))
        for count in range(2):
            keep(history, f"s0-{count}", mode, nowhere)
        took_s = time.perf_counter() - clock
    os.close(nowhere)
    return took_s


def check(data_dir: Path, confirmed: set[str], erased: set[str], *, last: bool) -> None:
    """Everything confirmed is there, whole; nothing that was erased is; no file without a row, nor row without."""
    vault = vault_of(data_dir)
    with SqliteHistory(data_dir, vault) as history:
        here = {summary.take_id for summary in history.summaries()}
        files = {path.name.split(".")[0] for path in data_dir.glob("audio/*")}
        assert confirmed <= here, confirmed - here
        assert not erased & here
        assert files == here, files ^ here
        assert not [entry for entry in history.sessions() if entry.session.state == "open"]
        newest = sorted(here) if last else history.sessions()[0].session.id
        for take_id in newest if last else [name for name in here if name.startswith(f"{newest}-")]:
            sound = history.audio(take_id)
            assert sound is not None
            np.testing.assert_allclose(sound, SOUND, atol=1 / 32768)
        with history._tables.alone() as db:
            assert db.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            loose = "SELECT count(*) FROM takes WHERE number NOT IN (SELECT take FROM contents)"
            assert db.execute(loose).fetchone() == (0,)
    if vault is not None:
        assert verify(vault) == ()
        return
    left = {path.name: path.stat().st_size for path in data_dir.iterdir()}
    assert set(left) <= {DATABASE, "audio"}, left


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
