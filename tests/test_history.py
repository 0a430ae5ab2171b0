"""Identifiers, times, scales, and what is kept of an analysis."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice import rung, session
from tests.strategies import thorough
from tests.values import say, sentence, style
from voicecoach.document import Analysis, Engine, Signal, Source, SpeakerSummary
from voicecoach.history import Holdings, Outcome, Rating, new_id, outcome_of, stamp
from voicecoach.prosody import Prosody
from voicecoach.reading import VoiceReading, VoiceScores
from voicecoach.session import Finding, Turn

MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(3000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- theirs


@given(one=MOMENTS, other=MOMENTS)
@thorough
def test_identifiers_and_stamps_sort_by_time(one: datetime, other: datetime) -> None:
    if abs(one - other) < timedelta(milliseconds=2):
        return
    assert (new_id(one) < new_id(other)) == (stamp(one) < stamp(other)) == (one < other)
    assert len(new_id(one)) == 12


def test_identifiers_of_one_moment_differ() -> None:
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    assert len({new_id(moment) for _ in range(20)}) > 15


def test_a_stamp_is_utc_and_reads_back() -> None:
    moment = datetime(2026, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert stamp(moment) == "2026-03-02T04:30:00.000+00:00"
    assert datetime.fromisoformat(stamp(moment)) == moment


@pytest.mark.parametrize("suds", [-1, 101])
def test_distress_lies_on_its_scale(suds: int) -> None:
    with pytest.raises(ValueError, match="SUDS"):
        replace(session(), suds_after=suds)
    with pytest.raises(ValueError, match="SUDS"):
        rung(suds=suds)
    with pytest.raises(ValueError, match="SUDS"):
        Rating("r1", "", suds)


def test_holdings_are_empty_only_without_anything() -> None:
    assert Holdings().is_empty
    assert not Holdings(baselines=1).is_empty
    assert not Holdings(recordings=1).is_empty


def turn(text: str, label: str, speaker: str = "A") -> Turn:
    said = sentence(say(text), style(label, text))  # type: ignore[arg-type]
    voice = VoiceReading("soft", VoiceScores(0.8, 0.1, 0.1))
    return Turn(speaker, 0.0, 1.0, text, None, said.style, voice, "words_stronger", said.prosody, (said,))


def finding(rule: str, kind: str, speaker: str = "A") -> Finding:
    return Finding(rule, kind, speaker, 0.0, 1.0, 2.0, "dB", (0.0, 1.0), "own proposal", 0.5, "advice")  # type: ignore[arg-type]


def analysis(**parts: object) -> Analysis:
    source = Source("take.wav", "0", 4.0, 16_000, 1)
    signal = Signal(None, None, None, None, 0.0, 0.0, 0.0, None)
    return Analysis(source, Engine("0", "", None, {}), signal, **parts)  # type: ignore[arg-type]


def test_an_outcome_is_what_most_words_were() -> None:
    turns = (turn("no", "passive"), turn("no I will not do that", "assertive"), turn("as you like", "passive"))
    speakers = {"A": SpeakerSummary(3.0, Prosody(f0_median_hz=187.5, words=10))}
    findings = (finding("clear_no", "strength"), finding("fade", "fix"))
    expected = Outcome("assertive", "soft", "words_stronger", "fade", "clear_no", {"f0_median_hz": 187.5})
    found = outcome_of(analysis(turns=turns, speakers=speakers, findings=findings))
    assert found == replace(expected, measures={"f0_median_hz": 187.5, "syllables": 0.0, "words": 10.0})


def test_an_outcome_is_of_who_spoke_longest() -> None:
    turns = (turn("a b c d e f", "aggressive", "A"), turn("no", "assertive", "B"))
    speakers = {"A": SpeakerSummary(1.0, Prosody()), "B": SpeakerSummary(9.0, Prosody(level_sd_db=5.0))}
    findings = (finding("fast", "fix", "A"), finding("fade", "fix", "B"))
    found = outcome_of(analysis(turns=turns, speakers=speakers, findings=findings))
    assert (found.style, found.fix, found.strength) == ("assertive", "fade", None)
    assert found.measures["level_sd_db"] == 5.0


def test_silence_has_no_outcome() -> None:
    assert outcome_of(analysis()) == Outcome()
