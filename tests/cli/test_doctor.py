"""`voicecoach doctor`: what works, what is missing, what is broken, and the command that helps."""

from pathlib import Path
from typing import Any

import pytest

from tests.program import Finished, RunCli
from tests.virtual_card import VirtualCard
from voicecoach.adapters import voices
from voicecoach.cli.doctor import _voice


def by_name(done: Finished) -> dict[str, dict[str, Any]]:
    return {check["name"]: check for check in done.documents}


@pytest.mark.model
def test_with_a_model_all_that_is_needed_works(run_cli: RunCli, weights: Path) -> None:
    done = run_cli("doctor", "--json")
    assert (done.status, done.stderr) == (0, "")
    checks = by_name(done)
    assert all(check["state"] == "works" for check in checks.values() if check["needed"])
    assert str(weights) in checks["model tiny.en"]["detail"]
    assert {"python", "faster-whisper", "av", "data folder"} <= set(checks)


def test_what_does_not_work_names_the_command_that_helps(run_cli: RunCli) -> None:
    done = run_cli("doctor", "--json")
    assert all(check["fix"] for check in done.documents if check["state"] != "works")


def test_text_and_json_tell_the_same(run_cli: RunCli) -> None:
    text, checks = run_cli("doctor"), by_name(run_cli("doctor", "--json"))
    told = [line for line in text.lines if not line.lstrip().startswith("fix: ")]
    assert len(told) == len(checks)
    marks = {"works": "ok", "missing": "--", "broken": "!!"}
    for line, (name, check) in zip(told, checks.items(), strict=True):
        assert line.startswith(f"{marks[check['state']]}  {name}")


def test_without_any_model_it_ends_with_1_and_the_command(run_cli: RunCli, without_weights: dict[str, str]) -> None:
    done = run_cli("doctor", "--json", env=without_weights)
    assert done.status == 1
    check = by_name(done)["speech model"]
    assert (check["state"], check["needed"]) == ("missing", True)
    assert "voicecoach models get base" in check["fix"]


def test_it_tells_who_speaks_and_how_to_get_a_better_voice(run_cli: RunCli) -> None:
    from voicecoach.adapters.voices import choose

    choice, check = choose(), by_name(run_cli("doctor", "--json"))["partner's voice"]
    assert check["detail"].startswith(choice.message)
    assert choice.better in check["detail"] + check["fix"]
    assert (check["state"], check["needed"]) == ("missing" if choice.voice is None else "works", False)


def test_without_any_voice_it_tells_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "choose", lambda: voices.Choice(None, "no voice on this machine", "pip install it"))
    check = _voice()
    assert (check.state, check.fix, check.needed) == ("missing", "pip install it", False)


def test_the_card_that_would_be_used_is_told(run_cli: RunCli, card: VirtualCard) -> None:
    checks = by_name(run_cli("doctor", "--json", env=card.environment))
    for name in ("microphone", "loudspeaker"):
        assert (checks[name]["state"], checks[name]["detail"]) == ("works", "default")


@pytest.mark.model
def test_a_damaged_model_is_broken(run_cli: RunCli, damaged: Path) -> None:
    done = run_cli("--data-dir", damaged, "doctor", "--json")
    assert done.status == 1
    check = by_name(done)["model tiny.en"]
    assert check["state"] == "broken"
    assert "config.json" in check["detail"]
    assert check["fix"] == "voicecoach models get tiny.en --again"


def test_it_makes_no_data_folder(run_cli: RunCli, tmp_path: Path, without_weights: dict[str, str]) -> None:
    folder = tmp_path / "not" / "yet"
    done = run_cli("--data-dir", folder, "doctor", "--json", env=without_weights)
    assert str(folder) in by_name(done)["data folder"]["detail"]
    assert list(tmp_path.iterdir()) == []
