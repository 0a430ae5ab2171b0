"""The spool: sound while it is spoken and the way through a scene, for its owner alone, gone with its session.

What holds without the vault holds with it.
"""

import stat
from pathlib import Path

import numpy as np
import pytest

from tests.practice import session
from tests.signals import noise
from tests.vaults import flipped, sealed
from voicecoach.adapters import spool
from voicecoach.adapters.spool import WAY, Spool
from voicecoach.adapters.store import SqliteHistory
from voicecoach.adapters.vault import Vault, on_disk
from voicecoach.adapters.vault_wav import SealedWavWriter, recorder
from voicecoach.errors import OutputError, TamperedError
from voicecoach.history import Erasure

SOUND = noise(1.5, -30.0)


PCM = np.rint(SOUND * 32768.0).astype("<i2").tobytes()


@pytest.fixture(params=["plain", "vault"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault | None:
    return sealed(tmp_path) if request.param == "vault" else None


def record(path: Path, vault: Vault | None) -> None:
    with recorder(path, vault) as writer:
        writer.write(SOUND)


def bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_sound_and_way_are_for_their_owner_alone(tmp_path: Path, vault: Vault | None) -> None:
    kept = Spool(tmp_path, "s1", vault)
    record(kept.sound(1), vault)
    kept.note(b"{}")
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept.path.iterdir()} == {0o600}
    assert spool.duration_s(kept.sound(1), vault) == pytest.approx(1.5)


def test_recordings_come_in_the_order_of_their_replies_and_other_files_are_none(
    tmp_path: Path, vault: Vault | None
) -> None:
    kept = Spool(tmp_path, "s1", vault)
    for number in (10, 2):
        record(kept.sound(number), vault)
    (kept.path / "x.wav").touch()
    (kept.path / "x.wav.vault").touch()
    assert [number for number, _ in kept.sounds()] == [2, 10]
    kept.drop(2)
    kept.drop(3)
    assert [number for number, _ in kept.sounds()] == [10]
    assert spool.recordings_left(tmp_path, vault) == (kept.path / "10.wav",)


def test_a_line_that_was_cut_off_spoils_no_other(tmp_path: Path, vault: Vault | None) -> None:
    kept = Spool(tmp_path, "s1", vault)
    assert kept.way() == ()
    kept.note(b"one")
    if vault is None:
        with (kept.path / WAY).open("ab") as file:
            file.write(b"tw")
    else:
        # It was cut before the vault was turned on.
        vault.write(kept.path / WAY, b"one\ntw")
    kept.note(b"three")
    assert kept.way() == (b"one", b"tw", b"three")


def test_nothing_is_there_and_nothing_is_deleted_without_error(tmp_path: Path, vault: Vault | None) -> None:
    kept = Spool(tmp_path, "s1", vault)
    assert (kept.sounds(), spool.sessions_left(tmp_path), spool.recordings_left(tmp_path, vault)) == ((), (), ())
    kept.clear()
    kept.drop(1)
    assert not (tmp_path / "spool").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, vault: Vault | None) -> None:
    (tmp_path / "spool").touch()
    with pytest.raises(OutputError, match="can't be written"):
        Spool(tmp_path, "s1", vault).sound(1)


def test_deleting_a_session_deletes_what_of_it_is_not_in_the_history(tmp_path: Path, vault: Vault | None) -> None:
    with SqliteHistory(tmp_path, vault) as history:
        for name in ("s1", "s2"):
            history.begin(session(name))
            record(Spool(tmp_path, name, vault).sound(1), vault)
        would_go = history.preview(Erasure("session", "s1"))
        assert (would_go.recordings, would_go.audio_bytes) == (1, 44 + 2 * len(SOUND))
        pieces = b"".join(history.contents(Erasure("session", "s1")))
        assert PCM in pieces
        assert history.preview(Erasure("take", "t1")).recordings == 0
        history.erase(Erasure("session", "s1"))
        assert spool.sessions_left(tmp_path) == ("s2",)
        history.erase(Erasure("all"))
        assert spool.sessions_left(tmp_path) == ()


def test_what_a_program_still_keeps_of_a_session_that_was_deleted_goes_once_it_has_ended(
    tmp_path: Path, vault: Vault | None
) -> None:
    with SqliteHistory(tmp_path, vault) as practice:
        for name in ("s1", "gone"):
            practice.begin(session(name))
        with SqliteHistory(tmp_path, vault) as other:
            other.erase(Erasure("session", "gone"))
        for name in ("s1", "gone", "of another history"):
            record(Spool(tmp_path, name, vault).sound(1), vault)
    for _ in range(2):
        with SqliteHistory(tmp_path, vault) as history:
            assert spool.sessions_left(tmp_path) == ("of another history", "s1")
            assert history._db.execute("SELECT count(*) FROM leaving").fetchone() == (0,)


def test_with_the_vault_on_no_byte_of_it_is_plain(tmp_path: Path) -> None:
    vault = sealed(tmp_path)
    kept = Spool(tmp_path, "s1", vault)
    record(kept.sound(1), vault)
    for line in (b"first planted step", b"second planted step"):
        kept.note(line)
    assert {path.name for path in kept.path.iterdir()} == {"1.wav.vault", "way.jsonl.vault"}
    held = bytes_in(tmp_path)
    assert b"planted" not in held
    assert b"RIFF" not in held
    assert not any(PCM[start : start + 16] in held for start in range(0, len(PCM), 16))
    assert kept.way() == (b"first planted step", b"second planted step")
    content = spool.content_of(kept.sound(1), vault)
    assert content is not None
    assert content[44:] == spool.samples_of(kept.sound(1), vault) == PCM


def test_a_recording_whose_program_died_is_whole_up_to_there(tmp_path: Path) -> None:
    vault = sealed(tmp_path)
    path = Spool(tmp_path, "s1", vault).sound(1)
    writer = SealedWavWriter(path, vault)
    writer.write(SOUND)
    (tmp_path / "left").write_bytes(on_disk(path).read_bytes())
    writer.close()
    on_disk(path).write_bytes((tmp_path / "left").read_bytes())
    assert spool.samples_of(path, vault) == PCM
    assert spool.duration_s(path, vault) == pytest.approx(1.5)


def test_what_was_changed_is_never_taken_for_what_was_said(tmp_path: Path) -> None:
    vault = sealed(tmp_path)
    kept = Spool(tmp_path, "s1", vault)
    record(kept.sound(1), vault)
    kept.note(b"one")
    for path in kept.path.iterdir():
        flipped(path, 60, 3)
    with pytest.raises(TamperedError):
        spool.content_of(kept.sound(1), vault)
    with pytest.raises(TamperedError):
        kept.way()
    with pytest.raises(TamperedError):
        kept.note(b"two")


def test_a_talk_is_found_by_the_name_of_its_encrypted_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = sealed(tmp_path)
    talk = tmp_path / spool.FOLDER / f"{spool.TALK}1.wav"
    talk.parent.mkdir()
    record(talk, vault)
    assert spool.talks_left(tmp_path) == (on_disk(talk),)
    monkeypatch.chdir(talk.parent)
    assert spool.talk_named(on_disk(talk), vault) == spool.talk_named(Path(on_disk(talk).name), vault) == talk
    assert spool.talk_named(on_disk(talk), None) is None
    assert spool.talk_named(talk, vault) is None
    assert spool.talk_named(tmp_path / on_disk(talk).name, vault) is None
