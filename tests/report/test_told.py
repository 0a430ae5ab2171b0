"""Sentences with their words: none is lost, and each stands where it was said."""

from dataclasses import replace

from hypothesis import given

from tests.strategies import thorough
from tests.told import analyses, nothing_said, talk
from voicecoach.document import Analysis
from voicecoach.report.told import sentences_told


@thorough
@given(analysis=analyses())
def test_every_word_stands_in_one_sentence_of_its_speaker(analysis: Analysis) -> None:
    told = sentences_told(analysis)
    found = [word for one in told for word in one.words]
    assert sorted(found, key=repr) == sorted(analysis.words, key=repr)
    assert all(word.speaker == one.speaker for one in told for word in one.words)


def test_words_go_to_the_sentence_that_they_are_part_of() -> None:
    for one in sentences_told(talk(60.0)):
        assert " ".join(word.text for word in one.words) == one.text


def test_a_word_that_begins_a_rounding_before_its_sentence_is_not_put_into_the_one_before() -> None:
    analysis = talk(20.0)
    shifted = tuple(replace(word, start_s=word.start_s - 0.0004) for word in analysis.words)
    assert [len(one.words) for one in sentences_told(replace(analysis, words=shifted))] == [
        len(one.words) for one in sentences_told(analysis)
    ]


def test_a_turn_without_sentences_is_told_as_one() -> None:
    analysis = talk(20.0)
    bare = replace(analysis, turns=tuple(replace(turn, sentences=()) for turn in analysis.turns))
    assert [one.text for one in sentences_told(bare)] == [turn.text for turn in analysis.turns]


def test_where_nothing_was_said_there_is_nothing_to_tell() -> None:
    assert sentences_told(nothing_said()) == ()
