"""Scores styles with the project's own small network, on the CPU.

The network (`models/style`) is the lower half of a small language model, with four bits a weight, trained on the
project's corpus. Its files are hashed before they are first used. Texts of about the same length are read together,
since a batch takes as long as its longest text times their number, each batch on one core; the answer for a text does
not depend on its batch.
"""

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from voicecoach.adapters.allocator import give_back
from voicecoach.adapters.cores import usable_cores
from voicecoach.adapters.packed import read_packed
from voicecoach.errors import ModelError, WrongContentError
from voicecoach.language.plain import PlainWord, plain, plain_words
from voicecoach.resources import models_dir
from voicecoach.scoring import Scoring

BATCH = 32
"""Texts read at once (own proposal): on one thread, fewer are slower and more gain nothing."""

MOST_READERS = 4
"""Batches that are read at the same time; more of them need memory rather than time (own proposal)."""

BEGIN, END = "<|im_start|>", "<|im_end|>"
"""The mark before everything, and the one behind each line."""

UNSAID = -20.0
"""Log-odds of a tag for a word that was not read, behind the longest text that is."""

_REMEDY = "Install voicecoach again; a checkout needs its folder models/style as it was published."


class _Meta(msgspec.Struct, frozen=True):
    """What the adapter needs to know of the model."""

    labels: tuple[str, ...]
    tags: tuple[str, ...]
    temperature: float
    most_tokens: int
    most_context_tokens: int
    sha256: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Row:
    """One text as token ids: its own, which word each belongs to, and those of the line before."""

    place: int
    own: list[int]
    owners: list[int]
    earlier: list[int]

    def __len__(self) -> int:
        return len(self.own) + len(self.earlier)


class OnnxStyleModel:
    """The trained style model.

    Args:
        folder: Where its files are; None is the program's own.
        cores: Cores that it may use; None is those of the process.
    """

    def __init__(self, folder: Path | None = None, cores: int | None = None) -> None:
        self._folder = folder or models_dir() / "style"
        self._readers = min(MOST_READERS, cores or usable_cores())

    def tags(self) -> tuple[str, ...]:
        """The names of its tags.

        Raises:
            ModelError: When a file of the model is missing or can't be loaded.
            WrongContentError: When a file is not what was published.
        """
        return _loaded(self._folder)[0].tags

    def score(self, texts: Sequence[str], contexts: Sequence[str] = ()) -> tuple[Scoring, ...]:
        """Scores of the styles and of the words, one a text.

        Raises:
            ModelError: When a file of the model is missing or can't be loaded.
            WrongContentError: When a file is not what was published.
        """
        if contexts and len(contexts) != len(texts):
            raise ValueError(f"{len(texts)} texts with {len(contexts)} contexts")
        meta, session, tokenizer = _loaded(self._folder)
        words = [plain_words(text) for text in texts]
        scored = [_nothing(meta, said) for said in words]
        rows = _rows(meta, tokenizer, words, contexts)
        marks = tokenizer.token_to_id(BEGIN), tokenizer.token_to_id(END)
        batches = [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]

        def read(batch: Sequence[_Row]) -> None:
            outputs = [out.astype(np.float64) for out in session.run(None, _padded(batch, marks))]
            for n, row in enumerate(batch):
                scored[row.place] = _scoring(meta, words[row.place], row, [out[n] for out in outputs])

        if len(batches) == 1 or self._readers == 1:
            for batch in batches:
                read(batch)
        else:
            with ThreadPoolExecutor(self._readers, thread_name_prefix="style") as pool:
                # The longest first, so that none of them is left for the end.
                list(pool.map(read, reversed(batches)))
        return tuple(scored)


def _rows(meta: _Meta, tokenizer: Any, words: Sequence[Sequence[PlainWord]], contexts: Sequence[str]) -> list[_Row]:
    """The texts that have words, shortest first."""
    spelled = [[word.spelled for word in said] for said in words]
    own = tokenizer.encode_batch(spelled, is_pretokenized=True, add_special_tokens=False)
    before = tokenizer.encode_batch([plain(context) for context in contexts], add_special_tokens=False)
    most, earlier = meta.most_tokens, [line.ids[-meta.most_context_tokens :] for line in before] or [[]] * len(words)
    rows = [
        _Row(place, line.ids[:most], line.word_ids[:most], earlier[place]) for place, line in enumerate(own) if line.ids
    ]
    return sorted(rows, key=len)


def _padded(rows: Sequence[_Row], marks: tuple[int, int]) -> dict[str, NDArray[np.int64]]:
    """A mark, the previous line and its mark, the utterance and its mark, and padding."""
    begin, end = marks
    pairs = [([begin, *row.earlier, end] if row.earlier else [begin], [*row.own, end]) for row in rows]
    shape = len(pairs), max(len(before) + len(own) for before, own in pairs)
    ids, segments, mask = (np.zeros(shape, np.int64) for _ in range(3))
    for row, (before, own) in enumerate(pairs):
        length = len(before) + len(own)
        ids[row, :length] = before + own
        segments[row, : len(before)] = 1
        mask[row, :length] = 1
    return {"ids": ids, "segments": segments, "mask": mask}


def _nothing(meta: _Meta, said: Sequence[PlainWord]) -> Scoring:
    """What is known of a text that was not read."""
    styles = np.full(len(meta.labels), 1.0 / len(meta.labels))
    return Scoring(
        styles, _places(said), np.zeros((len(said), len(styles))), np.full((len(said), len(meta.tags)), UNSAID)
    )


def _scoring(meta: _Meta, said: Sequence[PlainWord], row: _Row, outputs: Sequence[NDArray[np.float64]]) -> Scoring:
    """The scores of a text from the network's output for it: a word has the sum and the best of its tokens."""
    logits, of_tokens, tags_of_tokens = outputs
    first = len(row.earlier) + 2 if row.earlier else 1
    own = slice(first, first + len(row.own))
    nothing = _nothing(meta, said)
    evidence, tags = nothing.evidence.copy(), nothing.tags.copy()
    # The text's logits are the mean over its tokens and the mark behind them.
    np.add.at(evidence, row.owners, of_tokens[own] / (len(row.own) + 1))
    np.maximum.at(tags, row.owners, tags_of_tokens[own])
    return Scoring(_softmax(logits / meta.temperature), _places(said), evidence, tags)


def _places(said: Sequence[PlainWord]) -> tuple[tuple[int, int], ...]:
    return tuple((word.start, word.end) for word in said)


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    odds = np.exp(logits - logits.max())
    return np.asarray(odds / odds.sum())


@cache
def _loaded(folder: Path) -> tuple[_Meta, Any, Any]:
    """The model of a folder, verified and ready; loaded once."""
    try:
        meta = msgspec.json.decode((folder / "meta.json").read_bytes(), type=_Meta)
        content = {name: (folder / name).read_bytes() for name in meta.sha256}
    except OSError as error:
        raise ModelError(f"{error.filename}: a file of the style model is missing.", _REMEDY) from error
    except msgspec.DecodeError as error:
        raise WrongContentError(f"{folder / 'meta.json'} is not what was published.", _REMEDY) from error
    wrong = [name for name, raw in content.items() if hashlib.sha256(raw).hexdigest() != meta.sha256[name]]
    if wrong:
        raise WrongContentError(f"{folder}: {', '.join(wrong)} is not what was published (wrong SHA-256).", _REMEDY)
    session = session_of(content["model.onnx"], read_packed(content["weights.npz"]))
    return meta, session, _tokenizer(content["tokenizer.json"])


def session_of(graph: bytes, weights: Mapping[str, NDArray[np.int8]]) -> Any:
    """The network, ready to be asked; a batch takes one thread, which does without busy waiting.

    Args:
        graph: The content of its ONNX file.
        weights: Its matrices by their names.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(matrix) for matrix in weights.values()]
    options.add_external_initializers(list(weights), values)
    # It takes as much memory as recognition has just freed.
    give_back()
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _tokenizer(content: bytes) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(content.decode("utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
