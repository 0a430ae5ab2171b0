"""A real browser for pages: Chromium by Playwright, offline, with everything that a page asks for written down."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)

PHONE = (360, 740)
DESK = (1200, 900)
PATIENCE_S = 30.0
SERIOUS = {"serious", "critical"}
"""Faults for whom a page can't be used (axe-core's own words)."""


@dataclass
class Visit:
    """An open page, and what happened on it."""

    page: "Page"
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """Errors of scripts, and what the policy refused."""

    @property
    def now_s(self) -> float:
        """Where the sound stands, as the page tells it."""
        minutes, seconds = self.text("#now").split(":")
        return int(minutes) * 60 + float(seconds)

    def text(self, what: str) -> str:
        return self.page.locator(what).first.text_content() or ""

    def plays(self) -> None:
        """Wait until the sound is on."""
        self.page.locator("html.playing").wait_for(state="attached")

    def reaches(self, time_s: float) -> None:
        """Wait until the sound stands at a time or after it."""
        end_s = time.monotonic() + PATIENCE_S
        while self.now_s < time_s:
            assert time.monotonic() < end_s, f"the sound stands at {self.now_s} s"
            time.sleep(0.05)

    def stops(self) -> None:
        """Wait until the sound is off."""
        self.page.locator("html:not(.playing)").wait_for(state="attached")

    def busy_s(self, *kinds: str) -> float:
        """Seconds that the page has kept the processor busy since it was opened; all kinds of work unless named."""
        client = self.page.context.new_cdp_session(self.page)
        client.send("Performance.enable")
        found = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
        return float(sum(found[kind] for kind in kinds or ("ProcessTime",)))

    def view_s(self) -> tuple[float, float]:
        """The part of the recording in view after the last zoom by key."""
        start, end = self.text("#status").split(" in view")[0].split(" to ")
        return tuple(int(t.split(":")[0]) * 60 + float(t.split(":")[1]) for t in (start, end))  # type: ignore[return-value]


@contextmanager
def chromium() -> Iterator["Browser"]:
    """The browser; the test is skipped where there is none."""
    if find_spec("playwright") is None:
        pytest.skip("playwright is not installed: pip install playwright")
    if CHROMIUM is None:
        pytest.skip("no Chromium is on this machine: apt install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Without its sandbox, which a superuser of a container can't have; it opens only pages of this suite.
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        )
        yield browser
        browser.close()


@contextmanager
def visit(
    browser: "Browser",
    path: Path,
    size: tuple[int, int] = DESK,
    scheme: Literal["light", "dark"] = "light",
    *,
    waits: bool = True,
) -> Iterator[Visit]:
    """Open a page from disk."""
    viewport: Any = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    visited = Visit(page)
    page.on("request", lambda request: visited.requests.append(request.url))
    page.on("pageerror", lambda error: visited.faults.append(str(error)))
    page.on("console", lambda message: visited.faults.append(message.text) if message.type == "error" else None)
    page.goto(path.as_uri())
    if waits:
        page.locator("html[data-ready]").wait_for(state="attached")
    yield visited
    context.close()


def faults_for_access(page: "Page") -> list[str]:
    """What axe-core finds to be serious or worse, one line a fault."""
    if find_spec("axe_playwright_python") is None:
        pytest.skip("axe-core is not installed: pip install axe-playwright-python")
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    return [
        f"{fault['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for fault in found["violations"]
        if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    ]
