"""The draft: marked as one, with labels of sentences and the pseudonym, without notes, advice or anybody's state."""

import re
from dataclasses import replace

import pytest

from tests.answers import answer, document
from tests.cli.takes import take
from tests.practice import at
from tests.recorded import NOTES, REVIEW
from voicecoach.document import SpeakerSummary
from voicecoach.prosody import Prosody
from voicecoach.records import Correction
from voicecoach.report.review_draft import LIMITS, MARK, QUOTED_WORDS, draft
from voicecoach.review import Reviewed

SAID = document(
    answer("Sorry, sure, whatever you like.", label="passive"),
    answer("No, I can't take it on.", label="assertive"),
    answer("It is Tuesday.", label="neutral"),
)
ONE = Reviewed("heron", REVIEW, SAID, NOTES)


def test_it_is_marked_as_a_draft_at_both_ends() -> None:
    lines = draft(ONE).splitlines()
    assert (lines[0], lines[-1]) == (MARK, MARK)
    assert "DRAFT" in MARK
    assert LIMITS in lines


def test_it_counts_labels_and_quotes_what_they_stand_on() -> None:
    text = draft(ONE)
    assert "Client: heron. Recorded on 2026-03-01. Session s1." in text
    assert "The client speaks for 0:12.5 in 3 turns." in text
    assert "  1 turn of 3 reads passive" in text
    assert '0:00.0  reads passive: "Sorry, sure, whatever you like."' in text
    assert "It is Tuesday" not in text


def test_a_corrected_label_is_the_one_that_is_told() -> None:
    mine = Correction("s1", 1, at(0), "assertive", "soft")
    text = draft(replace(ONE, corrections=(mine,)))
    assert "2 turns of 3 read assertive" in text
    assert "reads passive" not in text
    assert "1 turn of 3 sounds soft" in text
    assert "The therapist corrected the labels of 1 turn." in text
    assert "corrected" not in draft(ONE)


def test_notes_marks_and_advice_stay_out() -> None:
    fixed = take(9.0)
    assert fixed.findings
    text = draft(replace(ONE, analysis=fixed))
    assert "sentence ends: 9 dB quieter, above" in text
    assert not any(note.text in text for note in NOTES)
    assert not any(finding.advice in text for finding in fixed.findings)


def test_it_says_nothing_of_anybodys_state() -> None:
    text = draft(ONE).replace(LIMITS, "")
    assert not re.search(
        r"anxi|depress|diagnos|emotion|angry|sad\b|afraid|disorder|symptom|is (passive|assertive)", text
    )


def test_a_long_turn_is_cut() -> None:
    said = document(answer("word " * 60 + "end.", label="passive"))
    (quote,) = re.findall('"(.+)"', draft(replace(ONE, analysis=said)))
    assert quote == "word " * QUOTED_WORDS + "..."


def test_signs_that_steer_a_terminal_are_not_printed() -> None:
    said = document(answer("Sorry \x1b[31mred.", label="passive"))
    assert "\x1b" not in draft(replace(ONE, analysis=said))


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (replace(ONE, analysis=None), "has no analysis"),
        (replace(ONE, analysis=replace(SAID, turns=())), "no words of the client"),
        (
            replace(
                ONE,
                review=replace(REVIEW, speaker=None),
                analysis=replace(SAID, speakers={name: SpeakerSummary(1.0, Prosody()) for name in "AB"}),
            ),
            "--client-is",
        ),
    ],
)
def test_where_there_is_nothing_to_sum_up_it_says_why(one: Reviewed, why: str) -> None:
    text = draft(one)
    assert why in text
    assert text.startswith(MARK)
    assert "reads" not in text
