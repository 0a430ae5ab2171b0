"""Evidence: moments of cues and moves, and the evidence of a document made before."""

from dataclasses import replace

import pytest

from tests.answers import answer, document, moves
from tests.values import evidence, measured, say, sentence, style
from voicecoach.baseline import Baseline, Usual
from voicecoach.coaching.evidence import from_document
from voicecoach.disfluency import Disfluency
from voicecoach.prosody import Prosody


def test_a_cue_is_found_by_its_characters_in_a_later_sentence() -> None:
    """The words of the sentences before it do not count."""
    first, second = say("I am here today.", at_s=0.0), say("you never listen to me.", at_s=3.0, word_s=0.4)
    cue_style = style("aggressive", "you never listen to me.", {"never listen": "attack"})
    everything = evidence(said=[sentence(first), sentence(second, cue_style)])
    (found,) = everything.cues(("aggressive",))
    span = everything.cue_span(*found)
    assert (span.start_s, span.end_s) == pytest.approx((3.4, 4.2))


def test_times_that_a_document_rounded_still_match() -> None:
    said = evidence(said=[sentence(say("I am here.", at_s=1.0004))])
    rounded = replace(said.sentences[0], start_s=1.001, end_s=1.899)
    cue = style("passive", "I am here.", {"am here.": "one"}).cues[0]
    assert replace(said, sentences=(rounded,)).cue_span(rounded, cue).start_s == pytest.approx(1.3004)


def test_a_move_that_only_the_whole_shows_is_placed_in_its_sentence() -> None:
    said = answer("I was here first.", "Please wait your turn.")
    whole = replace(
        said, style=replace(said.style, techniques=moves(said.text, {"wait your turn": "request_for_change"}))
    )
    ((where, found),) = whole.techniques()
    assert where == whole.sentences[1]
    assert where.text[found.start : found.end] == "wait your turn"


def test_a_move_over_two_sentences_stands_in_the_first() -> None:
    said = answer("I was here first.", "Please wait.")
    whole = replace(said, style=replace(said.style, tactics=moves(said.text, {"first. Please wait": "guilt"})))
    ((where, found),) = whole.tactics()
    assert where.text[found.start : found.end] == "first."


def test_a_move_found_in_the_sentence_and_in_the_whole_counts_once() -> None:
    said = answer("I was here first.", techniques={"I was here": "desc_describe"})
    whole = replace(said, style=replace(said.style, techniques=said.sentences[0].style.techniques))
    assert whole.techniques() == said.techniques()
    assert len(whole.techniques()) == 1


def test_a_move_over_several_sentences_is_the_one_that_a_sentence_shows() -> None:
    said = answer("Oh, sorry.", "I wanted to leave.", "I guess I could stay.")
    shown = replace(
        said.sentences[2],
        style=replace(said.sentences[2].style, techniques=moves("I guess I could stay.", {"could stay": "giving_in"})),
    )
    whole = replace(
        said,
        sentences=(*said.sentences[:2], shown),
        style=replace(said.style, techniques=moves(said.text, {said.text: "giving_in"})),
    )
    ((where, found),) = whole.techniques()
    assert (where, found.text) == (shown, "could stay")


def test_a_document_of_one_turn_gives_back_its_readings() -> None:
    said = replace(answer("I need this now.", label="assertive"), reply_gap_s=0.7)
    found = from_document(document(said))
    assert found is not None
    assert (found.style, found.voice, found.sentences) == (said.style, said.voice, said.sentences)
    assert (found.speech_s, found.reply_gap_s, found.words) == (12.5, 0.7, said.words)
    assert [pause.speaker for pause in found.pauses] == ["A"]


def test_a_document_of_two_turns_is_read_as_one_answer() -> None:
    soft = evidence(measured("end_fade_db", 9.0), said=[sentence(say("and now.", at_s=9.0))])
    found = from_document(
        document(answer("I need this now.", label="assertive"), replace(soft, style=style("passive")))
    )
    assert found is not None
    assert found.style.label == "assertive"
    assert found.style.scores.assertive == pytest.approx((4 * 0.8 + 2 * 0.05) / 6)
    assert found.reply_gap_s is None
    assert len(found.sentences) == 2


def test_turns_between_which_no_style_wins_are_unsure() -> None:
    unsure = replace(answer("Well."), style=style("unsure"))
    found = from_document(document(unsure, unsure))
    assert found is not None
    assert found.style.label == "unsure"
    assert found.style.reason is not None


def test_a_document_without_the_speaker_has_no_evidence() -> None:
    assert from_document(document(), "A") is None
    assert from_document(document(answer("I need this now.")), "B") is None


@pytest.mark.parametrize("narrow", [True, False, None])
def test_over_a_telephone_effort_is_not_judged_later_either(narrow: bool | None) -> None:
    analysis = document(evidence(), evidence())
    summary = replace(analysis.speakers["A"], prosody=Prosody(alpha_ratio_db=-10.0, end_fade_db=2.0))
    heard = replace(analysis, signal=replace(analysis.signal, narrow_band=narrow), speakers={"A": summary})
    found = from_document(heard)
    assert found is not None
    assert found.measure("end_fade_db") is not None
    assert (found.measure("alpha_ratio_db") is None) == bool(narrow)


def test_several_turns_are_read_beside_the_baseline_that_is_given() -> None:
    analysis = document(evidence(), evidence())
    summary = replace(analysis.speakers["A"], prosody=Prosody(end_fade_db=9.0))
    usual = Baseline("2026-03-01T09:00:00Z", "me", "", 60.0, {"end_fade_db": Usual(8.0, 1.0, 12)})
    found = from_document(replace(analysis, speakers={"A": summary}), baseline=usual)
    assert found is not None
    assert found.baseline == usual
    measure = found.measure("end_fade_db")
    assert measure is not None
    assert (measure.zone, measure.change) == ("inside", 1.0)


def test_what_no_turn_could_be_compared_with_is_not_compared_later() -> None:
    faded = replace(measured("end_fade_db", 9.0), change=1.0)
    analysis = document(evidence(faded), evidence(faded))
    usual = {"end_fade_db": Usual(8.0, 1.0, 12), "level_db": Usual(-30.0, 1.0, 12)}
    found = from_document(analysis, baseline=Baseline("2026-03-01T09:00:00Z", "me", "", 60.0, usual))
    assert found is not None
    assert found.baseline is not None
    assert set(found.baseline.measures) == {"end_fade_db"}


@pytest.mark.parametrize(("repeats_per_min", "blocks"), [(2.0, 1), (None, 0)])
def test_blocks_count_only_where_stuttering_does(repeats_per_min: float | None, blocks: int) -> None:
    analysis = document(evidence(), evidence())
    summary = replace(analysis.speakers["A"], prosody=Prosody(words=9, repeats_per_min=repeats_per_min))
    repeat = Disfluency("repeat", 2.0, 2.6, "I I")
    found = from_document(replace(analysis, speakers={"A": summary}, disfluencies=(repeat,)))
    assert found is not None
    assert len(found.pauses) == blocks
