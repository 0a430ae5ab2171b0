"""The analysis of one recording, as it is written to JSON: the fields are the format.

Conventions
    Times are seconds from the start of the recording. A number that can't be known is null, with the reason in
    `signal.warnings`; JSON never holds NaN. Fields may be added, never renamed.
"""

import math
from dataclasses import dataclass, field
from typing import Final, Literal

import msgspec

from voicecoach.disfluency import Disfluency
from voicecoach.melody import FlatPassage
from voicecoach.pace import Burst, PacePoint
from voicecoach.prosody import Pause, Prosody
from voicecoach.session import Finding, Turn
from voicecoach.speakers import Overlap
from voicecoach.tracks import Track
from voicecoach.transcript import Word

SCHEMA: Final = "voicecoach/analysis/1"


@dataclass(frozen=True, slots=True)
class Source:
    """The recording."""

    path: str
    sha256: str
    duration_s: float
    rate_hz: int
    channels: int


@dataclass(frozen=True, slots=True)
class Engine:
    """What made the analysis, and how long it took."""

    version: str
    model: str
    real_time_factor: float | None
    stages_s: dict[str, float]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """The state of the sound itself."""

    level_db: float | None
    """Level of the speech, RMS re full scale; of everything where there is no speech."""
    level_a_db: float | None
    """The same, A-weighted."""
    noise_floor_db: float | None
    """Level of the room, re full scale; null where the file holds nothing of it: digital silence in the pauses."""
    snr_db: float | None
    clipped_share: float
    dc_offset: float
    silence_share: float
    """Share of the recording without speech, 0 to 1."""
    gain_control: bool | None
    """Whether the microphone's own gain control was at work; null where too few pauses could show it."""
    warnings: tuple[str, ...] = ()
    narrow_band: bool | None = None
    """Whether the sound ends like a telephone's; null with too little speech to tell."""


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """All that one speaker said."""

    speaking_s: float
    prosody: Prosody
    pace: tuple[PacePoint, ...] = ()
    """The rate over time; empty for a short recording."""
    bursts: tuple[Burst, ...] = ()
    """Where the words were rushed, by the speaker's own measure."""
    flat_passages: tuple[FlatPassage, ...] = ()
    """Where the melody hardly moves."""
    talk_share: float | None = None
    """Share of all that was spoken, 0 to 1; null where one speaks alone."""
    turns: int = 0
    reply_gap_median_s: float | None = None
    """Half of the speaker's replies come sooner after the other's words; negative over them, null without replies."""
    interruptions: int = 0
    """How often the speaker begins while another goes on, and goes on after them."""


@dataclass(frozen=True, slots=True)
class TrackDump:
    """The pitch and level tracks on one time axis; f0 is null where there is no voice."""

    hop_s: float
    start_s: float
    f0_hz: tuple[float | None, ...]
    level_db: tuple[float, ...]

    @classmethod
    def of(cls, f0: Track, level: Track) -> "TrackDump":
        """Two tracks of one time axis, to two decimals: pitch in hertz, NaN without voice, and level in dB."""
        f0_hz = tuple(None if math.isnan(value) else value for value in f0.values.round(2).tolist())
        return cls(f0.hop_s, f0.start_s, f0_hz, tuple(level.values.round(2).tolist()))


@dataclass(frozen=True, slots=True)
class Analysis:
    """The whole document."""

    source: Source
    engine: Engine
    signal: Signal
    words: tuple[Word, ...] = ()
    pauses: tuple[Pause, ...] = ()
    disfluencies: tuple[Disfluency, ...] = ()
    turns: tuple[Turn, ...] = ()
    speakers: dict[str, SpeakerSummary] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    """Where several speak at once."""
    client: str | None = None
    """The one speaker who was read and measured; null where everybody was."""
    tracks: TrackDump | msgspec.UnsetType = msgspec.UNSET
    schema: Literal["voicecoach/analysis/1"] = SCHEMA

    @property
    def speaks_of_danger(self) -> bool:
        """Whether some of the words may speak of danger: then there is no coaching, and nothing is kept."""
        return any(turn.style.danger for turn in self.turns)
