"""Disfluencies: words that are repeated, cut off, begun anew or drawn out, and where they crowd together.

Conventions
    Words come without filled pauses, in order, with corrected times. No words have none: ().
    What can be heard two ways is not counted: fluent reading should yield nearly none.
Measures
    find_disfluencies   repeats (`voicecoach.hearing.fillers`), restarts (`voicecoach.hearing.restarts`), elongations.
    find_elongations    a word that is far longer than this speaker's syllables explain, by a robust z-score of the log
                        length per syllable, and that holds steady voice for most of the excess. The last word before a
                        pause is lengthened by everybody (Klatt 1976) and must be longer still.
    find_clusters       disfluencies and filled pauses that follow each other closely: they come in clusters more
                        often than by chance (Silverman 1973).
    blocks              silent pauses inside or right before a repeated or cut-off word.
    without_stutter     what is left to judge when stuttering is not to be counted against the speaker.
"""

import itertools
from collections.abc import Sequence

from voicecoach.audio import Span
from voicecoach.disfluency import Disfluency
from voicecoach.hearing.ear import Heard
from voicecoach.hearing.fillers import find_repeats
from voicecoach.hearing.restarts import ends_phrase, find_restarts, is_cut_off
from voicecoach.hearing.steadiness import listen, steady_s
from voicecoach.hearing.syllables import count_syllables
from voicecoach.hearing.tempo import find_tempo
from voicecoach.prosody import Pause
from voicecoach.transcript import Word

DRAWN_OUT = 3.0
"""Spreads above the speaker's median from which a word is drawn out: the usual limit for an outlier by robust z-scores
is 3.5 (Iglewicz & Hoaglin 1993), of all lengths; the steady voice that is asked for too allows less."""

FINAL_DRAWN_OUT = 5.0
"""The same for the last word before a pause: everybody lengthens there (Klatt 1976), up to about half as
much again in fluent reading, which is 2 spreads of the least size (own proposal)."""

STEADY_SHARE = 0.5
"""Share of the length beyond the usual that steady voice must fill: what is too long for other reasons, a wrong word
or a silence that was missed, holds none (own proposal)."""

CLUSTER_GAP_S = 1.0
"""Disfluencies of one cluster lie at most this far apart: on adjacent words (Silverman 1973), which follow each other
within about 0.3 s, or 1 s with a pause between them (own proposal)."""

CLUSTER_SIZE = 3
"""Disfluencies that make a cluster: two in a row are common in fluent speakers (own proposal)."""

TRIGGER_WORDS = 3
"""Words before a cluster that are named (own proposal)."""

BEFORE_S = 0.1
"""A silence that ends this near before a word is right before it: five steps of the recogniser's clock."""


def find_disfluencies(
    heard: Heard, words: Sequence[Word], silences: Sequence[Span], language: str = "en"
) -> tuple[Disfluency, ...]:
    """Repeats, restarts and elongations, in order.

    Args:
        heard: What was heard, pitch only where there is voice.
        words: Words without filled pauses, with corrected times, in order.
        silences: From the signal, in order.
        language: ISO 639-1 code, for the syllables of the words.
    """
    repeats = find_repeats(words)
    starts_s = {repeat.start_s for repeat in repeats}
    restarts = [restart for restart in find_restarts(words) if restart.start_s not in starts_s]
    found = (*repeats, *restarts, *find_elongations(heard, words, silences, language))
    return tuple(sorted(found, key=lambda one: (one.start_s, one.end_s)))


def find_elongations(
    heard: Heard, words: Sequence[Word], silences: Sequence[Span], language: str = "en"
) -> tuple[Disfluency, ...]:
    """Words that are drawn out; () where there is no speech to compare with. Arguments as in `find_disfluencies`."""
    sound = listen(heard)
    if sound is None:
        return ()
    tempo = find_tempo(words, language)
    found = []
    for word, after in itertools.pairwise((*words, None)):
        assert word is not None
        count = count_syllables(word.text, language)
        final = after is None or after.start_s - word.end_s >= BEFORE_S or ends_phrase(word)
        limit = FINAL_DRAWN_OUT if final else DRAWN_OUT
        length_s = word.end_s - word.start_s
        if tempo.deviation(length_s, count) < limit:
            continue
        length_s -= sum(word.span.overlap_s(silence) for silence in silences)
        excess_s = length_s - max(1, count) * tempo.syllable_s
        long = tempo.deviation(length_s, count) >= limit
        if long and steady_s(sound, word.span) >= max(STEADY_SHARE * excess_s, tempo.syllable_s):
            found.append(Disfluency("elongation", word.start_s, word.end_s, word.text, word.speaker))
    return tuple(found)


def find_clusters(
    words: Sequence[Word], filled: Sequence[Pause], disfluencies: Sequence[Disfluency]
) -> tuple[Disfluency, ...]:
    """Where `CLUSTER_SIZE` or more of them follow each other closely, with the words right before.

    A word said many times is one event. No cluster has another inside.
    """
    events = _events([*(pause.span for pause in filled), *(one.span for one in disfluencies if one.kind != "cluster")])
    groups: list[list[Span]] = []
    for event in events:
        if groups and event.start_s - groups[-1][-1].end_s <= CLUSTER_GAP_S:
            groups[-1].append(event)
        else:
            groups.append([event])
    found = []
    for group in groups:
        if len(group) >= CLUSTER_SIZE:
            before = [word for word in words if word.end_s <= group[0].start_s + 1e-9][-TRIGGER_WORDS:]
            speaker = before[-1].speaker if before else "A"
            text = " ".join(word.text for word in before)
            found.append(Disfluency("cluster", group[0].start_s, group[-1].end_s, text, speaker))
    return tuple(found)


def blocks(pauses: Sequence[Pause], disfluencies: Sequence[Disfluency]) -> tuple[Pause, ...]:
    """The silent pauses inside or right before a repeated or cut-off word, in order."""
    stutters = [one.span for one in disfluencies if _is_stutter(one) and one.kind != "elongation"]
    return tuple(
        pause
        for pause in pauses
        if pause.kind == "silent"
        and any(pause.start_s < span.end_s and span.start_s <= pause.end_s + BEFORE_S for span in stutters)
    )


def without_stutter(
    pauses: Sequence[Pause], disfluencies: Sequence[Disfluency]
) -> tuple[tuple[Pause, ...], tuple[Disfluency, ...]]:
    """What is left to judge when stuttering is not to be counted against the speaker.

    Args:
        pauses: Silent and filled pauses, in order.
        disfluencies: All but the clusters, in order.

    Returns:
        The pauses that are no blocks, and the phrases begun anew. Repeats, cut-off words and drawn-out words are gone.
    """
    blocked = set(blocks(pauses, disfluencies))
    kept = tuple(pause for pause in pauses if pause not in blocked)
    return kept, tuple(one for one in disfluencies if not _is_stutter(one))


def _is_stutter(one: Disfluency) -> bool:
    """Whether it is a disfluency of sounds and words, not a plan changed: a restart only within a word."""
    if one.kind != "restart":
        return one.kind in ("repeat", "elongation")
    said = one.text.split()
    return len(said) == 2 and is_cut_off(*said)


def _events(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that overlap joined."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start_s, span.end_s)):
        if joined and span.start_s < joined[-1].end_s - 1e-9:
            joined[-1] = Span(joined[-1].start_s, max(joined[-1].end_s, span.end_s))
        else:
            joined.append(span)
    return joined
