"""A small BERT-shaped text encoder with a head for styles and one for tags, in plain torch.

Reads the weights of a sentence-transformers MiniLM (safetensors) without any further library. The pooled vector is
the mean over the words of the utterance; a previous line, where there is one, is attended to but not pooled.
"""

import json
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

LAYERS = 6
TAG_LAYERS = 3
"""How many of the top layers the tags have for themselves; those below serve styles and tags."""

WIDTH = 384
HEADS = 12
INNER = 1536
RARE = -4.0
"""Log-odds of a tag before anything is learnt: most words carry none."""

POSITIONS = 128
"""Positions that are kept of the base model's 512; more words are never read at once."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded token ids, the segment of each token (0 utterance, 1 previous line), and which tokens are real."""

    ids: Tensor
    segments: Tensor
    mask: Tensor


class _Layer(nn.Module):
    """Attention and two dense layers, each followed by a normalisation, as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        rows, length, _ = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        weights = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias).softmax(-1)
        heard = (weights @ v).transpose(1, 2).reshape(rows, length, WIDTH)
        x = self.norm1(x + self.dropout(self.out(heard)))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class StyleNet(nn.Module):
    """Token ids to a logit for each style, and for each tag of each token."""

    def __init__(self, words: int, styles: int, tags: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(words, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.segments = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(_Layer(dropout) for _ in range(LAYERS))
        self.tag_layers = nn.ModuleList(_Layer(dropout) for _ in range(TAG_LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(WIDTH, styles)
        self.tag_head = nn.Linear(WIDTH, tags)
        # All runs start from one point, whatever the seed.
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)
        nn.init.zeros_(self.tag_head.weight)
        nn.init.constant_(self.tag_head.bias, RARE)

    def below(self, batch: Batch) -> Tensor:
        """The vectors of the tokens after the layers that serve both."""
        places = torch.arange(batch.ids.shape[1], device=batch.ids.device)
        x = self.words(batch.ids) + self.positions(places) + self.segments(batch.segments)
        return through(self.layers[:-TAG_LAYERS], self.dropout(self.norm(x)), batch.mask)

    def above(self, x: Tensor, mask: Tensor) -> Tensor:
        """The vectors that the styles are read from."""
        return through(self.layers[-TAG_LAYERS:], x, mask)

    def tagged(self, x: Tensor, mask: Tensor) -> Tensor:
        """The vectors that the tags are read from."""
        return through(self.tag_layers, x, mask)

    def forward(self, ids: Tensor, segments: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The style logits of each utterance and of each of its tokens, of which they are the mean; its tags."""
        shared = self.below(Batch(ids, segments, mask))
        x = self.above(shared, mask)
        return self.head(pooled(x, segments, mask)), self.head(x), self.tag_head(self.tagged(shared, mask))

    def load_base(self, path: Path) -> None:
        """Take over the weights of the base model; the heads stay as they are."""
        base = read_safetensors(path)
        state = {
            "words.weight": base["embeddings.word_embeddings.weight"],
            "positions.weight": base["embeddings.position_embeddings.weight"][:POSITIONS],
            "segments.weight": base["embeddings.token_type_embeddings.weight"],
        }
        pairs = {"norm": "embeddings.LayerNorm"}
        for n in range(LAYERS):
            old, new = f"encoder.layer.{n}", f"layers.{n}"
            for kind in ("weight", "bias"):
                parts = [base[f"{old}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                state[f"{new}.qkv.{kind}"] = torch.cat(parts)
            pairs |= {
                f"{new}.out": f"{old}.attention.output.dense",
                f"{new}.norm1": f"{old}.attention.output.LayerNorm",
                f"{new}.up": f"{old}.intermediate.dense",
                f"{new}.down": f"{old}.output.dense",
                f"{new}.norm2": f"{old}.output.LayerNorm",
            }
        for new, old in pairs.items():
            state |= {f"{new}.{kind}": base[f"{old}.{kind}"] for kind in ("weight", "bias")}
        missing, unexpected = self.load_state_dict(state, strict=False)
        if {name.split(".")[0] for name in missing} != {"head", "tag_head", "tag_layers"} or unexpected:
            raise ValueError(f"{path} is no MiniLM of {LAYERS} layers: {missing} {unexpected}")

    def branch(self) -> None:
        """Let the tags start from what the styles' own layers have learnt."""
        self.tag_layers.load_state_dict(self.layers[-TAG_LAYERS:].state_dict())


def through(layers: Iterable[nn.Module], x: Tensor, mask: Tensor) -> Tensor:
    """Vectors after some layers, to which padding is nothing."""
    bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
    for layer in layers:
        x = layer(x, bias)
    return x


def pooled(x: Tensor, segments: Tensor, mask: Tensor) -> Tensor:
    """The vector of each utterance: the mean over its own tokens."""
    own = (mask * (1 - segments)).unsqueeze(-1).to(x.dtype)
    return (x * own).sum(1) / own.sum(1)


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """The 32-bit tensors of a safetensors file."""
    raw = path.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    tensors = {}
    for name, entry in json.loads(raw[8 : 8 + length]).items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = (8 + length + offset for offset in entry["data_offsets"])
            values = np.frombuffer(raw[start:end], np.float32).reshape(entry["shape"])
            tensors[name] = torch.from_numpy(values.copy())
    return tensors
