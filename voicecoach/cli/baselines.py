"""Where a calibration meets what makes and keeps its baseline."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from voicecoach.cli.app import App
from voicecoach.cli.saving import open_history

if TYPE_CHECKING:
    from voicecoach.baseline import Baseline
    from voicecoach.calibration import Made
    from voicecoach.document import Signal
    from voicecoach.prosody import Pause
    from voicecoach.session import Sentence


def make_baseline(
    sentences: "Sequence[Sentence]", pauses: "Sequence[Pause]", signal: "Signal", made: "Made"
) -> "Baseline | None":
    """What is usual in some sentences; None where they are too few."""
    from voicecoach.baseline import Setup
    from voicecoach.coaching.baseline import Calibration, baseline_of

    setup = Setup(made.device, signal.level_db, signal.noise_floor_db, gain_control=signal.gain_control)
    calibration = Calibration(made.made_at, made.person, setup, narrow_band=signal.narrow_band)
    return baseline_of(sentences, pauses, calibration)


def keep_baseline(app: App, baseline: "Baseline") -> None:
    """Keep a baseline; earlier ones stay.

    Raises:
        HistoryError: When it can't be kept.
    """
    with open_history(app) as history:
        history.save_baseline(baseline)
