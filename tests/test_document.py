"""The analysis document: its tracks, and whether it may be coached and kept."""

import numpy as np

from tests.answers import document
from tests.cli.takes import in_danger
from tests.values import evidence
from voicecoach.document import TrackDump
from voicecoach.tracks import Track


def test_a_dump_has_two_decimals_and_null_where_there_is_no_voice() -> None:
    f0, level = Track(np.array([np.nan, 120.126]), 0.01, 0.5), Track(np.array([-60.004, -20.126]), 0.01, 0.5)
    assert TrackDump.of(f0, level) == TrackDump(0.01, 0.5, (None, 120.13), (-60.0, -20.13))


def test_one_turn_with_words_of_danger_is_enough() -> None:
    analysis = document(evidence(), evidence())
    assert not analysis.speaks_of_danger
    assert in_danger(analysis).speaks_of_danger
