"""Rows of a table: the document's numbers, under the same columns for recordings and turns."""

import pytest

from tests.program import Finished
from voicecoach.engine.job import Job
from voicecoach.report.batch_table import COLUMNS, NUMBERS, TEXTS, WHOLE, rows
from voicecoach.report.document import from_json

NEEDED = 'pyarrow is not installed: python -m pip install "voicecoach[batch]"'


def test_columns_are_named_once() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)


@pytest.mark.model
def test_rows_hold_what_the_document_holds(analysed: Finished) -> None:
    analysis = from_json(analysed.lines[0])
    whole, *turns = rows(analysis, Job("clinic/a.wav", client="A"))
    assert all(tuple(row) == COLUMNS for row in (whole, *turns))
    assert (whole["row"], whole["client"], whole["speakers"]) == ("recording", "A", 1)
    assert whole["fix"] == next((one.rule for one in analysis.findings if one.kind == "fix"), None)
    assert len(turns) == whole["turns"] == len(analysis.turns)
    for row, turn in zip(turns, analysis.turns, strict=True):
        assert (row["style"], row["voice"], row["text"]) == (turn.style.label, turn.voice.label, turn.text)
        assert row["f0_median_hz"] == turn.prosody.f0_median_hz
        assert row["style_assertive"] == turn.style.scores.assertive
        assert row["words"] == turn.prosody.words


@pytest.mark.model
def test_the_table_comes_back_from_parquet(analysed: Finished) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason=NEEDED)
    from pyarrow import parquet

    from voicecoach.adapters.parquet import to_parquet

    made = list(rows(from_json(analysed.lines[0]), Job("a.wav")))
    table = parquet.read_table(pyarrow.BufferReader(to_parquet(made, TEXTS, WHOLE, NUMBERS)))
    assert table.to_pylist() == made
