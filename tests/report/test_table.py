"""The table is read back by readers of CSV: the numbers of the document, digit by digit."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given

from tests.strategies import thorough
from tests.told import analyses, nothing_said, talk
from voicecoach.document import Analysis
from voicecoach.report.document import to_json
from voicecoach.report.table import COLUMNS, header, rows


def text_of(*found: Analysis) -> str:
    return "\n".join([header(), *(row for one in found for row in rows(one))]) + "\n"


def read_back(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def cell(value: Any) -> str:
    """What a cell holds for a value of the document."""
    return "" if value is None else json.dumps(value) if isinstance(value, bool) else str(value)


def test_rows_hold_what_the_document_holds() -> None:
    analysis = talk(60.0)
    document = json.loads(to_json(analysis))
    found = read_back(text_of(analysis))
    tiers: dict[str, list[dict[str, Any]]] = {
        "word": document["words"],
        "pause": document["pauses"],
        "disfluency": document["disfluencies"],
        "turn": document["turns"],
        "sentence": [one for turn in document["turns"] for one in turn["sentences"]],
        "finding": document["findings"],
        "speaker": [{"speaker": who, **one} for who, one in document["speakers"].items()],
    }
    assert {row["tier"] for row in found} == set(tiers)
    for tier, things in tiers.items():
        own = [row for row in found if row["tier"] == tier]
        for row, thing in zip(own, things, strict=True):
            flat = {**thing, **thing.get("prosody", {})}
            for key in ("style", "voice"):
                if key in thing:
                    scores = {f"{key}_{name}": share for name, share in thing[key]["scores"].items()}
                    flat |= {key: thing[key]["label"], **scores}
            shared = [name for name in COLUMNS if name in flat]
            assert len(shared) >= 5
            assert {name: row[name] for name in shared} == {name: cell(flat[name]) for name in shared}


def test_pandas_reads_the_same_numbers() -> None:
    pandas = pytest.importorskip("pandas", reason="reads the table back: pip install 'voicecoach[test]'")
    analysis = talk(60.0)
    table = pandas.read_csv(io.StringIO(text_of(analysis)))
    words, turns = (table[table.tier == tier] for tier in ("word", "turn"))
    assert words.text.tolist() == [word.text for word in analysis.words]
    assert turns.end_fade_db.tolist() == [turn.prosody.end_fade_db for turn in analysis.turns]
    kept = read_back(text_of(analysis))
    numeric = table.select_dtypes("number").columns
    assert {"start_s", "end_s", "probability", "f0_median_hz", "style_assertive"} <= set(numeric)
    for column in numeric:
        known = [float(row[column]) for row in kept if row[column]]
        assert table[column].dropna().tolist() == known, column


@thorough
@given(analysis=analyses())
def test_any_text_comes_back(analysis: Analysis) -> None:
    found = [row for row in read_back(text_of(analysis)) if row["tier"] == "word"]
    assert [(row["text"], float(row["start_s"])) for row in found] == [(w.text, w.start_s) for w in analysis.words]


def test_several_recordings_are_told_apart_by_their_file() -> None:
    found = read_back(text_of(talk(20.0, path="a.wav"), nothing_said(path="s.wav"), talk(20.0, path="b.wav")))
    assert list(dict.fromkeys(row["file"] for row in found)) == ["a.wav", "b.wav"]


def test_what_is_not_known_is_empty() -> None:
    rows_ = read_back(text_of(talk(20.0)))
    turn = next(row for row in rows_ if row["tier"] == "turn")
    assert (turn["reply_gap_s"], turn["f0_range_semitones"], turn["probability"]) == ("", "", "")
