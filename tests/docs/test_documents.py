"""The documents name what is there: files, verbs, options, measures and thresholds, with their values."""

import ast
import importlib
import re
import shlex
from dataclasses import fields
from pathlib import Path

import click
import pytest

from tests.source import ROOT, sources
from voicecoach import __version__
from voicecoach.cli import cli
from voicecoach.coaching.bands import BANDS, Band
from voicecoach.prosody import Prosody

FOLDERS = ("benchmarks", "docs", "models", "samples", "scenarios")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.md"))])
MEASURES = (ROOT / "docs" / "how-it-measures.md").read_text(encoding="utf-8")

each_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=[path.relative_to(ROOT).as_posix() for path in DOCUMENTS]
)

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_ENDS = frozenset({"|", ">", ">>", "<", "&&", "||", ";"})


def prose(document: Path) -> str:
    """A document without its blocks of code."""
    return _BLOCK.sub("", document.read_text(encoding="utf-8"))


def anchors(document: Path) -> set[str]:
    """Names of the headings, as a forge makes them."""
    titles = re.findall(r"^#+ +(.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def typed_in(document: Path) -> list[list[str]]:
    """What stands behind each `voicecoach` that opens a line of a console."""
    found = []
    for kind, text in _BLOCK.findall(document.read_text(encoding="utf-8")):
        if kind not in ("console", "sh"):
            continue
        for line in text.splitlines():
            words = shlex.split(line.removeprefix("$ "), comments=True)
            if words[:1] == ["voicecoach"]:
                end = next((n for n, word in enumerate(words) if word in _ENDS), len(words))
                found.append(words[1:end])
    return found


def wrong_in(typed: list[str]) -> str:
    """The verb or the option that does not exist; empty where all do."""
    command: click.Command = cli
    context = click.Context(cli)
    words = iter(typed)
    for word in words:
        options = {name: option for option in command.params for name in option.opts}
        name, given, _ = word.partition("=")
        if name in ("-h", "--help"):
            continue
        if re.match(r"--?[a-z]", word):
            if name not in options:
                return name
            if isinstance(option := options[name], click.Option) and not option.is_flag and not given:
                next(words, None)
        elif isinstance(command, click.Group):
            verb = command.get_command(context, word)
            if verb is None:
                return word
            command = verb
    return ""


def number(value: float) -> str:
    """A number as the documents write it."""
    return f"{value:g}"


def rows(name: str) -> list[str]:
    """Rows of a table in how-it-measures that open with a name in code."""
    return [line for line in MEASURES.splitlines() if re.match(rf"\| `{re.escape(name)}` \|", line)]


def thresholds() -> list[tuple[str, float]]:
    """Each public number of hearing and coaching, as `module.NAME`."""
    found = []
    for source in sources("voicecoach/hearing", "voicecoach/coaching"):
        module = importlib.import_module(source.module)
        for node in source.tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
            for name in names:
                value = getattr(module, name)
                if re.fullmatch(r"[A-Z][A-Z0-9_]*", name) and isinstance(value, int | float):
                    found.append((f"{source.module.rpartition('.')[2]}.{name}", value))
    return found


THRESHOLDS = thresholds()


@each_document
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    lost = []
    for link in _LINK.findall(prose(document)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert not lost


@each_document
def test_every_command_names_verbs_and_options_that_exist(document: Path) -> None:
    wrong = {shlex.join(typed): word for typed in typed_in(document) if (word := wrong_in(typed))}
    assert not wrong


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("--quiet analyze talk.wav --json -", ""),
        ("--data-dir here models get base --again", ""),
        ("analyse talk.wav", "analyse"),
        ("models fetch base", "fetch"),
        ("analyze talk.wav --jsn -", "--jsn"),
        ("models list --quiet", "--quiet"),
    ],
)
def test_a_wrong_command_would_be_seen(typed: str, wrong: str) -> None:
    assert wrong_in(typed.split()) == wrong


@pytest.mark.parametrize("band", BANDS, ids=[band.measure for band in BANDS])
def test_every_band_is_told_as_it_is(band: Band) -> None:
    cells = [[cell.strip() for cell in row.split("|")] for row in rows(band.measure)]
    told = [row[2:4] for row in cells]
    assert [number(band.low), number(band.high)] in told
    row = cells[told.index([number(band.low), number(band.high)])]
    soft = {"under": band.soft_under, "over": band.soft_over}
    forceful = {"under": band.forceful_under, "over": band.forceful_over}
    for cell, weights in zip(row[4:6], (soft, forceful), strict=True):
        assert cell == (", ".join(f"{number(weight)} {side}" for side, weight in weights.items() if weight) or "-")
    assert row[6] == number(band.step)


@pytest.mark.parametrize("name", [field.name for field in fields(Prosody)])
def test_every_measure_is_told(name: str) -> None:
    """One row for its formula, and one more for its band where it has one."""
    assert len(rows(name)) == 1 + any(band.measure == name for band in BANDS)


@pytest.mark.parametrize(("name", "value"), THRESHOLDS, ids=[name for name, _ in THRESHOLDS])
def test_every_threshold_is_told_with_its_value(name: str, value: float) -> None:
    told = [row.split("|")[2].split()[0] for row in rows(name)]
    assert told == [number(value)]


def test_thresholds_were_found() -> None:
    """Else the test above would hold for nothing."""
    assert {"pauses.MIN_PAUSE_S", "bands.MIN_SPEECH_S", "level.HOP_S"} <= dict(THRESHOLDS).keys()


def test_the_changelog_has_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(__version__)}\]", text, re.MULTILINE)
