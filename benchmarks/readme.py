"""Writes the figures of `benchmarks/results` into the README.

    python -m benchmarks.readme [--check]

With --check nothing is written; the exit status is 1 when the README does not show the figures.
"""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
START, END = "<!-- figures: written by `python -m benchmarks.readme` -->\n", "<!-- end of figures -->"


def figures(name: str) -> dict[str, Any]:
    """The figures of one benchmark."""
    document = json.loads((ROOT / "benchmarks" / "results" / f"{name}.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = document["figures"]
    return found


def table() -> str:
    """The figures as a table."""
    accuracy, speed, startup = figures("accuracy"), figures("speed"), figures("startup")
    rows: list[tuple[str, ...]] = [("", "voicecoach", "plain faster-whisper")]
    ours, plain = accuracy["voicecoach"], accuracy["plain"]
    rows.append(
        (
            f"word error rate, {accuracy['words']} words of LibriSpeech test-other [95 % interval]",
            *(f"{one['wer']:.1%} [{one['interval_95'][0]:.1%}, {one['interval_95'][1]:.1%}]" for one in (ours, plain)),
        )
    )
    rows.append(
        (
            f"time for {speed['minutes']:g} minutes of speech, words, voice and advice",
            f"{speed['voicecoach_s']:.0f} s ({speed['ratio']:.2f} of it)",
            f"{speed['plain_s']:.0f} s (words only)",
        )
    )
    rows.append(("`voicecoach --help`", f"{startup['voicecoach_help_s'] * 1000:.0f} ms", "-"))
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---|---|---|", *lines[1:]]) + "\n"


def main() -> None:
    """Write the table, or check that it is there."""
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    before, rest = text.split(START)
    wanted = before + START + "\n" + table() + "\n" + END + rest.partition(END)[2]
    if "--check" in sys.argv:
        sys.exit(0 if text == wanted else "README.md does not show the figures: run python -m benchmarks.readme")
    path.write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    main()
