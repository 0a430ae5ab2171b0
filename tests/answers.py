"""Answers in a scene, made by hand: what was said, with cues, techniques and tactics named in the words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.values import evidence, say, sentence, style
from voicecoach.coaching.evidence import Evidence
from voicecoach.document import Analysis, Engine, Signal, Source, SpeakerSummary
from voicecoach.history import SceneType
from voicecoach.prosody import Pause, Prosody
from voicecoach.reading import CueStyle, StyleLabel, StyleReading, Technique
from voicecoach.session import Sentence, Turn

SENTENCE_S = 4.0
"""From the start of one sentence to that of the next."""


def moves(text: str, named: Mapping[str, str]) -> tuple[Technique, ...]:
    """Techniques or tactics, as {words in the text: name}."""
    return tuple(
        Technique(name, words, text.index(words), text.index(words) + len(words)) for words, name in named.items()
    )


def read(
    text: str,
    label: StyleLabel = "neutral",
    cues: Mapping[str, str] | None = None,
    of: CueStyle | None = None,
    techniques: Mapping[str, str] | None = None,
    tactics: Mapping[str, str] | None = None,
) -> StyleReading:
    """The reading of a text; words that it lacks are none of its."""

    def here(named: Mapping[str, str] | None) -> dict[str, str]:
        return {words: name for words, name in (named or {}).items() if words in text}

    reading = style(label, text, here(cues), of)
    return replace(reading, techniques=moves(text, here(techniques)), tactics=moves(text, here(tactics)))


def answer(
    *texts: str,
    scene: SceneType = "other",
    label: StyleLabel = "neutral",
    cues: Mapping[str, str] | None = None,
    of: CueStyle | None = None,
    techniques: Mapping[str, str] | None = None,
    tactics: Mapping[str, str] | None = None,
    prosody: Prosody | None = None,
) -> Evidence:
    """One answer in a steady voice, a sentence every four seconds, all of it in one style."""
    said = [
        sentence(
            say(text, at_s=SENTENCE_S * place),
            read(text, label, cues, of, techniques, tactics),
            prosody,
        )
        for place, text in enumerate(texts)
    ]
    return replace(evidence(said=said), scene_type=scene, style=style(label, ""), prosody=prosody or Prosody())


def turn(said: Evidence) -> Turn:
    """An answer as a turn of a scene."""
    return said.as_turn()


def after_pushes(said: Evidence, *before: Evidence) -> Evidence:
    """An answer after others, all but the first of which answer a push."""
    return replace(said, replies=tuple(turn(one) for one in before), pushes=len(before))


def filled_at(said: Evidence, *starts_s: float) -> Evidence:
    """An answer with filled pauses."""
    return replace(said, pauses=tuple(Pause(at_s, at_s + 0.3, "filled", "um") for at_s in starts_s))


def stopped_at(said: Evidence, *starts_s: float) -> Evidence:
    """An answer with long silences inside its phrases."""
    silent = tuple(Pause(at_s, at_s + 0.8, "silent", place="inside_phrase") for at_s in starts_s)
    return replace(said, pauses=silent)


def ending(said: Evidence, ends_semitones: Sequence[float]) -> Evidence:
    """An answer whose sentences move like that at their ends."""
    sentences: tuple[Sentence, ...] = tuple(
        replace(one, prosody=replace(one.prosody, final_pitch_semitones=end))
        for one, end in zip(said.sentences, ends_semitones, strict=True)
    )
    return replace(said, sentences=sentences)


def document(*said: Evidence) -> Analysis:
    """One turn an answer."""
    return Analysis(
        source=Source("a.wav", "", 60.0, 16000, 1),
        engine=Engine("1", "base", None, {}),
        signal=Signal(None, None, None, None, 0.0, 0.0, 0.0, None),
        words=tuple(word for one in said for word in one.words),
        pauses=(Pause(1.0, 2.0, "silent"), Pause(1.0, 2.0, "silent", speaker="B")),
        turns=tuple(turn(one) for one in said),
        speakers={"A": SpeakerSummary(12.5, Prosody(words=9))},
    )
