"""Formula signals: sound whose pitch, level and pauses are known because a formula made it.

Conventions
    Levels are decibels re full scale (mean square). A formula of f0 takes times in seconds and is NaN where there is
    no voice. Randomness is seeded.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from voicecoach.audio import Samples, Span
from voicecoach.tracks import Values
from voicecoach.units import RATE_HZ, db_to_power, hz_to_semitones, semitones_to_hz

Formula = Callable[[Values], Values]
"""f0 in hertz at times in seconds."""

_HIGHEST_HZ = 7000.0

A_WEIGHTS_DB = dict(
    [
        *((50, -30.2), (63, -26.2), (80, -22.5), (100, -19.1), (125, -16.1), (160, -13.4), (200, -10.9), (250, -8.6)),
        *((315, -6.6), (400, -4.8), (500, -3.2), (630, -1.9), (800, -0.8), (1000, 0.0), (1250, 0.6), (1600, 1.0)),
        *((2000, 1.2), (2500, 1.3), (3150, 1.2), (4000, 1.0), (5000, 0.5), (6300, -0.1), (8000, -1.1)),
    ]
)
"""Weight of a tone by its frequency in hertz, as the table of IEC 61672-1 has it."""


def steady(f0_hz: float) -> Formula:
    """One pitch all the time."""
    return lambda times_s: np.full(len(times_s), f0_hz)


def glide(from_hz: float, to_hz: float, duration_s: float) -> Formula:
    """A glide that is a straight line in semitones, from time 0 on."""
    interval = float(hz_to_semitones(to_hz, from_hz))
    return lambda times_s: semitones_to_hz(interval * times_s / duration_s, from_hz)


def times(duration_s: float) -> Values:
    """The time of each sample."""
    return np.arange(round(duration_s * RATE_HZ)) / RATE_HZ


def silence(duration_s: float) -> Samples:
    """Digital silence."""
    return np.zeros(round(duration_s * RATE_HZ), np.float32)


def tone(frequency_hz: float, duration_s: float, level_db: float = -20.0) -> Samples:
    """A sine."""
    return at_level(np.sin(2 * np.pi * frequency_hz * times(duration_s)), level_db)


def noise(duration_s: float, level_db: float, seed: int = 0) -> Samples:
    """White noise."""
    return at_level(np.random.default_rng(seed).standard_normal(round(duration_s * RATE_HZ)), level_db)


def voice(f0_hz: Formula, duration_s: float, level_db: float = -25.0, tilt_db: float = -9.0) -> Samples:
    """Harmonics of f0, falling by `tilt_db` an octave: -6 is a pressed voice, -15 a breathy one."""
    f0 = f0_hz(times(duration_s))
    phase = 2 * np.pi * np.cumsum(f0) / RATE_HZ
    count = int(_HIGHEST_HZ / f0.max()) if len(f0) else 0
    parts = (10 ** (tilt_db * np.log2(k) / 20) * np.sin(k * phase) for k in range(1, count + 1))
    return at_level(sum(parts, np.zeros(len(f0))), level_db)


def at_level(samples: Values, level_db: float) -> Samples:
    """The same sound at a known level; silence stays silence."""
    power = float(np.mean(samples**2)) if len(samples) else 0.0
    gain = float(np.sqrt(db_to_power(level_db) / power)) if power > 0 else 0.0
    return (gain * samples).astype(np.float32)


def cut(samples: Samples, sizes: Sequence[int]) -> Iterator[Samples]:
    """The sound in pieces of some sizes, taken in turn, empty ones among them; in one piece for no sizes."""
    start = 0
    for size in itertools.cycle(sizes) if any(sizes) else ():
        if start >= len(samples):
            return
        yield samples[start : start + size]
        start += size
    if not any(sizes):
        yield samples


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """Bursts of a voice with gaps between them: like speech, but every edge is known."""

    samples: Samples
    f0_hz: Formula
    """NaN outside the bursts."""
    bursts: tuple[Span, ...]

    @property
    def gaps(self) -> tuple[Span, ...]:
        """Between the bursts."""
        return tuple(Span(left.end_s, right.start_s) for left, right in itertools.pairwise(self.bursts))

    @property
    def duration_s(self) -> float:
        """Of the whole recording."""
        return len(self.samples) / RATE_HZ

    def louder(self, gain_db: float) -> "Speech":
        """The same, recorded with more gain."""
        return replace(self, samples=(self.samples * 10 ** (gain_db / 20)).astype(np.float32))

    def with_sound(self, sound: Samples, at_s: float) -> "Speech":
        """The same with another sound on top of it."""
        start = round(at_s * RATE_HZ)
        samples = self.samples.copy()
        samples[start : start + len(sound)] += sound
        return replace(self, samples=samples)


@dataclass(frozen=True, slots=True)
class Speaker:
    """The voice that speaks the bursts."""

    f0_hz: Formula = field(default_factory=lambda: steady(140.0))
    """Its time starts with the first burst."""
    level_db: float = -25.0
    tilt_db: float = -9.0
    room_db: float | None = -75.0
    """White noise under everything; None for digital silence."""


def speak(
    bursts_s: Sequence[float],
    gaps_s: Sequence[float] = (),
    speaker: Speaker | None = None,
    *,
    lead_s: float = 0.5,
    tail_s: float = 0.5,
) -> Speech:
    """Say bursts of some lengths with gaps of some lengths between them."""
    who = speaker or Speaker()
    edges_s = np.cumsum([lead_s, *itertools.chain(*itertools.zip_longest(bursts_s, gaps_s, fillvalue=0.0))]).tolist()
    # Bursts start and end with a sample, so that their edges are true.
    bursts = tuple(
        Span(round(start_s * RATE_HZ) / RATE_HZ, round(end_s * RATE_HZ) / RATE_HZ)
        for start_s, end_s in zip(edges_s[0::2], edges_s[1::2], strict=False)
    )
    samples = silence(bursts[-1].end_s + tail_s)
    for burst in bursts:
        start = round(burst.start_s * RATE_HZ)
        sound = voice(_later(who.f0_hz, burst.start_s - lead_s), burst.duration_s, who.level_db, who.tilt_db)
        samples[start : start + len(sound)] = sound
    if who.room_db is not None:
        samples += noise(len(samples) / RATE_HZ, who.room_db, seed=1)
    return Speech(samples, _within(_later(who.f0_hz, -lead_s), bursts), bursts)


def over_lifted_noise(speech: Speech, noise_db: float, rise_db_s: Sequence[float], seed: int = 0) -> Speech:
    """The same over noise that starts each pause at one level and rises in it, as under a gain control."""
    gain_db: Values = np.zeros(len(speech.samples))
    for gap, rise in zip(speech.gaps, rise_db_s, strict=True):
        place = slice(round(gap.start_s * RATE_HZ), round(gap.end_s * RATE_HZ))
        gain_db[place] = rise * np.arange(place.stop - place.start) / RATE_HZ
    lifted = noise(speech.duration_s, noise_db, seed) * 10 ** (gain_db / 20)
    return speech.with_sound(lifted.astype(np.float32), 0.0)


def _later(f0_hz: Formula, start_s: float) -> Formula:
    return lambda times_s: f0_hz(times_s + start_s)


def _within(f0_hz: Formula, bursts: tuple[Span, ...]) -> Formula:
    def known(times_s: Values) -> Values:
        voiced = np.zeros(len(times_s), dtype=np.bool_)
        for burst in bursts:
            voiced |= (times_s >= burst.start_s) & (times_s < burst.end_s)
        return np.where(voiced, f0_hz(times_s), np.nan)

    return known
