"""Consent: when a recording may be analysed under it, and what may stand for a client."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.recorded import consent
from tests.strategies import thorough
from voicecoach.consent import LONGEST_PSEUDONYM, PURPOSE, Consent, check_pseudonym, likeness, permission
from voicecoach.errors import ConsentError
from voicecoach.history import ME

FIRST, LAST = date(2026, 1, 15), date(2027, 1, 14)
DAY = timedelta(days=1)
ONE = consent()


@pytest.mark.parametrize(
    ("recorded_on", "today"), [(FIRST, FIRST), (LAST, LAST), (FIRST, LAST), (FIRST + DAY, FIRST + 9 * DAY)]
)
def test_both_days_lie_in_it_its_ends_included(recorded_on: date, today: date) -> None:
    assert permission([ONE], "heron", recorded_on, today) is ONE


@pytest.mark.parametrize(
    ("consents", "recorded_on", "today", "told", "remedy"),
    [
        ([], FIRST, FIRST, "no consent of heron on record", "consent add heron"),
        ([consent(scope="a talk in class")], FIRST, FIRST, "for something else: a talk in class", "Ask for this too"),
        ([ONE], FIRST, LAST + DAY, "ended on 2027-01-14", "Ask again"),
        ([ONE], FIRST - DAY, FIRST, "covers 2026-01-14", "--given 2026-01-14"),
        (
            [ONE, consent(name="c2", given_on="2027-03-01", until=None)],
            LAST + DAY,
            LAST + 99 * DAY,
            "covers",
            "--given",
        ),
    ],
)
def test_everything_else_is_refused_with_a_remedy(
    consents: list[Consent], recorded_on: date, today: date, told: str, remedy: str
) -> None:
    with pytest.raises(ConsentError, match=told) as caught:
        permission(consents, "heron", recorded_on, today)
    assert remedy in caught.value.remedy


def test_a_remedy_can_be_pasted_whatever_the_pseudonym() -> None:
    with pytest.raises(ConsentError) as caught:
        permission([], "the tall one; rm x", FIRST, FIRST)
    assert "add 'the tall one; rm x' --by" in caught.value.remedy


def test_the_newest_that_holds_counts_also_where_it_is_narrower() -> None:
    later = consent(name="c2", given_on="2026-06-01", audio="delete")
    over = consent(name="c3", given_on="2026-07-01", until="2026-07-02")
    assert permission([later, over, ONE], "heron", FIRST, date(2026, 8, 1)) is later


def test_a_recording_of_the_old_consent_is_analysed_under_the_new_one() -> None:
    old, new = consent(until="2026-03-01"), consent(name="c2", given_on="2026-05-01")
    assert permission([old, new], "heron", date(2026, 2, 1), date(2026, 5, 2)) is new


@pytest.mark.parametrize("scope", [PURPOSE, f"Supervision;\n {PURPOSE.title()} by program", PURPOSE.upper()])
def test_a_scope_names_the_purpose_in_any_form(scope: str) -> None:
    assert consent(scope=scope).is_for_analysis


def test_a_consent_can_not_end_before_it_begins() -> None:
    assert consent(until="2026-01-15").holds_on(FIRST)
    with pytest.raises(ValueError, match="can't end before"):
        consent(until="2026-01-14")


@given(st.dates(), st.dates(), st.dates() | st.none())
@thorough
def test_a_day_lies_before_in_or_after_a_consent(day: date, first: date, last: date | None) -> None:
    if last is not None and last < first:
        first, last = last, first
    one = consent(given_on=first.isoformat(), until=last and last.isoformat())
    assert one.holds_on(day) == (first <= day and (last is None or day <= last))
    assert one.is_over_on(day) == (last is not None and last < day)


@pytest.mark.parametrize("wrong", ["", " heron", "he\nron", "\x1b[1m", "x" * (LONGEST_PSEUDONYM + 1), ME])
def test_what_can_not_stand_for_a_client(wrong: str) -> None:
    with pytest.raises(ValueError, match="pseudonym"):
        check_pseudonym(wrong)


@pytest.mark.parametrize(
    ("client", "like"),
    [
        ("Anna Meier", "name"),
        ("Meier, Anna", "name"),
        ("Jean-Luc O'Neill", "name"),
        ("J. R. Ewing", "name"),
        ("Łucja Żak", "name"),
        ("anna.meier@example.org", "e-mail"),
        ("1984-05-17", "number"),
        ("0170 123456", "number"),
    ],
)
def test_what_tells_who_it_is_is_noticed(client: str, like: str) -> None:
    check_pseudonym(client)
    assert like in (likeness(client) or "")


@pytest.mark.parametrize(
    "client", ["heron", "Heron", "client 12", "Heron 7", "blue heron", "K.", "A-2026", "Nightjar@7"]
)
def test_pseudonyms_are_not(client: str) -> None:
    check_pseudonym(client)
    assert likeness(client) is None
