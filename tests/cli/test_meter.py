"""What somebody at a microphone sees."""

import pytest

from voicecoach.calibration import PARTS, Moment
from voicecoach.cli.meter import BAR, FROM_DB, STATES, TO_DB, Meter, bar
from voicecoach.hearing.intake import Intake, IntakeState


@pytest.mark.parametrize(
    ("level_db", "full"), [(-120.0, 0), (FROM_DB, 0), ((FROM_DB + TO_DB) / 2, BAR // 2), (TO_DB, BAR), (0.0, BAR)]
)
def test_the_bar_fills_with_the_level(level_db: float, full: int) -> None:
    shown = bar(Intake(level_db, "good"))
    assert shown.count("#") == full
    assert len(shown) == len(bar(Intake(FROM_DB, "good")))


def moment(number: int, state: IntakeState, *, started: bool = True) -> Moment:
    return Moment(PARTS[number - 1], number, started, 1.0, Intake(-30.0, state))


def test_without_a_terminal_only_what_changes_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    meter = Meter(4, quiet=False)
    for state in ("good", "good", "too_quiet", "clipping", "clipping"):
        meter.show(moment(2, state))
    shown = capsys.readouterr()
    assert shown.out == ""
    told = [line.strip() for line in shown.err.splitlines() if line.strip()]
    assert told[0].startswith("2 of 4")
    assert told[-3:] == [STATES["good"], STATES["too_quiet"], STATES["clipping"]]


def test_nobody_is_told_to_speak_in_the_silent_part(capsys: pytest.CaptureFixture[str]) -> None:
    meter = Meter(4, quiet=False)
    meter.show(moment(1, "nobody", started=False))
    meter.show(moment(1, "nobody"))
    meter.show(moment(1, "too_quiet"))
    told = [line.strip() for line in capsys.readouterr().err.splitlines()]
    assert told[-3:] == ["get ready", "listening to the room", "please be quiet"]


def test_quiet_shows_what_to_do_and_no_more(capsys: pytest.CaptureFixture[str]) -> None:
    Meter(4, quiet=True).show(moment(4, "nobody"))
    shown = capsys.readouterr().err
    assert PARTS[3].text in shown
    assert "speaking" not in shown


def test_on_a_terminal_the_meter_stays_on_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    meter = Meter(4, quiet=False)
    meter.show(moment(3, "good"))
    before = capsys.readouterr().err
    assert before.count("\r") == 1
    meter.clear()
    cleared = capsys.readouterr().err
    assert cleared.strip() == ""
    assert cleared.endswith("\r")
