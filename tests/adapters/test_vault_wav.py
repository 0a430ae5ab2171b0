"""An encrypted recording while it grows."""

import io
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.signals import noise
from tests.vaults import sealed
from voicecoach.adapters.media import MediaFile
from voicecoach.adapters.vault import Vault, on_disk, size
from voicecoach.adapters.vault_moving import turn_off
from voicecoach.adapters.vault_wav import SealedWavWriter, recorder, with_lengths
from voicecoach.adapters.wav import FLUSH_S, HEADER_BYTES, WavWriter, whole
from voicecoach.errors import OutputError
from voicecoach.units import RATE_HZ

SOUND = noise(2.0, -20.0)
PIECE = 1000


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = sealed(tmp_path)
    (tmp_path / "spool").mkdir()
    return made


def heard(content: bytes) -> np.ndarray:
    with wave.open(io.BytesIO(content), "rb") as wav:
        assert (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) == (1, 2, RATE_HZ)
        return np.frombuffer(wav.readframes(wav.getnframes()), "<i2") / 32768


def test_what_was_recorded_is_read(tmp_path: Path, vault: Vault) -> None:
    path = tmp_path / "spool" / "1.wav"
    with recorder(path, vault) as writer:
        for start in range(0, len(SOUND), PIECE):
            writer.write(SOUND[start : start + PIECE])
        assert writer.duration_s == pytest.approx(2.0)
    content = with_lengths(vault.read(path))
    assert content == whole(SOUND)
    np.testing.assert_allclose(heard(content), SOUND, atol=1 / 32768)
    assert size(path) == len(content)
    recording = MediaFile(path, content=content)
    assert sum(len(chunk.samples) for chunk in recording.chunks()) == len(SOUND)
    assert recording.facts().warnings == ()


def test_killed_at_any_moment_it_lacks_at_most_a_flush(tmp_path: Path, vault: Vault) -> None:
    writer = SealedWavWriter(tmp_path / "spool" / "1.wav", vault)
    raw = on_disk(writer.path)
    for start in range(0, len(SOUND), PIECE):
        writer.write(SOUND[start : start + PIECE])
        content = with_lengths(vault.read(writer.path, unfinished=True))
        said = min(len(SOUND), start + PIECE)
        samples = (len(content) - HEADER_BYTES) // 2
        assert said - FLUSH_S * RATE_HZ - PIECE <= samples <= said
        assert content == whole(SOUND[:samples])
    part = raw.read_bytes()
    raw.write_bytes(part[:-7])
    content = with_lengths(vault.read(writer.path, unfinished=True))
    assert content == whole(SOUND[: (len(content) - HEADER_BYTES) // 2])
    assert SOUND[:20].tobytes() not in part
    writer.close()


def test_off_makes_a_whole_file_of_one_that_was_cut(tmp_path: Path, vault: Vault) -> None:
    path = tmp_path / "spool" / "1.wav"
    with SealedWavWriter(path, vault) as writer:
        writer.write(SOUND)
    raw = on_disk(path).read_bytes()
    on_disk(path).write_bytes(raw[:-3])
    turn_off(vault)
    assert path.read_bytes() == whole(SOUND)


def test_no_recording_is_written_over(tmp_path: Path, vault: Vault) -> None:
    path = tmp_path / "spool" / "1.wav"
    recorder(path, vault).close()
    with pytest.raises(OutputError, match="exists already"):
        recorder(path, vault)


def test_without_a_vault_it_is_the_plain_writer(tmp_path: Path) -> None:
    with recorder(tmp_path / "1.wav", None) as writer:
        assert isinstance(writer, WavWriter)


@pytest.mark.parametrize("content", [b"", b"RIFF", whole(SOUND), b"something else" * 10])
def test_what_announces_its_length_is_left_as_it_is(content: bytes) -> None:
    assert with_lengths(content) == content
