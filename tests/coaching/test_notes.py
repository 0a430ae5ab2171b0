"""Notes of a talk: sections, keywords, and how long each took."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from tests.values import say
from voicecoach.audio import Span
from voicecoach.coaching.notes import MOST_KEYWORDS, TITLE_LETTERS, Covered, cover, read_notes
from voicecoach.transcript import Word

NOTES = """---
marp: true
---
# Why
The **kettle** is broken <!-- look up -->
---
## Costs
1. We spend 3,000 on repairs, see [the table](http://a.b/c)
Start-up costs

## Decision
Friday: a new _machine_, `espresso`
"""

TALK = (
    "So the kettle is gone. It has been for weeks. We spend three thousand on repairing it. The start up cost is low. "
    "A table shows it. On Friday we need a decision. A new machine would do."
)


def spoken(text: str) -> tuple[tuple[Word, ...], tuple[Span, ...]]:
    """Words of 0.3 s each, and the sentences that they make."""
    words = say(text)
    sentences, start = [], 0
    for place, word in enumerate(words):
        if word.text.endswith("."):
            sentences.append(Span(words[start].start_s, word.end_s))
            start = place + 1
    return words, tuple(sentences)


def covered(notes: str, text: str, language: str = "en") -> tuple[Covered, ...]:
    return cover(read_notes(notes, language), *spoken(text), language)


def test_headings_and_rules_begin_sections_and_marks_are_no_words() -> None:
    sections = read_notes(NOTES)
    assert [(one.title, [token.key for token in one.keywords]) for one in sections] == [
        ("Why", ["kettle"]),
        ("Costs", ["costs", "spend", "3000", "repairs", "table", "startup"]),
        ("Decision", ["decision", "friday", "machine", "espresso"]),
    ]


@pytest.mark.parametrize("rule", ["---", "***", "- - -", "_____"])
def test_slides_without_headings_are_called_by_their_first_line(rule: str) -> None:
    long = "words " * 20
    titles = [one.title for one in read_notes(f"* bread\n{rule}\n\n{rule}\n{long}")]
    assert titles[0] == "bread"
    assert titles[1].startswith("words words")
    assert len(titles[1]) <= TITLE_LETTERS
    assert len(titles) == 2


def test_a_full_manuscript_is_cut_down_to_what_no_other_section_has() -> None:
    common = "harbour water boats morning bread cheese walnut market "
    first, second = read_notes(f"# A\n{common} kettle\n# B\n{common} lantern")
    assert len(first.keywords) == len(second.keywords) == MOST_KEYWORDS
    assert "kettle" in [token.key for token in first.keywords]
    assert "lantern" in [token.key for token in second.keywords]


def test_what_was_said_is_found_in_any_form_and_the_rest_is_missed() -> None:
    why, costs, decision = covered(NOTES, TALK)
    assert (why.missed, costs.missed, decision.missed) == ((), (), ("espresso",))
    assert why.keywords[0].said_at_s == pytest.approx(0.6)
    said_s = [word.said_at_s for word in costs.keywords if word.said_at_s is not None]
    assert len(said_s) == len(costs.keywords)


def test_each_section_has_the_time_of_its_sentences() -> None:
    _, sentences = spoken(TALK)
    why, costs, decision = covered(NOTES, TALK)
    assert why.passages == (Span(0.0, sentences[2].start_s),)
    assert costs.passages == (Span(sentences[2].start_s, sentences[5].start_s),)
    assert decision.passages == (Span(sentences[5].start_s, sentences[-1].end_s),)


def test_a_word_of_another_section_in_passing_is_no_leap() -> None:
    notes = "# A\napples, pears\n# B\nbread, cheese\n# C\ncoffee, sugar"
    text = "Apples are good. Coffee is not. Pears are good. Bread is here. Cheese is there. Sugar and coffee end it."
    one, two, three = covered(notes, text)
    assert [len(part.passages) for part in (one, two, three)] == [1, 1, 1]
    assert one.passages[0].end_s == two.passages[0].start_s < three.passages[0].start_s


def test_sections_in_another_order_are_found_too() -> None:
    notes = "# A\napples, pears\n# B\nbread, cheese, butter"
    one, two = covered(notes, "Bread and cheese and butter first. Then apples and pears. And pears and apples.")
    assert two.passages[0].start_s == 0.0 < one.passages[0].start_s
    assert (one.missed, two.missed) == ((), ())


def test_a_section_that_was_not_reached_has_no_time() -> None:
    _, two = covered("# A\napples\n# B\nbread", "Apples are good.")
    assert (two.passages, two.time_s, two.missed) == ((), 0.0, ("bread",))


def test_other_languages_go_by_the_beginning_of_words() -> None:
    (one,) = covered("Entscheidung\nzwölf Kunden", "Unsere Entscheidungen betreffen 12 Kundinnen.", "de")
    assert one.missed == ("Kunden",)
    (two,) = covered("Entscheidung\nzwölf Kunde", "Unsere Entscheidungen betreffen 12 Kunden.", "de")
    assert two.missed == ()


@pytest.mark.parametrize("notes", ["", " \n---\n", "<!-- nothing -->", "```\ncode\n```"])
def test_notes_without_words_have_no_sections(notes: str) -> None:
    assert read_notes(notes) == ()
    assert covered(notes, TALK) == ()


def test_a_talk_without_words_reaches_nothing() -> None:
    assert all(one.passages == () and one.missed for one in cover(read_notes(NOTES), (), ()))


lines_of = st.lists(
    st.sampled_from(["# One", "---", "apples and pears", "**bread**", "3 boats", "", "1. cheese", "#", "*"]),
    max_size=12,
)


@given(lines_of, st.lists(st.sampled_from(["apples", "pears", "bread", "three", "cheese", "walnut."]), max_size=25))
@thorough
def test_the_time_of_a_talk_is_shared_out_once(lines: list[str], said: list[str]) -> None:
    """Passages never overlap, and together they are the talk wherever a keyword was said."""
    words, sentences = spoken(" ".join([*said, "end."]))
    found = cover(read_notes("\n".join(lines)), words, sentences)
    passages = sorted((span for one in found for span in one.passages), key=lambda span: span.start_s)
    assert all(a.end_s <= b.start_s + 1e-9 for a, b in itertools.pairwise(passages))
    heard = any(word.said_at_s is not None for one in found for word in one.keywords)
    length_s = sentences[-1].end_s if heard else 0.0
    assert sum(one.time_s for one in found) == pytest.approx(length_s)
