"""Filled pauses in the sound: where they lie, and those that the recogniser did not write.

Conventions
    Times are seconds from the start of the recording. Recognisers leave fillers out and let the word after them
    swallow their time, so a word owns no more than a plausible length, counted back from its end.
    Silence has no filled pauses, and neither has a recording without speech: ().
Measures
    find_filled_sounds    stretches of voice that no word explains and that hold still: pitch along a line that is
                          nearly level, one rise and fall of level, no higher than the speaker's usual pitch. Fillers
                          are long, level and low (Shriberg & Lickley 1993; Goto, Itou & Hayamizu 1999).
    fit_fillers           the recogniser's fillers on the sound that they stand for; those over no sound are left out.
    make_room             words without the time of the fillers beside them.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import Span
from voicecoach.hearing.ear import Heard
from voicecoach.hearing.fillers import LEAST_WORD_S, are_filled
from voicecoach.hearing.pitch import runs
from voicecoach.hearing.steadiness import (
    LEAST_STEADY_S,
    RISE_DB,
    Sound,
    bridged,
    listen,
    steady_end,
    steady_s,
    voice_end,
)
from voicecoach.hearing.syllables import count_syllables
from voicecoach.hearing.tempo import SHORTEST_S, Tempo, find_tempo
from voicecoach.hearing.timing import REACH_S
from voicecoach.prosody import Pause
from voicecoach.transcript import Word

LEAST_OWN_S = 0.1
"""So much of it lies outside the plausible time of any word: half of the shortest filler (own proposal)."""

HIGHEST_ST = 1.0
"""How far above the speaker's median pitch a filler lies at most: fillers are lower than the words around them
(Shriberg & Lickley 1993); a semitone is left for the error of the median (own proposal)."""

NEAR_LEVEL_DB = 15.0
"""How far below the speech a filler's loudest moment lies at most: other people in the room are weaker (own
proposal)."""

OTHER_VOICE_S = 0.25
"""More voice than this right after the steady part, without a word for it: words that the recogniser missed, and no
filler (own proposal: a syllable)."""

NASAL_DB = 8.0
"""Fall of the alpha ratio from the first to the last third of a filler that makes it "um": lips shut, and all above
the first formant is damped (House 1957); the value is an own proposal."""

LEADS_S = 2.0
"""A word follows a filler within this time: fillers announce a delay and keep the turn (Clark & Fox Tree 2002), and
what comes after the last word is most likely its end. As long as the silence that ends a turn."""

FADE_DB = 10.0
"""Without pitch, a filler's sound ends where its level has fallen by this much from its loudest moment, to half the
loudness (own proposal)."""

LEAST_SOUND_S = 0.05
"""A filler of the recogniser needs this much sound of its own: three periods of a creaky voice (own proposal)."""

GAP_S = 0.05
"""A break in the sound up to this long does not end it: a glottal stop, two frames of the pitch tracker."""


def find_filled_sounds(
    heard: Heard, words: Sequence[Word], silences: Sequence[Span], language: str = "en"
) -> tuple[Pause, ...]:
    """Filled pauses that no word stands for.

    Args:
        heard: What was heard, pitch only where there is voice.
        words: All words with corrected times, fillers among them, in order.
        silences: From the signal, in order.
        language: ISO 639-1 code, for the syllables of the words.

    Returns:
        The filled pauses in order, "um" where they end with closed lips, else "uh"; () where there are none.
    """
    sound = listen(heard)
    if sound is None:
        return ()
    tempo = find_tempo(words, language)
    found: list[Pause] = []
    for start, end in runs(sound.voiced & ~_owned(sound, words, silences, tempo, language)):
        if (end - start) * sound.hop_s < LEAST_OWN_S:
            continue
        # Where the word after it begins is a guess: the filler may reach into its time.
        furthest_s = _furthest_s(sound.span(start, start + 1).start_s, words, tempo, language)
        furthest = sound.frames(Span(0.0, furthest_s)).stop
        last = steady_end(sound, start, max(end, min(furthest, voice_end(sound, start))))
        span = sound.span(start, last)
        if (
            (last - start) * sound.hop_s >= LEAST_STEADY_S
            and (end - last) * sound.hop_s <= OTHER_VOICE_S
            and _is_low_and_near(sound, start, last)
            and _is_apart(span, words, silences)
            and _leaves_a_word(sound, start, last, words)
            and any(word.end_s - span.end_s >= 0 and word.start_s - span.end_s <= LEADS_S for word in words)
        ):
            found.append(Pause(span.start_s, span.end_s, "filled", _name(sound, start, last)))
    return tuple(found)


def fit_fillers(
    filled: Sequence[Pause], heard: Heard, words: Sequence[Word], silences: Sequence[Span], language: str = "en"
) -> tuple[Pause, ...]:
    """The recogniser's filled pauses, with the times of the sound that each stands for.

    Args:
        filled: Filled pauses as the recogniser wrote them, in order.
        heard: What was heard.
        words: The other words with corrected times, in order.
        silences: From the signal, in order.
        language: ISO 639-1 code, for the syllables of the words.

    Returns:
        One filled pause for each sound; fillers that share a sound are one, those without any are left out. All of
        them unchanged where there is no speech to compare levels with.
    """
    sound = listen(heard) if filled else None
    if sound is None:
        return tuple(filled)
    between = _pieces(sound, _owned(sound, words, silences, None, language))
    swallowed = _pieces(sound, _owned(sound, words, silences, find_tempo(words, language), language))
    fitted: dict[tuple[int, int], Pause] = {}
    for pause in filled:
        own = _nearest(sound, between, pause) or _nearest(sound, swallowed, pause)
        # What the recogniser gave no time to must sound like a filler; loops of "uh" don't.
        sure = pause.end_s - pause.start_s >= LEAST_WORD_S
        if own is not None and own not in fitted and (sure or steady_s(sound, sound.span(*own)) > 0):
            span = sound.span(*own)
            fitted[own] = replace(pause, start_s=span.start_s, end_s=span.end_s)
    return tuple(sorted(fitted.values(), key=lambda pause: pause.start_s))


def make_room(words: Sequence[Word], filled: Sequence[Pause]) -> tuple[Word, ...]:
    """The words without the time that filled pauses take from their starts or ends.

    A word that lies wholly inside a filled pause keeps its place, and so does one with the pause in its middle.
    """
    return tuple(_beside(word, filled) for word in words)


def _beside(word: Word, filled: Sequence[Pause]) -> Word:
    start_s, end_s = word.start_s, word.end_s
    for pause in filled:
        # The edge of the silence, where such a word begins, lies a little before the voice of the filler.
        if pause.start_s - GAP_S <= start_s < pause.end_s < end_s:
            start_s = pause.end_s
        elif start_s < pause.start_s < end_s <= pause.end_s:
            end_s = pause.start_s
    return replace(word, start_s=start_s, end_s=end_s)


def _owned(
    sound: Sound, words: Sequence[Word], silences: Sequence[Span], tempo: Tempo | None, language: str
) -> NDArray[np.bool_]:
    """Frames that are silent or belong to a word: to all of its time, or by a tempo to a plausible length of it."""
    owned = np.zeros(len(sound.voiced), dtype=np.bool_)
    for word, is_filled in zip(words, are_filled([word.text for word in words], language), strict=True):
        start_s, end_s = word.start_s, word.end_s
        if tempo is not None and not is_filled:
            longest_s = tempo.longest_s(count_syllables(word.text, language))
            # A word that was given no time may lie on either side of its place.
            end_s = end_s if end_s - start_s >= SHORTEST_S else end_s + longest_s
            start_s = max(start_s, word.end_s - longest_s) if end_s == word.end_s else start_s - longest_s
        owned[sound.frames(Span(max(0.0, start_s), end_s))] = True
    for silence in silences:
        owned[sound.frames(silence)] = True
    return owned


def _is_low_and_near(sound: Sound, start: int, end: int) -> bool:
    return bool(
        np.median(sound.semitones[start:end]) <= HIGHEST_ST
        and np.max(sound.level_db[start:end]) >= sound.speech_db - NEAR_LEVEL_DB
    )


def _is_apart(span: Span, words: Sequence[Word], silences: Sequence[Span]) -> bool:
    """Whether the sound can't be the drawn-out end of the word before it."""
    before_s = max((word.end_s for word in words if word.end_s <= span.start_s + GAP_S), default=-REACH_S)
    return span.start_s - before_s >= REACH_S or any(
        before_s - GAP_S <= silence.start_s and silence.end_s <= span.start_s + GAP_S for silence in silences
    )


def _leaves_a_word(sound: Sound, start: int, end: int, words: Sequence[Word]) -> bool:
    """Whether the word in whose time the sound begins starts anew after it, and has no sound before it."""
    span = sound.span(start, end)
    word = next((word for word in words if word.end_s > span.start_s), None)
    if word is None or word.start_s >= span.start_s + LEAST_OWN_S:
        return True
    before = sound.audible[sound.frames(Span(min(word.start_s, span.start_s), span.start_s))]
    rest_db = sound.level_db[end : sound.frames(word.span).stop]
    if before.sum() * sound.hop_s > LEAST_OWN_S or not len(rest_db):
        return False
    return bool(np.max(rest_db - np.minimum.accumulate(rest_db)) > RISE_DB)


def _furthest_s(start_s: float, words: Sequence[Word], tempo: Tempo, language: str) -> float:
    """How far a filler may reach: the word after it keeps half of its usual length."""
    after = next((word for word in words if word.end_s > start_s), None)
    if after is None:
        return start_s
    return max(start_s, after.end_s - tempo.syllable_s * max(1, count_syllables(after.text, language)) / 2)


def _name(sound: Sound, start: int, end: int) -> str:
    third = (end - start) // 3
    first_db, last_db = np.median(sound.alpha_db[start : start + third]), np.median(sound.alpha_db[end - third : end])
    return "um" if first_db - last_db >= NASAL_DB else "uh"


def _pieces(sound: Sound, owned: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The sounds that nobody owns, as frames, each as far as it is voiced or nearly as loud as at its loudest."""
    gap, least = round(GAP_S / sound.hop_s), round(LEAST_SOUND_S / sound.hop_s)
    pieces = []
    for start, end in runs(bridged(sound.audible & ~owned, gap) & ~owned):
        level_db = sound.level_db[start:end]
        strong = sound.voiced[start:end] | (level_db >= level_db.max() - FADE_DB)
        pieces += [(start + first, start + last) for first, last in runs(bridged(strong, gap)) if last - first >= least]
    return pieces


def _nearest(sound: Sound, pieces: Sequence[tuple[int, int]], pause: Pause) -> tuple[int, int] | None:
    """The sound that a filler shares most time with, or the nearest within `REACH_S`; None where there is none."""
    away_s = {piece: _away_s(sound.span(*piece), pause) for piece in pieces}
    nearest = min(away_s, key=lambda piece: away_s[piece], default=None)
    return nearest if nearest is not None and away_s[nearest] <= REACH_S else None


def _away_s(span: Span, pause: Pause) -> float:
    """Seconds between two spans; what they share, as a negative number, where they overlap."""
    return max(span.start_s, pause.start_s) - min(span.end_s, pause.end_s)
