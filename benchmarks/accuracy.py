"""Word error rate of `analyze` beside plain faster-whisper (same model, beam 5), in one run.

    python -m benchmarks.accuracy MANIFEST [--set NAME] [--model base]

MANIFEST has a JSON object a line with `audio` (relative to it), `text` (what was said) and `set`. Recordings are not
part of this project. Intervals are 95 %, from 1,000 bootstrap draws over recordings.
"""

import argparse
import json
import random
import re
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import parts, results
from voicecoach.adapters.media import MediaFile
from voicecoach.analysis import analyse
from voicecoach.hearing.fillers import is_filled_pause

DRAWS = 1000

Errors = tuple[int, int]
"""Wrong words, and words in the reference."""


def tokens(text: str) -> list[str]:
    """Words to compare: lower case, without punctuation and filled pauses."""
    words = re.sub(r"[^a-z0-9' ]", " ", text.lower().replace("\u2019", "'")).split()
    return [bare for word in words if (bare := word.strip("'")) and not is_filled_pause(bare)]


def word_errors(reference: Sequence[str], heard: Sequence[str]) -> int:
    """Least number of insertions, deletions and replacements (Levenshtein 1966)."""
    row = list(range(len(heard) + 1))
    for i, said in enumerate(reference, 1):
        last, row[0] = row[0], i
        for j, word in enumerate(heard, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (said != word))
    return row[-1]


def rate(errors: Sequence[Errors]) -> float:
    """Word error rate of some recordings."""
    return sum(wrong for wrong, _ in errors) / max(1, sum(count for _, count in errors))


def interval(errors: Sequence[Errors]) -> list[float]:
    """95 % interval of the word error rate."""
    rng = random.Random(0)  # noqa: S311 -- a bootstrap, no secret
    draws = sorted(rate(rng.choices(errors, k=len(errors))) for _ in range(DRAWS))
    return [round(draws[int(0.025 * DRAWS)], 4), round(draws[int(0.975 * DRAWS)], 4)]


def main() -> None:
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--set", dest="chosen")
    parser.add_argument("--model", default="base")
    asked = parser.parse_args()
    rows = [json.loads(line) for line in asked.manifest.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if "text" in row and asked.chosen in (None, row.get("set"))]
    ours, plain = parts.our_parts(asked.model), parts.PlainWhisper.load(asked.model)
    errors: dict[str, list[Errors]] = {"voicecoach": [], "plain": []}
    times_s = {"voicecoach": 0.0, "plain": 0.0}
    for row in rows:
        path = asked.manifest.parent / row["audio"]
        reference = tokens(row["text"])
        clock = time.perf_counter()
        analysis = analyse(MediaFile(path), str(path), ours)
        times_s["voicecoach"] += time.perf_counter() - clock
        clock = time.perf_counter()
        plain_text = plain.text(path)
        times_s["plain"] += time.perf_counter() - clock
        our_text = " ".join(word.text for word in analysis.words)
        for name, text in (("voicecoach", our_text), ("plain", plain_text)):
            errors[name].append((word_errors(reference, tokens(text)), len(reference)))
    figures = {
        "set": asked.chosen or "all",
        "model": asked.model,
        "recordings": len(rows),
        "words": sum(count for _, count in errors["plain"]),
        **{
            name: {
                "wer": round(rate(found), 4),
                "interval_95": interval(found),
                "time_s": round(times_s[name], 1),
            }
            for name, found in errors.items()
        },
    }
    print(json.dumps(figures, indent=2))
    print(f"written to {results.write('accuracy', figures)}")


if __name__ == "__main__":
    main()
