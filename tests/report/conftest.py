"""A browser for all tests of pages."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browsing import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One for a file of tests."""
    with chromium() as found:
        yield found
