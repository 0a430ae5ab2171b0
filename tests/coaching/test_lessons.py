"""Lessons: every file is read whole, and what is wrong with one is told with its place."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from tests.source import ROOT
from voicecoach.coaching import lessons as module
from voicecoach.coaching.lessons import check_texts, load, read
from voicecoach.coaching.quiz import Quiz
from voicecoach.coaching.rights import Cards, Safety
from voicecoach.coaching.styles import StylesLesson
from voicecoach.errors import VoiceCoachError

FOLDER = ROOT / "voicecoach" / "lessons"
LESSONS: dict[str, type] = {"quiz": Quiz, "rights": Cards, "safety": Safety, "styles": StylesLesson}
each_lesson = pytest.mark.parametrize("name", LESSONS)

CARD = """
name = "rest"
title = "To rest"
right = "You may rest."
limit = "So may others."
moment = "It is late."
line = "I'm going to bed."
thought = "There is more to do."
answer = "It will be there tomorrow."
scenes = ["boundary"]
"""


def unread(table: Mapping[str, Any], kind: type, where: str = "") -> list[str]:
    """Keys of a table that no field takes."""
    hints = get_type_hints(kind)
    found = [f"{where}{key}" for key in table if key not in {field.name for field in fields(kind)}]
    for key, value in table.items():
        inner = next((a for a in get_args(hints.get(key)) if isinstance(a, type) and is_dataclass(a)), None)
        if inner is not None:
            found += [wrong for n, each in enumerate(value) for wrong in unread(each, inner, f"{where}{key}[{n}].")]
    return found


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    more: tuple[str, ...] = ()
    aside: str = ""

    def __post_init__(self) -> None:
        check_texts(self, "aside")


def test_every_file_is_a_lesson() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(LESSONS)


@each_lesson
def test_a_lesson_of_the_package_is_read_whole(name: str) -> None:
    lesson: object = load(name, LESSONS[name])
    assert isinstance(lesson, LESSONS[name])
    assert unread(tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")), LESSONS[name]) == []


def test_a_key_that_nobody_reads_would_be_seen() -> None:
    assert unread({"card": [{"name": "rest", "titel": ""}], "cards": 1}, Cards) == ["cards", "card[0].titel"]


@each_lesson
def test_quotes_inside_a_text_are_curly_and_in_pairs(name: str) -> None:
    """The page puts a line in curly quotes; straight ones beside them look like a slip."""
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert '\\"' not in text
    assert text.count("“") == text.count("”")


def test_a_text_becomes_its_value() -> None:
    assert read('text = "a"\nmore = ["b", "c"]', Note) == Note("a", ("b", "c"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("text = \n", "line 1"),
        ("", "text"),
        ("text = 1", r"\$\.text"),
        ('text = ""', "text is ''"),
        ('text = "a "', "text is 'a '"),
        ('text = "a"\nmore = ["b", ""]', "more is ''"),
        ('text = "a"\naside = " "', "aside is ' '"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read(text, Note)


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ('"rest"', '"Have a rest"', "small letters"),
        ('["boundary"]', '["border"]', r"card\[0\]\.scenes\[0\]"),
        ('["boundary"]', "[]", "names no scene"),
        ('["boundary"]', '["boundary", "boundary"]', "twice"),
    ],
)
def test_a_card_is_checked(right: str, wrong: str, says: str) -> None:
    assert right in CARD
    assert read(f"[[card]]{CARD}", Cards).card[0].title == "To rest"
    with pytest.raises(ValueError, match=says):
        read(f"[[card]]{CARD.replace(right, wrong)}", Cards)


def test_two_cards_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="same name"):
        read(f"[[card]]{CARD}[[card]]{CARD}", Cards)


def test_a_missing_lesson_asks_to_install_again() -> None:
    with pytest.raises(VoiceCoachError, match=r"lesson nowhere can't be read .* Install voicecoach again\."):
        load("nowhere", Note)


def test_a_broken_lesson_asks_to_install_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "note.toml").write_bytes(b'text = "\xff"')
    monkeypatch.setattr(module, "files", lambda _package: tmp_path)
    with pytest.raises(VoiceCoachError, match="Install voicecoach again"):
        load("note", Note)
