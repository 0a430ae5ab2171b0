"""Fillers and repeats: what the speaker says while looking for words.

Conventions
    A filled pause is a sound that is no word ("um", "uh"), as the recogniser wrote it. "Like" and "you know" are
    words and stay words: counting them finds more innocent uses than fillers. So does what is a word of the language
    spoken (German "er" and "um"), and what is written in capitals among words that are not ("the ER").
    No words have no fillers and no repeats.
Measures
    are_filled       which words of a text are filled pauses.
    split_fillers    words and filled pauses of a transcript, apart.
    drop_invented    words the recogniser made up: over silence, and phrases repeated faster than a mouth can.
    find_repeats     a word or a phrase of up to three words said again at once ("I I want"), without the repeats
                     that are meant ("very very", "no no").
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from voicecoach.audio import Span
from voicecoach.disfluency import Disfluency
from voicecoach.prosody import Pause
from voicecoach.transcript import Word

FILLED_PAUSE = re.compile(r"(?:u+h+m*|u+m+|e+r+m+|e+r+|a+h+|h+m+|m{2,}|eh+|uhm+|ä+h+m*|ö+h+m*)", re.IGNORECASE)

_WORDS_OF = {
    "br": "er",
    "bs": "um",
    "cs": "um",
    "cy": "er",
    "da": "er",
    "de": "er um eh",
    "fo": "er um",
    "fr": "eh ah",
    "hr": "um",
    "is": "er um",
    "lb": "er um eh",
    "nl": "er",
    "nn": "er",
    "no": "er",
    "pt": "um",
    "sk": "um",
    "sl": "um",
    "sr": "um",
    "sv": "er",
    "tr": "er",
}
ORDINARY = {language: frozenset(words.split()) for language, words in _WORDS_OF.items()}
"""What is a filled pause in English and an ordinary word elsewhere: German "er" (he), "um" (at), "eh" (anyway), Danish
"er" (is), Portuguese "um" (a), French "eh bien"; by ISO 639-1 code. The longer spellings ("umm") are no words there."""

MEANT_TWICE = frozenset(
    [
        "very",
        "really",
        "so",
        "no",
        "yes",
        "yeah",
        "bye",
        "that",
        "had",
        "please",
        "never",
        "well",
        "now",
        "okay",
        "ok",
        "far",
        "long",
        "many",
        "much",
        "more",
        "blah",
        "ha",
        "there",
    ]
)
"""Words that people double on purpose or by grammar ("that that", "had had")."""

LEAST_WORD_S = 0.06
"""Words shorter than this, several in a row and alike, were never spoken: a syllable takes at least 0.1 s."""

NEAR_SPEECH_S = 0.5
"""A word this far from any speech was made up over silence."""

_HYPHENS = ("-", "\u2010", "\u2011")
_SENTENCE_END = (".", "!", "?")
_LONGEST_PHRASE = 3
_LOOP_LENGTH = 8


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """A word without its punctuation, in lower case; empty for punctuation alone."""
    return re.sub(r"^\W+|\W+$", "", text).lower()


def is_filled_pause(text: str, language: str = "en") -> bool:
    """Whether a word as the recogniser wrote it is a filled pause; "-er" is the end of a broken word.

    Args:
        text: The word by itself; what the words around it tell, only `are_filled` knows.
        language: ISO 639-1 code; one that is not known is taken for English.
    """
    if text.lstrip()[:1] in _HYPHENS or FILLED_PAUSE.fullmatch(bare(text)) is None:
        return False
    return bare(text) not in ORDINARY.get(language, ())


def are_filled(texts: Sequence[str], language: str = "en") -> list[bool]:
    """Whether each word of a text is a filled pause; capitals are an abbreviation ("the ER") where not all is in them.

    Args:
        texts: The words as the recogniser wrote them, in order.
        language: ISO 639-1 code; one that is not known is taken for English.
    """
    filled: list[bool] = []
    for sentence in _sentences(texts):
        shouted = not any(text != text.upper() for text in sentence)
        filled += [is_filled_pause(text, language) and (shouted or text != text.upper()) for text in sentence]
    return filled


def split_fillers(words: Sequence[Word], language: str = "en") -> tuple[tuple[Word, ...], tuple[Pause, ...]]:
    """The words that are words, and the filled pauses, both in order; the language as in `are_filled`."""
    spoken, filled = [], []
    for word, is_filled in zip(words, are_filled([word.text for word in words], language), strict=True):
        if is_filled:
            filled.append(Pause(word.start_s, word.end_s, "filled", bare(word.text), word.speaker))
        else:
            spoken.append(word)
    return tuple(spoken), tuple(filled)


def drop_invented(
    words: Sequence[Word], spans: Sequence[Span], language: str = "en"
) -> tuple[tuple[Word, ...], tuple[str, ...]]:
    """Leave out what the recogniser made up.

    Args:
        words: As recognised, in order.
        spans: Where there is speech, in order.
        language: ISO 639-1 code, for the fillers among the words.

    Returns:
        The words that stand, and a note for each kind of thing that was left out.
    """
    heard = [word for word in words if _near_speech(word, spans)]
    kept = _without_loops(heard, language)
    notes = []
    if len(heard) < len(words):
        notes.append(f"{len(words) - len(heard)} words that the recogniser put where nobody speaks were left out")
    if len(kept) < len(heard):
        notes.append(f"{len(heard) - len(kept)} words that the recogniser repeated without end were left out")
    return tuple(kept), tuple(notes)


def find_repeats(words: Sequence[Word]) -> tuple[Disfluency, ...]:
    """Words or phrases said again at once, each from its first time to the end of its second.

    A word said three times is two repeats. Words without letters or digits are passed over.
    """
    spoken = [(text, word) for text, word in ((bare(word.text), word) for word in words) if text]
    said = [text for text, _ in spoken]
    found = []
    index = 0
    while index < len(said):
        length = _repeated(said[index : index + 2 * _LONGEST_PHRASE])
        both = [word for _, word in spoken[index : index + 2 * length]]
        meant = length == 1 and said[index] in MEANT_TWICE
        if length and not meant and not both[length - 1].text.endswith(_SENTENCE_END):
            text = " ".join(said[index : index + 2 * length])
            found.append(Disfluency("repeat", both[0].start_s, both[-1].end_s, text, both[0].speaker))
        index += max(1, length)
    return tuple(found)


def _sentences(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The words up to each mark that ends a sentence."""
    start = 0
    for end, text in enumerate(texts, 1):
        if end == len(texts) or text.endswith(_SENTENCE_END):
            yield texts[start:end]
            start = end


def _repeated(said: Sequence[str]) -> int:
    """Length of the shortest phrase at the start that is said again at once; 0 where there is none."""
    lengths = range(1, _LONGEST_PHRASE + 1)
    return next((n for n in lengths if said[:n] == said[n : 2 * n]), 0) if said else 0


def _near_speech(word: Word, spans: Sequence[Span]) -> bool:
    """Whether the first span that ends late enough begins early enough."""
    place = bisect_right(spans, word.start_s - NEAR_SPEECH_S, key=_end_s)
    return place < len(spans) and spans[place].start_s < word.end_s + NEAR_SPEECH_S


def _end_s(span: Span) -> float:
    return span.end_s


def _without_loops(words: Sequence[Word], language: str) -> list[Word]:
    """Drop words of no length that say again what was said within the last few words.

    Not fillers: people do say "uh, uh, uh", and the sound tells which of them were said.
    """
    kept: list[Word] = []
    for word, is_filled in zip(words, are_filled([word.text for word in words], language), strict=True):
        recent = {bare(before.text) for before in kept[-_LOOP_LENGTH:]}
        short = word.end_s - word.start_s < LEAST_WORD_S and not is_filled
        if short and bare(word.text) in recent and _repeats_on(kept, word):
            continue
        kept.append(word)
    return kept


def _repeats_on(kept: Sequence[Word], word: Word) -> bool:
    """Whether the word was already said twice lately: only loops do that within no time."""
    return sum(bare(before.text) == bare(word.text) for before in kept[-2 * _LOOP_LENGTH :]) >= 2


def share_out(filled: Sequence[Pause], turns: Sequence[Span], within_s: float) -> list[tuple[Pause, ...]]:
    """Each filled pause to the nearest turn; of two equally near ones to the later, which it leads into.

    One that is `within_s` or more away from every turn belongs to none.
    """
    shares: list[list[Pause]] = [[] for _ in turns]
    for pause in filled:
        away_s = [max(turn.start_s - pause.end_s, pause.start_s - turn.end_s, 0.0) for turn in turns]
        if away_s and min(away_s) < within_s:
            shares[len(turns) - 1 - away_s[::-1].index(min(away_s))].append(pause)
    return [tuple(share) for share in shares]
