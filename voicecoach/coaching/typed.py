"""Evidence of a typed answer, so that the rules about words see it as they see a spoken one.

Conventions
    Typing has no time: the words stand one a second, which only keeps their order. Nothing is known of the voice, so
    the rules about it stay silent.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from voicecoach.coaching.bands import MIN_SPEECH_S
from voicecoach.coaching.evidence import Evidence
from voicecoach.language.sentences import split_sentences
from voicecoach.prosody import Prosody
from voicecoach.reading import StyleReading, VoiceReading, VoiceScores
from voicecoach.session import Sentence
from voicecoach.transcript import Word

NO_VOICE = VoiceReading("unsure", VoiceScores(1 / 3, 1 / 3, 1 / 3), (), "it was typed")
"""What is known of the voice."""

_SPEAKER = "A"


def typed_evidence(
    text: str, style: StyleReading, read: Callable[[Sequence[str]], Sequence[StyleReading]]
) -> Evidence | None:
    """What the rules can look at in a typed answer.

    Args:
        text: The answer.
        style: The style of all of it.
        read: Reads the styles of its sentences, where it has several.

    Returns:
        The evidence, with nothing known of the scene; None for an answer without words.
    """
    words = tuple(Word(word, float(at), at + 1.0, 1.0) for at, word in enumerate(text.split()))
    if not words:
        return None
    parts = split_sentences(words)
    texts = [" ".join(word.text for word in part) for part in parts]
    styles = read(texts) if len(texts) > 1 else [style]
    sentences = tuple(
        Sentence(part[0].start_s, part[-1].end_s, said, reading, NO_VOICE, "unclear", Prosody(words=len(part)))
        for part, said, reading in zip(parts, texts, styles, strict=True)
    )
    return Evidence(
        speaker=_SPEAKER,
        # As much as advice asks for: what little speech spoils is the reading of a voice.
        speech_s=MIN_SPEECH_S,
        sentences=sentences,
        words=words,
        pauses=(),
        prosody=replace(sentences[0].prosody, words=len(words)),
        style=style,
        voice=NO_VOICE,
        congruence="unclear",
    )
