"""Libraries that may be missing are left out, not stumbled over."""

import sys

import pytest

from benchmarks.peers.opensmile import OpenSmile


def test_opensmile_is_left_out_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.peers.opensmile.find_spec", lambda _: None)
    monkeypatch.delitem(sys.modules, "opensmile", raising=False)
    assert OpenSmile.load() is None
