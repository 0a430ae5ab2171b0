"""Charts as SVG: every value is a mark at its place, in the shape of its zone."""

import re
import xml.etree.ElementTree as ET  # only drawings that were made here are read

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.progressed import entry, practised_progress, progress, series, summary
from tests.strategies import quick, thorough
from voicecoach.report import progress_words as say
from voicecoach.report.progress import Progress
from voicecoach.report.progress_svg import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Plot, chart, plots_of, sheet

SVG = "{http://www.w3.org/2000/svg}"
_PLACE = re.compile(r"M(-?[\d.]+) (-?[\d.]+)")
ROUNDED = 0.0051
"""Numbers of the drawing have two decimals."""

values_of = st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=50)


def plots(found: Progress) -> tuple[Plot, ...]:
    (scene,) = found.scenes
    return plots_of(scene)


def marks(plot: Plot) -> list[tuple[float, float, str]]:
    """Every mark of a chart from left to right: its place, its value by the scale, its shape."""
    found = []
    for path in ET.fromstring(chart(plot, "c")).iter("path"):
        kind = path.get("class", "").split()
        if kind[0] == "mark":
            for x, y in _PLACE.findall(path.get("d", "")):
                place = (float(x) - LEFT) / (WIDTH - LEFT - RIGHT) * plot.places - 0.5
                value = plot.high - (float(y) - TOP) / (HEIGHT - TOP - BOTTOM) * (plot.high - plot.low)
                found.append((place, value, kind[1]))
    return sorted(found)


@thorough
@given(values_of)
def test_every_value_is_one_mark_and_every_mark_a_value(values: list[float]) -> None:
    (plot,) = plots(progress(series(values)))
    found = marks(plot)
    near = ROUNDED * (plot.high - plot.low) / (HEIGHT - TOP - BOTTOM)
    assert [value for _, value, _ in found] == pytest.approx(values, abs=near)
    assert [place for place, _, _ in found] == pytest.approx(range(len(values)), abs=0.01)


@thorough
@given(values_of)
def test_the_shape_says_on_which_side_of_the_band_a_value_lies(values: list[float]) -> None:
    (plot,) = plots(progress(series(values)))
    assert [shape for _, _, shape in marks(plot)] == [
        "up" if value > 6 else "down" if value < -3 else "dot" for value in values
    ]


@quick
@given(st.lists(st.tuples(*[st.none() | st.integers(0, 100)] * 2), min_size=1, max_size=30))
def test_every_rating_is_one_mark(rated: list[tuple[int | None, int | None]]) -> None:
    takes = tuple(summary(f"t{n}", f"s{n}", n) for n in range(len(rated)))
    found = plots(progress(takes, [entry(f"s{n}", n, suds) for n, suds in enumerate(rated)]))
    drawn = [(shape, value) for plot in found for _, value, shape in marks(plot)]
    given_values = [
        (shape, float(value))
        for suds in rated
        for shape, value in zip(("down", "dot"), suds, strict=True)
        if value is not None
    ]
    assert sorted(shape for shape, _ in drawn) == sorted(shape for shape, _ in given_values)
    assert sorted(value for _, value in drawn) == pytest.approx(sorted(v for _, v in given_values), abs=0.01)


def test_marks_and_band_have_their_words_in_the_drawing() -> None:
    (plot,) = plots(progress(series([9.0, 1.0, -9.0])))
    text = " ".join(filter(None, (node.text for node in ET.fromstring(chart(plot, "c")).iter("text"))))
    for words in (
        "above the band",
        "inside the band",
        "below the band",
        "shaded: the band",
        "2026-03-02",
        "2026-03-04",
    ):
        assert words in text


def test_a_chart_is_told_to_who_does_not_see_it() -> None:
    (plot,) = plots(progress(series([9.0, 1.0])))
    root = ET.fromstring(chart(plot, "c"))
    ids = {node.get("id"): node.text or "" for node in root if node.get("id")}
    assert root.get("role") == "img"
    title, told = (ids[name] for name in root.get("aria-labelledby", "").split())
    assert title == "sentence ends, dB quieter"
    assert "1 of 2 takes inside" in told


def test_numbers_at_the_edge_do_not_cover_each_other() -> None:
    (plot,) = plots(progress(series([6.1, -3.1])))
    edges = [
        float(t.get("y", "")) for t in ET.fromstring(chart(plot, "c")).iter("text") if t.get("text-anchor") == "end"
    ]
    edges = sorted(y for y in edges if y < HEIGHT - BOTTOM + 6)
    assert len(edges) == 2
    assert edges[1] - edges[0] >= 13


def test_the_sheet_holds_every_chart() -> None:
    found = practised_progress()
    root = ET.fromstring(sheet(found))
    assert len(root.findall(f"{SVG}g")) == sum(len(plots_of(scene)) for scene in found.scenes)
    for group in root.findall(f"{SVG}g"):
        _, top = map(float, re.findall(r"[\d.]+", group.get("transform", "")))
        assert top + HEIGHT <= float(root.get("height", ""))


def test_no_word_of_the_sheet_is_left_out() -> None:
    found = practised_progress()
    told = " ".join(node.text or "" for node in ET.fromstring(sheet(found)).iter(f"{SVG}text")).split()
    for text in (say.heading(found), say.weeks(found), say.TOLD_FROM, *found.notes, say.NO_SCORE):
        assert " ".join(text.split()) in " ".join(told)


@quick
@given(st.text(max_size=300), st.text(min_size=1, max_size=300))
def test_what_a_user_typed_is_text_on_the_sheet(person: str, rule: str) -> None:
    hostile = sheet(progress((summary(fix=rule, measures={"end_fade_db": 9.0}),), person=person))
    plain = sheet(progress((summary(fix="fade", measures={"end_fade_db": 9.0}),), person="me"))
    assert {node.tag for node in ET.fromstring(hostile).iter()} == {node.tag for node in ET.fromstring(plain).iter()}
    hostile.encode()
