"""A speaker's own baseline: what is usual for this voice at this microphone.

Conventions
    Measures have the names and units of `prosody.Prosody`. A measure that the calibration could not take is absent.
    A baseline holds numbers about delivery only; it can't tell whose voice it is.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Usual:
    """Where one measure usually lies."""

    median: float
    spread: float
    """How much it moves from sentence to sentence when nothing is meant by it: a standard deviation, 0 or more."""
    sentences: int
    """How many sentences it was taken from."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a calibration found."""

    made_at: str
    """Date and time, ISO 8601, UTC."""
    person: str
    device: str
    """Name of the microphone; empty where the sound came from a file."""
    speech_s: float
    measures: dict[str, Usual] = field(default_factory=dict)
    noise_floor_db: float | None = None
    """Level of the room, dB re full scale."""
    gain_control: bool | None = None
    """Whether the microphone's own gain control was at work; None where too few pauses could show it."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How a recording was made: what has to stay the same before two levels can be compared."""

    device: str = ""
    """Name of the microphone; empty where the sound came from a file."""
    level_db: float | None = None
    """Level of the speech, dB re full scale."""
    noise_floor_db: float | None = None
    """Level of the room, dB re full scale."""
    alpha_ratio_db: float | None = None
    """Energy above 1 kHz over that below, of a telephone in what it leaves; None where too little was heard."""
    narrow_band: bool = False
    """Whether the sound ends where a telephone's does."""
    gain_control: bool | None = None
    """Whether the microphone's own gain control was at work; None where too few pauses could show it."""
