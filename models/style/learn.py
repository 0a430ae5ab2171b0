"""Trains the network: one run from the base model on some utterances."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from models.style.data import Encoded, Tagged, batch_of, by_length, encode, roughen, tagged, tags_of
from models.style.encoder import LAYERS, TAG_LAYERS, StyleNet, pooled
from models.style.tags import TAGS
from models.style.utterances import LABELS, NO_LABEL, Utterance
from voicecoach.language.plain import plain, plain_words

UNSAID = -20.0
"""Log-odds of a tag for a word behind the longest text that is read."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the network is trained; found by holding out writers (see card.md)."""

    epochs: int = 3
    batch: int = 32
    top_rate: float = 2e-4
    """Learning rate of the last layer; each layer below takes `layer_share` of the one above."""
    layer_share: float = 0.85
    head_rate: float = 1e-3
    warm_share: float = 0.1
    decay: float = 0.01
    smoothing: float = 0.1
    dropout: float = 0.1
    contrast: float = 0.2
    """What the contrastive loss counts beside cross-entropy."""
    contrast_temperature: float = 0.1
    context_share: float = 0.4
    """Share of the known previous lines that are shown; the rest is read alone."""
    tag_context_share: float = 0.8
    """As `context_share`, for utterances written for their moves: an answer is known by what it answers."""
    tag_turns: int = 2
    """How often an epoch goes through the utterances with moves."""
    cue_share: float = 0.25
    """Share of the utterances with a style whose cues are taught in an epoch."""
    tags: float = 0.25
    """What the tags count beside the styles."""
    spoken: float = 1.0
    """What naming a move at all counts beside finding its words."""


@dataclass(frozen=True, slots=True)
class Base:
    """The base model: its weights and its tokenizer."""

    weights: Path
    tokenizer: Tokenizer


def learn(styled: Sequence[Utterance], moved: Sequence[Utterance], base: Base, recipe: Recipe, seed: int) -> StyleNet:
    """Train from the base model; the same seed and threads give the same network.

    Args:
        styled: Utterances with a style.
        moved: Utterances with moves or words of danger; () leaves the tags untaught.
        base: The base model.
        recipe: How to train.
        seed: Where chance starts.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - no secret, a seed
    net = StyleNet(base.tokenizer.get_vocab_size(), len(LABELS), len(TAGS), recipe.dropout)
    net.load_base(base.weights)
    # The word table stays as it is: some thousand utterances hold too few of its words.
    net.words.weight.requires_grad_(requires_grad=False)
    net.branch()
    rows = [*styled, *(row for row in moved for _ in range(recipe.tag_turns))]
    descent = _Descent(_groups(net, recipe), recipe, recipe.epochs * math.ceil(len(rows) / recipe.batch))
    words = [tagged(row) for row in rows]
    net.train()
    for _ in range(recipe.epochs):
        texts = [roughen(said, rng) for said in words]
        contexts = [plain(row.context) if rng.random() < _context_share(row, recipe) else "" for row in rows]
        encoded = encode(base.tokenizer, texts, contexts)
        for chosen in by_length([len(one.ids) for one in encoded], recipe.batch, rng):
            taught = [row.label == NO_LABEL or rng.random() < recipe.cue_share for row in (rows[n] for n in chosen)]
            descent.step(_loss(net, [rows[n] for n in chosen], [encoded[n] for n in chosen], taught, recipe))
    return net.eval()


def _context_share(row: Utterance, recipe: Recipe) -> float:
    return recipe.tag_context_share if row.label == NO_LABEL else recipe.context_share


def _loss(
    net: StyleNet, rows: Sequence[Utterance], encoded: Sequence[Encoded], taught: Sequence[bool], recipe: Recipe
) -> Tensor:
    """What is wrong with a batch: with the styles of the rows that have one, and the tags of those that are taught."""
    batch = batch_of(encoded)
    own = (batch.mask * (1 - batch.segments))[..., None]
    truth = torch.tensor([row.label for row in rows])
    styled, tags = truth != NO_LABEL, torch.tensor(taught)
    loss = torch.zeros(())
    with torch.autocast("cpu", torch.bfloat16):
        shared = net.below(batch)
        for_styles = net.above(shared[styled], batch.mask[styled]) if styled.any() else None
        for_tags = net.tagged(shared[tags], batch.mask[tags]) if tags.any() else None
    if for_styles is not None:
        vectors = pooled(for_styles.float(), batch.segments[styled], batch.mask[styled])
        logits = net.head(net.dropout(vectors))
        loss = loss + functional.cross_entropy(logits, truth[styled], label_smoothing=recipe.smoothing)
        loss = loss + recipe.contrast * contrast(vectors, truth[styled], recipe.contrast_temperature)
    if for_tags is not None:
        logits = net.tag_head(net.dropout(for_tags.float()))
        there = tags_of([one for one, wanted in zip(encoded, taught, strict=True) if wanted], batch.ids.shape[1])
        known = torch.zeros(len(there), 1, len(TAGS))
        for place, row in enumerate(row for row, wanted in zip(rows, taught, strict=True) if wanted):
            known[place, 0, list(row.known)] = 1.0
        loss = loss + recipe.tags * tag_loss(logits, there, known, own[tags], recipe.spoken)
    return loss


def tag_loss(logits: Tensor, there: Tensor, known: Tensor, own: Tensor, spoken: float) -> Tensor:
    """What is wrong with tags, word by word and as names of the whole; of what is not known, nothing is wrong.

    Args:
        logits: Texts, tokens, tags.
        there: The same, 1 where a token carries a tag.
        known: Texts, 1, tags: 1 where the tag would have been named.
        own: Texts, tokens, 1: 1 where a token is the utterance's own.
        spoken: What the names count beside the words.
    """
    of_words = functional.binary_cross_entropy_with_logits(logits, there, reduction="none") * own * known
    best = logits.masked_fill(own == 0, -1e4).amax(1)
    of_names = functional.binary_cross_entropy_with_logits(best, there.amax(1), reduction="none") * known[:, 0]
    return (of_words.sum((1, 2)) / own.sum((1, 2)) + spoken * of_names.sum(1)).mean()


class _Descent:
    """Steps down a loss, faster at first and slower at last."""

    def __init__(self, groups: list[dict[str, object]], recipe: Recipe, steps: int) -> None:
        self.optimizer = torch.optim.AdamW(groups)
        self.tensors = [tensor for group in self.optimizer.param_groups for tensor in group["params"]]
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: _rate(step / steps, recipe.warm_share)
        )

    def step(self, loss: Tensor) -> None:
        loss.backward()
        nn.utils.clip_grad_norm_(self.tensors, 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.optimizer.zero_grad()


def contrast(vectors: Tensor, truth: Tensor, temperature: float) -> Tensor:
    """Supervised contrastive loss (Khosla et al. 2020): one style's vectors draw together, others part."""
    units = functional.normalize(vectors, dim=-1)
    alike = units @ units.T / temperature
    itself = torch.eye(len(truth), dtype=torch.bool)
    alike = alike.masked_fill(itself, -1e4)
    logs = alike - alike.logsumexp(1, keepdim=True)
    same = (truth[:, None] == truth[None]) & ~itself
    return -((logs * same).sum(1) / same.sum(1).clamp(min=1)).mean()


@torch.no_grad()
def predict(
    net: StyleNet, texts: Sequence[str], tokenizer: Tokenizer, contexts: Sequence[str] = ()
) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
    """Logits of the styles, one row a text, and of the tags of the plain words of each text."""
    words = [[Tagged(word.spelled, frozenset({place})) for place, word in enumerate(plain_words(t))] for t in texts]
    encoded = encode(tokenizer, words, [plain(context) for context in contexts] or [""] * len(texts))
    order = sorted(range(len(encoded)), key=lambda n: len(encoded[n].ids))
    styles = np.zeros((len(texts), len(LABELS)), np.float32)
    tags = [np.full((len(said), len(TAGS)), UNSAID, np.float32) for said in words]
    for start in range(0, len(order), 64):
        chosen = order[start : start + 64]
        batch = batch_of([encoded[n] for n in chosen])
        with torch.autocast("cpu", torch.bfloat16):
            logits, _, of_tokens = (out.float().numpy() for out in net(batch.ids, batch.segments, batch.mask))
        styles[chosen] = logits
        for row, n in enumerate(chosen):
            for token, places in enumerate(encoded[n].tags):
                for place in places:
                    tags[n][place] = np.maximum(tags[n][place], of_tokens[row, token])
    return styles, tags


def _rate(done: float, warm: float) -> float:
    """Share of the learning rate: up in a line, then down in a line."""
    return min((done + 1e-3) / warm, max(0.0, (1.0 - done) / (1.0 - warm)))


def _groups(net: StyleNet, recipe: Recipe) -> list[dict[str, object]]:
    """Each trained tensor with its own learning rate; only matrices decay."""
    groups: list[dict[str, object]] = []
    for name, tensor in net.named_parameters():
        if not tensor.requires_grad:
            continue
        kind, _, rest = name.partition(".")
        layers = {"layers": LAYERS, "tag_layers": TAG_LAYERS}.get(kind)
        depth = layers - 1 - int(rest.split(".")[0]) if layers else LAYERS
        rate = recipe.head_rate if kind in {"head", "tag_head"} else recipe.top_rate * recipe.layer_share**depth
        groups.append({"params": [tensor], "lr": rate, "weight_decay": recipe.decay if tensor.ndim > 1 else 0.0})
    return groups
