"""The program starts at once: `--help` loads nothing heavy."""

import subprocess
import sys
import time

from tests.source import ROOT

HEAVY = {
    *("numpy", "scipy", "rich", "librosa", "faster_whisper", "ctranslate2", "onnxruntime", "av", "soxr", "swift_f0"),
    *("sounddevice", "pooch", "requests", "msgspec", "platformdirs", "tokenizers", "torch"),
}
MOST_TIMES_CLICK = 2.5
RUNS = 7

# Without the suite's own guards, which would make both sides slower and so the ratio better.
PLAIN = {"PYTHONPATH": ""}


def started(*arguments: str) -> str:
    """Stdout of a Python that is started like that."""
    import os

    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env={**os.environ, **PLAIN}, capture_output=True, text=True, check=True
    ).stdout


def wall_s(*arguments: str) -> float:
    clock = time.perf_counter()
    started(*arguments)
    return time.perf_counter() - clock


def test_help_imports_no_heavy_library() -> None:
    ask = "import sys\nfrom voicecoach.cli import run\nassert run(['--help']) == 0\nprint('LOADED', *sys.modules)"
    text, _, loaded = started("-c", ask).partition("LOADED ")
    assert "Verbs:" in text
    assert "voicecoach.cli" in loaded.split()
    assert not HEAVY & {name.split(".")[0] for name in loaded.split()}


def test_help_takes_little_longer_than_importing_click() -> None:
    pairs = [(wall_s("-m", "voicecoach", "--help"), wall_s("-c", "import click")) for _ in range(RUNS)]
    help_s, click_s = (min(times) for times in zip(*pairs, strict=True))
    assert help_s <= MOST_TIMES_CLICK * click_s, f"{help_s * 1000:.0f} ms against {click_s * 1000:.0f} ms"
