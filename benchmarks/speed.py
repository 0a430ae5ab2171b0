"""How long `analyze` takes beside plain faster-whisper on the same recording, in one run.

    python -m benchmarks.speed [--minutes 10] [--repeats 3] [--model base] [RECORDING ...]

Without recordings, the project's own samples are joined. The two take turns; each figure is the median of the repeats,
and the ratio that of the pairs. Loading the model is left out of both.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks import parts, results
from voicecoach.adapters.media import MediaFile
from voicecoach.analysis import analyse


def main() -> None:
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recordings", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--model", default="base")
    asked = parser.parse_args()
    sources = asked.recordings or sorted(parts.SAMPLES.glob("*.wav"))
    ours, plain = parts.our_parts(asked.model), parts.PlainWhisper.load(asked.model)
    pairs: list[tuple[float, float]] = []
    stages: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = parts.long_recording(sources, asked.minutes, Path(folder))
        warm_up = parts.long_recording(sources, 2.0, Path(folder))
        plain.text(warm_up)
        analyse(MediaFile(warm_up), str(warm_up), ours)
        for _ in range(asked.repeats):
            clock = time.perf_counter()
            plain.text(path)
            plain_s = time.perf_counter() - clock
            clock = time.perf_counter()
            stages = analyse(MediaFile(path), str(path), ours).engine.stages_s
            pairs.append((time.perf_counter() - clock, plain_s))
            print(f"voicecoach {pairs[-1][0]:.1f} s, plain faster-whisper {plain_s:.1f} s")
    ratios = [our_s / plain_s for our_s, plain_s in pairs]
    figures = {
        "model": asked.model,
        "minutes": asked.minutes,
        "sources": "samples" if not asked.recordings else f"{len(sources)} recordings",
        "voicecoach_s": round(statistics.median(our_s for our_s, _ in pairs), 2),
        "plain_s": round(statistics.median(plain_s for _, plain_s in pairs), 2),
        "ratio": round(statistics.median(ratios), 3),
        "ratio_range": [round(min(ratios), 3), round(max(ratios), 3)],
        "last_stages_s": stages,
    }
    print(f"ratio {figures['ratio']} (range {figures['ratio_range']}), written to {results.write('speed', figures)}")


if __name__ == "__main__":
    main()
