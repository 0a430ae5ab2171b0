"""A rehearsal on a terminal."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.progressed import joined
from tests.strategies import thorough
from tests.talks import talk, words
from voicecoach.coaching.talk import Run
from voicecoach.disfluency import Disfluency
from voicecoach.melody import FlatPassage
from voicecoach.pace import Burst, PacePoint
from voicecoach.prosody import Prosody
from voicecoach.rehearse import Asked, Rehearsal, compare, rehearsal_of
from voicecoach.report.rehearse import MOST_MOMENTS, lines, minutes
from voicecoach.session import Finding

NOTES = "# The first thing\napples, pears\n---\n# A section that nobody reached with a title far too long\nwalnut"
POINTS = tuple(PacePoint(5.0 * n, 5.0 * n + 10.0, wpm, 4.0) for n, wpm in enumerate([150.0, 190.0, None, 120.0]))
FIX = Finding("fade", "fix", "A", 1.0, 2.0, 9.0, "dB", (-3.0, 6.0), "own", 0.9, "Carry the end.", "Read aloud.")


def full(target_s: float | None = 60.0) -> Rehearsal:
    prosody = Prosody(speech_rate_wpm=145.0, filled_pauses_per_min=2.0, end_fade_db=1.0, f0_sd_semitones=2.0)
    found = rehearsal_of(talk("Apples are good.", words(250), "Thank you.", prosody=prosody), Asked(target_s, NOTES))
    assert found is not None
    return replace(
        found,
        pace=POINTS,
        fastest=POINTS[1],
        slowest=POINTS[3],
        bursts=tuple(Burst(n, n + 1.0, 7.1, 5.0, f"burst {n}") for n in range(MOST_MOMENTS + 2)),
        flat_passages=(FlatPassage(10.0, 25.0, 1.2),),
        clusters=(Disfluency("cluster", 3.0, 5.0, "so what we"), Disfluency("cluster", 8.0, 9.0, "")),
        filled_pauses=3,
        findings=(FIX,),
    )


def shown(one: Rehearsal, width: int = 80, *, braille: bool = True) -> str:
    return joined(tuple(lines(one, width, braille=braille)))


def test_every_part_is_there() -> None:
    text = " ".join(shown(full(), 100).split())
    for part in (
        "1:18 of 1:00: 0:18 over, at your pace about 58 words too many.",
        "145 words a minute, within 110 to 170.",
        "Fastest around 0:10: 190; slowest around 0:20: 120.",
        "Rushed at 0:00.0: “burst 0”, 7.1 syllables a second, usually 5.0.",
        "And 2 more (--json).",
        "Flat from 0:10 to 0:25: as little as 1.2 semitones.",
        "Longest run without a pause: 75 s",
        "A pause before it ends gives listeners time.",
        "3 filled pauses (um, uh), 2.0 a minute.",
        "Hesitations crowd at 0:03.0 after “so what we”.",
        "“Thank you.”: its end holds.",
        "1 of 9 keywords said.",
        "missed first, pears",
        "Change Carry the end. (listen at 0:01.0-0:02.0)",
        "Drill Read aloud.",
        "not reached",
    ):
        assert part in text, part
    assert f"burst {MOST_MOMENTS}" not in text


def test_the_chart_has_the_band_the_values_and_the_time() -> None:
    text = shown(full())
    assert "high to 190 │" in text
    assert "ok 110 to 170 │" in text
    assert "low" not in text.replace("slowest", "").replace("below", "")
    assert "0:00" in text
    plain = shown(full(), braille=False)
    assert plain.replace("·", "").replace("…", "").replace("“", "").replace("”", "").isascii()


@pytest.mark.parametrize(
    ("target_s", "told"),
    [(80.0, "1:18 of 1:20: on time."), (120.0, "0:42 short, room for about 140 more words."), (None, "spoken")],
)
def test_time_is_told_beside_the_target(target_s: float | None, told: str) -> None:
    assert told in " ".join(shown(full(target_s), 100).split())
    assert (" of " in shown(full(target_s)).split("Sections")[0]) is (target_s is not None)


def test_what_is_not_known_has_no_line() -> None:
    found = rehearsal_of(talk("Said."))
    assert found is not None
    text = shown(found)
    for label in ("Time", "Sections", "Pace", "Melody", "Fillers", "Opening", "Notes", "Compared", "Sound"):
        assert label not in text
    assert "Nothing to advise on this take." in text
    assert "“Said.”" in text


def test_where_words_speak_of_danger_only_help_is_shown() -> None:
    text = shown(replace(full(), speaks_of_danger=True))
    assert "coaching stops" in text
    assert "Carry the end" not in text
    assert "Pace" not in text


def test_changes_are_told_with_both_values() -> None:
    one = full()
    assert one.longest_run is not None
    before = replace(one, speech_rate_wpm=200.0, longest_run=Run(0.0, 90.0, 300, "so", is_long=True))
    found = tuple(
        lines(one, 90, braille=True, changes=compare(before, one), since="the take of Monday (t1)", aimed="It held.")
    )
    text = " ".join(joined(found).split())
    assert "With the take of Monday (t1)." in text
    assert "pace 200 words/min before, 145 words/min now: now fine" in text
    assert "longest run 1:30 before, 1:15 now: nearer, not there yet" in text
    assert "It held." in text
    alone = joined(tuple(lines(one, 90, braille=True, since="the take of Monday (t1)")))
    assert "nothing that both takes can be compared by" in alone


@given(st.integers(40, 160), st.booleans())
@thorough
def test_no_line_is_wider_than_the_terminal(width: int, braille: bool) -> None:
    assert all(len(line) <= width for line in shown(full(), width, braille=braille).splitlines())


@given(st.floats(0.0, 1e5))
@thorough
def test_minutes_are_within_half_a_second(time_s: float) -> None:
    whole, seconds = minutes(time_s).split(":")
    assert abs(60 * int(whole) + int(seconds) - time_s) <= 0.5
    assert len(seconds) == 2
