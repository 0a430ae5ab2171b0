"""Trains the style model from the corpora, measures it on unseen writers and situations, and writes its files.

    python -m models.style.train --base FOLDER              measure, train, write
    python -m models.style.train --base FOLDER --only 1     measure on the first fold of writers, and write nothing

FOLDER holds all-MiniLM-L6-v2 as published (model.safetensors, tokenizer.json). Needs torch, tokenizers, onnx and the
program's own package; takes an hour on two cores. The same seed gives the same figures.

What is written is a mean of the weights of four networks that started alike (a "soup", Wortsman et al. 2022): the one
that saw everything counts half, and the three that each did without a third of the writers share the rest. It costs no
more than one network to ask. The layers of the tags are those of the one that saw everything: means of them name less.
"""

import argparse
import hashlib
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from models.style import calibrate, export, figures, limits
from models.style.data import CONTEXT_TOKENS, LONGEST
from models.style.encoder import StyleNet
from models.style.folds import EVERYTHING, FOLDER, SITUATIONS, WRITERS, Fold, held_out, read_corpora, split
from models.style.learn import Base, Recipe, learn, predict
from models.style.rough import ROUGH
from models.style.tags import TAGS
from models.style.utterances import LABELS, Utterance, with_cues

RECIPE = Recipe()
SEED = 0

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Made:
    """What one run says of what it had not seen."""

    styles: dict[str, Array]
    """Logits of the utterances with a style, by how their texts were roughened."""
    moved: Array
    """Highest log-odds of each tag in the utterances with moves."""


def main() -> None:
    """Train as asked on the command line."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--base", type=Path, required=True)
    ask.add_argument("--workers", type=int, default=2, help="networks trained at a time, each on one thread")
    ask.add_argument("--only", type=int, choices=range(1, len(WRITERS) + 1), help="measure on this fold only")
    ask.add_argument("--keep", type=Path, help="folder for the weights of each network; they are not kept otherwise")
    asked = ask.parse_args()
    folds = (WRITERS[asked.only - 1],) if asked.only else (EVERYTHING, *WRITERS, *SITUATIONS)
    with TemporaryDirectory() as scratch, ProcessPoolExecutor(asked.workers, get_context("spawn")) as pool:
        folder = asked.keep or Path(scratch)
        made = dict(zip(folds, pool.map(partial(run, asked.base, folder), folds), strict=True))
        if not asked.only:
            parts = [folder / f"{fold.name}.pt" for fold in WRITERS]
            export.export(mean(folder / f"{EVERYTHING.name}.pt", parts), FOLDER / "model.onnx")
    if not asked.only:
        measured, fitted = measure(made)
        found, tag_limits = measure_tags(made)
        write_meta(asked.base, fitted, tag_limits)
        _write(FOLDER / "metrics.json", {"recipe": asdict(RECIPE), "seed": SEED, **measured, **found})


def run(base_folder: Path, folder: Path, fold: Fold) -> Made:
    """Train on what is not in the fold, keep the weights in the folder, and score what is in the fold."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    torch.utils.deterministic.fill_uninitialized_memory = False
    tokenizer = Tokenizer.from_file(str(base_folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    seen, unseen = split(read_corpora(), fold)
    # Situations are held out for the styles only.
    taught = () if fold in SITUATIONS else (*seen.moved, *seen.dangerous)
    net = learn(with_cues(seen.styled), taught, Base(base_folder / "model.safetensors", tokenizer), RECIPE, SEED)
    torch.save(net.state_dict(), folder / f"{fold.name}.pt")
    texts = [row.text for row in unseen.styled]
    logits = {kind: predict(net, [rough(text) for text in texts], tokenizer)[0] for kind, rough in ROUGH.items()}
    if texts:
        truth = np.array([row.label for row in unseen.styled])
        found = figures.macro_f1(truth, logits["as_written"].argmax(axis=1))
        print(f"{fold.name}: macro-F1 {found:.4f} of the network alone, n {len(texts)}", flush=True)
    return Made(logits, _odds(net, unseen.moved, tokenizer))


def mean(whole: Path, parts: Sequence[Path]) -> StyleNet:
    """The network whose weights are a mean of kept ones'.

    Args:
        whole: The weights of the network that saw everything; half of the mean, and all of the tags.
        parts: Those of the networks that did without some writers.
    """
    first, *others = (torch.load(path, weights_only=True) for path in (whole, *parts))
    net = StyleNet(len(first["words.weight"]), len(LABELS), len(TAGS), RECIPE.dropout)
    net.branch()
    blended = {
        name: tensor if name.startswith("tag") else (tensor + torch.stack([o[name] for o in others]).mean(0)) / 2
        for name, tensor in first.items()
    }
    net.load_state_dict(blended)
    return net


def measure(made: Mapping[Fold, Made]) -> tuple[dict[str, Any], calibrate.Fit]:
    """All figures on unseen writers and situations, and what is fitted to go with the network."""
    rows = read_corpora().styled
    truth = np.array([row.label for row in rows])
    cues = calibrate.cues_of([row.text for row in rows])
    writers = _joined(rows, made, WRITERS, "as_written")
    fits = {}
    for writer in sorted({row.writer for row in rows}):
        others = np.array([row.writer != writer for row in rows])
        fits[writer] = calibrate.fit(truth[others], writers[others], cues[others])
    measured: dict[str, Any] = {
        "unseen_writers": judge(rows, writers, cues, fits),
        "unseen_situations": judge(rows, _joined(rows, made, SITUATIONS, "as_written"), cues, fits),
        "rough_texts": {},
    }
    for kind, rough in ROUGH.items():
        found = judge(rows, _joined(rows, made, WRITERS, kind), calibrate.cues_of([rough(r.text) for r in rows]), fits)
        measured["rough_texts"][kind] = found["macro_f1"]
    return measured, calibrate.fit(truth, writers, cues)


def judge(rows: Sequence[Utterance], logits: Array, cues: Array, fits: Mapping[str, calibrate.Fit]) -> dict[str, Any]:
    """All figures; what is fitted was fitted without the utterance's writer."""
    truth = np.array([row.label for row in rows])
    scores, said = np.zeros(logits.shape), np.zeros(len(rows), int)
    for writer, fitted in fits.items():
        apart = np.array([row.writer == writer for row in rows])
        scores[apart] = calibrate.blended(fitted, logits[apart], cues[apart])
        said[apart] = calibrate.answers(scores[apart], fitted.weights.least_score, fitted.weights.least_lead)
    return {
        **figures.describe(truth, scores, said),
        "network_alone_macro_f1": round(figures.macro_f1(truth, logits.argmax(axis=1)), 4),
        "by": figures.by_part(rows, truth, said),
    }


def measure_tags(made: Mapping[Fold, Made]) -> tuple[dict[str, Any], dict[str, float]]:
    """How well moves are named by unseen writers' words, and the limits that were fitted for it."""
    corpora = read_corpora()
    there = limits.present([row for fold in WRITERS for row in split(corpora, fold)[1].moved])
    odds = np.concatenate([made[fold].moved for fold in WRITERS])
    fitted = limits.fit_limits(odds, there)
    return {
        "techniques": limits.judge(odds, there, fitted, limits.TECHNIQUE_TAGS),
        "tactics": limits.judge(odds, there, fitted, limits.TACTIC_TAGS),
    }, fitted


def write_meta(base_folder: Path, fitted: calibrate.Fit, tag_limits: Mapping[str, float]) -> None:
    """Write the tokenizer, and what goes with the network, with the checksums of both."""
    tokenizer = json.loads((base_folder / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer |= {"truncation": None, "padding": None}
    packed = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (FOLDER / "tokenizer.json").write_text(packed, encoding="utf-8")
    content = {
        "labels": LABELS,
        "tags": TAGS,
        "limits": tag_limits,
        "temperature": fitted.temperature,
        "most_tokens": LONGEST,
        "most_context_tokens": CONTEXT_TOKENS,
        "reading": {name: getattr(fitted.weights, name) for name in fitted.weights.__struct_fields__},
        "sha256": {
            name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")
        },
    }
    _write(FOLDER / "meta.json", content)


def _odds(net: StyleNet, rows: Sequence[Utterance], tokenizer: Tokenizer) -> Array:
    if not rows:
        return np.zeros((0, len(TAGS)))
    return limits.best_odds(predict(net, [row.text for row in rows], tokenizer, [row.context for row in rows])[1])


def _joined(rows: Sequence[Utterance], made: Mapping[Fold, Made], folds: Sequence[Fold], rough: str) -> Array:
    """The logits of all utterances from some folds."""
    logits = np.zeros((len(rows), len(LABELS)), np.float32)
    for fold in folds:
        logits[held_out(rows, fold)] = made[fold].styles[rough]
    return logits


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
