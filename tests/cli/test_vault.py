"""`voicecoach vault`, and the other verbs with the vault on, as a user runs them."""

import io
import wave
import zipfile
from pathlib import Path

import pytest

from tests.practice import at, outcome, session, take
from tests.program import Finished, RunCli
from tests.signals import noise
from voicecoach.adapters.store import SqliteHistory
from voicecoach.adapters.vault import is_on

SECRET = "Heron Marmalade Quixotic"
PASSPHRASE = "correct horse battery staple"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    with SqliteHistory(folder) as history:
        history.begin(session())
        history.add_take(take(text=SECRET), outcome(), noise(0.5, -30.0))
        history.end("s1", at(9))
    return folder


class User:
    """Runs the program in one data folder, with a passphrase or without."""

    def __init__(self, run_cli: RunCli, data: Path) -> None:
        self._run = run_cli
        self.data = data
        self.temporary = data.with_name("temporary")
        self.temporary.mkdir()

    def __call__(self, *arguments: str | Path, passphrase: str = "", new: str = "", typed: str = "") -> Finished:
        env = {"VOICECOACH_DATA_DIR": str(self.data), "TMPDIR": str(self.temporary), "TZ": "UTC"}
        for variable, secret in (("VOICECOACH_PASSPHRASE_FILE", passphrase), ("VOICECOACH_NEW_PASSPHRASE_FILE", new)):
            if secret:
                path = self.data.with_name(variable)
                path.write_text(secret + "\n", encoding="utf-8")
                env[variable] = str(path)
        return self._run(*arguments, env=env, input=typed)

    def leaks(self) -> list[Path]:
        folders = (self.data, self.temporary)
        paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        return [path for path in paths if SECRET.encode() in path.read_bytes()]


@pytest.fixture
def user(run_cli: RunCli, data: Path) -> User:
    return User(run_cli, data)


def test_on_shows_what_it_will_do_and_asks(user: User) -> None:
    before = user.leaks()
    assert before
    refused = user("vault", "on", passphrase=PASSPHRASE, typed="n\n")
    assert refused.status == 1
    for words in (
        "audio             1 file",
        "history.sqlite3   1 file",
        "can't be brought back",
        "Nothing was changed",
    ):
        assert words in refused.stderr
    silent = user("vault", "on", passphrase=PASSPHRASE)
    assert (silent.status, is_on(user.data)) == (1, False)
    assert "--yes" in silent.stderr
    assert user.leaks() == before


def test_a_short_passphrase_is_refused(user: User) -> None:
    done = user("vault", "on", "--yes", passphrase="short")
    assert (done.status, is_on(user.data)) == (1, False)
    assert "needs 12" in done.stderr


def test_with_the_vault_on_every_verb_asks_for_the_passphrase(user: User) -> None:
    done = user("vault", "on", "--yes", passphrase=PASSPHRASE)
    assert (done.status, is_on(user.data)) == (0, True)
    assert "2 files" in done.stdout
    assert "not wiped" in done.stderr
    assert user.leaks() == []
    verbs: list[tuple[str | Path, ...]] = [
        ("history",),
        ("progress",),
        ("ladder",),
        ("export", "--out", user.data.with_name("out")),
        ("delete", "--all", "--yes"),
        ("vault", "change"),
        ("vault", "off", "--yes"),
        ("vault", "status", "--verify"),
    ]
    for verb in verbs:
        for options, told in (({}, "nobody can be asked"), ({"passphrase": PASSPHRASE[1:]}, "does not open")):
            done = user(*verb, **options)
            assert (done.status, done.stdout) == (1, ""), verb
            assert told in done.stderr
            assert SECRET not in done.stderr
    assert user("history", passphrase=PASSPHRASE).lines[1].split()[2] == "s1"
    assert user.leaks() == []


def test_what_is_kept_can_be_taken_out_and_deleted(user: User) -> None:
    user("vault", "on", "--yes", passphrase=PASSPHRASE)
    out = user.data.with_name("me.zip")
    assert user("export", "--out", out, passphrase=PASSPHRASE).status == 0
    with zipfile.ZipFile(out) as archive:
        assert SECRET in archive.read("sessions/s1.json").decode()
        with wave.open(io.BytesIO(archive.read("audio/t1.wav"))) as wav:
            assert wav.getnframes() == 8000
    done = user("delete", "--all", "--yes", "--verify", passphrase=PASSPHRASE)
    assert done.status == 0
    assert "none is left" in done.stdout
    assert list((user.data / "audio").iterdir()) == []


def test_change_and_off(user: User) -> None:
    user("vault", "on", "--yes", passphrase=PASSPHRASE)
    done = user("vault", "change", passphrase=PASSPHRASE, new="another one, altogether")
    assert done.status == 0
    assert "turn the vault off and on again" in done.stderr
    assert user("vault", "off", "--yes", passphrase=PASSPHRASE).status == 1
    assert user("vault", "off", "--yes", passphrase="another one, altogether").status == 0
    assert user("history").lines[1].split()[2] == "s1"
    assert {path.name for path in user.data.iterdir()} <= {"history.sqlite3", "audio"}
    assert "is off" in user("vault", "off", "--yes").stderr


def test_status_tells_what_is_in_it_and_when_it_was_opened(user: User) -> None:
    (off,) = user("vault", "status", "--json").documents
    assert (off["on"], off["plain_files"]) == (False, ["audio/t1.wav", "history.sqlite3"])
    user("vault", "on", "--yes", passphrase=PASSPHRASE)
    user("history", passphrase=PASSPHRASE)
    (on,) = user("vault", "status", "--json").documents
    assert (on["on"], on["plain_files"], on["cipher"]) == (True, [], "AES-256-GCM")
    (full,) = user("vault", "status", "--json", "--verify", "--log", passphrase=PASSPHRASE).documents
    assert full["wrong"] == []
    assert [entry["verb"] for entry in full["log"]] == ["vault on", "history", "vault status"]
    path = user.data / "audio" / "t1.wav.vault"
    path.write_bytes(path.read_bytes()[:-1])
    broken = user("vault", "status", "--verify", passphrase=PASSPHRASE)
    assert broken.status == 1
    assert "audio/t1.wav: was changed, cut, swapped or damaged" in broken.stdout


def test_privacy_and_doctor_tell_whether_it_is_on(user: User) -> None:
    (row,) = user("privacy", "--json").documents
    assert (row["encrypted"], set(row["people"])) == (False, {"me"})
    assert "Not encrypted by the program" in user("privacy").stdout
    user("vault", "on", "--yes", passphrase=PASSPHRASE)
    told = user("privacy")
    assert told.status == 0
    assert "The vault is on" in told.stdout
    assert "Of whom is told with the passphrase" in told.stdout
    (row,) = user("privacy", "--json").documents
    assert (row["encrypted"], row["people"]) == (True, None)
    (row,) = user("privacy", "--json", passphrase=PASSPHRASE).documents
    assert set(row["people"]) == {"me"}
    checks = {check["name"]: check for check in user("doctor", "--json").documents}
    assert (checks["vault"]["state"], checks["vault"]["detail"][:2]) == ("works", "on")
    (user.data / "audio" / "t2.wav").write_bytes(b"RIFF")
    checks = {check["name"]: check for check in user("doctor", "--json").documents}
    assert checks["vault"]["state"] == "broken"
    (user.data / "vault.key").write_bytes(b"{}")
    checks = {check["name"]: check for check in user("doctor", "--json").documents}
    assert "changed or damaged" in checks["vault"]["detail"]


def test_a_passphrase_file_that_is_none_is_told(user: User) -> None:
    user("vault", "on", "--yes", passphrase=PASSPHRASE)
    assert "too long" in user("history", passphrase="x" * 5000).stderr
