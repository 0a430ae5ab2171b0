"""Utterances as token ids: roughening, and batches by length."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from models.style.encoder import Batch
from models.style.tags import TAGS
from models.style.utterances import Utterance
from voicecoach.adapters.style_model import BEGIN, END
from voicecoach.language.plain import plain_words

LONGEST = 64
"""Tokens of an utterance that are read at training; the previous line gets `CONTEXT_TOKENS` more."""

CONTEXT_TOKENS = 32

_LOOSE = ("like", "you know", "i mean", "well", "so", "okay", "look", "right", "sort of", "actually", "basically")
_SPELLINGS = (
    ("colour", "color"),
    ("favour", "favor"),
    ("realise", "realize"),
    ("organise", "organize"),
    ("apologise", "apologize"),
    ("mum", "mom"),
    ("behaviour", "behavior"),
    ("neighbour", "neighbor"),
    ("cheque", "check"),
    ("gonna", "going to"),
    ("wanna", "want to"),
    ("gotta", "got to"),
    ("kinda", "kind of"),
    ("cos", "because"),
    ("holiday", "vacation"),
    ("flat", "apartment"),
    ("i'm", "i am"),
    ("can't", "cannot"),
    ("don't", "do not"),
    ("it's", "it is"),
    ("yeah", "yes"),
)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A word with the numbers of its tags."""

    spelled: str
    tags: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token ids: a mark, the previous line and its mark, the utterance and its mark."""

    ids: tuple[int, ...]
    before: int
    """How many of them come before the utterance's own."""
    tags: tuple[frozenset[int], ...]
    """The tags of each own token."""


def tagged(row: Utterance) -> list[Tagged]:
    """The plain words of an utterance with their tags."""
    return [
        Tagged(word.spelled, frozenset(tag for tag, start, end in row.tags if start < word.end and word.start < end))
        for word in plain_words(row.text)
    ]


def roughen(words: Sequence[Tagged], rng: random.Random) -> list[Tagged]:
    """The same words as they might have been said or recognised; most often unchanged."""
    parts = list(words)
    if rng.random() < 0.25:
        chosen = dict(pair if rng.random() < 0.5 else pair[::-1] for pair in _SPELLINGS)
        parts = [Tagged(part, word.tags) for word in parts for part in chosen.get(word.spelled, word.spelled).split()]
    if len(parts) > 3 and rng.random() < 0.12:
        place = rng.randrange(len(parts))
        parts[place:place] = [Tagged(part, parts[place].tags) for part in rng.choice(_LOOSE).split()]
    if len(parts) > 4 and rng.random() < 0.12:
        parts = parts[: rng.randrange(2) + 2] + parts
    if len(parts) > 4 and rng.random() < 0.25:
        del parts[rng.randrange(len(parts))]
    if rng.random() < 0.15:
        parts = [Tagged(part.spelled.replace("'", ""), part.tags) for part in parts]
    return parts


def encode(tokenizer: Tokenizer, texts: Sequence[Sequence[Tagged]], contexts: Sequence[str]) -> list[Encoded]:
    """Token ids of each utterance with its previous line."""
    begin, end = tokenizer.token_to_id(BEGIN), tokenizer.token_to_id(END)
    spelled = [[word.spelled for word in words] for words in texts]
    own = tokenizer.encode_batch(spelled, is_pretokenized=True, add_special_tokens=False)
    before = tokenizer.encode_batch(list(contexts), add_special_tokens=False)
    encoded = []
    for words, text, context in zip(texts, own, before, strict=True):
        earlier = [begin, *context.ids[-CONTEXT_TOKENS:], end] if context.ids else [begin]
        tags = (*(words[word].tags for word in text.word_ids[:LONGEST]), frozenset())
        encoded.append(Encoded((*earlier, *text.ids[:LONGEST], end), len(earlier), tags))
    return encoded


def batch_of(encoded: Sequence[Encoded]) -> Batch:
    """Pads token ids into one batch."""
    longest = max(len(one.ids) for one in encoded)
    ids = torch.zeros(len(encoded), longest, dtype=torch.long)
    segments, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, one in enumerate(encoded):
        length = len(one.ids)
        ids[row, :length] = torch.tensor(one.ids)
        segments[row, : one.before] = 1
        mask[row, :length] = 1
    return Batch(ids, segments, mask)


def tags_of(encoded: Sequence[Encoded], length: int) -> Tensor:
    """Which tags each token carries, as 0 and 1; texts, tokens, tags."""
    there = torch.zeros(len(encoded), length, len(TAGS))
    for row, one in enumerate(encoded):
        for token, tags in enumerate(one.tags, one.before):
            for tag in tags:
                there[row, token, tag] = 1.0
    return there


def by_length(lengths: Sequence[int], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Indices in random batches of about equal length."""
    order = list(range(len(lengths)))
    rng.shuffle(order)
    batches = []
    for start in range(0, len(order), 24 * size):
        pool = sorted(order[start : start + 24 * size], key=lambda n: lengths[n])
        batches += [pool[n : n + size] for n in range(0, len(pool), size)]
    rng.shuffle(batches)
    yield from batches
