"""A WAV file that grows: readable at any moment, whatever happens to who writes it."""

import errno
import itertools
import os
import signal
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.guards import ROOT
from tests.recordings import read
from tests.signals import cut, noise, tone
from tests.strategies import chunk_sizes, quick
from voicecoach.adapters.wav import FLUSH_S, HEADER_BYTES, MOST_BYTES, SAMPLE_BYTES, WavWriter
from voicecoach.audio import Samples
from voicecoach.errors import OutputError
from voicecoach.units import RATE_HZ

ROUNDING = 2.0**-15
"""One step of 16-bit samples."""

MOST_LOST_S = 1.0

SOUND = noise(3.3, -20.0)


def written(path: Path) -> Samples:
    """What the standard library, which is strict about headers, reads."""
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, SAMPLE_BYTES, RATE_HZ)
        values = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return (values / 2**15).astype(np.float32)


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with WavWriter(path) as writer:
        writer.write(SOUND)
        assert writer.duration_s == pytest.approx(len(SOUND) / RATE_HZ)
    samples, facts = read(path)
    np.testing.assert_allclose(samples[0] if samples.ndim == 2 else samples, SOUND, rtol=0, atol=ROUNDING)
    assert (facts.rate_hz, facts.channels, facts.warnings) == (RATE_HZ, 1, ())


@quick
@given(sizes=chunk_sizes)
def test_any_chunking_gives_the_same_file(sizes: list[int], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("wav")
    for name, pieces in (("whole.wav", [SOUND]), ("cut.wav", cut(SOUND, sizes))):
        with WavWriter(folder / name) as writer:
            for piece in pieces:
                writer.write(piece)
    assert (folder / "cut.wav").read_bytes() == (folder / "whole.wav").read_bytes()


@quick
@given(sizes=st.lists(st.integers(1, 9_000), min_size=1, max_size=12))
def test_at_each_moment_the_file_is_valid_and_lacks_no_more_than_a_flush(
    sizes: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("wav") / "a.wav"
    given_samples = 0
    with WavWriter(path) as writer:
        for size in sizes:
            writer.write(noise(size / RATE_HZ, -20.0))
            given_samples += size
            assert given_samples - len(written(path)) < FLUSH_S * RATE_HZ
    assert len(written(path)) == given_samples


def test_beyond_full_scale_it_is_cut_off_and_not_wrapped(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with WavWriter(path) as writer:
        writer.write(np.array([2.0, -2.0, 1.0, -1.0], np.float32))
    np.testing.assert_allclose(written(path), [1 - ROUNDING, -1.0, 1 - ROUNDING, -1.0])


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"dear")
    with pytest.raises(OutputError, match="exists already"):
        WavWriter(path)
    assert path.read_bytes() == b"dear"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_it_is_readable_for_its_owner_only(tmp_path: Path) -> None:
    with WavWriter(tmp_path / "a.wav"):
        assert (tmp_path / "a.wav").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_there_is_our_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="can't be written") as raised:
        WavWriter(tmp_path / "none" / "a.wav")
    assert raised.value.remedy


def test_an_error_in_the_middle_keeps_everything_so_far(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"

    def interrupted() -> None:
        with WavWriter(path) as writer:
            writer.write(tone(440.0, 0.1))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert len(written(path)) == 0.1 * RATE_HZ


def test_a_full_disk_is_our_error_and_what_was_flushed_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.wav"
    writer = WavWriter(path)
    writer.write(tone(440.0, 1.0))

    class Full:
        def __getattr__(self, name: str) -> object:
            return getattr(real, name)

        def write(self, _: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    real = writer._file
    monkeypatch.setattr(writer, "_file", Full())
    with pytest.raises(OutputError, match="No space left"):
        writer.write(tone(440.0, 1.0))
    writer.close()
    assert len(written(path)) == RATE_HZ


def test_a_file_that_can_not_grow_any_more_is_our_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = WavWriter(tmp_path / "a.wav")
    monkeypatch.setattr(writer, "_bytes", MOST_BYTES - 10)
    with pytest.raises(OutputError, match="37 hours"):
        writer.write(tone(440.0, 1.0))
    writer.close()


_WRITES_FOR_EVER = """
import sys, time
import numpy as np
from pathlib import Path
from voicecoach.adapters.wav import WavWriter
from voicecoach.units import RATE_HZ
with WavWriter(Path(sys.argv[1])) as writer:
    for number in range(10_000):
        writer.write(np.full(512, (number % 200 - 100) / 128, np.float32))
        print(number + 1, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("chunks", [9, 16, 17, 100, 463])
def test_killed_at_any_moment_less_than_a_second_is_lost(chunks: int, tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    child = subprocess.Popen(
        [sys.executable, "-c", _WRITES_FOR_EVER, path],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    )
    with child:
        assert child.stdout is not None
        for _ in itertools.islice(child.stdout, chunks):
            pass
        child.send_signal(signal.SIGKILL)
    samples = written(path)
    assert chunks * 512 - len(samples) < MOST_LOST_S * RATE_HZ
    levels = (np.arange(len(samples)) // 512 % 200 - 100) / 128
    np.testing.assert_allclose(samples, levels, rtol=0, atol=ROUNDING)
    found, facts = read(path)
    assert found.size == len(samples)
    assert facts.warnings == ()


def test_sound_behind_the_announced_length_is_not_read(tmp_path: Path) -> None:
    """As a kill leaves it between the sound and its header."""
    path = tmp_path / "a.wav"
    with WavWriter(path) as writer:
        writer.write(tone(440.0, 1.0))
    with path.open("ab") as file:
        file.write(bytes(4000))
    assert len(written(path)) == RATE_HZ
    found, facts = read(path)
    assert found.size == RATE_HZ
    assert facts.warnings == ()
    assert path.stat().st_size == HEADER_BYTES + RATE_HZ * SAMPLE_BYTES + 4000
