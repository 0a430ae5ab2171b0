"""TextGrids are read back by Praat itself: same times, same texts."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from tests.strategies import quick
from tests.told import HOSTILE, analyses, nothing_said, talk
from voicecoach.document import Analysis
from voicecoach.report.textgrid import SHORTEST_S, textgrid

parselmouth = pytest.importorskip("parselmouth", reason="Praat reads the file back: pip install praat-parselmouth")

MICROSECOND_S = 1e-6


def read_back(text: str, folder: Path) -> dict[str, list[tuple[float, float, str]]]:
    """Each tier as Praat reads it, without its empty intervals."""
    file = folder / "back.TextGrid"
    file.write_text(text, encoding="utf-8")
    grid = parselmouth.read(str(file))
    ask: Any = parselmouth.praat.call
    tiers = {}
    for tier in range(1, ask(grid, "Get number of tiers") + 1):
        found = []
        for number in range(1, ask(grid, "Get number of intervals", tier) + 1):
            told = ask(grid, "Get label of interval", tier, number)
            times = (ask(grid, f"Get {edge} time of interval", tier, number) for edge in ("start", "end"))
            if told:
                found.append((*times, told))
        tiers[ask(grid, "Get tier name", tier)] = found
    return tiers


def label(text: str) -> str:
    """A text as a label holds it: one line of signs that are seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def test_praat_reads_what_the_document_says(tmp_path: Path) -> None:
    analysis = talk(60.0)
    tiers = read_back(textgrid(analysis), tmp_path)
    assert tiers["words (A)"] == [(w.start_s, w.end_s, w.text) for w in analysis.words]
    assert tiers["turns (A)"] == [(t.start_s, t.end_s, t.text) for t in analysis.turns]
    silent = [(p.start_s, p.end_s, p.place) for p in analysis.pauses if p.kind == "silent"]
    filled = [(p.start_s, p.end_s, p.text) for p in analysis.pauses if p.kind == "filled"]
    assert (tiers["silent pauses (A)"], tiers["filled pauses (A)"]) == (silent, filled)
    said = [one for turn in analysis.turns for one in turn.sentences]
    assert tiers["style of words (A)"] == [(one.start_s, one.end_s, one.style.label) for one in said]
    assert [label for *_, label in tiers["findings (A)"]] == ["strength: named_feeling", "fix: end_fade"]


@quick
@given(analysis=analyses())
def test_any_text_and_any_overlap_comes_back(analysis: Analysis, tmp_path_factory: pytest.TempPathFactory) -> None:
    tiers = read_back(textgrid(analysis), tmp_path_factory.mktemp("grid"))
    for who in {word.speaker for word in analysis.words}:
        found = sorted(x for name, own in tiers.items() if name.startswith(f"words ({who})") for x in own)
        told = sorted(
            (w.start_s, max(w.end_s, w.start_s + SHORTEST_S), label(w.text))
            for w in analysis.words
            if w.speaker == who and label(w.text)
        )
        assert [text for *_, text in found] == [text for *_, text in told]
        for one, other in zip(found, told, strict=True):
            assert one[:2] == pytest.approx(other[:2], abs=MICROSECOND_S)


def test_quotes_and_tags_are_a_label_like_any_other(tmp_path: Path) -> None:
    tiers = read_back(textgrid(talk(30.0, lines=[HOSTILE])), tmp_path)
    assert tiers["sentences (A)"][0][2] == label(HOSTILE)


def test_a_recording_without_speech_is_a_textgrid_of_its_length(tmp_path: Path) -> None:
    file = tmp_path / "silence.TextGrid"
    file.write_text(textgrid(nothing_said(3.0)), encoding="utf-8")
    assert parselmouth.read(str(file)).xmax == pytest.approx(3.0, abs=MICROSECOND_S)
