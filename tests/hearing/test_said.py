"""What was said: a transcript made true by the sound, from end to end."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.listening import hear
from tests.signals import Speaker, Speech, glide, silence, speak, steady
from tests.strategies import gains_db, quick
from tests.tolerances import EDGE_S, assert_seconds
from voicecoach.audio import Span
from voicecoach.hearing.ear import Heard
from voicecoach.hearing.fillers import is_filled_pause
from voicecoach.hearing.said import Said, make_out
from voicecoach.transcript import Transcript, Word

SPEAKER = Speaker(glide(150.0, 120.0, 12.0))
NOBODY = hear(Speech(silence(3.0), steady(np.nan), ()))
TEXT = "I um I told him that uh we we was was leaving"
TALK_S = 0.3
PAUSE_S = 0.4


def talk(text: str, gap_s: float = PAUSE_S, lead_s: float = 0.5) -> tuple[Speech, Transcript]:
    """A burst for each word, with the recogniser's times: late by a little, into the silence beside it."""
    said = text.split()
    speech = speak([TALK_S] * len(said), [gap_s] * (len(said) - 1), SPEAKER, lead_s=lead_s)
    words = tuple(
        Word(word, burst.start_s + 0.06, burst.end_s + 0.06, 0.9)
        for word, burst in zip(said, speech.bursts, strict=True)
    )
    return speech, Transcript(words, "en", "fake")


def made_out(text: str, gap_s: float = PAUSE_S) -> Said:
    speech, transcript = talk(text, gap_s)
    return make_out(hear(speech), transcript)


def assert_in_order(said: Said, duration_s: float) -> None:
    """Words follow each other, and all else comes by its start; nothing lies outside the recording."""
    assert all(left.end_s <= right.start_s for left, right in itertools.pairwise(said.words))
    assert all(left.end_s <= right.start_s for left, right in itertools.pairwise(said.silences))
    for events in (said.words, said.filled, said.silences, said.disfluencies):
        starts_s = [event.start_s for event in events]
        assert starts_s == sorted(starts_s)
        assert all(0.0 <= event.start_s <= event.end_s <= duration_s for event in events)


def test_words_lie_on_their_sound_and_fillers_beside_them() -> None:
    speech, transcript = talk(TEXT)
    said = make_out(hear(speech), transcript)
    assert [word.text for word in said.words] == ["I", "I", "told", "him", "that", "we", "we", "was", "was", "leaving"]
    assert [(pause.kind, pause.text) for pause in said.filled] == [("filled", "um"), ("filled", "uh")]
    spoken = [burst for burst, word in zip(speech.bursts, TEXT.split(), strict=True) if word not in ("um", "uh")]
    assert_seconds([word.start_s for word in said.words], [burst.start_s for burst in spoken], within=EDGE_S)
    assert_seconds([word.end_s for word in said.words], [burst.end_s for burst in spoken], within=EDGE_S)
    for pause, burst in zip(said.filled, (speech.bursts[1], speech.bursts[6]), strict=True):
        assert_seconds([pause.start_s, pause.end_s], [burst.start_s, burst.end_s], within=3 * EDGE_S)
    assert_in_order(said, speech.duration_s)
    assert (said.language, said.notes) == ("en", ())


def test_silences_are_those_between_the_bursts() -> None:
    speech, transcript = talk(TEXT)
    inner = make_out(hear(speech), transcript).silences[1:-1]
    for edge in ("start_s", "end_s"):
        truth_s = [getattr(gap, edge) for gap in speech.gaps]
        assert_seconds([getattr(silence, edge) for silence in inner], truth_s, within=EDGE_S)


def test_disfluencies_are_told_and_a_crowd_of_them_is_a_cluster() -> None:
    """A filler between the two does not hide that a word was said again; it counts in the cluster."""
    said = made_out(TEXT)
    assert [(one.kind, one.text) for one in said.disfluencies] == [
        ("repeat", "i i"),
        ("cluster", "told him that"),
        ("repeat", "we we"),
        ("repeat", "was was"),
    ]
    _, cluster, _, last = said.disfluencies
    assert (cluster.start_s, cluster.end_s) == (said.filled[1].start_s, last.end_s)


@pytest.mark.parametrize("text", ["I told him that we are leaving tomorrow", "he said that that was very very good"])
def test_calm_speech_has_no_disfluencies(text: str) -> None:
    said = made_out(text)
    assert (said.filled, said.disfluencies) == ((), ())


def test_a_filler_that_was_not_written_is_heard() -> None:
    speech, transcript = talk("I told him um that we are leaving")
    mute = replace(transcript, words=tuple(word for word in transcript.words if not is_filled_pause(word.text)))
    (pause,) = make_out(hear(speech), mute).filled
    assert_seconds([pause.start_s, pause.end_s], [speech.bursts[3].start_s, speech.bursts[3].end_s], 3 * EDGE_S)


def test_fillers_that_were_written_and_those_that_were_heard_stand_in_order() -> None:
    speech, transcript = talk("I told him um that we um are leaving")
    said = make_out(hear(speech), replace(transcript, words=transcript.words[:6] + transcript.words[7:]))
    starts_s = [speech.bursts[3].start_s, speech.bursts[6].start_s]
    assert_seconds([pause.start_s for pause in said.filled], starts_s, within=3 * EDGE_S)


@pytest.mark.parametrize("late_s", [0.0, 0.3])
def test_a_word_that_took_the_time_of_a_filler_gives_it_back(late_s: float) -> None:
    """The recogniser begins it with or inside the filler; no silence lies between the two."""
    speech = speak([0.3, 0.3, 0.5, 0.3, 0.3], [0.4, 0.4, 0.08, 0.4], SPEAKER)
    first, second, um, third, last = speech.bursts
    spans = [first, second, Span(um.start_s + late_s, third.end_s), last]
    words = tuple(
        Word(text, span.start_s, span.end_s, 0.9)
        for text, span in zip(("I", "told", "him", "that"), spans, strict=True)
    )
    said = make_out(hear(speech), Transcript(words, "en", "fake"))
    (pause,) = said.filled
    assert said.disfluencies == ()
    assert_seconds([pause.start_s, pause.end_s], [um.start_s, um.end_s], within=3 * EDGE_S)
    assert_seconds([said.words[2].start_s, said.words[2].end_s], [pause.end_s, third.end_s], within=EDGE_S)


def test_a_filler_without_any_sound_is_left_out() -> None:
    speech, transcript = talk("I told him", gap_s=1.4)
    middle_s = (speech.gaps[0].start_s + speech.gaps[0].end_s) / 2
    first, *rest = transcript.words
    um = Word("um", middle_s - 0.1, middle_s + 0.1, 0.9)
    said = make_out(hear(speech), replace(transcript, words=(first, um, *rest)))
    assert [word.text for word in said.words] == ["I", "told", "him"]
    assert said.filled == ()


def test_the_closure_inside_a_word_is_no_silence() -> None:
    speech = speak([0.3, 0.25, 0.3], [0.4, 0.17], Speaker(lambda times_s: 140.0 + 30.0 * np.sin(20.0 * times_s)))
    first, second, third = speech.bursts
    words = (Word("I", first.start_s, first.end_s, 0.9), Word("walked", second.start_s, third.end_s, 0.9))
    said = make_out(hear(speech), Transcript(words, "en", "fake"))
    assert_seconds([said.words[1].start_s, said.words[1].end_s], [second.start_s, third.end_s], within=EDGE_S)
    assert_seconds([silence.start_s for silence in said.silences[1:-1]], [first.end_s], within=EDGE_S)


def test_words_over_silence_are_left_out_with_a_note_after_those_of_the_recogniser() -> None:
    speech, transcript = talk("I told him that we are leaving")
    late_s = speech.duration_s + 5.0
    longer = replace(speech, samples=np.concatenate((speech.samples, silence(10.0))))
    invented = (*transcript.words, Word("Thanks.", late_s, late_s + 0.4, 0.3))
    said = make_out(hear(longer), Transcript(invented, "en", "fake", ("a note of the recogniser",)))
    assert [word.text for word in said.words] == [word.text for word in transcript.words]
    first, second = said.notes
    assert first == "a note of the recogniser"
    assert second.startswith("1 words")


@pytest.mark.parametrize("heard", [NOBODY, hear(talk("I told him")[0])])
def test_without_words_there_is_nothing_but_silence(heard: Heard) -> None:
    said = make_out(heard, Transcript((), "", "", ("no memory",)))
    assert (said.words, said.filled, said.disfluencies) == ((), (), ())
    assert (said.language, said.notes) == ("", ("no memory",))


def test_where_nobody_speaks_every_word_is_invented() -> None:
    said = make_out(NOBODY, Transcript((Word("um", 1.0, 1.5, 0.9), Word("you", 2.0, 2.2, 0.9)), "en", "fake"))
    assert (said.words, said.filled, said.disfluencies) == ((), (), ())
    assert len(said.notes) == 1


words_and_fillers = st.lists(
    st.sampled_from(["I", "we", "um", "uh,", "told", "mont-", "Montreal", "tomorrow.", "that", "um"]),
    min_size=1,
    max_size=10,
).map(" ".join)


@quick
@given(text=words_and_fillers, gap_s=st.floats(0.25, 0.8))
def test_no_word_is_lost_and_no_filler_is_a_word(text: str, gap_s: float) -> None:
    speech, transcript = talk(text, gap_s)
    said = make_out(hear(speech), transcript)
    assert [word.text for word in said.words] == [word for word in text.split() if not is_filled_pause(word)]
    assert len(said.filled) >= sum(is_filled_pause(word) for word in text.split())
    assert_in_order(said, speech.duration_s)


@quick
@given(text=words_and_fillers, later=st.integers(1, 60), gain_db=gains_db)
def test_what_comes_later_or_louder_is_the_same_later(text: str, later: int, gain_db: float) -> None:
    """A lead of whole frames of the classifier and of both tracks: 0.16 s is that of all three."""
    lead_s = 0.16 * later
    early, late = talk(text, lead_s=0.48), talk(text, lead_s=0.48 + lead_s)
    first = make_out(hear(early[0]), early[1])
    second = make_out(hear(late[0].louder(gain_db)), late[1])
    for name in ("words", "filled", "disfluencies"):
        before, after = getattr(first, name), getattr(second, name)
        assert [event.text for event in after] == [event.text for event in before], name
        for edge in ("start_s", "end_s"):
            truth_s = [getattr(event, edge) + lead_s for event in before]
            assert_seconds([getattr(event, edge) for event in after], truth_s, within=EDGE_S)
    inner = [Span(span.start_s + lead_s, span.end_s + lead_s) for span in first.silences[1:-1]]
    assert_seconds([span.start_s for span in second.silences[1:-1]], [span.start_s for span in inner], EDGE_S)
    assert_seconds([span.end_s for span in second.silences[1:-1]], [span.end_s for span in inner], EDGE_S)
