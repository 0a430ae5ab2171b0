"""Scores styles with the project's own small network, on one thread of the CPU.

The network (`models/style`) is a six-layer sentence encoder with 8-bit weights, trained on the project's corpus. Its
files are hashed before they are first used. Texts of about the same length are read together, since a batch takes
as long as its longest text times their number; the answer for a text does not depend on its batch.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from voicecoach.adapters.allocator import give_back
from voicecoach.errors import ModelError, WrongContentError
from voicecoach.language.plain import PlainWord, plain, plain_words
from voicecoach.resources import models_dir
from voicecoach.scoring import Scoring

BATCH = 32
"""Texts read at once (own proposal): on one thread, fewer are slower and more gain nothing."""

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
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or models_dir() / "style"

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
        ends = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            outputs = [out.astype(np.float64) for out in session.run(None, _padded(batch, ends))]
            for n, row in enumerate(batch):
                scored[row.place] = _scoring(meta, words[row.place], row, [out[n] for out in outputs])
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


def _padded(rows: Sequence[_Row], ends: tuple[int, int]) -> dict[str, NDArray[np.int64]]:
    """Each utterance between its marks, the previous line and its mark behind it, and padding."""
    first, last = ends
    pairs = [([first, *row.own, last], [*row.earlier, last] if row.earlier else []) for row in rows]
    shape = len(pairs), max(len(own) + len(earlier) for own, earlier in pairs)
    ids, segments, mask = (np.zeros(shape, np.int64) for _ in range(3))
    for row, (own, earlier) in enumerate(pairs):
        length = len(own) + len(earlier)
        ids[row, :length] = own + earlier
        segments[row, len(own) : length] = 1
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
    own = len(row.own)
    nothing = _nothing(meta, said)
    evidence, tags = nothing.evidence.copy(), nothing.tags.copy()
    # The text's logits are the mean over its tokens and its two marks.
    np.add.at(evidence, row.owners, of_tokens[1 : own + 1] / (own + 2))
    np.maximum.at(tags, row.owners, tags_of_tokens[1 : own + 1])
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
    return meta, _session(content["model.onnx"]), _tokenizer(content["tokenizer.json"])


def _session(content: bytes) -> Any:
    """One thread and no busy waiting: the recogniser needs the cores."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # It takes as much memory as recognition has just freed.
    give_back()
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def _tokenizer(content: bytes) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(content.decode("utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
