"""Any recording that can be read comes out as 16 kHz mono with honest facts."""

import hashlib
import itertools
from pathlib import Path

import numpy as np
import pytest

from tests.recordings import Planes, encode, read, sine, write_double_wav, write_float_wav, write_two_tracks, write_wav
from tests.signals import noise, silence
from voicecoach.adapters.media import MediaFile, announced_s
from voicecoach.audio import MOST_AMPLITUDE, AudioChunk

RATE_HZ = 16_000
TONE_HZ = 440.0

SAME_CENTS = 2.0
"""A tenth of what is heard as another pitch."""

ROUNDING_16_BIT = 1.0 / 32768
SAMPLE_S = 1.0 / RATE_HZ
CODEC_FRAME_S = 0.05
"""A lossy codec may add or drop up to a frame at the ends."""


def frequency_hz(samples: Planes) -> float:
    """The strongest frequency, between the bins of the spectrum by a parabola through their logarithms."""
    middle = samples[len(samples) // 8 : -len(samples) // 8]
    size = 1 << 18
    power = np.log(np.abs(np.fft.rfft(middle * np.hanning(len(middle)), size)) + 1e-12)
    peak = int(np.argmax(power))
    left, top, right = power[peak - 1 : peak + 2]
    return float(peak + 0.5 * (left - right) / (left - 2 * top + right)) * RATE_HZ / size


def cents(frequency: float, reference: float) -> float:
    return float(1200 * np.log2(frequency / reference))


# --- What is damaged but can be read in part ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suffix", "codec", "sample_format"), [("mp3", "libmp3lame", "fltp"), ("flac", "flac", "s16"), ("wav", "", "")]
)
def test_a_truncated_file_is_read_as_far_as_it_goes_with_a_warning(
    suffix: str, codec: str, sample_format: str, tmp_path: Path
) -> None:
    path = tmp_path / f"cut.{suffix}"
    # Noise: a tone packs so well that half of the bytes may hold all of it.
    sound = noise(4.0, -20.0)
    if codec:
        encode(path, sound, RATE_HZ, codec, sample_format)
    else:
        write_wav(path, sound)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    samples, facts = read(path)
    assert 1.0 < len(samples) / RATE_HZ < 3.0
    assert facts.duration_s == len(samples) / RATE_HZ
    (warning,) = facts.warnings
    assert "truncated" in warning


@pytest.mark.parametrize("length", [0, 0x7FFFFFFF, 0x80000024, 0xFFFFFFFF])
def test_a_wav_header_of_unknown_length_is_no_truncation(length: int, tmp_path: Path) -> None:
    """Recorders that can't go back to the header leave a stand-in there."""
    path = write_wav(tmp_path / "piped.wav", sine(TONE_HZ, 1.0))
    raw = bytearray(path.read_bytes())
    raw[4:8] = length.to_bytes(4, "little")
    path.write_bytes(raw)
    samples, facts = read(path)
    assert (len(samples), facts.warnings) == (RATE_HZ, ())


def test_damaged_pieces_are_skipped_and_counted(tmp_path: Path) -> None:
    path = encode(tmp_path / "scratched.mp3", noise(4.0, -20.0), RATE_HZ, "libmp3lame")
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 3 : len(raw) // 2] = b"\x55" * (len(raw) // 2 - len(raw) // 3)
    path.write_bytes(raw)
    samples, facts = read(path)
    assert len(samples) > RATE_HZ
    assert any("damaged in the file and skipped" in warning for warning in facts.warnings)


# --- What is odd but whole ----------------------------------------------------------------------------------------


def test_a_twentieth_of_a_second_is_read_whole(tmp_path: Path) -> None:
    samples, facts = read(write_wav(tmp_path / "click.wav", sine(TONE_HZ, 0.05)))
    assert (len(samples), facts.duration_s, facts.warnings) == (800, 0.05, ())


def test_a_minute_of_digital_silence_is_silence(tmp_path: Path) -> None:
    samples, facts = read(write_wav(tmp_path / "silence.wav", silence(60.0)))
    assert len(samples) == 60 * RATE_HZ
    assert not samples.any()
    assert (facts.clipped_share, facts.dc_offset, facts.warnings) == (0.0, 0.0, ())


def test_white_noise_comes_through_unchanged(tmp_path: Path) -> None:
    sound = noise(2.0, -20.0)
    samples, facts = read(write_wav(tmp_path / "noise.wav", sound))
    assert np.abs(samples - sound).max() <= ROUNDING_16_BIT
    assert facts.warnings == ()


@pytest.mark.parametrize("sample_bytes", [1, 2, 3, 4])
def test_integers_of_any_width_keep_full_scale(sample_bytes: int, tmp_path: Path) -> None:
    sound = sine(TONE_HZ, 0.5)
    samples, facts = read(write_wav(tmp_path / "tone.wav", sound, sample_bytes=sample_bytes))
    assert np.abs(samples - sound).max() <= 2.0 ** (1 - 8 * sample_bytes) + 1e-6
    assert (facts.rate_hz, facts.channels) == (RATE_HZ, 1)


def test_not_a_number_and_infinity_are_silence(tmp_path: Path) -> None:
    sound = sine(TONE_HZ, 0.5)
    broken = sound.copy()
    broken[100:200] = np.nan
    broken[300], broken[301] = np.inf, -np.inf
    samples, facts = read(write_float_wav(tmp_path / "broken.wav", broken))
    assert np.isfinite(samples).all()
    assert not samples[100:200].any()
    assert samples[300] == samples[301] == 0.0
    assert np.array_equal(samples[400:], sound[400:])
    assert np.isfinite(facts.dc_offset)


@pytest.mark.parametrize("rate_hz", [RATE_HZ, 44_100])
@pytest.mark.parametrize("damage", [1e30, -3.4e38, 1e300])
def test_a_sample_far_beyond_full_scale_is_cut(damage: float, rate_hz: int, tmp_path: Path) -> None:
    """Its power would be infinite, and the levels around it with it."""
    broken = sine(TONE_HZ, 0.5, rate_hz).astype(np.float64)
    broken[1000] = damage
    path = write_double_wav(tmp_path / "broken.wav", broken, rate_hz)
    samples, facts = read(path)
    assert np.abs(samples).max() <= 2 * MOST_AMPLITUDE
    assert np.isfinite(facts.dc_offset)
    assert np.isfinite(MediaFile(path).channel_levels()).all()


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000])
def test_a_tone_keeps_its_pitch_and_length_at_any_rate(rate_hz: int, tmp_path: Path) -> None:
    path = write_wav(tmp_path / "tone.wav", sine(TONE_HZ, 3.0, rate_hz), rate_hz)
    samples, facts = read(path)
    assert facts.rate_hz == rate_hz
    assert abs(cents(frequency_hz(samples), TONE_HZ)) < SAME_CENTS
    assert abs(len(samples) - 3 * RATE_HZ) <= 1
    assert np.sqrt(2 * np.mean(samples[1000:-1000] ** 2)) == pytest.approx(0.5, rel=0.01)


FORMATS = [
    ("wav", "pcm_s16le", "s16", RATE_HZ),
    ("flac", "flac", "s16", RATE_HZ),
    ("mp3", "libmp3lame", "fltp", 44_100),
    ("ogg", "libopus", "flt", 48_000),
    ("m4a", "aac", "fltp", 44_100),
    ("aiff", "pcm_s16be", "s16", 44_100),
]


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize(("suffix", "codec", "sample_format", "rate_hz"), FORMATS, ids=[f[0] for f in FORMATS])
def test_every_common_format_comes_back_as_the_same_sound(
    suffix: str, codec: str, sample_format: str, rate_hz: int, channels: int, tmp_path: Path
) -> None:
    sound = np.stack([sine(TONE_HZ, 3.0, rate_hz)] * channels)
    path = encode(tmp_path / f"tone.{suffix}", sound, rate_hz, codec, sample_format)
    samples, facts = read(path)
    assert abs(cents(frequency_hz(samples), TONE_HZ)) < SAME_CENTS
    assert len(samples) / RATE_HZ == pytest.approx(3.0, abs=2 * CODEC_FRAME_S)
    assert (facts.channels, facts.rate_hz, facts.warnings) == (channels, rate_hz, ())
    assert facts.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_of_a_video_the_sound_is_read(tmp_path: Path) -> None:
    path = encode(tmp_path / "film.mp4", sine(TONE_HZ, 2.0, 44_100), 44_100, "aac", pictures=True)
    samples, facts = read(path)
    assert abs(cents(frequency_hz(samples), TONE_HZ)) < SAME_CENTS
    assert facts.duration_s == pytest.approx(2.0, abs=2 * CODEC_FRAME_S)


def test_of_two_sounds_the_length_told_is_that_of_the_one_that_is_heard(tmp_path: Path) -> None:
    path = write_two_tracks(tmp_path / "two.mp4", sine(300.0, 1.0), sine(TONE_HZ, 3.0))
    samples, _ = read(path)
    assert abs(cents(frequency_hz(samples), TONE_HZ)) < SAME_CENTS
    assert announced_s(path) == pytest.approx(3.0, abs=2 * CODEC_FRAME_S)


@pytest.mark.parametrize("name", ["2026-01-31T12:30.wav", "http:talk.wav", "pipe:0.wav", "café 😀.wav", "-q.wav"])
def test_any_name_is_a_name_and_no_address(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FFmpeg takes what stands before a colon for a protocol."""
    monkeypatch.chdir(tmp_path)
    samples, _ = read(write_wav(Path(name), sine(TONE_HZ, 0.5)))
    assert len(samples) == RATE_HZ // 2
    assert announced_s(Path(name)) == pytest.approx(0.5)


# --- Facts, from formulas -----------------------------------------------------------------------------------------


def test_the_share_of_clipped_samples_is_that_of_the_formula(tmp_path: Path) -> None:
    """A sine of amplitude `a` cut at 1 is at full scale for the share 1 - 2/pi * asin(1/a) of the time."""
    amplitude = 2.0
    sound = np.clip(sine(100.0, 2.0, peak=amplitude), -1.0, 1.0)
    _, facts = read(write_wav(tmp_path / "loud.wav", sound))
    share = 1 - 2 / np.pi * np.arcsin(1 / amplitude)
    # The edges of the 400 flat tops fall between samples.
    assert facts.clipped_share == pytest.approx(share, abs=400 / len(sound))


def test_single_samples_at_full_scale_are_honest_peaks(tmp_path: Path) -> None:
    sound = sine(TONE_HZ, 1.0)
    sound[100:16_000:100] = 1.0
    sound[101:16_000:200] = 1.0
    _, facts = read(write_wav(tmp_path / "peaks.wav", sound))
    assert facts.clipped_share == 0.0


def test_three_samples_in_a_row_at_full_scale_are_clipped(tmp_path: Path) -> None:
    sound = np.zeros(RATE_HZ, np.float32)
    sound[500:503] = 1.0
    sound[900:905] = -1.0
    _, facts = read(write_wav(tmp_path / "runs.wav", sound))
    assert facts.clipped_share == 8 / RATE_HZ


@pytest.mark.parametrize("offset", [0.1, -0.25])
def test_the_offset_is_the_mean(offset: float, tmp_path: Path) -> None:
    _, facts = read(write_wav(tmp_path / "offset.wav", (sine(TONE_HZ, 1.0) + offset).astype(np.float32)))
    assert facts.dc_offset == pytest.approx(offset, abs=ROUNDING_16_BIT)


# --- Channels -----------------------------------------------------------------------------------------------------


def test_channels_are_mixed_to_their_mean(tmp_path: Path) -> None:
    levels = np.arange(1, 9, dtype=np.float32) / 10
    sound: Planes = np.outer(levels, sine(TONE_HZ, 0.5)).astype(np.float32)
    samples, facts = read(write_wav(tmp_path / "eight.wav", sound))
    assert facts.channels == 8
    assert np.abs(samples - sound.mean(axis=0)).max() <= 2 * ROUNDING_16_BIT


def test_opposite_phases_cancel_and_the_warning_says_what_to_do(tmp_path: Path) -> None:
    sound = sine(TONE_HZ, 1.0)
    path = write_wav(tmp_path / "opposite.wav", np.stack([sound, -sound]))
    samples, facts = read(path)
    assert np.abs(samples).max() <= ROUNDING_16_BIT
    (warning,) = facts.warnings
    assert "--channel 1" in warning
    alone, facts = read(path, 1)
    assert np.abs(alone - sound).max() <= ROUNDING_16_BIT
    assert facts.warnings == ()


def test_a_voice_in_one_channel_only_is_no_cancelling(tmp_path: Path) -> None:
    sound = sine(TONE_HZ, 1.0)
    _, facts = read(write_wav(tmp_path / "left.wav", np.stack([sound, np.zeros_like(sound)])))
    assert facts.warnings == ()


@pytest.mark.parametrize("channel", [1, 2])
def test_a_channel_is_heard_alone(channel: int, tmp_path: Path) -> None:
    sound = np.stack([sine(200.0, 1.0), sine(300.0, 1.0)])
    samples, facts = read(write_wav(tmp_path / "two.wav", sound), channel)
    assert np.abs(samples - sound[channel - 1]).max() <= ROUNDING_16_BIT
    assert facts.channels == 2


# --- Chunks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate_hz", [16_000, 44_100])
def test_chunks_follow_each_other_without_gap_or_overlap(rate_hz: int, tmp_path: Path) -> None:
    media = MediaFile(write_wav(tmp_path / "long.wav", sine(TONE_HZ, 11.3, rate_hz), rate_hz))
    chunks: list[AudioChunk] = list(media.chunks())
    assert len(chunks) > 3
    assert chunks[0].start_sample == 0
    for before, after in itertools.pairwise(chunks):
        assert after.start_sample == before.end_sample
    assert all(chunk.samples.dtype == np.float32 and chunk.samples.ndim == 1 for chunk in chunks)
    assert chunks[-1].end_sample == pytest.approx(11.3 * RATE_HZ, abs=1)
    assert media.facts().duration_s == chunks[-1].end_sample / RATE_HZ


def test_the_expected_length_is_known_once_reading_has_begun(tmp_path: Path) -> None:
    media = MediaFile(write_wav(tmp_path / "tone.wav", sine(TONE_HZ, 5.0)))
    assert media.expected_duration_s is None
    chunks = media.chunks()
    next(chunks)
    assert media.expected_duration_s == announced_s(media.path) == pytest.approx(5.0, abs=SAMPLE_S)
    chunks.close()  # type: ignore[attr-defined]  # a generator in truth: lets go of the file
