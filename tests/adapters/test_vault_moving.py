"""Turning the vault on and off: nothing plain is left, nothing is lost, and a death in the middle spoils neither."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.practice import at, baseline, outcome, rung, session, take
from tests.signals import noise
from tests.vaults import CHEAP, PASSPHRASE
from voicecoach.adapters import vault_place
from voicecoach.adapters.store import SqliteHistory
from voicecoach.adapters.unfinished import Unfinished, left
from voicecoach.adapters.vault import KEY_FILE, Vault, is_on
from voicecoach.adapters.vault_moving import change, turn_off, turn_on, verify
from voicecoach.adapters.vault_place import MOVING, Presence, plain_files, sealed_files
from voicecoach.errors import VaultError

WORDS = "Heron Marmalade Quixotic"
PERSON = "Aurelia Featherstone"
F0_HZ = 187.62518310546875
SOUND = noise(0.5, -20.0)
SAMPLES = np.rint(SOUND * 32768).astype("<i2").tobytes()
MARKS = {
    "words": WORDS.encode(),
    "words, UTF-16": WORDS.encode("utf-16-le"),
    "person": PERSON.encode(),
    "number": repr(F0_HZ).encode(),
    "sound, start": SAMPLES[:40],
    "sound, middle": SAMPLES[6_001:6_041],
    "sound, end": SAMPLES[-40:],
    "SQLite": b"SQLite format 3",
    "table": b"CREATE TABLE",
    "WAV": b"WAVEfmt",
}


def fill(history: SqliteHistory, name: str) -> None:
    """A session of which everything bears a mark."""
    history.begin(session(name, PERSON))
    history.add_take(take(f"{name}-1", name, text=f"{WORDS}. " * 400), outcome(F0_HZ), SOUND)
    history.add_rung(rung(f"{name}-r", PERSON), at(0))
    history.save_baseline(baseline(PERSON))
    history.end(name, at(5))


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A plain data folder with marks everywhere: history, recording, a calibration and a spool that were left."""
    folder = tmp_path / "data"
    with SqliteHistory(folder) as history:
        fill(history, "s1")
    for name in ("calibration/20260301.wav", "spool/s9/1.wav", "spool/s9/way.jsonl"):
        (folder / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / name).write_bytes(b"RIFF\0\0\0\0WAVEfmt " + WORDS.encode() + SAMPLES)
    return folder


def marks_in(*folders: Path) -> set[str]:
    raw = [path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {name for name, mark in MARKS.items() if any(mark in content for content in raw)}


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_marks_are_there_before(plain: Path) -> None:
    assert marks_in(plain) == set(MARKS) - {"words, UTF-16"}


def test_with_the_vault_on_no_mark_is_anywhere(plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the data folder and the one for temporary files; while a history is open and written to, too."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    vault = turn_on(plain, PASSPHRASE, cost=CHEAP)
    assert marks_in(plain, temporary) == set()
    with SqliteHistory(plain, vault) as history:
        assert history.persons() == (PERSON,)
        fill(history, "s2")
        assert marks_in(plain, temporary) == set()
        with history._writing() as db:
            db.execute("UPDATE contents SET text = text || text")
            assert marks_in(plain, temporary) == set()
        assert _open_files() <= {path.name for path in plain.rglob("*")} | {plain.name}
    assert marks_in(plain, temporary) == set()
    assert list(temporary.iterdir()) == []
    assert plain_files(plain) == ()


def _open_files() -> set[str]:
    """Names of the files below temporary folders that this process has open, deleted ones too; none where not told."""
    links = Path("/proc/self/fd")
    found = set()
    for link in links.iterdir() if links.is_dir() else ():
        try:
            target = str(link.readlink())
        except OSError:
            continue
        if target.startswith(("/tmp", "/var/tmp")) and "pytest" in target and "/data" in target:
            found.add(Path(target).name)
        assert "etilqs" not in target, "a temporary file of SQLite"
    return found


def test_off_brings_back_every_byte(plain: Path) -> None:
    before = files_in(plain)
    vault = turn_on(plain, PASSPHRASE, cost=CHEAP)
    assert verify(vault) == ()
    turn_off(vault)
    assert files_in(plain) == before
    assert not is_on(plain)


def test_off_brings_back_what_was_kept_in_between(plain: Path) -> None:
    vault = turn_on(plain, PASSPHRASE, cost=CHEAP)
    with SqliteHistory(plain, vault) as history:
        fill(history, "s2")
    turn_off(vault)
    with SqliteHistory(plain) as history:
        assert {entry.session.id for entry in history.sessions()} == {"s1", "s2"}
        assert history.audio("s2-1") is not None
    assert not list(plain.rglob("*.vault"))


class KilledError(BaseException):
    """The program dies here."""


def dies_at(patch: pytest.MonkeyPatch, step: int) -> None:
    """Let the program die when it comes to a step on the disk: nothing of its own is done after it."""
    count = 0

    def watched(function: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*arguments: object, **options: object) -> object:
            nonlocal count
            count += 1
            if count == step:
                patch.setattr(vault_place, "recover", lambda _data_dir: None)
            if count >= step:
                raise KilledError
            return function(*arguments, **options)

        return wrapped

    for name in ("replace", "unlink", "rename"):
        patch.setattr(Path, name, watched(getattr(Path, name)))
    patch.setattr(os, "fsync", watched(os.fsync))


def killed_everywhere(move: Callable[[], object], back: Callable[[], None], check: Callable[[], None]) -> int:
    """Do a move again and again, dying one step later each time until it comes through; how often it died."""
    for step in range(1, 400):
        with pytest.MonkeyPatch.context() as patch:
            dies_at(patch, step)
            try:
                move()
            except KilledError:
                pass
            else:
                return step - 1
        check()
        back()
    raise AssertionError("it never came through")


def test_killed_at_any_step_of_turning_on_everything_is_there(plain: Path) -> None:
    before = files_in(plain)
    kinds = set()

    def check() -> None:
        Presence(plain).leave()
        kinds.add(is_on(plain))
        assert not (plain / MOVING).exists()
        if is_on(plain):
            assert marks_in(plain) == set()
            vault = Vault.open(plain, PASSPHRASE)
            assert verify(vault) == ()
            assert {p.relative_to(plain).as_posix() for p in sealed_files(plain)} >= set(before)
            turn_off(vault)
        assert files_in(plain) == before

    assert killed_everywhere(lambda: turn_on(plain, PASSPHRASE, cost=CHEAP), lambda: None, check) > 10
    assert kinds == {True, False}


def test_killed_at_any_step_of_turning_off_everything_is_there(plain: Path) -> None:
    before = files_in(plain)
    vault = turn_on(plain, PASSPHRASE, cost=CHEAP)
    kinds = set()

    def check() -> None:
        Presence(plain).leave()
        kinds.add(is_on(plain))
        if is_on(plain):
            assert marks_in(plain) == set()
            assert verify(Vault.open(plain, PASSPHRASE)) == ()
        else:
            assert files_in(plain) == before

    def back() -> None:
        nonlocal vault
        vault = Vault.open(plain, PASSPHRASE) if is_on(plain) else turn_on(plain, PASSPHRASE, cost=CHEAP)

    assert killed_everywhere(lambda: turn_off(vault), back, check) > 10
    assert kinds == {True, False}


def test_a_disk_that_is_full_changes_nothing(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files_in(plain)
    calls = iter(range(100))
    sync = os.fsync

    def full(handle: int) -> None:
        if next(calls) == 9:
            raise OSError(28, "No space left on device")
        sync(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        turn_on(plain, PASSPHRASE, cost=CHEAP)
    assert files_in(plain) == before


def test_a_copy_that_reads_back_otherwise_changes_nothing(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files_in(plain)
    monkeypatch.setattr(Vault, "pieces", lambda *_: iter([b"something else"]))
    with pytest.raises(VaultError, match="not what was read"):
        turn_on(plain, PASSPHRASE, cost=CHEAP)
    assert files_in(plain) == before


@pytest.mark.skipif(os.name != "posix", reason="folders are locked on POSIX only")
def test_nobody_else_is_at_work_while_files_move(plain: Path) -> None:
    with SqliteHistory(plain), pytest.raises(VaultError, match="at work"):
        turn_on(plain, PASSPHRASE, cost=CHEAP)
    with Presence(plain, alone=True), pytest.raises(VaultError, match="turned on or off"):
        SqliteHistory(plain)
    vault = turn_on(plain, PASSPHRASE, cost=CHEAP)
    with SqliteHistory(plain, vault):
        with pytest.raises(VaultError, match="at work"):
            turn_off(vault)
        with pytest.raises(VaultError, match="at work"):
            change(vault, PASSPHRASE, cost=CHEAP)


def test_what_is_in_the_way_is_told_and_left(plain: Path, tmp_path: Path) -> None:
    vault = turn_on(plain, PASSPHRASE, cost=CHEAP)
    with pytest.raises(VaultError, match="on already"):
        turn_on(plain, PASSPHRASE, cost=CHEAP)
    (plain / "history.sqlite3").write_bytes(b"of an older program")
    with pytest.raises(VaultError, match="plain as well"):
        turn_off(vault)
    with SqliteHistory(plain, vault) as history:
        assert history.persons() == (PERSON,)
    assert (plain / "history.sqlite3").read_bytes() == b"of an older program"
    (plain / KEY_FILE).rename(tmp_path / "key")
    with pytest.raises(VaultError, match=r"vault\.key is gone"):
        turn_on(plain, PASSPHRASE, cost=CHEAP)


def test_links_are_not_followed(plain: Path, tmp_path: Path) -> None:
    (plain / "audio").rename(tmp_path / "elsewhere")
    (plain / "audio").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(VaultError, match="link"):
        turn_on(plain, PASSPHRASE, cost=CHEAP)


def test_what_is_finished_of_an_analysis_that_was_killed_is_no_damage(plain: Path) -> None:
    vault = turn_on(plain, PASSPHRASE, cost=CHEAP)
    with Unfinished(plain, "a1b2", vault) as work:
        work.keep("texts/1", b"words")
        work.keep("texts/2", b"more words")
        (path,) = left(plain)
        cut = path.read_bytes()
    path.write_bytes(cut)  # as it is when its program is killed
    assert verify(vault) == ()
    turn_off(vault)
    assert not is_on(plain)
    again = Unfinished(plain, "a1b2")
    assert (again.take("texts/1"), again.take("texts/2")) == (b"words", b"more words")


def test_it_tells_how_far_it_has_come(plain: Path) -> None:
    told: list[tuple[int, int]] = []
    turn_on(plain, PASSPHRASE, cost=CHEAP, tell=lambda done, total: told.append((done, total)))
    assert told == [(number, 5) for number in range(6)]
