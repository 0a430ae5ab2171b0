"""What was said: the recogniser's words made true by the sound.

Conventions
    Times are seconds from the start of the recording. Words hold no filled pauses.
Measures
    make_out    words that were made up are left out; words get their times from the silences; filled pauses are told
                apart, fitted to their sounds, and those that the recogniser did not write are added; disfluencies.
"""

from dataclasses import dataclass

from voicecoach.audio import Span
from voicecoach.disfluency import Disfluency
from voicecoach.hearing.closures import without_closures
from voicecoach.hearing.disfluency import find_clusters, find_disfluencies
from voicecoach.hearing.ear import Heard
from voicecoach.hearing.filled_sounds import find_filled_sounds, fit_fillers, make_room
from voicecoach.hearing.fillers import drop_invented, split_fillers
from voicecoach.hearing.pauses import find_silences
from voicecoach.hearing.timing import snap_words
from voicecoach.prosody import Pause
from voicecoach.transcript import Transcript, Word


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """The words of a recording and what lies between them."""

    words: tuple[Word, ...]
    filled: tuple[Pause, ...]
    """Filled pauses, in order."""
    silences: tuple[Span, ...]
    """All silences without the closures of stop consonants, in order."""
    disfluencies: tuple[Disfluency, ...]
    """Repeats, restarts, elongations, and the clusters that they form with filled pauses, in order."""
    language: str
    """ISO 639-1 code; empty where nothing was said."""
    notes: tuple[str, ...]
    """What was left out and why."""


def make_out(heard: Heard, transcript: Transcript) -> Said:
    """Join what was heard and what was recognised."""
    language = transcript.language
    words, notes = drop_invented(transcript.words, heard.spans, language)
    silences = without_closures(find_silences(heard), words)
    spoken, written = split_fillers(snap_words(words, silences, heard.duration_s), language)
    written = fit_fillers(written, heard, spoken, silences, language)
    as_words = [Word(pause.text or "", pause.start_s, pause.end_s, 1.0) for pause in written]
    all_words = sorted([*spoken, *as_words], key=lambda word: word.start_s)
    heard_only = find_filled_sounds(heard, all_words, silences, language)
    filled = tuple(sorted((*written, *heard_only), key=lambda pause: pause.start_s))
    spoken = make_room(spoken, filled)
    disfluencies = find_disfluencies(heard, spoken, silences, language)
    clusters = find_clusters(spoken, filled, disfluencies)
    return Said(
        words=spoken,
        filled=filled,
        silences=silences,
        disfluencies=tuple(sorted((*disfluencies, *clusters), key=lambda one: (one.start_s, one.end_s))),
        language=language,
        notes=transcript.notes + notes,
    )
