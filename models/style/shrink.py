"""Makes a small network from a large one, and teaches it what the large one knows (Hinton et al. 2015).

The small network has fewer inner units, and lies on a grid of four bits a weight; what goes into its products is
rounded as it is at run time.
"""

from collections.abc import Mapping, Sequence
from functools import partial

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from models.style.data import batch_of, encode, tagged
from models.style.encoder import FEWER_INNER, LAYERS, SHOWN, Product, Read, StyleNet
from models.style.learn import Lesson, Recipe, of_labels, teach
from models.style.rounding import Grid, search, to_grid, to_steps
from models.style.tags import TAGS
from models.style.utterances import LABELS, NO_LABEL, Utterance

TOLD = 1.0
"""What the teacher's answers count beside the labels."""

TAGS_TOLD = 0.1
"""The same of its log-odds of tags."""

VECTORS = 1.0
"""What the vectors between count: the squared distance to the teacher's, as a share of the square of those."""

SEARCHED = 400
"""Steps after which the grid is searched anew."""

ROUNDED = 4
"""Steps after which weights are rounded anew; in between each stays as far from its rounded value as it was."""

LOOKED_AT = 1024
"""Utterances that tell which inner units matter."""


def shrunk(large: StyleNet, rows: Sequence[Utterance], tokenizer: Tokenizer) -> StyleNet:
    """The large network without the inner units that matter least.

    What a unit matters is the mean square of what it adds to a token.
    """
    small = StyleNet(len(large.words.weight), len(LABELS), len(TAGS), FEWER_INNER, large.dropout.p)
    state = large.state_dict()
    for number, worth in enumerate(_worth(large, rows, tokenizer)):
        kept = worth.argsort(descending=True)[:FEWER_INNER].sort().values
        name = f"layers.{number}"
        gate, up = state[f"{name}.gate_up.weight"].chunk(2)
        state[f"{name}.gate_up.weight"] = torch.cat([gate[kept], up[kept]])
        state[f"{name}.down.weight"] = state[f"{name}.down.weight"][:, kept].clone()
    small.load_state_dict(state)
    return small.eval()


@torch.no_grad()
def _worth(large: StyleNet, rows: Sequence[Utterance], tokenizer: Tokenizer) -> list[Tensor]:
    seen: list[list[Tensor]] = [[] for _ in range(LAYERS)]

    def noted(number: int, x: Tensor) -> Tensor:
        seen[number].append(x[own].float().square().sum(0))
        return x

    for number, layer in enumerate(large.layers):
        layer.down.of_input = partial(noted, number)
    chosen = rows[:: max(1, len(rows) // LOOKED_AT)]
    for start in range(0, len(chosen), 64):
        some = chosen[start : start + 64]
        batch = batch_of(encode(tokenizer, [tagged(row) for row in some], [""] * len(some)))
        own = batch.own.bool()
        with torch.autocast("cpu", torch.bfloat16):
            large.eval().read(batch)
    for layer in large.layers:
        layer.down.of_input = None
    return [sum(squares) * layer.down.weight.square().sum(0) for squares, layer in zip(seen, large.layers, strict=True)]


def on_grid(net: StyleNet) -> dict[str, Grid]:
    """Search the grid of every matrix, and let the network round to it; the grids by the names of the weights."""
    grids = {name: search(weight) for name, weight in _matrices(net).items()}
    for name, part in _products(net).items():
        part.of_weight, part.of_input = partial(to_grid, grid=grids[name]), to_steps
    net.of_words = partial(to_grid, grid=grids["words.weight"])
    return grids


def teach_small(
    small: StyleNet, large: StyleNet, rows: Sequence[Utterance], tokenizer: Tokenizer, recipe: Recipe, seed: int
) -> StyleNet:
    """Teach the small network the labels and what the large one makes of the utterances."""
    small.words.weight.requires_grad_(requires_grad=False)
    offsets = {name: torch.zeros_like(weight) for name, weight in _matrices(small).items()}
    for name, part in _products(small).items():
        part.of_weight, part.of_input = partial(torch.add, other=offsets[name]), to_steps
    small.of_words = partial(torch.add, other=offsets["words.weight"])
    # The teacher's numbers have sixteen bits in its products anyway.
    large.layers.to(torch.bfloat16)
    grids: dict[str, Grid] = {}
    done = 0

    def loss(lesson: Lesson) -> Tensor:
        nonlocal done, grids
        if done % SEARCHED == 0:
            grids = {name: search(weight) for name, weight in _matrices(small).items()}
        if done % ROUNDED == 0:
            _round(small, grids, offsets)
        done += 1
        with torch.autocast("cpu", torch.bfloat16):
            with torch.no_grad():
                wanted = large.read(lesson.batch, SHOWN)
            found = small.read(lesson.batch, SHOWN)
        return of_labels(small, lesson, found, recipe) + _of_teacher(small, large, lesson, found, wanted)

    return teach(small, rows, tokenizer, recipe, seed, loss)


@torch.no_grad()
def _round(net: StyleNet, grids: Mapping[str, Grid], offsets: Mapping[str, Tensor]) -> None:
    """Work out anew how far each weight is from its place on the grid."""
    for name, weight in _matrices(net).items():
        offsets[name].copy_(to_grid(weight, grids[name]) - weight)


def _products(net: StyleNet) -> dict[str, Product]:
    return {f"{name}.weight": part for name, part in net.named_modules() if isinstance(part, Product)}


def _matrices(net: StyleNet) -> dict[str, Tensor]:
    """What is rounded: the matrices of the products, and the word table."""
    return {name: part.weight for name, part in _products(net).items()} | {"words.weight": net.words.weight}


def _of_teacher(small: StyleNet, large: StyleNet, lesson: Lesson, found: Read, wanted: Read) -> Tensor:
    """How far the small network is from its teacher; of styles only where the teacher agrees with the writer."""
    own = lesson.batch.own.bool()
    off = [_off(ours[own], theirs[own]) for ours, theirs in zip(found.between, wanted.between, strict=True)]
    loss = VECTORS * torch.stack(off).mean()
    with torch.no_grad():
        told, tags = large.head(wanted.pooled), large.tagged(wanted.tokens[own])
    truth = torch.tensor([row.label for row in lesson.rows])
    agreed = (truth != NO_LABEL) & (told.argmax(-1) == truth)
    if agreed.any():
        said = small.head(found.pooled[agreed]).log_softmax(-1)
        loss = loss + TOLD * functional.kl_div(said, told[agreed].softmax(-1), reduction="batchmean")
    of_tags = functional.binary_cross_entropy_with_logits(small.tagged(found.tokens[own]), tags.sigmoid())
    return loss + TAGS_TOLD * len(TAGS) * of_tags


def _off(ours: Tensor, theirs: Tensor) -> Tensor:
    theirs = theirs.float()
    return (ours.float() - theirs).square().sum() / theirs.square().sum()
