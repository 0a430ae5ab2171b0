"""Trains the network in two steps: a large one from the base model, and a small one that it teaches."""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from models.style.base import Base
from models.style.data import Encoded, batch_of, by_length, encode, roughen, tagged, tags_of
from models.style.encoder import LAYERS, Batch, Read, StyleNet
from models.style.tags import TAGS
from models.style.utterances import LABELS, NO_LABEL, Utterance
from voicecoach.language.plain import plain


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a network is trained; found by holding out writers (see card.md)."""

    epochs: int
    top_rate: float
    """Learning rate of the last layer; each layer below takes `layer_share` of the one above."""
    layer_share: float
    tag_turns: int
    """How often an epoch goes through the utterances with moves."""
    batch: int = 32
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
    cue_share: float = 0.25
    """Share of the utterances with a style whose cues are taught in an epoch."""
    tags: float = 0.25
    """What the tags count beside the styles."""
    spoken: float = 1.0
    """What naming a move at all counts beside finding its words."""


LARGE = Recipe(epochs=2, top_rate=1.5e-4, layer_share=0.92, tag_turns=2)
SMALL = Recipe(epochs=1, top_rate=2e-4, layer_share=0.95, tag_turns=3)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A batch that is taught."""

    rows: list[Utterance]
    encoded: list[Encoded]
    taught: Tensor
    """Of which of its rows the tags are taught."""
    batch: Batch


def learn_large(rows: Sequence[Utterance], base: Base, recipe: Recipe, seed: int) -> StyleNet:
    """Train the large network from the base model; the same seed and threads give the same network.

    Args:
        rows: Utterances with a style, with moves, or with words of danger.
        base: The base model.
        recipe: How to train.
        seed: Where chance starts.
    """
    tokenizer = Tokenizer.from_str(base.tokenizer)
    net = StyleNet(tokenizer.get_vocab_size(), len(LABELS), len(TAGS), dropout=recipe.dropout)
    net.load_base(base.tensors)
    # The word table stays as it is: some thousand utterances hold too few of its words.
    net.words.weight.requires_grad_(requires_grad=False)

    def loss(lesson: Lesson) -> Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            found = net.read(lesson.batch)
        return of_labels(net, lesson, found, recipe)

    return teach(net, rows, tokenizer, recipe, seed, loss)


def teach(
    net: StyleNet,
    rows: Sequence[Utterance],
    tokenizer: Tokenizer,
    recipe: Recipe,
    seed: int,
    loss: Callable[[Lesson], Tensor],
) -> StyleNet:
    """Train a network on the rows until their lessons are over."""
    torch.manual_seed(seed)
    steps = recipe.epochs * math.ceil(len(_turns(rows, recipe)) / recipe.batch)
    descent = _Descent(_groups(net, recipe), recipe, steps)
    net.train()
    for number, lesson in enumerate(_lessons(rows, tokenizer, recipe, seed)):
        worth = descent.step(loss(lesson))
        if number % REPORTED == 0:
            print(f"step {number} of {steps}: loss {worth:.3f}", flush=True)
    return net.eval()


REPORTED = 100
"""Steps between two lines that tell how far it is."""


def _turns(rows: Sequence[Utterance], recipe: Recipe) -> list[Utterance]:
    return [row for row in rows for _ in range(recipe.tag_turns if row.label == NO_LABEL else 1)]


def _lessons(rows: Sequence[Utterance], tokenizer: Tokenizer, recipe: Recipe, seed: int) -> Iterator[Lesson]:
    rng = random.Random(seed)  # noqa: S311 - no secret, a seed
    turns = _turns(rows, recipe)
    words = [tagged(row) for row in turns]
    for _ in range(recipe.epochs):
        texts = [roughen(said, rng) for said in words]
        contexts = [plain(row.context) if rng.random() < _context_share(row, recipe) else "" for row in turns]
        encoded = encode(tokenizer, texts, contexts)
        for chosen in by_length([len(one.ids) for one in encoded], recipe.batch, rng):
            taught = [turns[n].label == NO_LABEL or rng.random() < recipe.cue_share for n in chosen]
            read = [encoded[n] for n in chosen]
            yield Lesson([turns[n] for n in chosen], read, torch.tensor(taught), batch_of(read))


def _context_share(row: Utterance, recipe: Recipe) -> float:
    return recipe.tag_context_share if row.label == NO_LABEL else recipe.context_share


def of_labels(net: StyleNet, lesson: Lesson, found: Read, recipe: Recipe) -> Tensor:
    """What is wrong with a batch: with the styles of the rows that have one, and the tags of those that are taught."""
    truth = torch.tensor([row.label for row in lesson.rows])
    styled, tags = truth != NO_LABEL, lesson.taught
    loss = torch.zeros(())
    if styled.any():
        vectors = found.pooled[styled]
        logits = net.head(net.dropout(vectors))
        loss = loss + functional.cross_entropy(logits, truth[styled], label_smoothing=recipe.smoothing)
        loss = loss + recipe.contrast * contrast(vectors, truth[styled], recipe.contrast_temperature)
    if tags.any():
        own = lesson.batch.own[..., None]
        wanted = [n for n, chosen in enumerate(tags.tolist()) if chosen]
        there = tags_of([lesson.encoded[n] for n in wanted], lesson.batch.ids.shape[1])
        known = torch.zeros(len(there), 1, len(TAGS))
        for place, n in enumerate(wanted):
            known[place, 0, list(lesson.rows[n].known)] = 1.0
        loss = loss + recipe.tags * tag_loss(net.tagged(found.tokens[tags]), there, known, own[tags], recipe.spoken)
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
        self.optimizer = torch.optim.AdamW(groups, fused=True)
        self.tensors = [tensor for group in self.optimizer.param_groups for tensor in group["params"]]
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: _rate(step / steps, recipe.warm_share)
        )

    def step(self, loss: Tensor) -> float:
        """Go one step down; what the loss was."""
        loss.backward()
        nn.utils.clip_grad_norm_(self.tensors, 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.optimizer.zero_grad()
        return float(loss.detach())


def contrast(vectors: Tensor, truth: Tensor, temperature: float) -> Tensor:
    """Supervised contrastive loss (Khosla et al. 2020): one style's vectors draw together, others part."""
    units = functional.normalize(vectors, dim=-1)
    alike = units @ units.T / temperature
    itself = torch.eye(len(truth), dtype=torch.bool)
    alike = alike.masked_fill(itself, -1e4)
    logs = alike - alike.logsumexp(1, keepdim=True)
    same = (truth[:, None] == truth[None]) & ~itself
    return -((logs * same).sum(1) / same.sum(1).clamp(min=1)).mean()


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
        depth = LAYERS - 1 - int(rest.split(".")[0]) if kind == "layers" else 0
        rate = recipe.top_rate * recipe.layer_share**depth if kind in {"layers", "norm"} else recipe.head_rate
        groups.append({"params": [tensor], "lr": rate, "weight_decay": recipe.decay if tensor.ndim > 1 else 0.0})
    return groups
