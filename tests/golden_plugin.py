"""Golden texts: what a report looks like, kept as text under `tests/golden`.

`pytest --regolden` writes them anew; read the difference before you keep it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"

Golden = Callable[[str, str], None]
"""Compares a text with the golden text of a name."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regolden", action="store_true", help="write the golden texts anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Hold a text against `tests/golden/NAME.txt`, or write it there with --regolden."""
    rewrite = bool(request.config.getoption("--regolden"))

    def compare(name: str, text: str) -> None:
        path = FOLDER / f"{name}.txt"
        if rewrite:
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"there is no {path.name} yet: pytest --regolden writes it"
        assert text == path.read_text(encoding="utf-8"), f"{path.name} differs: pytest --regolden, then read the diff"

    return compare
