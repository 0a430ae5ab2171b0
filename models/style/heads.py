"""Teaches the heads of the tags to the end, with everything below them fixed: what is said of styles stays as it is.

Moves are a fifth of the utterances, so the heads are not done when the network is. The vectors below them are worked
out once, which makes this cheap.
"""

import random
from collections.abc import Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from models.style.data import Encoded, batch_of, by_length, encode, tagged, tags_of
from models.style.encoder import WIDTH, StyleNet
from models.style.learn import Recipe, tag_loss
from models.style.tags import TAGS
from models.style.utterances import NO_LABEL, Utterance
from voicecoach.language.plain import plain

EPOCHS = 4
RATE = 3e-4
BATCH = 64
STYLED = 6000
"""Utterances with a style that are drawn, for the sake of their cues."""


def finish(net: StyleNet, rows: Sequence[Utterance], tokenizer: Tokenizer, recipe: Recipe, seed: int) -> StyleNet:
    """Teach the heads of the tags for some epochs more.

    Args:
        net: A network on its grid.
        rows: Utterances with a style and its cues, with moves, or with words of danger.
        tokenizer: Its tokenizer.
        recipe: What the small network was taught by.
        seed: Where chance starts.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret, a seed
    torch.manual_seed(seed)
    styled = [row for row in rows if row.label != NO_LABEL]
    taught = [row for row in rows if row.label == NO_LABEL] + rng.sample(styled, min(STYLED, len(styled)))
    contexts = [plain(row.context) if rng.random() < recipe.tag_context_share else "" for row in taught]
    encoded = encode(tokenizer, [tagged(row) for row in taught], contexts)
    vectors = _vectors(net, encoded)
    known = torch.zeros(len(taught), 1, len(TAGS))
    for place, row in enumerate(taught):
        known[place, 0, list(row.known)] = 1.0
    heads = [*net.tag_inner.parameters(), *net.tag_head.parameters()]
    optimizer = torch.optim.AdamW(heads, lr=RATE, weight_decay=recipe.decay)
    lessons = [chosen for _ in range(EPOCHS) for chosen in by_length([len(one) for one in vectors], BATCH, rng)]
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, len(lessons))
    net.train()
    for chosen in lessons:
        own = [Encoded((0,) * len(vectors[n]), 0, encoded[n].tags) for n in chosen]
        x = nn.utils.rnn.pad_sequence([vectors[n].float() for n in chosen], batch_first=True)
        there = tags_of(own, x.shape[1])
        tag_loss(net.tagged(x), there, known[chosen], batch_of(own).mask[..., None], recipe.spoken).backward()
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
    return net.eval()


@torch.no_grad()
def _vectors(net: StyleNet, encoded: Sequence[Encoded]) -> list[Tensor]:
    """The last vectors of the own tokens of each text, in sixteen bits."""
    found = [torch.zeros(0, WIDTH)] * len(encoded)
    order = sorted(range(len(encoded)), key=lambda n: len(encoded[n].ids))
    for start in range(0, len(order), BATCH):
        chosen = order[start : start + BATCH]
        with torch.autocast("cpu", torch.bfloat16):
            tokens = net.eval().read(batch_of([encoded[n] for n in chosen])).tokens.half()
        for row, n in enumerate(chosen):
            found[n] = tokens[row, encoded[n].before : len(encoded[n].ids)].clone()
    return found
