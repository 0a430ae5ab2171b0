"""Typed answers as evidence: words in order, sentences by their marks, nothing known of the voice."""

from collections.abc import Sequence
from dataclasses import replace

from tests.answers import read
from voicecoach.coaching.advice import advise
from voicecoach.coaching.typed import typed_evidence
from voicecoach.reading import StyleReading


def plain(texts: Sequence[str]) -> Sequence[StyleReading]:
    return [read(text, "assertive") for text in texts]


def refuse(texts: Sequence[str]) -> Sequence[StyleReading]:
    raise AssertionError(texts)


def test_sentences_keep_their_order_and_their_styles() -> None:
    text = "No, I can't. Please ask Sam!"
    found = typed_evidence(text, read(text, "assertive"), plain)
    assert found is not None
    assert [one.text for one in found.sentences] == ["No, I can't.", "Please ask Sam!"]
    assert [one.span.start_s for one in found.sentences] == [0.0, 3.0]
    assert found.text == text
    assert (found.voice.label, found.voice.measures, found.congruence) == ("unsure", (), "unclear")


def test_one_sentence_is_not_read_twice() -> None:
    text = "no i cant"
    found = typed_evidence(text, read(text, "assertive"), refuse)
    assert found is not None
    assert found.sentences[0].style == found.style


def test_no_words_are_no_evidence() -> None:
    assert typed_evidence("  ", read("", "unsure"), refuse) is None


def test_rules_about_words_speak_of_it_and_those_about_the_voice_do_not() -> None:
    text = "I'm so sorry, but no."
    found = typed_evidence(text, read(text, "passive", {"I'm so sorry": "needless_apology"}), refuse)
    assert found is not None
    (fix,) = [one for one in advise(replace(found, scene_type="refusal")) if one.kind == "fix"]
    assert "I'm so sorry" in fix.advice
