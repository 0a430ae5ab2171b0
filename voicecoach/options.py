"""What an analysis is asked for, and what it needs from outside."""

from collections.abc import Callable
from dataclasses import dataclass

from voicecoach.baseline import Baseline
from voicecoach.checkpoint import Checkpoint
from voicecoach.coaching.evidence import Evidence
from voicecoach.diarizing import Diarizer
from voicecoach.history import SceneType
from voicecoach.ports import PitchTracker, SpeechClassifier, StyleModel, Transcriber
from voicecoach.session import Turn


@dataclass(frozen=True, slots=True)
class Parts:
    """What an analysis needs from outside."""

    classifier: Callable[[], SpeechClassifier]
    tracker: Callable[[], PitchTracker]
    transcriber: Callable[[], Transcriber]
    """Called once speech was found."""
    style_model: Callable[[], StyleModel]
    """Called once words were recognised."""
    diarizer: Callable[[Checkpoint | None], Diarizer] | None = None
    """Called where several speak and no channel tells who, with what it has finished already; None where none is at
    hand."""


@dataclass(frozen=True, slots=True)
class AnalysisOptions:
    """What the document shall hold."""

    tracks: bool = False
    """Whether it carries the pitch and level tracks."""
    stutter_aware: bool = False
    """Whether repeats, cut-off and drawn-out words, and the pauses of blocks are not counted against the speaker."""
    baseline: Baseline | None = None
    """What is usual for the speaker; None without a calibration."""
    device: str = ""
    """Name of the microphone; empty where the sound comes from a file."""
    scene_type: SceneType = "other"
    """What the situation asks of the speaker."""
    aim: str | None = None
    """The rule of the fix that this take was to work on; None for a first take."""
    earlier: tuple[Evidence, ...] = ()
    """Takes of the same answer before this one, oldest first."""
    context: str = ""
    """What the words answer: the line before them, or "You: ... Them: ..."; empty where none is known."""
    prompted_s: float | None = None
    """Second of the recording at which the line was over that the first words answer; None where none was spoken."""
    replies: tuple[Turn, ...] = ()
    """What the speaker said before in the same scene, oldest first."""
    pushes: int = 0
    """How many replies, this one counted and from the last one back, answer a push of the other side."""
    message: str = ""
    """What the speaker set out to say; empty where that is not known."""
    speakers: int | None = 1
    """How many speak; None finds it out."""
    client: str | None = None
    """The speaker who is measured and advised; None measures everybody and advises the one who speaks most."""
