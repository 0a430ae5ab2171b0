"""Pictures of the page as Chromium shows it, for the README and docs/page.md.

python -m docs.page_picture

Needs Chromium, Playwright (extra `test`) and the default model. Writes docs/page.png, a take that is being listened to,
and docs/page-dark.png, two takes beside each other in the dark.
"""

import sys
import tempfile
from pathlib import Path
from typing import Final, Literal

from benchmarks.parts import our_parts
from tests.browsing import CHROMIUM
from voicecoach.adapters.catalogue import catalogue
from voicecoach.adapters.media import MediaFile
from voicecoach.adapters.sound_copy import OUTLINE_HOP_S, copy_sound
from voicecoach.analysis import AnalysisOptions, Parts, analyse
from voicecoach.report.page import Take, page

ROOT = Path(__file__).parent.parent
Scheme = Literal["light", "dark"]

PICTURES: Final[tuple[tuple[tuple[str, ...], Scheme, str], ...]] = (
    (("assertive_soft_neighbour_noise.wav",), "light", "page.png"),
    (("passive_soft_extra_work.wav", "assertive_steady_extra_work.wav"), "dark", "page-dark.png"),
)
"""Samples, colours, file."""

WIDTH = 1100
HEIGHTS = {"light": 780, "dark": 1010}
LISTENED_WORD = 17
"""The word that is being heard in the picture: in the second sentence."""

TO_THE_TRANSCRIPT = """() => scrollBy(0, document.querySelector('.transcript').getBoundingClientRect().top
  - document.getElementById('deck').getBoundingClientRect().bottom - 8)"""


def main() -> None:
    """Analyse the samples with the default model and take the pictures."""
    if CHROMIUM is None:
        sys.exit("Chromium is needed: apt-get install chromium")
    parts = our_parts(catalogue().default)
    with tempfile.TemporaryDirectory() as folder:
        for names, scheme, out in PICTURES:
            file = Path(folder) / "page.html"
            file.write_text(page([_take(name, parts) for name in names]), encoding="utf-8")
            _photograph(file, scheme, ROOT / "docs" / out)


def _take(name: str, parts: Parts) -> Take:
    sample = ROOT / "samples" / name
    copy = copy_sound(sample)
    analysis = analyse(MediaFile(sample), name, parts, AnalysisOptions(tracks=True))
    return Take(analysis, copy.outline.tobytes(), OUTLINE_HOP_S, copy.webm)


def _photograph(file: Path, scheme: Scheme, out: Path) -> None:
    """One screen of the page; of a single take with a word that is being heard."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        context = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHTS[scheme]}, color_scheme=scheme, reduced_motion="reduce"
        )
        seen = context.new_page()
        seen.goto(file.as_uri())
        if scheme == "light":
            seen.locator(".w").nth(LISTENED_WORD).click()
            seen.keyboard.press("Space")
            seen.locator("html:not(.playing)").wait_for(state="attached")
            seen.evaluate(TO_THE_TRANSCRIPT)
        seen.wait_for_timeout(500)
        seen.screenshot(path=out)
        browser.close()


if __name__ == "__main__":
    main()
