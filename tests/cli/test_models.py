"""`voicecoach models`: list, get, verify, path."""

from pathlib import Path

import pytest

from tests.program import RunCli

NOBODY_LISTENS = {"VOICECOACH_HUB": "http://127.0.0.1:9"}


def test_the_list_names_every_model_of_the_catalogue(run_cli: RunCli) -> None:
    table, rows = run_cli("models", "list"), run_cli("models", "list", "--json")
    assert (table.status, table.stderr, rows.status, rows.stderr) == (0, "", 0, "")
    names = [row["name"] for row in rows.documents]
    assert [line.split()[0] for line in table.lines[1:]] == names
    assert {"tiny.en", "base", "small", "medium", "large-v3"} <= set(names)
    for row in rows.documents:
        assert row["bytes"] == sum(file["bytes"] for file in row["files"])
        assert row["place"] in ("data", "package", "absent")


def test_without_any_model_all_are_absent(run_cli: RunCli, without_weights: dict[str, str]) -> None:
    done = run_cli("models", "list", "--json", env=without_weights)
    assert {row["place"] for row in done.documents} == {"absent"}


@pytest.mark.model
def test_the_path_of_a_model_is_printed_alone(run_cli: RunCli, weights: Path) -> None:
    done = run_cli("models", "path", "tiny.en")
    assert (done.status, done.stdout, done.stderr) == (0, f"{weights}\n", "")


@pytest.mark.model
def test_verifying_names_each_file(run_cli: RunCli, weights: Path) -> None:
    assert weights.is_dir()
    done = run_cli("models", "verify", "tiny.en")
    assert (done.status, done.stderr) == (0, "")
    files = ("config.json", "model.bin", "tokenizer.json", "vocabulary.txt")
    assert done.lines == [f"tiny.en/{name}: right (SHA-256)" for name in files]


@pytest.mark.model
def test_a_damaged_model_is_found_out_by_verify_path_and_analyze(run_cli: RunCli, damaged: Path, spoken: Path) -> None:
    verified = run_cli("--data-dir", damaged, "models", "verify", "tiny.en")
    assert verified.status == 1
    assert verified.lines[0] == "tiny.en/config.json: WRONG"
    assert "--again" in verified.stderr
    for verb in (("models", "path", "tiny.en"), ("analyze", spoken, "--model", "tiny.en")):
        done = run_cli("--data-dir", damaged, *verb)
        assert (done.status, done.stdout) == (1, "")
        assert "config.json is not what was published" in done.stderr
        assert "voicecoach models get tiny.en --again" in done.stderr


@pytest.mark.model
def test_getting_again_mends_a_damaged_model(run_cli: RunCli, damaged: Path) -> None:
    done = run_cli("--data-dir", damaged, "models", "get", "tiny.en", "--again", env=NOBODY_LISTENS)
    assert (done.status, done.stderr) == (0, "")
    assert run_cli("--data-dir", damaged, "models", "path", "tiny.en").stdout == done.stdout


@pytest.mark.parametrize("verb", ["get", "verify", "path"])
def test_a_model_nobody_knows_names_those_there_are(verb: str, run_cli: RunCli) -> None:
    done = run_cli("models", verb, "nosuch")
    assert (done.status, done.stdout) == (1, "")
    error, remedy = done.stderr.splitlines()
    assert error == "Error: There is no model nosuch."
    assert "large-v3" in remedy


@pytest.mark.parametrize("verb", ["verify", "path"])
def test_an_absent_model_says_how_to_get_it(verb: str, run_cli: RunCli) -> None:
    done = run_cli("models", verb, "medium")
    assert (done.status, done.stdout) == (1, "")
    assert done.stderr.splitlines()[1] == "Get it (1531 MB): voicecoach models get medium"


def test_a_hub_that_is_down_is_our_error_and_leaves_nothing(run_cli: RunCli, tmp_path: Path) -> None:
    done = run_cli("--data-dir", tmp_path, "models", "get", "small", env=NOBODY_LISTENS)
    assert (done.status, done.stdout) == (1, "")
    announced, error, remedy = done.stderr.splitlines()
    assert announced == "small: 486 MB from Systran/faster-whisper-small, licence MIT."
    assert error == "Error: The model hub can't be reached or refused (ConnectionError)."
    assert remedy == "Check the connection and try again."
    assert list((tmp_path / "models").iterdir()) == []


def test_with_no_model_at_all_there_is_nothing_to_verify(run_cli: RunCli, without_weights: dict[str, str]) -> None:
    done = run_cli("models", "verify", env=without_weights)
    assert (done.status, done.stdout) == (1, "")
    assert "There is no model on this machine." in done.stderr
