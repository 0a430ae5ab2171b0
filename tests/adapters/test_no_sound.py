"""Why a machine shows no sound device, on machines where it is known why."""

import os
import sys
from pathlib import Path

import pytest

from tests.virtual_card import VirtualCard, refusing, server_at, short_folder
from voicecoach.adapters.no_sound import reason

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="ALSA and its nodes are Linux' own")


def seeing(environment: dict[str, str], patch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        patch.setenv(name, value)


@pytest.fixture
def nodes(tmp_path: Path) -> Path:
    """A kernel that shows one card."""
    folder = tmp_path / "snd"
    folder.mkdir()
    (folder / "pcmC0D0c").touch()
    return folder


def test_where_a_server_lets_us_in_nothing_is_wrong_with_it(card: VirtualCard, tmp_path: Path) -> None:
    assert card.environment["PULSE_SERVER"]
    assert reason(tmp_path / "no cards") == "none"


def test_nobody_serves(card: VirtualCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert card.environment["PULSE_SERVER"]
    seeing(server_at(tmp_path), monkeypatch)
    assert reason(tmp_path / "no cards") == "no server"


def test_the_server_of_somebody_else(card: VirtualCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert card.environment["PULSE_SERVER"]
    with short_folder() as folder, refusing(folder) as environment:
        seeing(environment, monkeypatch)
        assert reason(tmp_path / "no cards") == "refused"


def test_a_card_that_this_account_may_not_open(card: VirtualCard, nodes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert card.environment["PULSE_SERVER"]
    assert reason(nodes) == "none"
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert reason(nodes) == "refused"


def test_elsewhere_nothing_is_known(monkeypatch: pytest.MonkeyPatch, nodes: Path) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert reason(nodes) == "none"
