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
    "memory": {
        "runs": [
            {
                "speakers": "one",
                "minutes": 10.0,
                "model": "tiny",
                "sources": "samples",
                "peak_mb": 500.4,
                "took_s": 45.0,
            },
            {
                "speakers": "one",
                "minutes": 180.0,
                "model": "tiny",
                "sources": "samples",
                "peak_mb": 600.0,
                "took_s": 900.0,
            },
            {
                "speakers": "mono",
                "minutes": 10.0,
                "model": "tiny",
                "sources": "samples",
                "peak_mb": 900.0,
                "took_s": 120.0,
            },
        ]
    },
    "hearing": {"threads": 1, "voicecoach": {"measures": "all", "times_real_time": 78.8}},
    "scale": {
        "analysed": 200,
        "sound_s": 3600.0,
        "cores": 2,
        "batch_s": 100.0,
        "batch_cpu_s": 190.0,
        "ratio": 0.25,
        "loop_s": 400.0,
        "loop_cpu_s": 600.0,
        "cpu_share": 0.95,
        "cpu_share_left": 0.96,
        "others_share": 0.01,
        "document_bytes": 8_000_000,
        "table_bytes": 2_000_000,
        "short": {
            "sound_s": 60.0,
            "all_s": 4.0,
            "recogniser_s": 3.0,
            "overhead": 0.15,
            "overhead_strict": 0.25,
            "peak_mb": 700,
            "core_s_per_s": 0.07,
            "parts_s": {"pitch": 0.6, "rest": 0.4},
        },
        "long": {
            "sound_s": 600.0,
            "all_s": 36.0,
            "recogniser_s": 30.0,
            "overhead": 0.1,
            "overhead_strict": 0.17,
            "peak_mb": 800,
            "core_s_per_s": 0.06,
            "parts_s": {"pitch": 4.0, "rest": 2.0},
        },
    },
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


def test_a_profile_adds_up() -> None:
    rows = readme.profile_table().splitlines()[2:]
    assert rows[0] == "| recogniser: encoder, decoder, alignment | 3.00 (75.0%) | 3.00 (83.3%) |"
    assert rows[3] == "| all | 4.00 (100.0%) | 3.60 (100.0%) |"


def test_sizes_follow_from_the_profile_of_a_long_recording() -> None:
    rows = [row.split(" | ") for row in readme.sizing_table().splitlines()[2:]]
    assert rows[0] == ["| 100", "6", "1", "45 min", "6 min", "22 s", "1", "1.0 GB |"]
    assert rows[3] == ["| 100,000", "6,000", "1,020", "31.2 days", "3.9 days", "6.0 h", "36", "1,000.0 GB |"]


def test_memory_is_told_against_the_shortest_of_its_kind() -> None:
    assert readme.memory_table().splitlines()[2:] == [
        "| one speaker | tiny | 10 min | 500 MB | 1 |",
        "| one speaker | tiny | 180 min | 600 MB | 1.20 |",
        "| two speakers in one channel | tiny | 10 min | 900 MB | 1 |",
    ]


def test_speed_is_told_in_times_real_time() -> None:
    assert readme.speed_table().splitlines()[2:] == ["| voicecoach | all | 79 |"]
