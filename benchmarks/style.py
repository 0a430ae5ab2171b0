"""How well words are read, on utterances that nothing was trained, fitted or chosen on, and how fast.

    python -m benchmarks.style [--sound] [--model base]

The utterances of `models/heldout` were written by hands that wrote nothing else. With --sound a third of those with a
style are also spoken by the samples' synthetic voice and recognised; that needs the extras `voice` and `test`.

Measures
    style    macro-F1 of four styles (`unsure` and `neutral` are wrong), neutral utterances taken for a style that
             something would have to be changed for, and sure answers (score of 0.6 or more): share, and right ones.
    everyday the same of plain everyday talk, three quarters of it neutral; alone, and with the line before where a line
             has one.
    cues     of sure answers with one of the four styles: with a cue of that style; score lower without its words.
    moves    F1 of names over utterances, micro.
    danger   found where it is, found where it is not.
    speed    one sentence at a time on one core, and a thousand at once on one core and on all (four at most).
"""

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import results, spoken
from models.style import figures, rough
from models.style.utterances import LABELS
from voicecoach.adapters.cores import usable_cores
from voicecoach.adapters.style_model import OnnxStyleModel
from voicecoach.language.style import read_styles
from voicecoach.reading import StyleReading
from voicecoach.resources import models_dir

FOLDER = Path(__file__).parent.parent / "models" / "heldout"
SURE = figures.SURE
SIDES = LABELS[: figures.NEUTRAL]
SPOKEN_EVERY = 3
"""Every third utterance is spoken: the others would say the same for much more time."""


def main() -> None:
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sound", action="store_true")
    parser.add_argument("--model", default="base")
    asked = parser.parse_args()
    model = OnnxStyleModel()
    rows = read("style")
    readings = read_styles([row["text"] for row in rows], model)
    found: dict[str, Any] = {"style": styles(rows, readings), "cues": cues(rows, readings, model)}
    plain = read("everyday")
    texts, contexts = [row["text"] for row in plain], [row.get("context", "") for row in plain]
    found["everyday"] = styles(plain, read_styles(texts, model))
    found["everyday_with_context"] = styles(plain, read_styles(texts, model, contexts=contexts))
    found["rough"] = {
        kind: styles(rows, read_styles([change(row["text"]) for row in rows], model))["macro_f1"]
        for kind, change in rough.ROUGH.items()
    }
    if asked.sound:
        found["sound"] = by_sound(rows[::SPOKEN_EVERY], model, asked.model)
    moved = read("moves")
    named = read_styles([row["text"] for row in moved], model, contexts=[row.get("context", "") for row in moved])
    found |= {kind: moves(moved, named, kind) for kind in ("techniques", "tactics")}
    found["danger"] = danger(model)
    found["speed"] = speed([row["text"] for row in rows])
    found["bytes"] = sum(
        (models_dir() / "style" / name).stat().st_size
        for name in ("model.onnx", "weights.npz", "tokenizer.json", "meta.json")
    )
    print(json.dumps(found, indent=1))
    print(results.write("style", found))


def read(name: str) -> list[dict[str, Any]]:
    """The utterances of a file."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def styles(rows: Sequence[dict[str, Any]], readings: Sequence[StyleReading]) -> dict[str, Any]:
    """Figures of the labels."""
    truth = np.array([LABELS.index(row["label"]) for row in rows])
    said = np.array([_label(reading) for reading in readings])
    scores = np.array([[getattr(reading.scores, label) for label in LABELS] for reading in readings])
    told = figures.describe(truth, scores, said)
    wanted = ("n", "macro_f1", "f1", "neutral_false_alarms", "sure_share", "sure_accuracy", "calibration_error")
    return {name: told[name] for name in (*wanted, "unsure_share")}


def cues(rows: Sequence[dict[str, Any]], readings: Sequence[StyleReading], model: OnnxStyleModel) -> dict[str, Any]:
    """Whether sure answers have a cue of their style, and whether they need its words."""
    sure, held, texts = 0, [], []
    for row, reading in zip(rows, readings, strict=True):
        if reading.label not in SIDES or getattr(reading.scores, reading.label) < SURE:
            continue
        sure += 1
        own = [cue for cue in reading.cues if cue.style == reading.label]
        if own:
            held.append(reading)
            texts.append(_without(row["text"], [(cue.start, cue.end) for cue in own]))
    lower = sum(
        getattr(after.scores, before.label) < getattr(before.scores, before.label)
        for before, after in zip(held, read_styles(texts, model), strict=True)
    )
    return {"sure": sure, "with_cue": round(len(held) / sure, 4), "lower_without": round(lower / len(held), 4)}


def moves(rows: Sequence[dict[str, Any]], readings: Sequence[StyleReading], kind: str) -> dict[str, Any]:
    """F1 of the names of techniques or tactics, and what was most often taken for what."""
    right: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    mixed: Counter[str] = Counter()
    for row, reading in zip(rows, readings, strict=True):
        names, true = {one.name for one in getattr(reading, kind)}, {one["name"] for one in row[kind]}
        right.update(names & true)
        missed.update(true - names)
        false.update(names - true)
        for one in (true - names) or ({"nothing"} if names - true else set()):
            mixed.update(f"{one} as {other}" for other in (names - true) or {"nothing"})
    return {
        "n": len(rows),
        "f1": round(_f1(right.total(), missed.total(), false.total()), 4),
        "by_name": {n: round(_f1(right[n], missed[n], false[n]), 4) for n in sorted({*right, *missed, *false})},
        "taken_for": dict(mixed.most_common(15)),
    }


def danger(model: OnnxStyleModel) -> dict[str, Any]:
    """Share of danger that is found, and of harmless words that are taken for it."""
    rows = read("danger")
    found = np.array([bool(reading.danger) for reading in read_styles([row["text"] for row in rows], model)])
    real = np.array([row["label"] != "none" for row in rows])
    return {"n": len(rows), "found": round(float(found[real].mean()), 4), "false": round(float(found[~real].mean()), 4)}


def by_sound(rows: Sequence[dict[str, Any]], model: OnnxStyleModel, recogniser: str) -> dict[str, Any]:
    """The same utterances typed and through sound."""
    heard = spoken.recognised([row["text"] for row in rows], recogniser)
    return {
        way: styles(rows, read_styles(texts, model))["macro_f1"]
        for way, texts in (("typed", [row["text"] for row in rows]), ("heard", heard))
    } | {"n": len(rows), "recogniser": recogniser}


def speed(texts: Sequence[str]) -> dict[str, Any]:
    """Time of one sentence, and of a thousand."""
    one, all_of_them = OnnxStyleModel(cores=1), OnnxStyleModel()
    times_s = [_time_s([text], one) for text in texts[:200]]
    thousand = [texts[n % len(texts)] for n in range(1000)]
    return {
        "sentence_ms": round(statistics.median(times_s) * 1000, 2),
        "slow_sentence_ms": round(float(np.percentile(times_s, 95)) * 1000, 2),
        "thousand_one_core_s": round(_time_s(thousand, one), 2),
        "thousand_s": round(_time_s(thousand, all_of_them), 2),
        "cores": usable_cores(),
    }


def _time_s(texts: Sequence[str], model: OnnxStyleModel) -> float:
    clock = time.perf_counter()
    read_styles(texts, model)
    return time.perf_counter() - clock


def _label(reading: StyleReading) -> int:
    return figures.UNSURE if reading.label == "unsure" else LABELS.index(reading.label)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return " ".join("".join(letters).split())


def _f1(right: int, missed: int, false: int) -> float:
    return 2 * right / max(1, 2 * right + missed + false)


if __name__ == "__main__":
    main()
