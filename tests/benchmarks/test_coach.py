"""The figures of the coach: shares with their intervals, and who is compared with whom."""

import pytest

from benchmarks import coach
from benchmarks.coach import BANDS, OWN, Got, is_right
from samples import table
from samples.table import HABITS, PLAIN, SPOILED, TEXTS, UNSPOILED, Row

FADING, TAKE = Row(TEXTS[0], SPOILED[0]), Row(TEXTS[0], UNSPOILED[0])


def got(row: Row, voice: str, fix: str = "", where: tuple[str, str, str] = ("joe", "as_made", OWN)) -> Got:
    return Got(row, *where, voice, row.congruence, row.text.style, fix)


@pytest.mark.parametrize(
    ("count", "n", "ends"), [(0, 10, (0.0, 0.2775)), (5, 10, (0.2366, 0.7634)), (10, 10, (0.7225, 1.0))]
)
def test_a_share_has_the_interval_of_wilson(count: int, n: int, ends: tuple[float, float]) -> None:
    """The ends are those that textbooks give."""
    assert coach.wilson(count, n) == pytest.approx(ends, abs=2e-4)


def test_a_fix_is_right_where_it_names_what_was_spoiled() -> None:
    assert is_right(got(FADING, "soft", "fade"))
    assert not is_right(got(FADING, "soft", "slow"))
    assert not is_right(got(FADING, "soft"))
    assert is_right(got(TAKE, "steady"))
    assert not is_right(got(TAKE, "steady", "fade"))


def test_each_condition_is_set_beside_the_same_row_as_made() -> None:
    found = [
        got(FADING, "soft", "fade"),
        got(FADING, "steady", "", ("joe", "telephone", OWN)),
        got(FADING, "soft", "fade", ("joe_octave", "as_made", OWN)),
        got(FADING, "soft", "fade", ("shorter", "as_made", OWN)),
    ]
    changed = coach.figures(found)[OWN]["changed"]
    assert {name: (one["count"], one["n"]) for name, one in changed.items()} == {
        "telephone": (1, 1),
        "octave": (0, 1),
        "voice_shorter": (0, 1),
        "all": (1, 3),
    }


def test_a_speaker_with_another_usual_voice_is_set_beside_the_plain_one() -> None:
    soft = Row(FADING.text, FADING.delivery, HABITS[0])
    found = [got(FADING, "soft", "fade"), got(soft, "soft", "quiet")]
    told = coach.figures(found)[OWN]["habits"][HABITS[0].name]
    assert (told["same_voice"]["count"], told["same_fix"]["count"], told["same_fix"]["n"]) == (1, 0, 1)
    assert coach.figures(found)[BANDS]["table"]["voice"]["n"] == 0


def test_where_several_things_were_spoiled_each_of_them_is_a_right_fix_but_not_the_same_one() -> None:
    timid = next(row for row in table.rows() if row.delivery.fixes == ("quiet", "fade"))
    soft = Row(timid.text, timid.delivery, HABITS[0])
    for fix, same, right in (("fade", 1, 1), ("quiet", 0, 1), ("slow", 0, 0), ("", 0, 0)):
        told = coach.figures([got(timid, "soft", "fade"), got(soft, "soft", fix)])[OWN]["habits"][HABITS[0].name]
        assert (told["same_fix"]["count"], told["same_or_right_fix"]["count"]) == (same, right)


def test_the_table_holds_forty_recordings_of_two_voices_and_every_side() -> None:
    rows = table.rows()
    assert 2 * len(rows) >= 40
    assert len({row.name for row in rows}) == len(rows)
    assert {row.delivery.voice_label for row in rows} == {"soft", "steady", "forceful"}
    assert {row.congruence for row in rows} == {"matched", "words_stronger", "voice_stronger"}
    assert all(row.habit == PLAIN for row in rows)
