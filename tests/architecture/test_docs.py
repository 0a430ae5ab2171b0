"""What the documents tell to type exists, and is tried elsewhere too."""

import re
import shlex
from pathlib import Path

import click
import pytest

from tests.source import ROOT
from voicecoach.cli import cli

README = ROOT / "README.md"
DOCUMENTS = [README, *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^(?:```|~~~)[^\n]*\n(.*?)^(?:```|~~~)|((?:^ {4}.*\n)+)", re.MULTILINE | re.DOTALL)
_ENDS = {"|", ">", ">>", "<", "&&", ";", "#"}


def commands(document: Path) -> list[list[str]]:
    """Each `voicecoach ...` in a block of code, up to a pipe, a redirection or a remark."""
    found = []
    for block in _BLOCK.finditer(document.read_text(encoding="utf-8")):
        for line in (block[1] or block[2]).splitlines():
            words = line.strip().removeprefix("$ ")
            if words.startswith("voicecoach "):
                typed = shlex.split(words, comments=True)
                end = next((n for n, word in enumerate(typed) if word in _ENDS), len(typed))
                found.append(typed[1:end])
    return found


def options_of(typed: list[str]) -> tuple[set[str], list[str]]:
    """Options that exist on the way to the verb, and those that were typed."""
    known, command = {"-h", "--help"}, click.Context(cli).command
    context = click.Context(cli)
    for word in [*typed, ""]:
        known |= {name for parameter in command.params for name in parameter.opts}
        if not isinstance(command, click.Group) or word.startswith("-"):
            continue
        deeper = command.get_command(context, word)
        assert deeper is not None or word == "", f"voicecoach {shlex.join(typed)}: there is no verb {word!r}"
        command = deeper or command
    return known, [word.partition("=")[0] for word in typed if re.match(r"--?[a-z]", word)]


def test_there_is_a_readme() -> None:
    assert README.is_file()


@pytest.mark.parametrize("document", DOCUMENTS, ids=[path.name for path in DOCUMENTS])
def test_every_command_in_a_document_exists(document: Path) -> None:
    for typed in commands(document):
        known, asked = options_of(typed)
        assert set(asked) <= known, f"{document.name}: voicecoach {shlex.join(typed)}"


def test_the_readme_gives_two_commands_and_ci_runs_the_second() -> None:
    text = README.read_text(encoding="utf-8")
    first, second = re.findall(r"^python -m pip install .+$", text, re.MULTILINE)
    sample = first.partition("voicecoach analyze ")[2]
    assert (ROOT / sample).is_file()
    install, _, test = second.partition(" && ")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert install.replace("pip install", "pip install -q") in ci
    assert test in ci
