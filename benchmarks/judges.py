"""How each measure is judged: when its truth is known, how a recording is scored, and the figures over many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks import pitch_errors, scores
from benchmarks.manifest import Row, spans
from benchmarks.measures import Measure, Told
from benchmarks.resampling import figure


@dataclass(frozen=True, slots=True)
class Judge:
    """The judge of one measure."""

    is_known: Callable[[Row], bool]
    """Whether a recording has the truth."""
    score: Callable[[Row, Told], Any]
    """The score of a recording whose truth is known."""
    figures: Callable[[Sequence[Any]], dict[str, Any]]
    """Of some scores, with their intervals."""


def _score_words(row: Row, told: Told) -> scores.WordScore:
    return scores.score_words(row.text or "", told.words or "")


def _word_figures(found: Sequence[scores.WordScore]) -> dict[str, Any]:
    said = sum(one.said for one in found)
    return {"recordings": len(found), "words": said, "wer": figure(found, scores.word_error_rate)}


def _score_fillers(row: Row, told: Told) -> scores.HitScore:
    found = told.fillers or ()
    if isinstance(row.fillers, int):
        return scores.score_count(row.fillers, len(found))
    return scores.score_near(spans(row.fillers or ()), found)


def _score_pauses(row: Row, told: Told) -> scores.HitScore:
    return scores.score_overlap(spans(row.pauses or ()), told.pauses or ())


def _hit_figures(found: Sequence[scores.HitScore]) -> dict[str, Any]:
    return {
        "recordings": len(found),
        "true": sum(one.hits + one.missed for one in found),
        "found": sum(one.hits + one.false for one in found),
        "f1": figure(found, scores.f1),
    }


def _pause_figures(found: Sequence[scores.HitScore]) -> dict[str, Any]:
    return _hit_figures(found) | {"edge_ms": figure(found, scores.edge_ms, 1)}


def _score_rate(row: Row, told: Told) -> scores.RateScore:
    assert row.syllables
    assert row.speech_s
    return scores.RateScore(row.syllables / row.speech_s, told.articulation_rate_syl_s)


def _rate_figures(found: Sequence[scores.RateScore]) -> dict[str, Any]:
    return _number_figures(found) | {"pearson_r": figure(found, scores.pearson_r)}


def _score_syllables(row: Row, told: Told) -> scores.RateScore:
    assert row.syllables
    return scores.RateScore(row.syllables, told.syllables)


def _number_figures(found: Sequence[scores.RateScore]) -> dict[str, Any]:
    return {
        "recordings": len(found),
        "median_error": figure(found, scores.median_error),
        "median_bias": figure(found, scores.median_bias),
    }


def _score_pitch(row: Row, told: Told) -> pitch_errors.PitchErrors:
    assert row.f0
    assert told.f0
    return pitch_errors.compare(told.f0, pitch_errors.TrueF0.read(row.folder / row.f0))


JUDGES: dict[Measure, Judge] = {
    "words": Judge(lambda row: row.text is not None, _score_words, _word_figures),
    "fillers": Judge(lambda row: row.fillers is not None, _score_fillers, _hit_figures),
    "pauses": Judge(lambda row: row.pauses is not None, _score_pauses, _pause_figures),
    "articulation_rate": Judge(lambda row: bool(row.syllables and row.speech_s), _score_rate, _rate_figures),
    # Where their time is known as well, syllables are judged as a rate.
    "syllables": Judge(lambda row: bool(row.syllables) and not row.speech_s, _score_syllables, _number_figures),
    "pitch": Judge(lambda row: row.f0 is not None, _score_pitch, pitch_errors.figures),
}
