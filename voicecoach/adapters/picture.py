"""Drawings to pictures, by resvg: the very drawing of the page, so that no chart is drawn by two programs."""

import importlib
import re

from voicecoach.errors import MissingExtraError, OutputError

SCALE = 2
"""Dots of the picture for each unit of the drawing: sharp on paper and on a dense screen."""

_CHECK_SCALE = 0.5
_TEXT = re.compile("<text.*?</text>", re.DOTALL)


def drawn(svg: str) -> bytes:
    """A drawing that holds text as a PNG.

    Raises:
        MissingExtraError: When resvg is not installed, or none of the drawing's fonts.
        OutputError: When the drawing can't be drawn.
    """
    try:
        resvg = importlib.import_module("resvg_py")
    except ImportError as error:
        raise MissingExtraError(
            "Pictures need a part that is not installed.",
            'Install it: python -m pip install "voicecoach[picture]". Or take --html, which needs nothing.',
        ) from error
    try:
        # A text in none of its fonts is left out without a word.
        if resvg.svg_to_bytes(svg, zoom=_CHECK_SCALE) == resvg.svg_to_bytes(_TEXT.sub("", svg), zoom=_CHECK_SCALE):
            raise MissingExtraError(
                "None of the fonts that the picture is written in is on this machine.",
                "Install one, such as DejaVu Sans (package fonts-dejavu-core). Or take --html.",
            )
        return bytes(resvg.svg_to_bytes(svg, zoom=SCALE))
    except ValueError as error:
        raise OutputError(
            f"The picture can't be drawn ({error}).", "Narrow it with --scene-type or --since."
        ) from error
