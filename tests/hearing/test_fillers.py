"""Fillers, repeats, and words that nobody said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.values import say
from voicecoach.audio import Span
from voicecoach.hearing.fillers import (
    MEANT_TWICE,
    NEAR_SPEECH_S,
    bare,
    drop_invented,
    find_repeats,
    is_filled_pause,
    split_fillers,
)
from voicecoach.transcript import Word

sayings = st.lists(
    st.sampled_from(["um", "I", "uh", "want", "er", "that", "so", "hmm,", "no.", "to", "Uhm,", "umbrella"]), max_size=20
)


@pytest.mark.parametrize("text", ["um", "Um,", "uh", "Uhh...", "uhm", "erm", "er", "ah", "hmm.", "mmm", "Äh,", "ähm"])
def test_sounds_that_are_no_words_are_filled_pauses(text: str) -> None:
    assert is_filled_pause(text)


@pytest.mark.parametrize("text", ["umbrella", "her", "like", "a", "I", "uh-huh", "-er", "error", "oh", "", "...", "1"])
def test_words_are_no_filled_pauses(text: str) -> None:
    assert not is_filled_pause(text)


@pytest.mark.parametrize(
    ("language", "text"), [("de", "Er"), ("de", "um"), ("de", "eh,"), ("da", "er"), ("pt", "um"), ("fr", "Eh")]
)
def test_a_word_of_the_language_is_no_filled_pause(language: str, text: str) -> None:
    assert is_filled_pause(text)
    assert not is_filled_pause(text, language)


@pytest.mark.parametrize(
    ("language", "text"), [("de", "äh"), ("de", "Ähm,"), ("de", "hm"), ("pt", "hm"), ("es", "eh"), ("", "um")]
)
def test_the_sounds_of_other_languages_are(language: str, text: str) -> None:
    assert is_filled_pause(text, language)


def test_german_words_stay_words() -> None:
    text = "Er kommt um zehn Uhr, ähm, eh er geht, um mit ihr zu reden."
    spoken, filled = split_fillers(say(text), "de")
    assert [word.text for word in spoken] == [word for word in text.split() if word != "ähm,"]
    assert [pause.text for pause in filled] == ["ähm"]


@pytest.mark.parametrize(
    ("text", "fillers"),
    [
        ("She works in the ER, not in HM.", []),
        ("Um, she works in the ER.", ["um"]),
        ("UM, I CAN'T DO THAT.", ["um"]),
        ("UH. Where is the ER?", ["uh"]),
        ("Um", ["um"]),
    ],
)
def test_capitals_among_other_words_are_an_abbreviation(text: str, fillers: list[str]) -> None:
    spoken, filled = split_fillers(say(text))
    assert [pause.text for pause in filled] == fillers
    assert len(spoken) + len(filled) == len(text.split())


def test_punctuation_is_taken_off_the_ends_only() -> None:
    assert bare("“Don't!”") == "don't"
    assert bare("…") == ""


def test_words_and_filled_pauses_part() -> None:
    spoken, filled = split_fillers(say("Um, I uh can't", at_s=1.0, word_s=0.3))
    assert [word.text for word in spoken] == ["I", "can't"]
    assert [(pause.text, pause.kind, pause.start_s, pause.end_s) for pause in filled] == [
        ("um", "filled", 1.0, 1.3),
        ("uh", "filled", 1.6, 1.9),
    ]


@thorough
@given(said=sayings)
def test_nothing_is_lost_between_words_and_filled_pauses(said: list[str]) -> None:
    words = say(" ".join(said))
    spoken, filled = split_fillers(words)
    assert sorted([word.start_s for word in spoken] + [pause.start_s for pause in filled]) == [
        word.start_s for word in words
    ]
    assert list(spoken) == [word for word in words if not is_filled_pause(word.text)]


@pytest.mark.parametrize(
    ("text", "repeats"),
    [
        ("I want that", 0),
        ("I I want that", 1),
        ("I, I want that", 1),
        ("I I I want that", 2),
        ("I I I I want that", 3),
        ("I I I I I I want that", 5),
        ("I want I want that", 1),
        ("if you could if you could help", 1),
        ("if you could help if you could help", 0),  # four words: rhetoric
        ("it was very very late, no no no", 0),
        ("no I no I can't", 1),  # "no" alone may be doubled, "no I" may not
        ("I like beans. Beans are fun.", 0),  # a new sentence takes it up
        ("I like, I like beans.", 1),
        ("wait ... ... what", 0),
        ("", 0),
    ],
)
def test_what_is_said_again_at_once_is_a_repeat(text: str, repeats: int) -> None:
    assert len(find_repeats(say(text))) == repeats


@thorough
@given(word=st.sampled_from(["I", "the", "can", "we"]), times=st.integers(1, 12))
def test_a_word_said_n_times_counts_one_less(word: str, times: int) -> None:
    assert len(find_repeats(say(" ".join([word] * times)))) == times - 1


@pytest.mark.parametrize("word", sorted(MEANT_TWICE))
def test_words_that_are_doubled_on_purpose_are_no_repeats(word: str) -> None:
    assert find_repeats(say(f"{word} {word.upper()}, {word}")) == ()


SPEECH = (Span(1.0, 2.0), Span(5.0, 6.0))


@pytest.mark.parametrize(
    ("start_s", "stands"), [(1.2, True), (2.0 + NEAR_SPEECH_S - 0.1, True), (3.5, False), (0.0, False), (6.7, False)]
)
def test_words_far_from_any_speech_were_made_up(start_s: float, stands: bool) -> None:
    words, notes = drop_invented([Word("thanks", start_s, start_s + 0.3, 1.0)], SPEECH)
    assert bool(words) == stands
    assert [note.split()[0] for note in notes] == ([] if stands else ["1"])


def test_a_phrase_repeated_in_no_time_was_made_up() -> None:
    once = say("thank you for watching", at_s=1.0, word_s=0.2)
    loop = tuple(Word(word.text, 1.8, 1.8, 1.0) for word in once * 5)
    words, (note,) = drop_invented((*once, *loop), SPEECH)
    assert len(words) < 3 * len(once)
    assert words[: len(once)] == once
    assert note.startswith(f"{len(loop) + len(once) - len(words)} words ")


def test_a_short_word_that_was_said_some_time_ago_stands() -> None:
    words = say("the one and the other or so I think you said about the", at_s=1.0, word_s=0.05)
    assert drop_invented(words, SPEECH) == (words, ())


def test_fillers_of_no_time_stand_until_the_sound_is_asked() -> None:
    words = (*say("uh uh uh uh", at_s=1.0, word_s=0.2), *say("uh uh", at_s=1.8, word_s=0.0))
    assert drop_invented(words, SPEECH) == (words, ())


def test_a_german_word_of_no_time_is_a_loop_and_no_filler() -> None:
    words = (*say("um um um", at_s=1.0, word_s=0.2), *say("um um", at_s=1.6, word_s=0.0))
    assert drop_invented(words, SPEECH, "de")[0] == words[:3]


def test_a_repeat_reaches_from_the_first_time_to_the_end_of_the_second() -> None:
    words = say("so I want ... I want that", at_s=1.0)
    (repeat,) = find_repeats(words)
    assert (repeat.kind, repeat.text) == ("repeat", "i want i want")
    assert (repeat.start_s, repeat.end_s) == (words[1].start_s, words[5].end_s)


def test_a_real_repeat_stands() -> None:
    words = say("I I I want that", at_s=1.0, word_s=0.15)
    assert drop_invented(words, SPEECH) == (words, ())


@thorough
@given(said=sayings)
def test_what_stands_was_said_in_that_order(said: list[str]) -> None:
    words = say(" ".join(said), word_s=0.4)
    kept, notes = drop_invented(words, SPEECH)
    assert list(kept) == [word for word in words if word in kept]
    assert bool(notes) == (len(kept) < len(words))
