"""What every history keeps to: the fake in memory, SQLite, and SQLite with the vault on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.practice import CAME, LEVEL, at, baseline, outcome, rung, session, take
from tests.signals import noise
from tests.vaults import sealed
from voicecoach.adapters.store import SqliteHistory
from voicecoach.audio import Sound
from voicecoach.errors import HistoryError
from voicecoach.fakes import FakeHistory
from voicecoach.history import (
    Chosen,
    Erasure,
    ErasureKind,
    Holdings,
    Outcome,
    Rating,
    Session,
    SessionEntry,
    Take,
    TakeSummary,
)
from voicecoach.ports import History

SOUND = noise(0.5, -30.0)
STEP = 1 / 32768
"""One step of 16 bits."""

Make = Callable[[], History]


@pytest.fixture(params=["fake", "sqlite", "vault"])
def history(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[History]:
    if request.param == "fake":
        yield FakeHistory()
        return
    vault = sealed(tmp_path / "data") if request.param == "vault" else None
    with SqliteHistory(tmp_path / "data", vault) as kept:
        yield kept


@pytest.fixture
def full(history: History) -> History:
    """Two people; me with two sessions, anna with one."""
    for name, person, minutes in (("s1", "me", 0.0), ("s2", "anna", 10.0), ("s3", "me", 20.0)):
        history.begin(session(name, person, minutes, "talk" if name == "s3" else "refusal"))
        for number in (1, 2):
            one = take(f"{name}-t{number}", name, minutes + number)
            history.add_take(one, outcome(100.0 + minutes + number), SOUND if number == 1 else None)
    for name, person in (("r1", "me"), ("r2", "anna")):
        history.add_rung(rung(name, person), at(1))
        history.save_baseline(baseline(person))
    return history


def test_a_session_goes_from_open_to_done(history: History) -> None:
    history.begin(session())
    assert history.session("s1").session.state == "open"
    ended = history.end("s1", at(9))
    assert ended == replace(session(), state="done", ended_at=at(9))
    assert history.session("s1") == SessionEntry(ended, 0, None)


def test_a_scene_that_came_to_its_end_says_how(history: History) -> None:
    history.begin(replace(session(), level=LEVEL))
    assert history.session("s1").session.came is None
    assert history.end("s1", at(9), CAME) == replace(session(), state="done", ended_at=at(9), level=LEVEL, came=CAME)
    assert history.sessions()[0].session.came == CAME


def test_distress_before_and_after_is_kept_one_by_one(history: History) -> None:
    history.begin(session())
    assert history.rate("s1", before=70).suds_before == 70
    rated = history.rate("s1", after=0)
    assert (rated.suds_before, rated.suds_after) == (70, 0)


@pytest.mark.parametrize("suds", [-1, 101])
def test_distress_beyond_its_scale_is_refused(full: History, suds: int) -> None:
    for ask in (lambda: full.rate("s1", after=suds), lambda: full.rate_rung("r1", suds, at(2))):
        with pytest.raises(ValueError, match="SUDS"):
            ask()
    assert full.session("s1").session.suds_after is None
    assert full.rungs("me")[0].suds == 40


def test_a_take_comes_back_as_it_was_kept(history: History) -> None:
    history.begin(session())
    kept = history.add_take(take(), outcome(), SOUND)
    assert kept == replace(take(), audio="t1.wav")
    assert history.takes("s1") == (kept,)
    heard = history.audio("t1")
    assert heard is not None
    assert heard.dtype == np.float32
    np.testing.assert_allclose(heard, SOUND, atol=0.51 * STEP)


def test_sound_that_comes_in_pieces_is_kept_as_if_it_had_come_at_once(history: History) -> None:
    history.begin(session())
    history.add_take(take("t1"), outcome(), SOUND)
    kept = history.add_take(take("t2"), outcome(), Sound(len(SOUND), (SOUND[:100], SOUND[100:100], SOUND[100:])))
    assert kept.audio == "t2.wav"
    heard = history.audio("t2")
    assert heard is not None
    np.testing.assert_array_equal(heard, history.audio("t1"))


@pytest.mark.parametrize("count", [len(SOUND) - 1, len(SOUND) + 1])
def test_sound_that_is_not_as_long_as_it_says_is_not_kept(history: History, count: int) -> None:
    history.begin(session())
    with pytest.raises(HistoryError, match="changed"):
        history.add_take(take(), outcome(), Sound(count, (SOUND,)))
    assert history.takes("s1") == ()


def test_sound_beyond_full_scale_is_clipped_not_wrapped(history: History) -> None:
    history.begin(session())
    history.add_take(take(), outcome(), np.array([2.0, 1.0, -1.0, -2.0], np.float32))
    heard = history.audio("t1")
    assert heard is not None
    np.testing.assert_array_equal(heard, np.array([1 - STEP, 1 - STEP, -1.0, -1.0]))


def test_a_take_without_sound_has_none(history: History) -> None:
    history.begin(session())
    assert history.add_take(take(), outcome()).audio is None
    assert history.audio("t1") is None


def test_sessions_come_newest_first_with_what_they_hold(full: History) -> None:
    assert [(e.session.id, e.takes, e.last_fix) for e in full.sessions()] == [
        ("s3", 2, "fade"),
        ("s2", 2, "fade"),
        ("s1", 2, "fade"),
    ]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Chosen("me"), ["s3", "s1"]),
        (Chosen("me", limit=1), ["s3"]),
        (Chosen(scene_type="refusal"), ["s2", "s1"]),
        (Chosen("me", "refusal"), ["s1"]),
        (Chosen(limit=0), []),
        (Chosen("nobody"), []),
    ],
)
def test_sessions_are_chosen(full: History, chosen: Chosen, expected: list[str]) -> None:
    assert [entry.session.id for entry in full.sessions(chosen)] == expected


def test_the_last_fix_is_the_last_one_given(history: History) -> None:
    history.begin(session())
    for number, fix in enumerate(("fast", "fade", None)):
        history.add_take(take(f"t{number}"), outcome(fix=fix))
    assert history.session("s1").last_fix == "fade"


def test_summaries_come_in_order_with_their_measures(full: History) -> None:
    mine = full.summaries(Chosen("me"))
    assert [one.take_id for one in mine] == ["s1-t1", "s1-t2", "s3-t1", "s3-t2"]
    measures = {"f0_median_hz": 101.0, "end_fade_db": 9.25}
    words = ("refusal", "assertive", "soft", "words_stronger", "fade", "clear_no")
    assert mine[0] == TakeSummary("s1-t1", "s1", "me", at(1), *words, measures)  # type: ignore[arg-type]


def test_summaries_are_limited_to_the_newest(full: History) -> None:
    assert [one.take_id for one in full.summaries(Chosen("me", limit=3))] == ["s1-t2", "s3-t1", "s3-t2"]
    assert [one.take_id for one in full.summaries(session_id="s2")] == ["s2-t1", "s2-t2"]


def test_the_ladder_goes_from_easy_to_hard_and_remembers(history: History) -> None:
    history.add_rung(rung("r1", suds=60), at(0))
    history.add_rung(rung("r2", suds=30), at(1))
    assert [one.id for one in history.rungs("me")] == ["r2", "r1"]
    assert history.rate_rung("r1", 20, at(5)).suds == 20
    assert history.rung_done("r1", at(6)).done_at == at(6)
    assert [one.id for one in history.rungs("me")] == ["r1", "r2"]
    expected = (Rating("r1", at(0), 60), Rating("r2", at(1), 30), Rating("r1", at(5), 20))
    assert history.ratings("me") == expected
    assert not history.ratings("anna")
    assert not history.rungs("anna")


def test_the_newest_baseline_of_a_person_and_a_device_counts(history: History) -> None:
    old, new, other = baseline(), baseline(minutes=5, median=190.25), baseline(device="Headset", minutes=9)
    for one in (new, old, other):
        history.save_baseline(one)
    assert history.baseline("me", "Built-in") == new
    assert history.baselines("me") == (old, new, other)
    assert history.baseline("me", "Other") is None
    assert history.baseline("anna", "Built-in") is None


def test_people_are_those_of_whom_anything_is_kept(history: History) -> None:
    assert history.persons() == ()
    history.begin(session("s1", "zoe"))
    history.add_rung(rung("r1", "anna"), at(0))
    history.save_baseline(baseline("me"))
    assert history.persons() == ("anna", "me", "zoe")


@pytest.mark.parametrize(
    "ask",
    [
        lambda h: h.end("x", at(0)),
        lambda h: h.rate("x", before=1),
        lambda h: h.session("x"),
        lambda h: h.takes("x"),
        lambda h: h.audio("x"),
        lambda h: h.add_take(take(of="x"), outcome(), SOUND),
        lambda h: h.rate_rung("x", 1, at(0)),
        lambda h: h.rung_done("x", at(0)),
    ],
    ids=["end", "rate", "session", "takes", "audio", "add_take", "rate_rung", "rung_done"],
)
def test_what_is_not_there_is_an_error(full: History, ask: Callable[[History], object]) -> None:
    with pytest.raises(HistoryError, match=r"no (session|take|rung) x"):
        ask(full)


def test_nothing_is_kept_twice(full: History) -> None:
    for ask in (
        lambda: full.begin(session("s1")),
        lambda: full.add_take(take("s1-t1"), outcome(), SOUND),
        lambda: full.add_rung(rung("r1"), at(0)),
    ):
        with pytest.raises(HistoryError, match="already"):
            ask()
    assert full.session("s1").takes == 2
    assert full.audio("s1-t1") is not None


@pytest.mark.parametrize(
    ("kind", "name", "expected", "left"),
    [
        ("take", "s1-t1", (0, 1, 1, 0, 0), (3, 5, 2, 2, 2)),
        ("session", "s1", (1, 2, 1, 0, 0), (2, 4, 2, 2, 2)),
        ("rung", "r1", (0, 0, 0, 1, 0), (3, 6, 3, 1, 2)),
        ("person", "me", (2, 4, 2, 1, 1), (1, 2, 1, 1, 1)),
        ("all", "", (3, 6, 3, 2, 2), (0, 0, 0, 0, 0)),
        ("take", "nothing", (0, 0, 0, 0, 0), (3, 6, 3, 2, 2)),
        ("person", "s1", (0, 0, 0, 0, 0), (3, 6, 3, 2, 2)),
    ],
)
def test_an_erasure_takes_what_it_said_and_no_more(
    full: History, kind: ErasureKind, name: str, expected: tuple[int, ...], left: tuple[int, ...]
) -> None:
    erasure = Erasure(kind, name)
    shown = full.preview(erasure)
    assert counts(shown) == expected
    assert full.erase(erasure) == shown
    assert counts(full.preview(Erasure("all"))) == left
    assert full.preview(erasure) == Holdings()
    assert len(full.summaries()) == left[1]
    assert sum(entry.takes for entry in full.sessions()) == left[1]


def test_holdings_tell_from_when_to_when_and_how_much_sound(full: History) -> None:
    held = full.preview(Erasure("person", "me"))
    assert (held.first_at, held.last_at) == (at(0), at(22))
    assert held.audio_bytes == 2 * (44 + 2 * len(SOUND))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NUMBERS = st.dictionaries(TEXT, st.floats(allow_nan=False, allow_infinity=False), max_size=4)


@given(text=TEXT, document=st.binary(max_size=40), person=TEXT, measures=NUMBERS, fix=st.none() | TEXT)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_and_any_number_comes_back(
    history: History, text: str, document: bytes, person: str, measures: dict[str, float], fix: str | None
) -> None:
    history.erase(Erasure("all"))
    history.begin(Session("s1", person, at(0), scenario=text))
    made = Take("t1", "s1", at(1), "typed", text, document, aimed_at=fix)
    result = Outcome("neutral", text, "", fix, None, measures)
    assert history.add_take(made, result) == made
    assert history.takes("s1") == (made,)
    assert history.session("s1").session.scenario == text
    (summary,) = history.summaries(Chosen(person))
    assert (summary.voice, summary.fix, summary.measures) == (text, fix, measures)


def counts(holdings: Holdings) -> tuple[int, ...]:
    return (holdings.sessions, holdings.takes, holdings.recordings, holdings.rungs, holdings.baselines)


def test_only_an_interrupted_session_is_opened_again(history: History) -> None:
    broken = replace(session("s1"), state="interrupted", ended_at=at(5))
    history.begin(broken)
    assert history.reopen("s1") == replace(broken, state="open", ended_at=None)
    with pytest.raises(HistoryError, match="not interrupted"):
        history.reopen("s1")
    history.end("s1", at(9))
    for name in ("s1", "none"):
        with pytest.raises(HistoryError):
            history.reopen(name)
