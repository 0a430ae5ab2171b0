"""Drawings to pictures: with resvg where it is installed, and what is told where it is not."""

import sys
from functools import partial
from types import ModuleType

import pytest

from tests.progressed import practised_progress
from voicecoach.adapters.picture import SCALE, drawn
from voicecoach.errors import MissingExtraError, OutputError
from voicecoach.report.progress_svg import sheet

PNG = b"\x89PNG\r\n\x1a\n"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text x="2" y="15" font-family="{}">on</text></svg>'
)


def size(picture: bytes) -> tuple[int, int]:
    """Width and height by the picture's own header."""
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])


def test_the_sheet_becomes_a_picture_of_twice_its_size() -> None:
    pytest.importorskip("resvg_py", reason="resvg-py is not installed, so nothing can be drawn")
    drawing = sheet(practised_progress())
    width, height = (int(drawing.partition(f' {name}="')[2].partition('"')[0]) for name in ("width", "height"))
    picture = drawn(drawing)
    assert picture.startswith(PNG)
    assert size(picture) == (SCALE * width, SCALE * height)


def test_words_that_no_font_can_write_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """By resvg without the machine's fonts: some machines have one that stands in for any unknown name."""
    resvg = pytest.importorskip("resvg_py", reason="resvg-py is not installed, so nothing can be drawn")
    monkeypatch.setattr(resvg, "svg_to_bytes", partial(resvg.svg_to_bytes, skip_system_fonts=True))
    with pytest.raises(MissingExtraError, match="fonts"):
        drawn(DRAWING.format("sans-serif"))


def test_what_is_no_drawing_is_our_error() -> None:
    pytest.importorskip("resvg_py", reason="resvg-py is not installed, so nothing can be drawn")
    with pytest.raises(OutputError, match="can't be drawn"):
        drawn("<svg")


def test_without_resvg_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(MissingExtraError, match=r"voicecoach\[picture\].*--html"):
        drawn(DRAWING.format("sans-serif"))


@pytest.mark.parametrize("writes", [True, False])
def test_a_drawing_that_looks_the_same_without_its_words_is_refused(
    monkeypatch: pytest.MonkeyPatch, *, writes: bool
) -> None:
    """With a stand-in for resvg that draws the texts, or leaves them out."""
    stand_in = ModuleType("resvg_py")
    stand_in.svg_to_bytes = lambda svg, **_: b"on" if writes and "<text" in svg else b""  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "resvg_py", stand_in)
    if writes:
        assert drawn(DRAWING.format("any")) == b"on"
    else:
        with pytest.raises(MissingExtraError):
            drawn(DRAWING.format("any"))
