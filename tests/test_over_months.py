"""Recorded sessions over months: medians, labels that count, and differences that are no change."""

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

import pytest

from tests.answers import document
from tests.cli.takes import take
from tests.practice import at
from tests.recorded import REVIEW
from tests.values import evidence, measured
from voicecoach.baseline import Baseline, Usual
from voicecoach.coaching.noise import FADE_DB, PACE_SHARE
from voicecoach.document import Analysis, SpeakerSummary
from voicecoach.over_months import Comparison, compared
from voicecoach.records import Correction
from voicecoach.review import Reviewed


def on(day: str, analysis: Analysis | None, *corrections: Correction, speaker: str | None = "A") -> Reviewed:
    return Reviewed(
        "heron", replace(REVIEW, session_id=day, recorded_on=day, speaker=speaker), analysis, (), corrections
    )


def spoken(name: str, value: float) -> Analysis:
    said = evidence(measured(name, value))
    return replace(document(said), speakers={"A": SpeakerSummary(30.0, said.prosody)})


def paces(values: Sequence[tuple[str, float]]) -> Comparison:
    return compared("heron", [on(day, spoken("speech_rate_wpm", value)) for day, value in values])


def test_months_hold_the_medians_of_their_sessions() -> None:
    found = paces([("2026-01-02", 100.0), ("2026-01-09", 120.0), ("2026-01-30", 200.0), ("2026-03-01", 180.0)])
    assert [(one.name, len(one.sessions)) for one in found.periods] == [("2026-01", 3), ("2026-03", 1)]
    assert [one.measures for one in found.periods] == [{"speech_rate_wpm": 120.0}, {"speech_rate_wpm": 180.0}]
    (pace,) = found.differences
    assert (pace.before, pace.now, pace.verdict) == (120.0, 180.0, "up")
    assert pace.noise == pytest.approx(PACE_SHARE * 120.0)
    assert pace.line == "Pace: 120 words a minute first, 180 words a minute last: a change."


def test_sessions_of_one_month_lie_side_by_side_also_those_of_one_day() -> None:
    found = paces([("2026-01-02", 180.0), ("2026-01-02", 120.0)])
    assert [one.name for one in found.periods] == ["2026-01-02", "2026-01-02"]
    assert [one.verdict for one in found.differences] == ["down"]


@pytest.mark.parametrize(("now", "verdict"), [(109.9, "no_change"), (90.1, "no_change"), (110.1, "up"), (89.9, "down")])
def test_what_lies_within_the_noise_is_no_change(now: float, verdict: str) -> None:
    (pace,) = paces([("2026-01-02", 100.0), ("2026-02-02", now)]).differences
    assert pace.verdict == verdict
    assert ("no change" in pace.line) == (verdict == "no_change")


def test_a_clients_own_spread_widens_the_noise() -> None:
    usual = Baseline(at(0), "heron", "", 60.0, {"end_fade_db": Usual(1.0, 6.0, 12)})
    sessions = [on("2026-01-02", take(9.0)), on("2026-02-02", take(2.0))]
    (alone,) = (one for one in compared("heron", sessions).differences if one.measure == "end_fade_db")
    (own,) = (one for one in compared("heron", sessions, usual).differences if one.measure == "end_fade_db")
    assert (alone.noise, alone.verdict) == (FADE_DB, "down")
    assert own.noise == pytest.approx(6.0 * sqrt(2.0), abs=0.001)  # one sentence in each
    assert own.verdict == "no_change"


def test_labels_that_count_are_counted() -> None:
    mine = Correction("s", 1, at(0), "assertive", "soft")
    found = compared("heron", [on("2026-01-02", take(9.0)), on("2026-01-09", take(9.0), mine)])
    first, second = found.periods
    assert (first.turns, first.corrected, first.styles, first.voices) == (1, 0, {"neutral": 1}, {"steady": 1})
    assert (second.turns, second.corrected, second.styles, second.voices) == (1, 1, {"assertive": 1}, {"soft": 1})


def test_sessions_that_can_not_be_compared_are_named() -> None:
    both = replace(take(9.0), speakers={"A": take(9.0).speakers["A"], "B": take(9.0).speakers["A"]})
    found = compared(
        "heron", [on("2026-01-02", None), on("2026-01-03", both, speaker=None), on("2026-01-04", take(9.0))]
    )
    assert found.left_out == ("2026-01-02", "2026-01-03")
    assert (len(found.periods), found.differences) == (1, ())
    assert compared("heron", []) == Comparison("heron")


def test_a_measure_of_one_side_alone_is_not_compared() -> None:
    found = compared("heron", [on("2026-01-02", spoken("speech_rate_wpm", 100.0)), on("2026-02-02", take(2.0))])
    assert found.differences == ()
