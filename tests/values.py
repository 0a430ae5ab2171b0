"""Values made by hand: words, sentences and evidence for the rooms that hear no sound."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from voicecoach.coaching.bands import band
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.voice import steps_outside, zone
from voicecoach.prosody import Prosody
from voicecoach.reading import (
    NO_STYLE,
    Cue,
    CueStyle,
    StyleLabel,
    StyleReading,
    StyleScores,
    VoiceMeasure,
    VoiceReading,
)
from voicecoach.reading import VoiceScores as Scores
from voicecoach.session import Sentence, Turn
from voicecoach.transcript import Word

SURE_STEADY = Scores(0.1, 0.8, 0.1)


def say(text: str, *, at_s: float = 0.0, word_s: float = 0.3, gap_s: float = 0.0) -> tuple[Word, ...]:
    """The words of a text, all of one length, with one gap between them."""
    starts_s = [round(at_s + index * (word_s + gap_s), 6) for index in range(len(text.split()))]
    return tuple(
        Word(word, start_s, round(start_s + word_s, 6), 0.9)
        for word, start_s in zip(text.split(), starts_s, strict=True)
    )


def measured(name: str, value: float) -> VoiceMeasure:
    """A measure beside its band."""
    limits = band(name)
    return VoiceMeasure(
        name,
        value,
        limits.unit,
        (limits.low, limits.high),
        zone(value, limits),
        limits.basis,
        steps=steps_outside(value, limits),
    )


def style(
    label: StyleLabel, text: str = "", cues: Mapping[str, str] | None = None, of: CueStyle | None = None
) -> StyleReading:
    """A style that is nearly sure, with cues as {words in the text: name of the cue}."""
    share = dict.fromkeys(("passive", "aggressive", "passive_aggressive", "assertive", "neutral"), 0.05)
    if label != "unsure":
        share[label] = 0.8
    kind = of or ("neutral" if label == "unsure" else label)
    found = tuple(
        Cue(name, kind, words, text.index(words), text.index(words) + len(words))
        for words, name in (cues or {}).items()
    )
    return StyleReading(label, StyleScores(**share), found)


def sentence(
    words: Sequence[Word],
    reading: StyleReading | None = None,
    prosody: Prosody | None = None,
    measures: Sequence[VoiceMeasure] = (),
) -> Sentence:
    """A sentence of some words in a steady voice."""
    text = " ".join(word.text for word in words)
    return Sentence(
        start_s=words[0].start_s,
        end_s=words[-1].end_s,
        text=text,
        style=reading or style("neutral"),
        voice=VoiceReading("steady", SURE_STEADY, tuple(measures)),
        congruence="matched",
        prosody=prosody or Prosody(words=len(words)),
    )


def evidence(*measures: VoiceMeasure, said: Sequence[Sentence] = (), speech_s: float = 30.0) -> Evidence:
    """All that a speaker said, with the style of the first sentence."""
    sentences = tuple(said) or (sentence(say("this is what I said.", at_s=1.0)),)
    words = [word for one in sentences for word in _words_of(one)]
    return Evidence(
        speaker="A",
        speech_s=speech_s,
        sentences=sentences,
        words=tuple(words),
        pauses=(),
        prosody=sentences[0].prosody,
        style=replace(sentences[0].style, reason=None),
        voice=VoiceReading("steady", SURE_STEADY, measures),
        congruence="matched",
    )


def _words_of(said: Sentence) -> tuple[Word, ...]:
    return say(said.text, at_s=said.start_s, word_s=(said.end_s - said.start_s) / len(said.text.split()))


def turn_at(speaker: str, start_s: float, end_s: float, text: str = "I can't do that.") -> Turn:
    """When somebody speaks; nothing of how."""
    return Turn(
        speaker,
        start_s,
        end_s,
        text,
        None,
        StyleReading("unsure", NO_STYLE),
        VoiceReading("unsure", Scores(1 / 3, 1 / 3, 1 / 3)),
        "unclear",
        Prosody(),
    )
