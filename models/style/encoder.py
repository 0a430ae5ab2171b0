"""A small Llama-shaped text encoder with a head for styles and one for tags, in plain torch.

The lower layers of a language model, of which the last ones are taught to look both ways. The style of an utterance is
the mean over its own tokens; a previous line, where there is one, is attended to but not counted.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

LAYERS = 16
"""Of the base's 30: where a style is made up lies between the 14th and the 18th."""

BOTH_WAYS = 5
"""How many of the last layers see what comes behind a word too; the others look back only, as in the base."""

WIDTH = 576
HEADS = 9
KEY_HEADS = 3
HEAD_WIDTH = WIDTH // HEADS
INNER = 1536
"""Inner units of a layer of the base."""

FEWER_INNER = 1152
"""Those of the network that is shipped."""

TAG_WIDTH = 320
ROPE_BASE = 100_000.0
EPS = 1e-5
RARE = -4.0
"""Log-odds of a tag before anything is learnt: most words carry none."""

SHOWN = 4
"""After how many layers the small network's vectors are compared with those of its teacher."""

Rounding = Callable[[Tensor], Tensor]


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded token ids, the segment of each token (0 utterance, 1 what is before it), and which tokens are real."""

    ids: Tensor
    segments: Tensor
    mask: Tensor

    @property
    def own(self) -> Tensor:
        """1 for each token of the utterance itself, 0 for the line before it and padding; texts by tokens."""
        return self.mask * (1 - self.segments)


@dataclass(frozen=True, slots=True)
class Read:
    """What the network makes of a batch: the pooled vectors, the tokens' last ones, and those of the layers between."""

    pooled: Tensor
    tokens: Tensor
    between: list[Tensor]


class Product(nn.Module):
    """A product with a matrix; what goes in and the matrix itself may be rounded on the way."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, inputs))
        self.of_weight: Rounding | None = None
        self.of_input: Rounding | None = None

    def forward(self, x: Tensor) -> Tensor:
        """The product, with whatever is rounded."""
        weight = self.of_weight(self.weight) if self.of_weight else self.weight
        return functional.linear(self.of_input(x) if self.of_input else x, weight)


class Norm(nn.Module):
    """Root-mean-square normalisation (Zhang & Sennrich 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(WIDTH))

    def forward(self, x: Tensor) -> Tensor:
        """The vectors at one size, in 32 bits."""
        x = x.float()
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + EPS) * self.weight


class _Layer(nn.Module):
    """Grouped attention with rotary places, and a gated dense layer."""

    def __init__(self, inner: int) -> None:
        super().__init__()
        self.norm1, self.norm2 = Norm(), Norm()
        self.qkv = Product(WIDTH, (HEADS + 2 * KEY_HEADS) * HEAD_WIDTH)
        self.out = Product(WIDTH, WIDTH)
        self.gate_up = Product(WIDTH, 2 * inner)
        self.down = Product(inner, WIDTH)

    def forward(self, x: Tensor, bias: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
        rows, length, _ = x.shape
        heads = self.qkv(self.norm1(x)).view(rows, length, HEADS + 2 * KEY_HEADS, HEAD_WIDTH).transpose(1, 2)
        q, k, v = heads.split((HEADS, KEY_HEADS, KEY_HEADS), 1)
        q, k = turned(q, turn), turned(k, turn)
        # Each key serves three queries.
        q = q.reshape(rows, KEY_HEADS, -1, HEAD_WIDTH)
        scores = (q @ k.transpose(-1, -2)).float() * HEAD_WIDTH**-0.5
        scores = scores.view(rows, HEADS, length, length) + bias
        weights = scores.softmax(-1).to(v.dtype).view(rows, KEY_HEADS, -1, length)
        heard = (weights @ v).view(rows, HEADS, length, HEAD_WIDTH).transpose(1, 2).reshape(rows, length, WIDTH)
        x = x + self.out(heard)
        gate, up = self.gate_up(self.norm2(x)).chunk(2, -1)
        return x + self.down(functional.silu(gate) * up)


class StyleNet(nn.Module):
    """Token ids to a logit for each style, and for each tag of each token."""

    def __init__(self, words: int, styles: int, tags: int, inner: int = INNER, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(words, WIDTH)
        self.layers = nn.ModuleList(_Layer(inner) for _ in range(LAYERS))
        self.norm = Norm()
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(WIDTH, styles)
        self.tag_inner = nn.Linear(WIDTH, TAG_WIDTH)
        self.tag_head = nn.Linear(TAG_WIDTH, tags)
        self.of_words: Rounding | None = None
        # All runs start from one point, whatever the seed.
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)
        nn.init.zeros_(self.tag_head.weight)
        nn.init.constant_(self.tag_head.bias, RARE)
        turn = torch.Generator().manual_seed(0)
        nn.init.orthogonal_(self.tag_inner.weight, generator=turn)
        nn.init.zeros_(self.tag_inner.bias)

    def read(self, batch: Batch, shown: int = 0) -> Read:
        """The vectors of a batch; `shown` asks for those after each of so many layers, evenly spaced, as well."""
        length = batch.ids.shape[1]
        table = self.of_words(self.words.weight) if self.of_words else self.words.weight
        x = functional.embedding(batch.ids, table)
        turn = places(length)
        ahead = torch.ones(length, length).tril()
        both = batch.mask[:, None, None, :].float()
        back = (1.0 - both * ahead) * -1e4
        both = (1.0 - both) * -1e4
        between = []
        for number, layer in enumerate(self.layers, 1):
            x = layer(x, both if number > LAYERS - BOTH_WAYS else back, turn)
            if shown and number % (LAYERS // shown) == 0:
                between.append(x)
        x = self.norm(x)
        return Read(pooled(x, batch.own), x, between)

    def tagged(self, tokens: Tensor) -> Tensor:
        """The log-odds of the tags of each token."""
        return self.tag_head(self.dropout(functional.silu(self.tag_inner(tokens))))

    def forward(self, ids: Tensor, segments: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The style logits of each utterance and of each of its tokens, of which they are the mean; its tags."""
        found = self.read(Batch(ids, segments, mask))
        return self.head(found.pooled), self.head(found.tokens), self.tagged(found.tokens)

    def load_base(self, tensors: dict[str, Tensor]) -> None:
        """Take over the weights of the base model; the heads stay as they are."""
        state = {"words.weight": tensors["token_embd.weight"]}
        for n in range(LAYERS):
            old, new = f"blk.{n}", f"layers.{n}"
            q, k = (
                halved(tensors[f"{old}.attn_{part}.weight"], count) for part, count in (("q", HEADS), ("k", KEY_HEADS))
            )
            state |= {
                f"{new}.norm1.weight": tensors[f"{old}.attn_norm.weight"],
                f"{new}.norm2.weight": tensors[f"{old}.ffn_norm.weight"],
                f"{new}.qkv.weight": torch.cat([q, k, tensors[f"{old}.attn_v.weight"]]),
                f"{new}.out.weight": tensors[f"{old}.attn_output.weight"],
                f"{new}.gate_up.weight": torch.cat(
                    [tensors[f"{old}.ffn_gate.weight"], tensors[f"{old}.ffn_up.weight"]]
                ),
                f"{new}.down.weight": tensors[f"{old}.ffn_down.weight"],
            }
        missing, unexpected = self.load_state_dict(state, strict=False)
        if unexpected or {name.split(".")[0] for name in missing} != {"norm", "head", "tag_inner", "tag_head"}:
            raise ValueError(f"no SmolLM2 of at least {LAYERS} layers: {missing} {unexpected}")


def halved(weight: Tensor, heads: int) -> Tensor:
    """Rows of queries or keys so that the two numbers that turn together lie half a head apart, not side by side."""
    return weight.view(heads, HEAD_WIDTH // 2, 2, -1).transpose(1, 2).reshape(weight.shape)


def places(length: int) -> tuple[Tensor, Tensor]:
    """Cosines and sines of rotary places (Su et al. 2021); tokens by numbers of a head."""
    rates = ROPE_BASE ** -(torch.arange(0, HEAD_WIDTH, 2).float() / HEAD_WIDTH)
    angles = torch.arange(length).float()[:, None] * rates
    angles = torch.cat([angles, angles], -1)
    return angles.cos(), angles.sin()


def turned(x: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
    """Queries or keys turned by their place."""
    cosines, sines = (part.to(x.dtype) for part in turn)
    first, second = x.chunk(2, -1)
    return x * cosines + torch.cat([-second, first], -1) * sines


def pooled(x: Tensor, own: Tensor) -> Tensor:
    """The vector of each utterance: the mean over its own tokens."""
    share = own.unsqueeze(-1).to(x.dtype)
    return (x * share).sum(1) / share.sum(1)
