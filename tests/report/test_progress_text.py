"""Progress in the terminal: golden texts, words beside every mark, and lines that fit."""

import itertools
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.golden_plugin import Golden
from tests.progressed import entry, joined, practised_progress, progress, series, summary
from tests.strategies import quick
from voicecoach.report.progress import Progress
from voicecoach.report.progress_text import lines

WIDTH = 100


def shown(found: Progress, width: int = WIDTH, *, braille: bool = True) -> str:
    return joined(list(lines(found, width, braille=braille)))


def test_a_month_of_practice(golden: Golden) -> None:
    golden("progress_month", shown(practised_progress()))


def test_a_month_of_practice_in_plain_signs(golden: Golden) -> None:
    golden("progress_month_ascii", shown(practised_progress(), 72, braille=False))


def test_a_first_take(golden: Golden) -> None:
    golden("progress_first", shown(progress((summary(measures={"end_fade_db": 9.2}, fix="fade"),), [entry(day=29)])))


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, shown(practised_progress(), width).splitlines())) <= width


def test_plain_signs_are_plain() -> None:
    assert shown(practised_progress(), braille=False).isascii()


def test_every_row_of_a_chart_has_a_word_or_belongs_to_the_one_above() -> None:
    rows = [line for line in shown(practised_progress()).splitlines() if "│" in line]
    words = [line.partition("│")[0].split()[:1] for line in rows]
    assert words[0]
    assert {word[0] for word in words if word} <= {"high", "ok", "low", "before", "after"}
    assert all(above or here for above, here in itertools.pairwise(words))


def test_nothing_is_said_about_what_was_not_practised() -> None:
    found = replace(practised_progress(), weeks=(3, 0, 0, 0, 0, 0, 0, 0))
    text = shown(found).lower()
    assert "practised in 1 of the last 8 weeks" in text
    assert not [word for word in ("streak", "broke", "missed", "only 1", "fail", "!") if word in text]


@quick
@given(st.text(max_size=60), st.text(min_size=1, max_size=30))
def test_what_a_user_typed_steers_no_terminal(person: str, rule: str) -> None:
    takes = (*series([9.0, 8.0]), summary("x", fix=rule))
    for sign in shown(progress(takes, person=person)).replace("\n", ""):
        assert unicodedata.category(sign) not in {"Cc", "Cs"}
        assert unicodedata.bidirectional(sign) not in {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
