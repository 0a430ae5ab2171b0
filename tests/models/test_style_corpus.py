"""The corpus of the style model is valid, balanced and free of repetitions, and the check sees what is not."""

import pytest

from models.style.check import CORPUS, EVERYDAY, HELD_OUT, invalid, read, twice, unbalanced

ROW = {"text": "I can't.", "label": "assertive", "situation": "s", "setting": "t", "group": "a-001", "idea": "i"}


def test_the_corpus_is_right() -> None:
    rows = read(CORPUS)
    assert len(rows) > 6000
    assert not [*invalid(rows), *unbalanced(rows), *twice(rows)]


def test_everyday_lines_are_right_and_nowhere_else() -> None:
    rows = read(EVERYDAY)
    assert len(rows) > 3000
    assert not [*invalid(rows), *twice(rows, [*read(CORPUS), *read(HELD_OUT)])]


@pytest.mark.parametrize(
    "wrong",
    [
        {"label": "calm"},
        {"text": ""},
        {"text": "Um..."},
        {"text": " I can't."},
        {"text": "no " + "way no " * 50},
        {"group": "1"},
        {"group": "b-001"},
        {"mood": "bright"},
    ],
    ids=str,
)
def test_a_wrong_line_is_seen(wrong: dict[str, str]) -> None:
    assert not list(invalid([("a.jsonl:1", ROW)]))
    assert len(list(invalid([("a.jsonl:1", ROW | wrong)]))) == 1


def test_a_missing_field_is_seen() -> None:
    assert list(invalid([("a.jsonl:1", {"text": "I can't."})]))


def test_the_same_words_twice_are_seen_whatever_their_spelling() -> None:
    said = "I will not stay late tonight."
    rows = [("a.jsonl:1", ROW | {"text": said}), ("a.jsonl:2", ROW | {"text": "um, i WILL not stay late tonight"})]
    assert len(list(twice(rows))) == 1
    assert len(list(twice(rows[1:], rows[:1]))) == 1
    assert not list(twice([], rows))
    rows[1] = ("a.jsonl:2", ROW | {"text": "You will stay as late as I do."})
    assert not list(twice(rows))


def test_a_label_that_is_too_common_is_seen() -> None:
    labels = ["passive", "aggressive", "passive_aggressive", "assertive", "neutral"]
    rows = [(f"a.jsonl:{n}", ROW | {"label": label}) for n, label in enumerate(labels)]
    assert not list(unbalanced(rows))
    assert list(unbalanced([*rows, rows[0]]))
