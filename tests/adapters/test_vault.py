"""The key that a passphrase opens, and files under it."""

import random
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.practice import outcome, session, take
from tests.signals import noise
from tests.vaults import CHEAP, PASSPHRASE, flipped, sealed
from voicecoach.adapters import vault as vaults
from voicecoach.adapters import vault_log
from voicecoach.adapters.store import SqliteHistory
from voicecoach.adapters.vault import KEY_FILE, Vault, key_file, on_disk
from voicecoach.adapters.vault_moving import change, turn_on, verify
from voicecoach.errors import TamperedError, VaultError, WrongPassphraseError

FLIPS = 500


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with the vault on: a history with a recording, and an access log."""
    folder = tmp_path / "data"
    vault = sealed(folder)
    with SqliteHistory(folder, vault) as history:
        history.begin(session())
        history.add_take(take(), outcome(), noise(0.2, -30.0))
        history.end("s1", "2026-03-01T10:00:00+00:00")
    for verb in ("vault on", "history"):
        vault_log.note(vault, verb, "2026-03-01T10:00:00+00:00")
    return folder


def test_the_passphrase_opens_and_no_other_does(data: Path) -> None:
    with SqliteHistory(data, Vault.open(data, PASSPHRASE)) as history:
        assert history.takes("s1")[0].text == take().text
    for wrong in ("", PASSPHRASE.lower(), PASSPHRASE + " ", PASSPHRASE[:-1]):
        with pytest.raises(WrongPassphraseError):
            Vault.open(data, wrong)


def test_without_it_nothing_opens(data: Path) -> None:
    with pytest.raises(VaultError, match="locked"):
        SqliteHistory(data)
    with pytest.raises(TamperedError):
        SqliteHistory(data, Vault.new(data))


def test_accents_may_be_typed_as_one_sign_or_as_two(tmp_path: Path) -> None:
    SqliteHistory(tmp_path).close()
    turn_on(tmp_path, "caf\u00e9 au lait", cost=CHEAP)
    assert Vault.open(tmp_path, "cafe\u0301 au lait").read(tmp_path / "history.sqlite3")


def test_500_flipped_bits_are_all_seen_and_none_is_taken_for_a_wrong_passphrase(data: Path) -> None:
    chance = random.Random(11)
    paths = sorted(path for path in data.rglob("*") if path.is_file() and path.stat().st_size)
    names = {path.relative_to(data).as_posix() for path in paths}
    assert names == {
        *("vault.key", "vault.log", "vault.log.head.vault"),
        *("history.sqlite3.vault", "history.sqlite3-since.vault", "audio/t1.wav.vault"),
    }
    missed = []
    for number in range(FLIPS):
        path = paths[number % len(paths)]
        place, bit = chance.randrange(path.stat().st_size), chance.randrange(8)
        before = flipped(path, place, bit)
        if not _is_seen(data):
            missed.append((path.name, place, bit))
        path.write_bytes(before)
    assert missed == []
    assert not _is_seen(data)


def _is_seen(data: Path) -> bool:
    try:
        vault = Vault.open(data, PASSPHRASE)
        vault_log.entries(vault)
    except TamperedError:
        return True
    return bool(verify(vault))


def test_every_changed_sign_of_the_key_file_is_damage(data: Path) -> None:
    path = data / KEY_FILE
    whole = path.read_bytes()
    for place in range(len(whole)):
        before = flipped(path, place, place % 8)
        with pytest.raises(TamperedError, match=r"vault\.key"):
            key_file(data)
        path.write_bytes(before[:place])
        with pytest.raises(TamperedError):
            key_file(data)
        path.write_bytes(before)
    assert key_file(data).kdf == "argon2id"


def test_a_key_that_was_forged_whole_opens_nothing(data: Path) -> None:
    """With its checksum put right, too: it is the tag that counts."""
    found = key_file(data)
    for forged in (
        replace(found, salt=bytes(16)),
        replace(found, iterations=2),
        replace(found, nonce=bytes(12)),
        replace(found, wrapped=bytes(48)),
    ):
        (data / KEY_FILE).write_bytes(vaults._with_checksum(forged))
        with pytest.raises(WrongPassphraseError):
            Vault.open(data, PASSPHRASE)


def test_another_passphrase_opens_the_same_files(data: Path) -> None:
    vault = Vault.open(data, PASSPHRASE)
    before = {path: path.read_bytes() for path in data.rglob("*.vault")}
    change(vault, "another one, altogether", cost=CHEAP)
    assert {path: path.read_bytes() for path in data.rglob("*.vault")} == before
    with pytest.raises(WrongPassphraseError):
        Vault.open(data, PASSPHRASE)
    with SqliteHistory(data, Vault.open(data, "another one, altogether")) as history:
        assert history.audio("t1") is not None


def test_scrypt_where_there_is_no_argon2id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vaults, "_has_argon2id", lambda: False)
    sealed(tmp_path)
    assert key_file(tmp_path).kdf == "scrypt"
    assert verify(Vault.open(tmp_path, PASSPHRASE)) == ()
    with pytest.raises(WrongPassphraseError):
        Vault.open(tmp_path, PASSPHRASE + "x")


def test_a_vault_of_argon2id_says_so_where_there_is_none(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vaults, "_has_argon2id", lambda: False)
    with pytest.raises(VaultError, match="Argon2id"):
        Vault.open(data, PASSPHRASE)


def test_files_are_for_their_owner_alone(data: Path) -> None:
    for path in data.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_file_is_replaced_whole_or_not_at_all(data: Path) -> None:
    vault = Vault.open(data, PASSPHRASE)
    path = data / "history.sqlite3"
    before = vault.read(path)

    def parts() -> Iterator[bytes]:
        yield b"half of it"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        vault.write(path, parts())
    assert vault.read(path) == before
    assert not list(data.rglob("*.partial"))


def test_the_size_inside_is_told_without_opening(data: Path) -> None:
    vault = Vault.open(data, PASSPHRASE)
    for name in ("history.sqlite3", "audio/t1.wav"):
        assert vaults.size(data / name) == len(vault.read(data / name))
    with pytest.raises(FileNotFoundError):
        vaults.size(data / "nothing")


def test_files_that_changed_places_are_seen(data: Path) -> None:
    vault = Vault.open(data, PASSPHRASE)
    with SqliteHistory(data, vault) as history:
        history.begin(session("s2"))
        history.add_take(take("t2", "s2"), outcome(), noise(0.2, -20.0))
        one, two = on_disk(data / "audio/t1.wav"), on_disk(data / "audio/t2.wav")
        one.rename(data / "third")
        two.rename(one)
        (data / "third").rename(two)
        for name in ("t1", "t2"):
            with pytest.raises(TamperedError, match=f"audio/{name}"):
                history.audio(name)
    assert len(verify(vault)) == 2
