"""Disfluencies: drawn-out words, clusters, and what is left when stuttering doesn't count."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.listening import hear
from tests.signals import Speech, noise, silence, speak, steady
from tests.strategies import gains_db, quick, thorough
from tests.values import say
from voicecoach.disfluency import Disfluency, DisfluencyKind
from voicecoach.hearing.disfluency import (
    CLUSTER_GAP_S,
    blocks,
    find_clusters,
    find_disfluencies,
    find_elongations,
    without_stutter,
)
from voicecoach.hearing.fillers import find_repeats
from voicecoach.prosody import Pause
from voicecoach.transcript import Word

USUAL_S = 0.25
NOTHING = hear(Speech(silence(1.0), steady(np.nan), ()))


def drawl(long_s: float, at: int = 5, lead_s: float = 0.5) -> tuple[Speech, tuple[Word, ...]]:
    """Twelve words of one syllable without a break, one of them of another length."""
    edges_s = lead_s + np.cumsum([0.0, *(long_s if index == at else USUAL_S for index in range(12))])
    words = tuple(Word("word", float(start_s), float(end_s), 0.9) for start_s, end_s in itertools.pairwise(edges_s))
    return speak([float(edges_s[-1]) - lead_s], lead_s=lead_s), words


def one(kind: DisfluencyKind, start_s: float, end_s: float, text: str = "word") -> Disfluency:
    return Disfluency(kind, start_s, end_s, text)


@quick
@given(long_s=st.floats(0.8, 1.4), at=st.integers(0, 10), gain_db=gains_db, later=st.integers(0, 100))
def test_a_drawn_out_word_is_found_whatever_the_gain_and_the_time(
    long_s: float, at: int, gain_db: float, later: int
) -> None:
    speech, words = drawl(long_s, at, 0.5 + later / 100)
    (found,) = find_elongations(hear(speech.louder(gain_db)), words, ())
    assert (found.kind, found.start_s, found.end_s) == ("elongation", words[at].start_s, words[at].end_s)


@pytest.mark.parametrize("long_s", [0.1, USUAL_S, 0.4, 0.5])
def test_a_word_that_is_a_little_longer_is_none(long_s: float) -> None:
    speech, words = drawl(long_s)
    assert find_elongations(hear(speech), words, ()) == ()


@pytest.mark.parametrize(("long_s", "drawn"), [(0.7, False), (1.1, True)])
def test_the_last_word_may_be_longer(long_s: float, *, drawn: bool) -> None:
    speech, words = drawl(long_s, at=11)
    assert bool(find_elongations(hear(speech), words, ())) == drawn


def test_so_may_one_before_a_comma() -> None:
    speech, words = drawl(0.7)
    ended = tuple(replace(word, text="word,") if index == 5 else word for index, word in enumerate(words))
    assert find_elongations(hear(speech), words, ()) != ()
    assert find_elongations(hear(speech), ended, ()) == ()


def test_a_long_word_without_a_steady_voice_is_none() -> None:
    """The recogniser's word, over a noise."""
    speech, words = drawl(0.9)
    start_s, end_s = words[5].start_s, words[5].end_s
    loud = speech.with_sound(noise(end_s - start_s, -25.0), start_s)
    broken = replace(
        loud,
        f0_hz=lambda times_s: np.where((times_s >= start_s) & (times_s < end_s), np.nan, speech.f0_hz(times_s)),
    )
    assert find_elongations(hear(broken), words, ()) == ()


def test_without_speech_nothing_is_drawn_out_but_words_can_be_repeated() -> None:
    words = say("I I want mont- montreal")
    assert [found.kind for found in find_disfluencies(NOTHING, words, ())] == ["repeat", "restart"]
    assert find_disfluencies(NOTHING, (), ()) == ()


@thorough
@given(text=st.lists(st.sampled_from(["I", "want", "mont-", "montreal", "we", "was"]), max_size=12).map(" ".join))
def test_every_repeat_is_there_and_no_fragment_counts_twice(text: str) -> None:
    found = find_disfluencies(NOTHING, say(text), ())
    assert sum(it.kind == "repeat" for it in found) == len(find_repeats(say(text)))
    starts_s = [it.start_s for it in found]
    assert starts_s == sorted(set(starts_s))


def test_a_cluster_is_three_close_together_with_the_words_before() -> None:
    words = say("so I told my boss that", word_s=0.3)
    filled = [Pause(1.8, 2.1, "filled", "um")]
    close = [one("repeat", 2.2, 2.6), one("elongation", 2.9, 3.4)]
    (cluster,) = find_clusters(words, filled, close)
    assert cluster == Disfluency("cluster", 1.8, 3.4, "my boss that")
    assert find_clusters(words, (), close) == ()
    assert find_clusters(words, filled, [close[0], one("elongation", 2.6 + CLUSTER_GAP_S + 0.1, 5.0)]) == ()
    assert find_clusters((), filled, close) == (Disfluency("cluster", 1.8, 3.4, ""),)


def test_a_word_said_many_times_is_no_cluster() -> None:
    words = say("I I I I I want")
    assert find_clusters(words, (), find_disfluencies(NOTHING, words, ())) == ()


@thorough
@given(spans=st.lists(st.tuples(st.floats(0.0, 30.0), st.floats(0.1, 1.0)), max_size=12), later_s=st.floats(0.0, 50.0))
def test_clusters_move_with_time_and_lie_apart(spans: list[tuple[float, float]], later_s: float) -> None:
    def at(shift_s: float) -> tuple[Disfluency, ...]:
        return find_clusters(
            (), (), [one("restart", start_s + shift_s, start_s + length_s + shift_s) for start_s, length_s in spans]
        )

    assert [it.start_s for it in at(later_s)] == pytest.approx([it.start_s + later_s for it in at(0.0)])
    assert all(left.end_s + CLUSTER_GAP_S < right.start_s for left, right in zip(at(0.0), at(0.0)[1:], strict=False))


SILENT = Pause(1.0, 1.6, "silent")


@pytest.mark.parametrize(
    ("disfluency", "is_block"),
    [
        (one("repeat", 1.6, 2.2, "i i"), True),
        (one("repeat", 0.7, 2.2, "i i"), True),
        (one("restart", 0.5, 2.2, "mont- montreal"), True),
        (one("restart", 0.5, 2.2, "mont montreal"), True),
        (one("restart", 0.5, 2.2, "I was I went"), False),
        (one("restart", 0.5, 2.2, "I I'm"), False),
        (one("elongation", 1.6, 2.2), False),
        (one("repeat", 1.8, 2.2, "i i"), False),
        (one("repeat", 0.2, 1.0, "i i"), False),
    ],
)
def test_a_silence_in_or_right_before_a_stuttered_word_is_a_block(disfluency: Disfluency, *, is_block: bool) -> None:
    assert bool(blocks([SILENT], [disfluency])) == is_block
    kept, _ = without_stutter([SILENT], [disfluency])
    assert bool(kept) != is_block


def test_filled_pauses_are_no_blocks() -> None:
    filled = Pause(1.0, 1.6, "filled", "um")
    assert without_stutter([filled], [one("repeat", 0.7, 2.2, "i i")])[0] == (filled,)


def test_what_is_left_are_the_phrases_begun_anew() -> None:
    anew = one("restart", 5.0, 6.0, "I was I went")
    gone = [one("repeat", 0.0, 1.0), one("elongation", 1.0, 2.0), one("restart", 2.0, 3.0, "mont- montreal")]
    assert without_stutter((), [*gone, anew]) == ((), (anew,))
