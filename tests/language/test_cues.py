"""Which words are found as cues, where, and how much they weigh."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.language.cues import find_evidence
from voicecoach.language.lexicon import RULES
from voicecoach.language.words import line_of

NAMES = {
    "passive": "hedge needless_apology justification self_put_down permission_seeking minimising giving_in",
    "aggressive": "you_always should threat insult blaming_question order absolute_demand",
    "passive_aggressive": "sarcasm denial backhanded_compliment martyrdom agreement_that_isnt sulking",
    "assertive": "i_statement request boundary empathy fact_before_opinion compromise",
}


def names(text: str) -> set[str]:
    return {evidence.cue.name for evidence in find_evidence(text)}


def test_the_lexicon_has_every_fixed_cue_and_no_other() -> None:
    found = {style: {rule.name for rule in RULES if rule.style == style} for style in NAMES}
    assert found == {style: set(words.split()) for style, words in NAMES.items()}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hedge", "maybe"),
        ("needless_apology", "I'm sorry to bother you"),
        ("justification", "it's just that my mother is coming"),
        ("self_put_down", "I'm so stupid"),
        ("permission_seeking", "would it be okay if I left"),
        ("minimising", "it's only my opinion"),
        ("giving_in", "it's up to you"),
        ("you_always", "You never listen"),
        ("should", "you should have told me"),
        ("threat", "you'll regret this"),
        ("insult", "you're pathetic"),
        ("blaming_question", "what's wrong with you"),
        ("order", "be quiet"),
        ("absolute_demand", "because I said so"),
        ("sarcasm", "just what I needed"),
        ("denial", "no, nothing's wrong"),
        ("backhanded_compliment", "you look good for your age"),
        ("martyrdom", "I'll just do it myself, as usual"),
        ("agreement_that_isnt", "sure, if you say so"),
        ("sulking", "not that anyone cares"),
        ("i_statement", "I feel hurt when you shout"),
        ("request", "could you call me by Friday"),
        ("boundary", "that doesn't work for me"),
        ("empathy", "I understand that you're tired"),
        ("fact_before_opinion", "I noticed that the door was open"),
        ("compromise", "let's find a time that suits both of us"),
    ],
)
def test_every_cue_has_its_wording(name: str, text: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry for your loss",
        "I'm sorry to hear that",
        "You should see this film",
        "I don't hate you",
        "I never said you're stupid",
        "I'm fine thanks, and you?",
        "what kind of music do you play",
        "you're always welcome",
    ],
)
def test_look_alikes_are_no_cues(text: str) -> None:
    assert not names(text) & {"needless_apology", "should", "insult", "denial", "hedge", "you_always"}


def test_reported_words_weigh_less() -> None:
    own = find_evidence("shut up")[0].strength
    for text in ('she said "shut up"', "she said shut up", 'the sign reads "shut up"'):
        assert find_evidence(text)[0].strength < own


def test_quotation_marks_around_the_whole_text_are_no_report() -> None:
    assert find_evidence('"Shut up!"')[0].strength == find_evidence("Shut up!")[0].strength


def test_own_words_told_again_are_no_report() -> None:
    assert find_evidence("I said shut up")[-1].strength == find_evidence("shut up")[0].strength


def test_a_cue_inside_a_longer_one_is_not_counted_twice() -> None:
    found = [evidence.cue.text for evidence in find_evidence("I'll just do it myself, as usual")]
    assert found == ["I'll just do it myself, as usual"]


def test_offsets_are_into_the_text_as_given() -> None:
    text = "  Um,\tI\u2019m   SO sorry\u2026 to bother you"
    for evidence in find_evidence(text):
        assert text[evidence.cue.start : evidence.cue.end] == evidence.cue.text
    assert find_evidence(text)[0].cue.start == text.index("I\u2019m")


def test_cues_know_their_sentence() -> None:
    text = "I can't do it. You never help. Stop it!"
    assert [(evidence.cue.name, evidence.sentence) for evidence in find_evidence(text)] == [
        ("boundary", 0),
        ("you_always", 1),
        ("order", 2),
    ]


def test_no_cue_in_plain_words() -> None:
    assert find_evidence("The train leaves at nine.") == ()
    assert find_evidence("") == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "/"),
        ("I am here.", "/ im here /"),
        ("I'm here", "/ im here /"),
        ("i\u2019m here!", "/ im here /"),
        ("we were, we're", "/ we were we are /"),
        ("Dr. Smith paid 3.5 p.m. today", "/ dr smith paid 3 5 p m today /"),
        ("Fine... whatever", "/ fine whatever /"),
        ("no no NO", "/ no /"),
        ("Yes. Yes.", "/ yes / yes /"),
    ],
)
def test_words_have_one_spelling(text: str, line: str) -> None:
    assert line_of(text).text == line


@given(st.text(alphabet=st.sampled_from("iI'\u2019m amnotdcwhu.!?\n ,0\u00df\u0130")))
def test_every_word_of_the_line_comes_from_its_place(text: str) -> None:
    line = line_of(text)
    words = re.findall(r"[^ /]+", line.text)
    assert all(0 <= start < end <= len(text) for start, end in line.spans)
    assert list(line.spans) == sorted(line.spans)
    assert (not line.spans) == (not words)
