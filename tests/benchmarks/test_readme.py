"""The README's tables show what the results hold."""

from typing import Any

import pytest

from benchmarks import readme


def told(value: float | None, *ends: float) -> dict[str, Any]:
    return {"value": value, "interval_95": list(ends) or None}


RESULTS: dict[str, dict[str, Any]] = {
    "accuracy": {
        "sets": {
            "read": {
                "words": {"voicecoach": {"recordings": 5, "words": 99, "wer": told(0.1)}},
                "pauses": {
                    "voicecoach": {"recordings": 7, "f1": told(0.9, 0.8, 1.0), "edge_ms": told(8.2, 5.0, 12.0)},
                    "praat": {"recordings": 7, "f1": told(0.36, 0.2, 0.5), "edge_ms": told(None)},
                },
            }
        }
    },
    "pitch": {
        "sets": {
            "read again": {
                "noise_10_db": {
                    "voicecoach": {"recordings": 9, "total": told(0.05, 0.04, 0.06)},
                    "swift_f0": {"recordings": 9, "total": told(0.07)},
                }
            }
        }
    },
    "hearing": {"threads": 1, "voicecoach": {"measures": "all", "times_real_time": 78.8}},
}


@pytest.fixture(autouse=True)
def _results(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readme, "figures", RESULTS.__getitem__)


def test_every_measure_stands_beside_its_peers() -> None:
    rows = readme.voice_table().splitlines()[2:]
    assert rows == [
        "| silent pauses, F1 | read | 7 | 0.90 [0.80, 1.00] | Praat 0.36 [0.20, 0.50] |",
        "| edges of pauses, median error | read | 7 | 8 ms [5 ms, 12 ms] | Praat - |",
        "| frames with wrong pitch or voicing, noise 10 dB | read again | 9 | 5.0% [4.0%, 6.0%] | swift-f0 7.0% |",
    ]


def test_speed_is_told_in_times_real_time() -> None:
    assert readme.speed_table().splitlines()[2:] == ["| voicecoach | all | 79 |"]
