"""Analysed recordings made by hand, of any length, for what is written of them."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import numpy as np
from hypothesis import strategies as st

from tests.values import measured, say, sentence, style
from voicecoach.disfluency import Disfluency
from voicecoach.document import Analysis, Engine, Signal, Source, SpeakerSummary, TrackDump
from voicecoach.prosody import Pause, Prosody
from voicecoach.reading import Agreement, Technique, VoiceReading, VoiceScores
from voicecoach.session import Finding, Sentence, Turn
from voicecoach.transcript import Word

LINES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("I know you are busy this week.", "assertive", {"I know you": "empathy"}),
    ("I'm sorry, I just wanted to ask something.", "passive", {"I'm sorry": "apology", "just": "softener"}),
    ("You never listen to anybody!", "aggressive", {"You never": "blame"}),
    ("Fine, whatever you say.", "passive_aggressive", {"whatever": "sarcasm"}),
    ("I need an answer by Friday.", "assertive", {"I need": "i_statement"}),
    ("The meeting is at nine in room four.", "neutral", {}),
)
"""Sentences, the style that they are given and its cues."""

HOSTILE = (
    "</script><script>document.title='owned'</script> <img src=x onerror=alert(1)> "
    "\"quoted\" 'so' & --> ]]> \u2028 {{7*7}}"
)
SOFT = VoiceReading(
    "soft", VoiceScores(0.8, 0.1, 0.1), (measured("end_fade_db", 9.2), measured("speech_rate_wpm", 132.4))
)
MEASURES = (
    measured("speech_rate_wpm", 132.4),
    measured("end_fade_db", 9.2),
    measured("alpha_ratio_db", -24.5),
    measured("f0_sd_semitones", 2.61),
    measured("speaking_share", 0.83),
)
PROSODY = Prosody(
    f0_median_hz=121.5,
    f0_sd_semitones=2.61,
    end_fade_db=9.2,
    alpha_ratio_db=-24.5,
    speech_rate_wpm=132.4,
    speaking_share=0.83,
    words=17,
)
GAP_S = 0.9
"""Silence between two sentences."""


def nothing_said(duration_s: float = 3.0, path: str = "silence.wav") -> Analysis:
    """A recording in which nobody speaks."""
    signal = Signal(None, None, -60.0, None, 0.0, 0.0, 1.0, None, ("no speech was found",))
    return Analysis(Source(path, "0" * 64, duration_s, 16_000, 1), Engine("1.0", "base", 0.1, {"total": 1.0}), signal)


def talk(duration_s: float = 20.0, *, path: str = "talk.wav", lines: Sequence[str] = ()) -> Analysis:
    """Somebody who speaks from start to end, a turn a minute, with every kind of thing that can be found.

    Args:
        duration_s: Length of the recording.
        path: Its name.
        lines: What is said, over and over; `LINES` where empty.
    """
    said: list[Sentence] = []
    at_s = 0.5
    while True:
        text, label, cues = LINES[len(said) % len(LINES)]
        if lines:
            text, label, cues = lines[len(said) % len(lines)], "neutral", {}
        words = say(text, at_s=round(at_s, 3))
        if words[-1].end_s > duration_s - 0.2:
            break
        reading = style(label, text, cues)  # type: ignore[arg-type]
        reading = replace(reading, techniques=(Technique("empathy", text, 0, len(text)),) if "know" in text else ())
        said.append(replace(sentence(words, reading, PROSODY), voice=SOFT, congruence="words_stronger"))
        at_s = words[-1].end_s + GAP_S
    if not said:
        return nothing_said(duration_s, path)
    turns = [_turn(said[first : first + 20]) for first in range(0, len(said), 20)]
    signal = Signal(-20.0, -22.0, -60.0, 40.0, 0.0, 0.0, 0.2, gain_control=False)
    return Analysis(
        source=Source(path, "0" * 64, duration_s, 16_000, 1),
        engine=Engine("1.0", "base", 0.1, {"total": 1.0}, "en"),
        signal=signal,
        words=tuple(word for one in said for word in _words(one)),
        pauses=tuple(_pauses(said)),
        disfluencies=(Disfluency("repeat", said[0].start_s, said[0].start_s + 0.6, "I know"),),
        turns=tuple(turns),
        speakers={"A": SpeakerSummary(round(0.7 * duration_s, 2), PROSODY)},
        findings=_findings(said),
        tracks=_tracks(duration_s),
    )


def _turn(said: Sequence[Sentence]) -> Turn:
    first, last = said[0], said[-1]
    return Turn(
        speaker="A",
        start_s=first.start_s,
        end_s=last.end_s,
        text=" ".join(one.text for one in said),
        reply_gap_s=None,
        style=first.style,
        voice=VoiceReading("soft", SOFT.scores, MEASURES),
        congruence="words_stronger",
        prosody=PROSODY,
        sentences=tuple(said),
        agreement=Agreement("words_stronger", "the voice is softer than the words", first.start_s),
    )


def _words(one: Sentence) -> tuple[Word, ...]:
    return say(one.text, at_s=one.start_s)


def _pauses(said: Sequence[Sentence]) -> list[Pause]:
    """A silence behind each sentence, and in every other one a filled pause."""
    pauses = []
    for number, one in enumerate(said[:-1]):
        end_s = round(one.end_s + GAP_S, 3)
        if number % 2:
            pauses.append(Pause(one.end_s, end_s, "silent", place="between_phrases", breath=True))
        else:
            half_s = round(one.end_s + 0.4, 3)
            pauses += [Pause(one.end_s, half_s, "filled", "um"), Pause(half_s, end_s, "silent", place="inside_phrase")]
    return pauses


def _findings(said: Sequence[Sentence]) -> tuple[Finding, ...]:
    first, last = said[0], said[-1]
    return (
        Finding(
            "named_feeling",
            "strength",
            "A",
            first.start_s,
            first.end_s,
            1.0,
            "times",
            (1.0, 3.0),
            "a book",
            0.8,
            "Kept.",
        ),
        Finding(
            *("end_fade", "fix", "A", last.start_s, last.end_s, 9.2, "dB quieter", (-3.0, 6.0), "own proposal", 0.7),
            *("Hold the last words as loud as the first.", "Say it to the far wall."),
        ),
    )


def _tracks(duration_s: float) -> TrackDump:
    """A melody that goes up and down, with gaps, over a level that does."""
    times_s = np.arange(round(duration_s * 100)) / 100
    f0_hz = 120 * 2 ** (0.25 * np.sin(2 * np.pi * times_s / 3))
    spoken = times_s % 3 < 2.2
    level_db = np.where(spoken, -25 + 6 * np.sin(2 * np.pi * times_s / 0.4), -60.0)
    pitch = tuple(round(hz, 2) if voiced else None for hz, voiced in zip(f0_hz.tolist(), spoken.tolist(), strict=True))
    return TrackDump(0.01, 0.0, pitch, tuple(level_db.round(2).tolist()))


def outline(duration_s: float) -> bytes:
    """An outline of sound as a page takes it, 10 ms a step."""
    times_s = np.arange(round(duration_s * 100)) / 100
    high = np.round(100 * np.abs(np.sin(2 * np.pi * times_s / 3)) * (0.5 + 0.5 * np.sin(2 * np.pi * times_s / 0.4)))
    return np.stack((-high, high), axis=1).astype(np.int8).tobytes()


_texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60) | st.just(HOSTILE)
_times = st.floats(0.0, 10.0).map(lambda at_s: round(at_s, 3))


@st.composite
def _word(draw: st.DrawFn) -> Word:
    start_s, length_s = draw(_times), draw(st.floats(0.0, 2.0))
    text = draw(_texts.filter(lambda text: text.split()))
    return Word(text, start_s, round(start_s + length_s, 3), draw(st.floats(0, 1)), draw(st.sampled_from("AB")))


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    """Words of two people in any order and overlap, with any text, each speaker's as one turn without sentences."""
    words = tuple(sorted(draw(st.lists(_word(), max_size=12)), key=lambda word: word.start_s))
    turns = []
    for who in sorted({word.speaker for word in words}):
        own = [word for word in words if word.speaker == who]
        made = sentence([replace(own[0], end_s=max(word.end_s for word in own))])
        text = " ".join(word.text for word in own)
        turns.append(replace(_turn([made]), speaker=who, text=text, sentences=(), end_s=max(w.end_s for w in own)))
    empty = nothing_said(12.0, draw(_texts))
    return replace(empty, words=words, turns=tuple(turns), tracks=msgspec.UNSET)
