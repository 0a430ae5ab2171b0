"""`voicecoach deliver`: one answer typed and spoken, and which of the two falls short; nothing is kept."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.answers import document
from tests.cli.takes import heard_as, in_danger, take
from tests.values import evidence, measured, style
from voicecoach.cli import run
from voicecoach.coaching.rights import safety
from voicecoach.document import Analysis
from voicecoach.reading import Danger, StyleLabel, StyleReading, VoiceReading, VoiceScores
from voicecoach.report.help import STOPS

Captured = pytest.CaptureFixture[str]
TYPED = "I can't take that on."
SOFT = VoiceReading("soft", VoiceScores(0.8, 0.1, 0.1), (measured("end_fade_db", 9.0),))


def spoken(voice: VoiceReading | None = None) -> Analysis:
    """The answer aloud, in a steady voice unless another is given, with the fix of a fade."""
    analysis = take(9.0)
    return replace(analysis, turns=tuple(replace(one, voice=voice or one.voice) for one in analysis.turns))


def read_as(patch: pytest.MonkeyPatch, *labels: StyleLabel, danger: bool = False) -> list[tuple[Sequence[str], str]]:
    """Let the typed and the spoken words read like this. Returns what was asked."""
    asked: list[tuple[Sequence[str], str]] = []

    def read(texts: Sequence[str], _: object, language: str = "en", contexts: Sequence[str] = ()) -> list[StyleReading]:
        asked.append((texts, f"{language} {' / '.join(contexts)}".strip()))
        found = [style(label) for label in labels]
        if danger:
            found[0] = replace(found[0], danger=(Danger("self_harm", TYPED[:3], 0, 3),))
        return found

    patch.setattr("voicecoach.language.style.read_styles", read)
    return asked


@pytest.mark.parametrize(
    ("labels", "voice", "told"),
    [
        (("assertive", "assertive"), None, "Neither falls short."),
        (("assertive", "assertive"), SOFT, "The voice falls short, not the words."),
        (("passive", "passive"), None, "The words fall short, not the voice."),
        (("passive", "passive"), SOFT, "Both fall short."),
        (("unsure", "unsure"), SOFT, "That can't be told."),
    ],
)
def test_it_tells_which_of_the_two_falls_short(
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
    tmp_path: Path,
    labels: tuple[StyleLabel, StyleLabel],
    voice: VoiceReading | None,
    told: str,
) -> None:
    asked = heard_as(monkeypatch, "deliver", {"a.wav": spoken(voice)})
    read_as(monkeypatch, *labels)
    arguments = ["deliver", "--typed", TYPED, "--from-audio", "a.wav", "--scene-type", "refusal"]
    assert run(["--data-dir", str(tmp_path), *arguments]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(told)
    assert [line.split(":")[0].strip() for line in lines[1:4]] == ["Typed", "Aloud", "Voice"]
    lost_aloud = voice is SOFT and labels[0] != "unsure"
    assert any(line.startswith("Change  ") for line in lines) == lost_aloud
    assert asked[0].scene_type == "refusal"
    assert list(tmp_path.iterdir()) == []


def test_as_json_it_is_one_object_with_both_answers(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    heard_as(monkeypatch, "deliver", {"a.wav": spoken(SOFT)})
    asked = read_as(monkeypatch, "assertive", "assertive")
    arguments = ["deliver", "--typed", f" {TYPED} ", "--from-audio", "a.wav", "--context", "Can you?", "--json"]
    assert run(arguments) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["typed"], row["spoken"], row["falls_short"]) == (TYPED, spoken().turns[0].text, "delivering")
    assert row["fix"]["rule"] == "fade"
    assert asked == [((TYPED, spoken().turns[0].text), "en Can you? / Can you?")]


def test_several_turns_are_one_answer(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    heard_as(monkeypatch, "deliver", {"a.wav": document(evidence(), evidence())})
    asked = read_as(monkeypatch, "assertive", "assertive")
    assert run(["deliver", "--typed", TYPED, "--from-audio", "a.wav"]) == 0
    assert asked[0][0][1] == f"{evidence().text} {evidence().text}"
    assert "Aloud" in capsys.readouterr().out


@pytest.mark.parametrize("where", ["typed", "aloud"])
def test_where_words_speak_of_danger_only_help_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, where: str
) -> None:
    heard_as(monkeypatch, "deliver", {"a.wav": in_danger(spoken(SOFT)) if where == "aloud" else spoken(SOFT)})
    read_as(monkeypatch, "assertive", "assertive", danger=where == "typed")
    assert run(["deliver", "--typed", TYPED, "--from-audio", "a.wav"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(STOPS)
    assert said.rstrip().endswith(safety().note)


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--typed", " ", "--from-audio", "a.wav"], 2, "Type an answer"),
        (["--typed", TYPED], 2, "--from-audio"),
        (["--typed", TYPED, "--from-audio", "missing.wav"], 1, "missing.wav: no such file"),
        (["--typed", TYPED, "--from-audio", "silent.wav"], 1, "no words were recognised"),
    ],
)
def test_what_is_missing_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, arguments: list[str], status: int, told: str
) -> None:
    silent = replace(spoken(), turns=(), speakers={})
    heard_as(monkeypatch, "deliver", {"a.wav": spoken(), "silent.wav": silent})
    assert run(["deliver", *arguments]) == status
    assert told in capsys.readouterr().err
