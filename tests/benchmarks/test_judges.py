"""Every measure is judged where its truth is known, and only there."""

import json
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from benchmarks.judges import JUDGES
from benchmarks.manifest import Row, read_rows
from benchmarks.measures import Measure, Told
from voicecoach.audio import Span
from voicecoach.tracks import F0Track


def test_every_measure_has_a_judge() -> None:
    assert set(JUDGES) == set(get_args(Measure))


@pytest.mark.parametrize(
    ("row", "known"),
    [
        (Row("a.wav"), set()),
        (Row("a.wav", text="yes"), {"words"}),
        (Row("a.wav", fillers=0, pauses=()), {"fillers", "pauses"}),
        (Row("a.wav", syllables=7), {"syllables"}),
        (Row("a.wav", syllables=7, speech_s=1.5), {"articulation_rate"}),
        (Row("a.wav", speech_s=1.5), set()),
        (Row("a.wav", f0="a.txt"), {"pitch"}),
    ],
)
def test_what_is_known_is_judged(row: Row, known: set[str]) -> None:
    assert {measure for measure, judge in JUDGES.items() if judge.is_known(row)} == known


def test_a_perfect_system_is_perfect(tmp_path: Path) -> None:
    (tmp_path / "f0.txt").write_text("0.00 0\n0.01 120\n", encoding="utf-8")
    truth = {"audio": "a.wav", "text": "yes", "fillers": [[1, 1.2]], "pauses": [[2, 2.5]], "f0": "f0.txt"}
    (tmp_path / "m.jsonl").write_text(
        json.dumps(truth | {"syllables": 6, "speech_s": 2.0}) + "\n" + json.dumps(truth | {"syllables": 6, "sex": "F"}),
        encoding="utf-8",
    )
    told = Told(
        words="Yes.",
        fillers=(Span(1.0, 1.2),),
        pauses=(Span(2.0, 2.5),),
        articulation_rate_syl_s=3.0,
        syllables=6,
        f0=F0Track(np.array([np.nan, 120.0]), 0.01),
    )
    best = {"wer": 0, "f1": 1, "edge_ms": 0, "median_error": 0, "median_bias": 0, "total": 0, "gross_error": 0}
    for row in read_rows(tmp_path / "m.jsonl"):
        for judge in JUDGES.values():
            if judge.is_known(row):
                figures = judge.figures([judge.score(row, told)])
                assert figures["recordings"] == 1
                shown = {name: figures[name]["value"] for name in best if name in figures}
                assert shown == {name: best[name] for name in shown}
                assert shown


def test_silence_about_everything_is_no_error_of_the_benchmark() -> None:
    row = Row("a.wav", text="yes", fillers=1, pauses=((2.0, 2.5),), syllables=6)
    scores = {m: judge.figures([judge.score(row, Told())]) for m, judge in JUDGES.items() if judge.is_known(row)}
    assert scores["words"]["wer"]["value"] == 1
    assert scores["fillers"]["f1"]["value"] == 0
    assert scores["pauses"]["edge_ms"]["value"] is None
    assert scores["syllables"]["median_error"]["value"] == 1


def test_sets_are_chosen(tmp_path: Path) -> None:
    (tmp_path / "m.jsonl").write_text('{"audio": "a.wav", "set": "x"}\n\n{"audio": "b.wav", "set": "y"}\n', "utf-8")
    assert [row.audio for row in read_rows(tmp_path / "m.jsonl", ["y"])] == ["b.wav"]
    assert read_rows(tmp_path / "m.jsonl")[0].sound.path == tmp_path / "a.wav"
