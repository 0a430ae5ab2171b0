"""`voicecoach practice` and `rehearse` with the vault on: what is spoken and typed is never plain on the disk."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest

from tests.cli.live_killing import SCENE, check, killed
from tests.cli.takes import with_tiny
from tests.conftest import SAMPLES
from tests.practice import session
from tests.practising import NO
from tests.program import RunCli, command
from tests.recordings import read
from tests.signals import noise, silence
from tests.vaults import CHEAP, PASSPHRASE, flipped, sealed
from tests.virtual_card import VirtualCard
from voicecoach.adapters.spool import FOLDER, TALK, Spool, on_disk, talks_left
from voicecoach.adapters.store import SqliteHistory
from voicecoach.adapters.vault import Vault, is_on
from voicecoach.adapters.vault_moving import turn_on
from voicecoach.adapters.vault_place import plain_files
from voicecoach.adapters.vault_wav import SealedWavWriter, recorder
from voicecoach.audio import Samples
from voicecoach.cli import run
from voicecoach.errors import VaultError
from voicecoach.units import RATE_HZ

SAID = "assertive_steady_extra_work"
PLANTED = "No, the heron stays where it is."
SOON_S = 90.0


@pytest.fixture
def data(weights: Path, tmp_path: Path) -> Path:
    """A data folder of its own with a speech model."""
    return with_tiny(tmp_path / "data", weights)


@pytest.fixture
def vault(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    """The vault of that folder, whose passphrase the program finds by itself."""
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("VOICECOACH_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    return sealed(data)


def spoken(name: str = SAID) -> Samples:
    return read(SAMPLES / f"{name}.wav")[0].reshape(-1)


def leaks(data: Path, *planted: bytes) -> list[Path]:
    """Files that lie plain where none may, or hold a sign of sound or of what was said."""
    held = {path: path.read_bytes() for path in data.rglob("*") if path.is_file() and "models" not in path.parts}
    return [
        path
        for path, content in held.items()
        if path in plain_files(data) or any(sign in content for sign in (b"WAVEfmt", *planted))
    ]


def test_a_scene_that_is_left_is_encrypted_and_goes_on(run_cli: RunCli, data: Path, vault: Vault) -> None:
    arguments: list[str | Path] = ["--data-dir", data, "practice", SCENE, "--typed", "--level", "2"]
    first = run_cli(*arguments, input=f"{PLANTED}\n/quit\n")
    assert first.status == 0, first.stderr
    assert [path.name for path in (data / FOLDER).rglob("*") if path.is_file()] == ["way.jsonl.vault"]
    assert leaks(data, PLANTED.encode(), b"reply") == []
    again = run_cli(*arguments, "--resume", input=f"{NO}\n")
    assert "going on" in again.stdout
    with SqliteHistory(data, vault) as history:
        assert [(entry.session.state, entry.takes) for entry in history.sessions()] == [("done", 2)]
    assert list((data / FOLDER).iterdir()) == []


def test_without_its_passphrase_nothing_begins(run_cli: RunCli, data: Path, vault: Vault) -> None:
    assert vault.data_dir == data
    for verb in (["practice", SCENE, "--typed"], ["rehearse", "--model", "tiny.en"]):
        for more in ((), ("--no-save",)):
            done = run_cli("--data-dir", data, *verb, *more, env={"VOICECOACH_PASSPHRASE_FILE": ""})
            assert done.status == 1, (verb, more)
            assert "nobody can be asked" in done.stderr
    assert not (data / FOLDER).exists()


def test_what_was_being_said_becomes_a_take_at_the_next_start(run_cli: RunCli, data: Path, vault: Vault) -> None:
    with SqliteHistory(data, vault) as history:
        history.begin(session())
    kept = Spool(data, "s1", vault)
    left = SealedWavWriter(kept.sound(1), vault)
    left.write(spoken())
    left.flush()
    cut = on_disk(kept.sound(1), vault).read_bytes()
    left.close()
    on_disk(kept.sound(1), vault).write_bytes(cut)
    arguments: list[str | Path] = ["--data-dir", data, "practice", SCENE, "--typed", "--model", "tiny.en"]
    done = run_cli(*arguments, input="/quit\n")
    assert "are kept as take" in done.stderr
    with SqliteHistory(data, vault) as history:
        (take,) = history.takes("s1")
        heard = history.audio(take.id)
    assert take.kind == "recording"
    assert heard is not None
    np.testing.assert_allclose(heard, spoken(), atol=1 / 32768)
    assert kept.sounds() == ()
    assert leaks(data, take.text.encode()) == []


def test_what_was_changed_is_told_and_left(run_cli: RunCli, data: Path, vault: Vault) -> None:
    with SqliteHistory(data, vault) as history:
        history.begin(session())
    path = Spool(data, "s1", vault).sound(1)
    with recorder(path, vault) as writer:
        writer.write(spoken())
    flipped(on_disk(path, vault), 5000, 2)
    done = run_cli("--data-dir", data, "practice", SCENE, "--typed", "--model", "tiny.en", input="/quit\n")
    assert "was changed, cut, swapped or damaged" in done.stderr
    assert "Traceback" not in done.stderr
    with SqliteHistory(data, vault) as history:
        assert history.takes("s1") == ()
    assert on_disk(path, vault).exists()


def test_a_talk_that_broke_off_is_heard_from_its_encrypted_file(run_cli: RunCli, data: Path, vault: Vault) -> None:
    talk = data / FOLDER / f"{TALK}1.wav"
    talk.parent.mkdir()
    with recorder(talk, vault) as writer:
        writer.write(spoken())
    (path,) = talks_left(data)
    done = run_cli("--data-dir", data, "rehearse", "--from-audio", path, "--model", "tiny.en", "--json")
    assert done.status == 0, done.stderr
    (row,) = done.documents
    assert row["words"] > 8
    assert talks_left(data) == (path,)
    assert leaks(data) == []
    gone = run_cli("--data-dir", data, "delete", "--all", "--yes", "--verify")
    assert gone.status == 0, gone.stderr
    assert talks_left(data) == ()


@pytest.mark.skipif(os.name == "nt", reason="Windows locks no folder")
def test_the_vault_is_not_turned_on_while_a_talk_is_spoken(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused: list[VaultError] = []

    def speak(*_: object) -> None:
        with pytest.raises(VaultError, match="at work") as caught:
            turn_on(data, PASSPHRASE, cost=CHEAP)
        refused.append(caught.value)

    monkeypatch.setattr("voicecoach.cli.talking.record", speak)
    assert run(["--data-dir", str(data), "rehearse", "--no-save", "--model", "tiny.en"]) == 1
    assert len(refused) == 1
    assert not is_on(data)


@pytest.mark.parametrize("after_s", [2.4])
def test_killed_while_somebody_speaks_it_loses_a_second_at_most(
    card: VirtualCard, data: Path, vault: Vault, after_s: float
) -> None:
    heard_s, kept_s = killed(card, data, "tiny.en", after_s, vault)
    check(data, heard_s, kept_s, vault)
    assert leaks(data) == []


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal")
def test_a_talk_is_encrypted_while_it_is_spoken_and_kept(card: VirtualCard, data: Path, vault: Vault) -> None:
    heard = np.concatenate((silence(1.0), spoken("aggressive_forceful_return_item"), noise(60.0, -60.0)))
    arguments = command("--data-dir", data, "rehearse", "--model", "tiny.en", "--json")
    pipe = subprocess.PIPE
    with card.speaking(heard), subprocess.Popen(arguments, stdout=pipe, stderr=pipe, stdin=subprocess.DEVNULL) as child:
        deadline = time.monotonic() + SOON_S
        while not [path for path in talks_left(data) if path.stat().st_size >= 2 * RATE_HZ * 9.0]:
            assert time.monotonic() < deadline, "nothing was recorded"
            assert child.poll() is None
            time.sleep(0.1)
        assert leaks(data) == []
        child.send_signal(signal.SIGINT)
        stdout, stderr = child.communicate(timeout=SOON_S)
    assert child.returncode == 0, stderr
    row = json.loads(stdout)
    with SqliteHistory(data, vault) as history:
        samples = history.audio(row["take"])
    assert samples is not None
    assert len(samples) >= 8.0 * RATE_HZ
    assert talks_left(data) == ()
    assert leaks(data) == []
