"""Bands: each with a unit, a basis and a width."""

from dataclasses import fields

import pytest

from voicecoach.coaching.bands import BANDS, Band, band
from voicecoach.prosody import Prosody

each_band = pytest.mark.parametrize("limits", BANDS, ids=[limits.measure for limits in BANDS])


@each_band
def test_a_band_has_unit_label_and_a_basis_that_says_evidence_or_own_proposal(limits: Band) -> None:
    assert limits.unit
    assert limits.label
    assert limits.basis.split(":")[0] in ("evidence", "direction")
    assert "own proposal" in limits.basis


@each_band
def test_a_band_has_a_width_and_a_step(limits: Band) -> None:
    assert limits.low < limits.high
    assert limits.step > 0


@each_band
def test_leaving_a_band_speaks_for_something_and_never_for_less_than_nothing(limits: Band) -> None:
    weights = (limits.soft_under, limits.soft_over, limits.forceful_under, limits.forceful_over)
    assert min(weights) >= 0
    assert max(weights) > 0


@each_band
def test_a_band_belongs_to_a_measure_that_is_measured(limits: Band) -> None:
    measures = {field.name for field in fields(Prosody)} | {"phrase_pauses_per_min"}
    assert limits.measure in measures
    assert band(limits.measure) is limits


def test_no_measure_has_two_bands() -> None:
    assert len({limits.measure for limits in BANDS}) == len(BANDS)


def test_a_measure_without_a_band_is_an_error() -> None:
    with pytest.raises(KeyError, match="words"):
        band("words")
