"""The terminal's view of a recorded session: both labels, notes in their places, the pseudonym alone."""

import io
from dataclasses import replace

from rich.console import Console

from tests.answers import answer, document
from tests.cli.takes import take
from tests.practice import at
from tests.recorded import REVIEW
from voicecoach.document import SpeakerSummary
from voicecoach.over_months import compared
from voicecoach.prosody import Prosody
from voicecoach.records import Correction, Note
from voicecoach.report.review_text import CORRECTED, WHO, after_lines, comparison_table, session_lines, turns_table
from voicecoach.review import Reviewed

SAID = document(answer("Sorry, sure.", "Take it.", label="passive"), answer("No.", label="assertive"))
LATER = replace(SAID.turns[1], start_s=20.0, end_s=21.0)
ONE = Reviewed("heron", REVIEW, replace(SAID, turns=(SAID.turns[0], LATER)))


def printed(renderable: object) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=100).print(renderable)
    return [line.strip() for line in out.getvalue().splitlines()]


def test_the_heading_has_the_pseudonym_and_whose_voice_is_read() -> None:
    assert list(session_lines(ONE)) == ["heron: recorded on 2026-03-01, session s1, 1:00.0, the client is speaker A"]
    assert list(session_lines(replace(ONE, analysis=None)))[1:] == ["It has no analysis."]
    both = replace(SAID, speakers={name: SpeakerSummary(1.0, Prosody()) for name in "AB"})
    assert list(session_lines(replace(ONE, analysis=both, review=replace(REVIEW, speaker=None))))[1:] == [WHO]


def test_turns_are_numbered_with_their_labels() -> None:
    header, first, second = printed(turns_table(ONE))
    assert header.split() == ["turn", "at", "who", "what", "was", "said", "words", "voice"]
    assert first.split() == ["1", "0:00.0", "A", "Sorry,", "sure.", "Take", "it.", "passive", "steady"]
    assert second.split() == ["2", "0:20.0", "A", "No.", "assertive", "steady"]


def test_a_corrected_label_stands_before_the_machines() -> None:
    both, one = Correction("s1", 1, at(0), "assertive", "soft"), Correction("s1", 2, at(0), None, "forceful")
    corrected = replace(ONE, corrections=(both, one))
    _, first, second = printed(turns_table(corrected))
    assert first.endswith("assertive* (passive)  soft* (steady)")
    assert second.split()[-3:] == ["assertive", "forceful*", "(steady)"]
    assert CORRECTED in list(after_lines(corrected))
    assert CORRECTED not in list(after_lines(ONE))


def test_notes_and_marks_stand_where_their_moment_is() -> None:
    notes = (
        Note("n1", "s1", at(0), "of all of it"),
        Note("n2", "s1", at(1), "afterwards", "note", 30.0),
        Note("n3", "s1", at(2), "the\nno \x1b[1m", "mark", 12.5),
    )
    rows = printed(turns_table(replace(ONE, notes=notes)))[1:]
    assert [row.split()[0] for row in rows] == ["1", ">", "2", "-"]
    assert rows[1].split()[:5] == [">", "0:12.5", "mark", "the", "no"]
    assert "\x1b" not in "".join(rows)
    assert "  n1  of all of it" in list(after_lines(replace(ONE, notes=notes)))


def test_the_voice_of_the_longest_turn_and_warnings_follow() -> None:
    measured = replace(take(9.0), signal=replace(SAID.signal, warnings=("the room is loud",)))
    lines = list(after_lines(replace(ONE, analysis=measured)))
    assert "  sentence ends: 9 dB quieter, above -3 to 6" in lines
    assert lines[-1] == "! the room is loud"


def test_a_row_a_period() -> None:
    mine = Correction("s1", 1, at(0), "assertive", None)
    found = compared(
        "heron", [ONE, replace(ONE, review=replace(REVIEW, recorded_on="2026-04-01"), corrections=(mine,))]
    )
    _, first, second = printed(comparison_table(found))
    assert first.split() == ["2026-03", "1", "2", "1", "passive,", "1", "assertive", "2", "steady"]
    assert second.split() == ["2026-04", "1", "2", "(1", "corrected)", "2", "assertive", "2", "steady"]
