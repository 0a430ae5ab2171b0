"""Echo: whether a line that is played is heard in the microphone, so that headphones can be advised.

Conventions
    `heard` begins when the line begins to be played, or up to `MOST_DELAY_S` before. Both may have rates of their own.
    Compared are levels in bands, not waves: rooms, clocks that drift, codecs and noise suppression change every wave
    and leave these. Too short a line says nothing: None.
Measures
    strength   mean over the bands of the correlation (Pearson) of the level in decibels, at the delay where it is the
               largest; -1 to 1. It falls with the echo's distance to whatever else is heard: about 0.7 as loud as the
               noise of the room, and 0.4 where the learner speaks 10 dB above it.
    delay_s    that delay.
    level_db   level of the microphone while the line is heard.
"""

from dataclasses import dataclass

import numpy as np

from voicecoach.audio import Samples
from voicecoach.hearing.intake import TOO_QUIET_DB
from voicecoach.tracks import Values
from voicecoach.units import FLOOR_DB, RATE_HZ, power_to_db

HEARD_STRENGTH = 0.55
"""Strength from which the line is heard. Of 400 pieces of 2 s (20 lines in made rooms), 399 were above it where the
line was as loud as the noise, all where the room was long and the noise low; 0 were where somebody else spoke instead,
and 1 where another line of the same voice was heard (own proposal)."""

HEARD_DB = TOO_QUIET_DB - 10.0
"""Level below which an echo does no harm: 10 dB under the quietest speech that can be used, as the little that leaks
from headphones (own proposal)."""

LEAST_S = 2.0
"""Shortest line that is judged: in 1.5 s, other words were like it by chance in up to 6 of 100 cases
(own proposal)."""

MOST_DELAY_S = 1.0
"""Longest delay that is looked for: wireless loudspeakers take up to 0.3 s, and so may a busy system (own proposal)."""

HOP_S = 0.01
FRAME_S = 0.032

BANDS = 12
"""Number of bands, of equal width in octaves."""

LOWEST_HZ, HIGHEST_HZ = 200.0, 6000.0
"""What small loudspeakers play and voices hold."""

RANGE_DB = 40.0
"""Levels are held above the loudest frame of a band less this: silences are alike, however deep (own proposal)."""


@dataclass(frozen=True, slots=True)
class Echo:
    """How a line was heard in the microphone."""

    delay_s: float
    """From the start of `heard` to the start of the line in it."""
    strength: float
    level_db: float
    """Of all that was heard in its time, re full scale."""

    @property
    def is_heard(self) -> bool:
        """Whether the line is heard so well that headphones would help."""
        return self.strength >= HEARD_STRENGTH and self.level_db >= HEARD_DB


def find_echo(played: Samples, played_rate_hz: int, heard: Samples, heard_rate_hz: int = RATE_HZ) -> Echo | None:
    """Look for a line in what the microphone heard.

    Args:
        played: The line, mono.
        played_rate_hz: Its rate in hertz, 16000 or more.
        heard: What the microphone heard meanwhile; what it lacks at its end is not compared.
        heard_rate_hz: Its rate in hertz, 16000 or more.

    Returns:
        The best place of the line; None where the line or what was heard is shorter than `LEAST_S`.
    """
    if min(len(played) / played_rate_hz, len(heard) / heard_rate_hz) < LEAST_S:
        return None
    line, room = _levels_db(played, played_rate_hz), _levels_db(heard, heard_rate_hz)
    frames = min(len(line), len(room))
    line = line[:frames]
    lags = min(len(room) - frames, round(MOST_DELAY_S / HOP_S)) + 1
    # Shape (lags, bands, frames).
    rooms = np.lib.stride_tricks.sliding_window_view(room, frames, axis=0)[:lags]
    strengths = np.einsum("bf,lbf->l", _standard(line.T), _standard(rooms)) / BANDS
    lag = int(np.argmax(strengths))
    start = round(lag * HOP_S * heard_rate_hz)
    meanwhile = heard[start : start + round(frames * HOP_S * heard_rate_hz)].astype(np.float64)
    return Echo(lag * HOP_S, float(strengths[lag]), float(power_to_db(np.mean(meanwhile**2))))


def _standard(levels_db: Values) -> Values:
    """Levels less their mean, of unit length along the last axis; zero where they never change."""
    centred = levels_db - levels_db.mean(axis=-1, keepdims=True)
    length = np.linalg.norm(centred, axis=-1, keepdims=True)
    return np.asarray(np.divide(centred, length, out=np.zeros_like(centred), where=length > 1e-6))


def _levels_db(samples: Samples, rate_hz: int) -> Values:
    """Levels in bands, shape (frames, BANDS)."""
    size = round(FRAME_S * rate_hz)
    count = int((len(samples) - size) / (HOP_S * rate_hz)) + 1
    starts = np.round(np.arange(count) * HOP_S * rate_hz).astype(np.intp)
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[starts] * np.hanning(size)
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2 / size**2
    frequencies_hz = np.fft.rfftfreq(size, 1.0 / rate_hz)
    edges_hz = np.geomspace(LOWEST_HZ, HIGHEST_HZ, BANDS + 1)
    places = np.searchsorted(edges_hz, frequencies_hz, side="right") - 1
    in_bands = power @ (places[:, None] == np.arange(BANDS)).astype(np.float64)
    levels_db = power_to_db(in_bands)
    return np.asarray(np.maximum(levels_db, np.maximum(levels_db.max(axis=0) - RANGE_DB, FLOOR_DB)))
