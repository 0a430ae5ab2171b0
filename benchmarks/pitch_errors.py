"""Errors of a pitch track against frames whose f0 is known.

Conventions
    The truth is in hertz, 0 where there is no voice. Each of its frames is compared with the nearest of the track.
Measures
    gross_error       share of the frames voiced in both whose f0 is more than `GROSS` off (Rabiner et al. 1976).
    voiced_missed     share of the truth's voiced frames that the track leaves out.
    unvoiced_voiced   share of the truth's unvoiced frames that the track takes for voice.
    total             share of all frames with any of the three (Drugman & Alwan 2011: f0 frame error).
    cents             mean distance of the frames voiced in both that are not gross errors.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.resampling import figure
from voicecoach.tracks import F0Track, Values
from voicecoach.units import hz_to_semitones

GROSS = 0.2
"""Share of the true f0 from which a difference is an error and no imprecision."""


@dataclass(frozen=True, slots=True, eq=False)
class TrueF0:
    """f0 that is known."""

    times_s: Values
    f0_hz: Values
    """0 where there is no voice."""

    @classmethod
    def read(cls, path: Path) -> "TrueF0":
        """Rows "time_s hz"; those that start with # say nothing."""
        rows = np.loadtxt(path, ndmin=2, usecols=(0, 1))
        return cls(rows[:, 0], rows[:, 1])


@dataclass(frozen=True, slots=True)
class PitchErrors:
    """Frames of some recordings."""

    voiced: int = 0
    unvoiced: int = 0
    missed: int = 0
    false: int = 0
    gross: int = 0
    cents: float = 0.0
    """Sum over the fine frames."""

    @property
    def gross_error(self) -> float | None:
        """Of the frames voiced in both."""
        both = self.voiced - self.missed
        return self.gross / both if both else None

    @property
    def voiced_missed(self) -> float | None:
        """Of the voiced frames."""
        return self.missed / self.voiced if self.voiced else None

    @property
    def unvoiced_voiced(self) -> float | None:
        """Of the unvoiced frames."""
        return self.false / self.unvoiced if self.unvoiced else None

    @property
    def total(self) -> float | None:
        """Of all frames."""
        frames = self.voiced + self.unvoiced
        return (self.gross + self.missed + self.false) / frames if frames else None

    @property
    def mean_cents(self) -> float | None:
        """Of the fine frames."""
        fine = self.voiced - self.missed - self.gross
        return self.cents / fine if fine else None


def together(errors: Sequence[PitchErrors]) -> PitchErrors:
    """All recordings as one."""
    return PitchErrors(
        voiced=sum(one.voiced for one in errors),
        unvoiced=sum(one.unvoiced for one in errors),
        missed=sum(one.missed for one in errors),
        false=sum(one.false for one in errors),
        gross=sum(one.gross for one in errors),
        cents=sum(one.cents for one in errors),
    )


def compare(track: F0Track, truth: TrueF0) -> PitchErrors:
    """Errors of one recording; frames outside the track count as unvoiced."""
    index = np.round((truth.times_s - track.start_s) / track.hop_s).astype(np.intp)
    known = (index >= 0) & (index < len(track.values))
    found_hz = np.full(len(index), np.nan)
    found_hz[known] = track.values[index[known]]
    voiced, found = truth.f0_hz > 0, ~np.isnan(found_hz)
    both = voiced & found
    ratio = found_hz[both] / truth.f0_hz[both]
    gross = np.abs(ratio - 1) > GROSS
    return PitchErrors(
        voiced=int(voiced.sum()),
        unvoiced=int((~voiced).sum()),
        missed=int((voiced & ~found).sum()),
        false=int((found & ~voiced).sum()),
        gross=int(gross.sum()),
        cents=float(np.abs(100 * hz_to_semitones(ratio[~gross])).sum()),
    )


def figures(errors: Sequence[PitchErrors]) -> dict[str, Any]:
    """The figures of some recordings with their intervals."""
    found: dict[str, Any] = {"recordings": len(errors), "frames": sum(one.voiced + one.unvoiced for one in errors)}
    for name in ("gross_error", "voiced_missed", "unvoiced_voiced", "total", "mean_cents"):
        found[name] = figure(errors, _of_all(attrgetter(name)))
    return found


def _of_all(
    read: Callable[[PitchErrors], float | None],
) -> Callable[[Sequence[PitchErrors]], float | None]:
    return lambda errors: read(together(errors))
