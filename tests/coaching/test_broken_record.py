"""The broken record: what holds the message, what raises the voice, which reasons are new."""

from dataclasses import replace

import pytest

from tests.answers import after_pushes, answer
from tests.coaching.cases import LEND, NO, lengths
from voicecoach.coaching.broken_record import Meter, read_meter
from voicecoach.coaching.evidence import Evidence
from voicecoach.prosody import Prosody


def meter(said: Evidence, *before: Evidence) -> Meter:
    found = read_meter(after_pushes(said, *before))
    assert found is not None
    return found


def refusal(text: str) -> Evidence:
    return answer(text, scene="refusal")


def test_nobody_pushed_or_nothing_was_said_before() -> None:
    assert read_meter(NO) is None
    assert read_meter(replace(NO, pushes=2)) is None
    assert read_meter(replace(after_pushes(NO, NO), pushes=0)) is None


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (LEND, True),
        ("As I said, no.", True),
        ("Lending money is nothing for me.", True),
        ("It rained a lot last week.", False),
        ("Well, how much money do you need then?", False),
    ],
)
def test_a_reply_holds_a_no_by_saying_it_or_its_words(text: str, holds: bool) -> None:
    assert meter(refusal(text), refusal("I'm not going to lend you money for a boat.")).held == (holds,)


def test_a_no_that_then_gives_in_does_not_hold() -> None:
    gave = answer("I can't lend you the money. All right then.", techniques={"All right then": "giving_in"})
    assert meter(gave, NO).held == (False,)


def test_a_message_that_is_taken_back_in_its_own_words_does_not_hold() -> None:
    soft = answer("I'm so sorry, I guess I could maybe lend you a bit of money.", label="passive")
    assert meter(soft, refusal("I'm not going to lend you money for a boat.")).held == (False,)


def test_a_request_holds_by_being_asked_again_in_other_words() -> None:
    first = answer("Could you turn the music down?", scene="request")
    again = answer("It is late, so will you stop it please?", scene="request")
    aside = answer("It is a nice song, I like it too.", scene="request")
    assert meter(again, first, aside).held == (False, True)


def test_only_replies_to_a_push_are_counted() -> None:
    found = read_meter(replace(after_pushes(NO, NO, NO), pushes=1))
    assert found is not None
    assert found.held == (True,)
    assert found.words == (6, 6, 6)


def test_a_message_set_out_before_takes_the_place_of_the_first_reply() -> None:
    said = after_pushes(refusal("My evening belongs to the children."), refusal("Hm, let me see."))
    assert read_meter(said) != read_meter(replace(said, message="I keep my evenings for my children"))
    found = read_meter(replace(said, message="I keep my evenings for my children"))
    assert found is not None
    assert found.held == (True,)


def test_a_reason_given_before_is_not_new() -> None:
    first = refusal("I can't, because my car broke down.")
    same = refusal("No, because the car has broken down.")
    other = refusal("No, because the rent is due.")
    assert meter(same, first).new_reasons == ()
    assert meter(other, first).new_reasons == ("because the rent is due",)
    assert meter(other, first, other).new_reasons == ()


def test_the_voice_is_set_beside_that_of_the_first_reply() -> None:
    first = answer(LEND, prosody=Prosody(alpha_ratio_db=-16.0, f0_median_hz=100.0))
    now = answer(LEND, prosody=Prosody(alpha_ratio_db=-12.0, f0_median_hz=200.0))
    found = meter(now, first)
    assert found.raised_db == pytest.approx(4.0)
    assert found.raised_semitones == pytest.approx(12.0)
    assert found.is_raised
    unknown = meter(answer(LEND), first)
    assert (unknown.raised_db, unknown.raised_semitones, unknown.is_raised) == (None, None, False)


def test_the_lengths_are_those_of_all_replies() -> None:
    found = read_meter(lengths(16, 8, 3))
    assert found is not None
    assert found.words == (16, 8, 3)
