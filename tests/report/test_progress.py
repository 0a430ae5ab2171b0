"""Progress from what the history keeps."""

import math
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.progressed import NOW, START, baseline, entry, made, practised, practised_progress, progress, series, summary
from tests.strategies import thorough
from voicecoach.coaching.bands import band
from voicecoach.coaching.rules import RULES
from voicecoach.history import TakeSummary
from voicecoach.prosody import Prosody
from voicecoach.report.progress import (
    CHARTED,
    HELD_TAKES,
    LEVEL,
    WEEKS,
    SceneProgress,
    Trend,
    Worked,
    measure_of,
    progress_of,
)

EASE, FADED = 2.0, 9.0
"""A fall at sentence ends inside the band, and one over it, in dB."""


def only(takes: tuple[TakeSummary, ...]) -> SceneProgress:
    (scene,) = progress(takes).scenes
    return scene


def trend(takes: tuple[TakeSummary, ...]) -> Trend:
    (found,) = only(takes).trends
    return found


def test_what_is_drawn_is_measured() -> None:
    for name in {*CHARTED, *filter(None, map(measure_of, (rule.name for rule in RULES)))}:
        assert name in Prosody.__slots__
        assert band(name).measure == name


def test_a_fix_is_followed_by_the_measure_that_it_looks_at() -> None:
    assert measure_of("quiet") == "alpha_ratio_db"
    assert measure_of("hesitation") is None, "a take does not keep how often somebody stopped inside phrases"
    assert measure_of("passive_words") is None
    assert measure_of("a rule of another version") is None


def test_each_type_of_scene_stands_for_itself_and_no_score_holds_for_all() -> None:
    takes = (*series([EASE]), summary("r1", "r", 1.0, {"end_fade_db": FADED}, scene_type="request"))
    scenes = {scene.scene_type: scene.trends[0].points[0].value for scene in progress(takes).scenes}
    assert scenes == {"refusal": EASE, "request": FADED}


def test_the_type_with_most_takes_comes_first() -> None:
    found = practised_progress()
    assert [scene.scene_type for scene in found.scenes] == ["refusal", "request"]
    assert found.takes == sum(len(scene.takes) for scene in found.scenes) == 36


@thorough
@given(st.lists(st.none() | st.floats(-50, 50), max_size=40))
def test_every_known_value_is_in_its_trend_in_order_and_no_other(values: list[float | None]) -> None:
    takes = tuple(
        summary(f"t{n}", f"s{n}", n, {} if value is None else {"end_fade_db": value}) for n, value in enumerate(values)
    )
    known = [value for value in values if value is not None]
    trends = [t for scene in progress(takes).scenes for t in scene.trends]
    assert [point.value for one in trends for point in one.points] == known
    assert sum(one.inside for one in trends) == sum(-3 <= value <= 6 for value in known)


def test_what_is_no_number_is_not_known() -> None:
    assert [p.value for p in trend(series([EASE, math.nan, math.inf, FADED])).points] == [EASE, FADED]


def test_takes_that_could_not_be_read_count_neither_way() -> None:
    unread = replace(summary("t2"), style="unsure", voice="", congruence="unclear")
    shares = {share.name: (share.takes, share.of) for share in only((summary(), unread)).shares}
    assert shares == {"assertive": (1, 1), "steady": (0, 1), "matched": (0, 1)}


def test_ends_that_come_to_hold_are_a_change_and_the_pace_is_none() -> None:
    trends = {one.name: one.change.verdict for one in practised_progress(40).scenes[0].trends}
    assert trends.pop("end_fade_db") == "down"
    assert set(trends) == {*CHARTED, LEVEL.measure} - {"end_fade_db"}
    assert set(trends.values()) == {"no_change"}


class TestLevel:
    def levels(self, *baselines: object) -> tuple[list[float], int]:
        takes = series([-30.0, -25.0], "level_db")
        found = progress_of("me", takes, (), baselines, NOW)  # type: ignore[arg-type]
        points = [p.value for one in found.scenes[0].trends if one.name == LEVEL.measure for p in one.points]
        return points, len(found.notes)

    def test_it_is_told_against_the_newest_baseline_before_the_take(self) -> None:
        assert self.levels(baseline(-32.0), baseline(-28.0, day=0.5)) == ([2.0, 3.0], 0)

    def test_a_take_before_the_first_baseline_has_none(self) -> None:
        assert self.levels(baseline(-28.0, day=0.5)) == ([3.0], 0)

    def test_without_a_baseline_there_is_none_and_the_reason_is_told(self) -> None:
        assert self.levels() == ([], 1)
        assert self.levels(replace(baseline(), measures={})) == ([], 1)

    def test_of_two_microphones_there_is_none_and_the_reason_is_told(self) -> None:
        assert self.levels(baseline(), baseline(device="Headset")) == ([], 1)


class TestDistress:
    def test_only_sessions_rated_both_times_are_compared(self) -> None:
        rated = [(70, 40), (60, 65), (50, None), (None, 20), (None, None), (40, 40)]
        takes = series([EASE] * len(rated))
        (scene,) = progress(takes, [entry(f"s{n}", n, suds) for n, suds in enumerate(rated)]).scenes
        found = scene.distress
        assert (found.sessions, found.both, found.lower) == (6, 3, 1)
        assert (found.median_before, found.median_after) == (60.0, 40.0)
        assert [p.value for p in found.before] == [70.0, 60.0, 50.0, 40.0]
        assert [p.value for p in found.after] == [40.0, 65.0, 20.0, 40.0]

    def test_sessions_of_another_type_do_not_count(self) -> None:
        (scene,) = progress(series([EASE]), [entry(suds=(70, 40), scene_type="talk")]).scenes
        assert scene.distress.median_before is None


class TestWorked:
    def worked(self, rule: str, values: list[float], named: set[int], takes: int = 1) -> Worked:
        made_of = tuple(
            summary(f"t{n}", f"s{n // takes}", n, {"end_fade_db": value}, rule if n in named else None)
            for n, value in enumerate(values)
        )
        (found,) = only(made_of).worked
        return found

    def test_a_measured_fix_has_held_when_the_measure_stays_inside(self) -> None:
        found = self.worked("fade", [FADED, *[EASE] * 4, FADED], {0})
        assert (found.kept, found.inside, found.measured, found.since) == ("held", 4, 5, 5)

    def test_it_has_not_when_the_measure_is_outside_though_nothing_named_it(self) -> None:
        assert self.worked("fade", [FADED, *[EASE] * 3, FADED, FADED], {0}).kept == "outside"

    def test_one_without_a_measure_has_held_when_it_was_not_named_again(self) -> None:
        assert self.worked("passive_words", [EASE] * (HELD_TAKES + 1), {0}).kept == "held"

    @pytest.mark.parametrize("since", range(HELD_TAKES))
    def test_a_few_takes_are_too_early(self, since: int) -> None:
        assert self.worked("fade", [EASE] * (since + 1), {0}).kept == "too_early"

    def test_takes_of_one_day_are_too_early(self) -> None:
        assert self.worked("fade", [EASE] * 8, {0}, takes=8).kept == "too_early"

    def test_one_that_comes_up_again_is_being_worked_on(self) -> None:
        found = self.worked("fade", [FADED] * 6, {0, 3, 5})
        assert (found.kept, found.recent, found.takes) == ("still_named", 2, 3)


class TestWeeks:
    def test_weeks_are_counted_back_from_today(self) -> None:
        days = (31, 30, 24, 23, 2, 30 - 7 * WEEKS)
        found = progress(series([EASE]), [entry(f"s{day}", day) for day in days])
        assert found.weeks == (0, 0, 0, 1, 0, 0, 1, 2), "tomorrow and nine weeks ago are left out"

    def test_a_session_without_a_take_is_no_practice(self) -> None:
        assert sum(progress(series([EASE]), [replace(entry(day=29), takes=0)]).weeks) == 0

    @thorough
    @given(st.lists(st.integers(0, 7 * WEEKS - 1), max_size=30))
    def test_every_session_of_the_last_weeks_is_counted_once(self, ago: list[int]) -> None:
        entries = [entry(f"s{n}", 30 - days) for n, days in enumerate(ago)]
        found = progress(series([EASE]), entries).weeks
        assert list(found) == [sum(days // 7 == WEEKS - 1 - week for days in ago) for week in range(WEEKS)]


def test_nothing_before_the_day_that_is_named_is_looked_at() -> None:
    takes, sessions = practised(12)
    since = START + timedelta(days=14)
    found = progress_of("me", takes, sessions, (), NOW, since)
    assert [t.take_id for s in found.scenes for t in s.takes if t.made_at < made(14)] == []
    assert found.takes == sum(take.made_at >= made(14) for take in takes)
    assert found.since == since.isoformat()


def test_of_nothing_there_is_nothing() -> None:
    found = progress(())
    assert (found.takes, found.scenes, found.weeks) == (0, (), (0,) * WEEKS)
