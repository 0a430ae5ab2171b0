"""What there is to practise: every situation, setting, kind of scene and level of the programme has a scene."""

import pytest

from voicecoach.adapters.scenarios import listed
from voicecoach.resources import scenarios_dir
from voicecoach.roleplay import scenario as values

SCENES = listed(scenarios_dir() / "none").scenarios
LEAST_SCENES = 30


def test_there_are_many_and_none_is_broken() -> None:
    assert len(SCENES) >= LEAST_SCENES
    assert not listed(scenarios_dir() / "none").broken


@pytest.mark.parametrize("situation", values.SITUATIONS)
def test_every_situation_has_a_scene(situation: str) -> None:
    assert any(situation in scene.situations for scene in SCENES)


@pytest.mark.parametrize("setting", values.SETTINGS)
def test_every_setting_has_a_scene(setting: str) -> None:
    assert any(scene.setting == setting for scene in SCENES)


@pytest.mark.parametrize("scene_type", values.SCENE_TYPES)
def test_every_kind_of_scene_has_one(scene_type: str) -> None:
    assert any(scene.scene_type == scene_type for scene in SCENES)


@pytest.mark.parametrize("level", range(1, 6))
def test_every_level_has_a_scene(level: int) -> None:
    assert any(level in scene.levels for scene in SCENES)
