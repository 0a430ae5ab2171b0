"""Progress: two takes by the rule that the second was aimed at, in words, with noise and overshoot."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.answers import answer, stopped_at
from tests.coaching.cases import CASES
from tests.strategies import thorough
from tests.values import evidence, measured
from voicecoach.baseline import Baseline, Usual
from voicecoach.coaching.bands import band
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.progress import OPPOSITES, Change, before_after, compare_takes, praise
from voicecoach.coaching.rules import RULES, rule_named
from voicecoach.session import Finding


def take(measure: str, value: float) -> Evidence:
    return evidence(measured(measure, value))


def after(rule: str, measure: str, before: float, now: float) -> Change:
    found = before_after(replace(take(measure, now), aim=rule, earlier=(take(measure, before),)))
    assert found is not None
    return found


def praised(change: Change) -> Finding:
    finding = praise(change, evidence())
    assert finding is not None
    return finding


def test_a_fade_that_is_mended_is_told_with_both_values() -> None:
    change = after("fade", "end_fade_db", 7.0, 2.0)
    assert change.line == "Sentence ends: -7 dB before, -2 dB now: that held."
    assert (change.verdict, change.before, change.now) == ("held", 7.0, 2.0)


@pytest.mark.parametrize(
    ("rule", "measure", "before", "now", "verdict"),
    [
        ("fade", "end_fade_db", 7.0, 5.0, "no_change"),
        ("fade", "end_fade_db", 7.0, 7.0, "no_change"),
        ("fade", "end_fade_db", 14.0, 8.0, "nearer"),
        ("fade", "end_fade_db", 7.0, 12.0, "further"),
        ("fade", "end_fade_db", 2.0, 1.0, "still_holds"),
        ("fade", "end_fade_db", 5.0, -1.0, "still_holds"),
        ("fade", "end_fade_db", 1.0, 9.0, "further"),
        ("fade", "end_fade_db", 9.0, -4.0, "past_middle"),
        ("quiet", "alpha_ratio_db", -26.0, -14.0, "held"),
        ("quiet", "alpha_ratio_db", -26.0, 4.0, "past_middle"),
        ("hard", "alpha_ratio_db", 4.0, -25.0, "past_middle"),
        ("slow", "speech_rate_wpm", 90.0, 98.0, "no_change"),
        ("slow", "speech_rate_wpm", 90.0, 100.0, "nearer"),
        ("slow", "speech_rate_wpm", 90.0, 180.0, "past_middle"),
        ("fast", "speech_rate_wpm", 200.0, 150.0, "held"),
        # No rule stands on the other side, and yet it is not the middle.
        ("no_gaps", "speaking_share", 1.0, 0.5, "past_middle"),
    ],
)
def test_what_a_change_amounts_to(rule: str, measure: str, before: float, now: float, verdict: str) -> None:
    assert after(rule, measure, before, now).verdict == verdict


def test_counts_have_no_noise() -> None:
    said = answer("I am sorry, sorry, I can't.", scene="refusal", of="passive", cues={"sorry": "needless_apology"})
    without = answer("I can't, not today.", scene="refusal")
    change = compare_takes("apology", said, without)
    assert change is not None
    assert change.line == "Apologies: 1 before, 0 now: that held."


def test_a_speaker_whose_measure_moves_much_needs_a_larger_change() -> None:
    usual = Baseline("2026-01-01T00:00:00Z", "me", "", 60.0, {"end_fade_db": Usual(4.0, 6.0, 20)})
    then, now = take("end_fade_db", 9.0), replace(take("end_fade_db", 2.0), baseline=usual)
    calm, moving = compare_takes("fade", then, replace(now, baseline=None)), compare_takes("fade", then, now)
    assert calm is not None
    assert moving is not None
    assert (calm.verdict, moving.verdict) == ("held", "no_change")
    assert moving.noise == pytest.approx(6.0 * 2**0.5)


def test_words_that_turn_from_giving_way_to_attack_are_past_the_middle() -> None:
    soft = {"maybe": "hedge", "sort of": "hedge"}
    before = answer("maybe sort of stop it.", label="passive", of="passive", cues=soft)
    now = answer("now shut up please.", label="aggressive", of="aggressive", cues={"shut up": "insult"})
    change = compare_takes("passive_words", before, now)
    assert change is not None
    assert change.verdict == "past_middle"


def test_an_overshoot_that_was_there_before_is_none() -> None:
    """No gaps in either take; the stops inside phrases, which were the aim, are gone."""

    def spoken(stops_a_minute: float) -> Evidence:
        fires, _ = CASES["no_gaps"]
        stops = measured("phrase_pauses_per_min", stops_a_minute)
        voice = replace(fires.voice, measures=(*fires.voice.measures, stops))
        return stopped_at(replace(fires, voice=voice), 1.0, 5.0)

    change = compare_takes("hesitation", spoken(12.0), spoken(2.0))
    assert change is not None
    assert change.verdict == "held"


def test_an_overshoot_counts_only_where_its_rule_holds() -> None:
    flat, wide = take("f0_sd_semitones", 0.8), take("f0_sd_semitones", 6.0)
    change = compare_takes("flat", replace(flat, scene_type="talk"), replace(wide, scene_type="talk"))
    assert change is not None
    assert change.verdict == "held"
    assert praise(change, wide) is None, "praise lies inside the band"


@pytest.mark.parametrize(
    "nothing",
    [
        take("end_fade_db", 2.0),
        replace(take("end_fade_db", 2.0), aim="fade"),
        replace(take("end_fade_db", 2.0), earlier=(take("end_fade_db", 9.0),)),
        replace(take("f0_sd_semitones", 2.0), aim="fade", earlier=(take("end_fade_db", 9.0),)),
        replace(take("end_fade_db", 2.0), aim="fade", earlier=(take("f0_sd_semitones", 2.0),)),
        replace(take("end_fade_db", 2.0), aim="no such rule", earlier=(take("end_fade_db", 9.0),)),
    ],
    ids=["no aim", "no take", "not aimed", "not known now", "not known before", "no rule"],
)
def test_without_two_measures_there_is_nothing_to_tell(nothing: Evidence) -> None:
    assert before_after(nothing) is None


def test_the_last_take_is_the_one_beside_it() -> None:
    takes = (take("end_fade_db", 20.0), take("end_fade_db", 12.0))
    change = before_after(replace(take("end_fade_db", 2.0), aim="fade", earlier=takes))
    assert change is not None
    assert change.before == 12.0


def test_only_what_is_mended_is_praised() -> None:
    assert praised(after("fade", "end_fade_db", 9.0, 3.0)).rule == "mended_fade"
    for now in (12.0, 8.5, -4.0):
        assert praise(after("fade", "end_fade_db", 9.0, now), evidence()) is None
    assert praise(None, evidence()) is None


def test_praise_stops_who_has_come_past_the_middle_of_the_band() -> None:
    """From soft, a take near the forceful edge is told to stay, not to go on."""
    assert praised(after("quiet", "alpha_ratio_db", -26.0, -17.0)).advice.endswith("Keep it there.")
    assert praised(after("quiet", "alpha_ratio_db", -26.0, -8.0)).advice.endswith("no more is needed.")
    assert praised(after("hard", "alpha_ratio_db", 4.0, -18.0)).advice.endswith("no more is needed.")


@pytest.mark.parametrize("rule", sorted(CASES))
def test_every_rule_can_be_set_beside_itself(rule: str) -> None:
    fires, inside = CASES[rule]
    change = compare_takes(rule, fires, inside)
    assert change is not None
    assert change.line.endswith(".")
    named = rule_named(rule)
    assert named is not None
    assert change.line.startswith(f"{named.label}: ")
    same = compare_takes(rule, fires, fires)
    assert same is not None
    assert same.verdict == "no_change"


def test_opposites_are_rules() -> None:
    names = {rule.name for rule in RULES}
    assert set(OPPOSITES) | set(OPPOSITES.values()) <= names


@thorough
@given(before=st.floats(-30, 5), now=st.floats(-30, 5), rule=st.sampled_from(["quiet", "hard"]))
def test_a_change_within_the_noise_is_never_praised_and_praise_is_inside_the_band(
    before: float, now: float, rule: str
) -> None:
    change = after(rule, "alpha_ratio_db", before, now)
    finding = praise(change, evidence())
    if abs(round(now, 6) - before) <= change.noise:
        assert change.verdict in ("no_change", "still_holds", "past_middle")
        assert finding is None
    if finding is not None:
        limits = band("alpha_ratio_db")
        assert limits.low <= finding.measured <= limits.high
