"""The values of a scene, and names that are written down in two places."""

from typing import get_args

import pytest

from models.style import tags
from tests.roleplay.scenes import small
from voicecoach.history import SceneType
from voicecoach.roleplay import scenario as values


def test_moves_are_those_that_the_style_model_finds() -> None:
    assert values.TACTICS == tags.TACTICS
    assert values.TECHNIQUES == tags.TECHNIQUES


def test_a_scene_is_of_a_type_that_the_coach_knows() -> None:
    assert {*values.SCENE_TYPES, "other"} == set(get_args(SceneType))


def test_parts_are_found_by_their_names() -> None:
    scene = small()
    assert scene.beat("tests").pressure == 3
    assert scene.ending("lunch").kind == "gave_in"
    assert scene.ends_at("lunch")
    assert not scene.ends_at("tests")
    with pytest.raises(KeyError):
        scene.beat("lunch")
    with pytest.raises(KeyError):
        scene.ending("tests")


def test_a_line_may_have_another_wording_at_a_level() -> None:
    beat = small().beat("shrugs")
    assert beat.line(1) == beat.says
    assert beat.line(2) == beat.says_at[2] != beat.says
