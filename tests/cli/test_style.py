"""`voicecoach style`: sentences in, one reading each, in order."""

import pytest

from tests.program import RunCli
from voicecoach.report.help import help_text

SENTENCES = ("You never listen to me.", "I feel hurt when plans change without a word.", "Shut up!")


def test_one_object_a_sentence_in_order(run_cli: RunCli) -> None:
    done = run_cli("style", "--json", *SENTENCES)
    assert (done.status, done.stderr) == (0, "")
    assert [document["text"] for document in done.documents] == list(SENTENCES)
    for document in done.documents:
        assert sum(document["scores"].values()) == pytest.approx(1.0, abs=0.01)
        for cue in document["cues"]:
            assert document["text"][cue["start"] : cue["end"]] == cue["text"]


def test_lines_of_stdin_are_read_as_arguments_are(run_cli: RunCli) -> None:
    arguments = run_cli("style", "--json", *SENTENCES)
    lines = run_cli("style", "--json", input="\n".join(SENTENCES))
    assert lines == arguments
    assert run_cli("style", "--json", input="\r\n".join([*SENTENCES, ""])) == arguments


def test_an_empty_line_keeps_its_place(run_cli: RunCli) -> None:
    done = run_cli("style", "--json", input="One thing.\n\nAnother thing.\n")
    assert [document["text"] for document in done.documents] == ["One thing.", "", "Another thing."]
    assert done.documents[1]["label"] == "unsure"


def test_no_line_gives_no_result(run_cli: RunCli) -> None:
    done = run_cli("style", "--json", input="")
    assert (done.status, done.stdout, done.stderr) == (0, "", "")


def test_without_json_the_label_stands_before_the_sentence(run_cli: RunCli) -> None:
    done = run_cli("style", SENTENCES[2])
    assert done.status == 0
    assert done.lines[0].split(maxsplit=1) == ["aggressive", SENTENCES[2]]


def test_words_of_danger_show_where_help_is_beside_json_too(run_cli: RunCli) -> None:
    sentence = "I want to kill myself."
    done = run_cli("style", "--json", sentence)
    assert done.documents[0]["danger"]
    assert done.stderr.strip() in run_cli("style", sentence).stdout
    assert help_text() in done.stderr


def test_any_unicode_comes_back_as_it_was(run_cli: RunCli) -> None:
    sentence = "Ich höre zu — 😀 你好 \u202e rtl"
    assert run_cli("style", "--json", sentence).documents[0]["text"] == sentence
    assert run_cli("style", "--json", input=sentence).documents[0]["text"] == sentence


@pytest.mark.parametrize("strictness", ["utf-8:strict", "utf-8:surrogateescape"])
def test_bytes_that_are_no_text_come_back_as_a_mark(strictness: str, run_cli: RunCli) -> None:
    done = run_cli("style", "--json", input=b"caf\xe9 talk\nfine\n", env={"PYTHONIOENCODING": strictness})
    assert (done.status, done.stderr) == (0, "")
    assert [document["text"] for document in done.documents] == ["caf\N{REPLACEMENT CHARACTER} talk", "fine"]


def test_a_long_line_is_one_sentence(run_cli: RunCli) -> None:
    text = "I would like to talk about the plan. " * 3000
    done = run_cli("style", "--json", input=text)
    assert done.status == 0
    assert len(done.documents) == 1
