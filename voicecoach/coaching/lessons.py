"""Lessons that come with the program: `lessons/*.toml` of the package as values.

Conventions
    What is written there is checked when it is read: a text that is missing or empty, or a name that is not known, is
    an error that says where. Nobody writes these files but the project, so such an error means a broken installation.
"""

import tomllib
from dataclasses import fields
from importlib.resources import files
from typing import TypeVar

import msgspec

from voicecoach.errors import VoiceCoachError

Lesson = TypeVar("Lesson")


def load(name: str, kind: type[Lesson]) -> Lesson:
    """A lesson of this installation.

    Args:
        name: Of its file, without the ending.
        kind: What it is to become.

    Raises:
        VoiceCoachError: When it is missing or broken.
    """
    file = files("voicecoach").joinpath("lessons", f"{name}.toml")
    try:
        return read(file.read_text(encoding="utf-8"), kind)
    except (OSError, ValueError) as error:
        raise VoiceCoachError(f"The lesson {name} can't be read ({error}).", "Install voicecoach again.") from error


def read(text: str, kind: type[Lesson]) -> Lesson:
    """A lesson from its TOML.

    Raises:
        ValueError: When the text is no TOML, or not that of such a lesson; says where.
    """
    return msgspec.convert(tomllib.loads(text), kind, strict=True)


def check_texts(value: object, *optional: str) -> None:
    """See that no text of a value is empty or has spaces around it.

    Args:
        value: A dataclass.
        *optional: Names of fields that may be empty.

    Raises:
        ValueError: When one is; names the field.
    """
    for field in fields(value):  # type: ignore[arg-type]
        found = getattr(value, field.name)
        for text in found if isinstance(found, tuple) else (found,):
            if isinstance(text, str) and (text != text.strip() or (not text and field.name not in optional)):
                raise ValueError(f"{field.name} is {text!r}")
