import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.engine.job import Job
from voicecoach.engine.manifest import read_manifest


def test_csv_and_json_lines_say_the_same() -> None:
    table = "path,client,speakers,language,site\na.wav,b,2,en,North\ns3://b/c.wav,,auto,,South\n"
    lines = "\n".join(
        json.dumps(row)
        for row in (
            {"path": "a.wav", "client": "B", "speakers": 2, "language": "en", "site": "North"},
            {"path": "s3://b/c.wav", "speakers": "auto", "site": "South"},
        )
    )
    expected = (Job("lists/a.wav", language="en", client="B", speakers=2), Job("s3://b/c.wav", speakers=None))
    assert read_manifest(table, "m.csv", "lists") == (expected, ())
    assert read_manifest(lines, "m.jsonl", "lists") == (expected, ())
    assert read_manifest(table.replace(",", "\t"), "m.tsv", "lists") == (expected, ())


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("not json", "can't be read"),
        ("[1]", "can't be read"),
        ('{"file": "a.wav"}', "names no recording"),
        ('{"path": "  "}', "names no recording"),
        ('{"path": 3}', "names no recording"),
        ('{"path": "a\\u0000.wav"}', "no file's name"),
        ('{"path": "a\\ud83d.wav"}', "no file's name"),
        ('{"path": "a\\ud83d\\ude00.wav"}', None),
        (f'{{"path": "a.wav", "speakers": {"9" * 5000}}}', "can't be read"),
        (f'{{"path": "a.wav", "speakers": "{"9" * 5000}"}}', "no number of speakers"),
        ('{"path": "a.wav", "speakers": "02"}', None),
        ('{"path": "a.wav", "speakers": "two"}', "no number of speakers"),
        ('{"path": "a.wav", "speakers": 0}', None),
        ('{"path": "a.wav", "speakers": -1}', "no number of speakers"),
        ('{"path": "a.wav", "speakers": 27}', "no number of speakers"),
        ('{"path": "a.wav", "language": "English"}', "no language code"),
        ('{"path": "a.wav", "client": "C01"}', "no speaker's letter"),
    ],
)
def test_every_wrong_line_is_named_and_the_others_are_read(line: str, what: str | None) -> None:
    jobs, problems = read_manifest(f'{{"path": "good.wav"}}\n\n{line}\n', "m.jsonl", "")
    assert jobs[0].path == "good.wav"
    if what is None:
        assert not problems
    else:
        (problem,) = problems
        assert problem.line == 3
        assert what in str(problem)


@given(st.text(max_size=200))
def test_whatever_stands_in_it_is_read_or_named(text: str) -> None:
    for name in ("m.csv", "m.jsonl"):
        jobs, problems = read_manifest(text, name, "")
        assert len(jobs) + len(problems) <= len(text.splitlines())
