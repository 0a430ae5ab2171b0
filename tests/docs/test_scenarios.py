"""docs/scenarios.md names every key and every name that a scene may use."""

import re

import pytest

from tests.source import ROOT
from voicecoach.roleplay import scenario as values

TEXT = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([a-z_.]+)`", TEXT))


@pytest.mark.parametrize(
    "names",
    [
        values.SITUATIONS,
        values.SETTINGS,
        values.SCENE_TYPES,
        values.TEMPERS,
        values.KINDS,
        values.TACTICS,
        values.TECHNIQUES,
        values.ON,
        values.VOICES,
        values.PARTNER_VOICES,
    ],
)
def test_every_name_is_documented(names: tuple[str, ...]) -> None:
    assert set(names) <= NAMED


def test_every_key_is_documented() -> None:
    template = (ROOT / "voicecoach" / "roleplay" / "template.toml").read_text(encoding="utf-8")
    keys = set(re.findall(r"^([a-z_]+) = ", template, re.MULTILINE)) | {
        "again",
        "technique",
        "voice",
        "react",
        "on",
        "to",
    }
    assert keys <= NAMED | {name.partition(".")[2] for name in NAMED}
