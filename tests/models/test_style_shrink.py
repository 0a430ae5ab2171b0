"""A small network is made of the parts of a large one that matter, and the heads of tags leave the styles alone."""

import json

import pytest

pytest.importorskip("torch", reason="torch is needed for training only")

import torch  # type: ignore[import-not-found, unused-ignore]
from tokenizers import Tokenizer

from models.style import heads
from models.style.data import Tagged, batch_of, encode
from models.style.encoder import FEWER_INNER, INNER, StyleNet
from models.style.folds import FOLDER
from models.style.learn import SMALL
from models.style.shrink import on_grid, shrunk
from models.style.tags import TAGS
from models.style.utterances import LABELS, NO_LABEL, Utterance

ROWS = [
    Utterance("No, I can't.", NO_LABEL, "a", "a-001", tags=((0, 0, 12),), known=frozenset(range(len(TAGS)))),
    Utterance("Whatever you like, I don't mind.", 0, "a", "a-002", known=frozenset({40})),
]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(FOLDER / "tokenizer.json"))


def drawn(tokenizer: Tokenizer, inner: int) -> StyleNet:
    torch.manual_seed(0)
    net = StyleNet(tokenizer.get_vocab_size(), len(LABELS), len(TAGS), inner).eval()
    for parameter in net.parameters():
        if parameter.ndim > 1:
            torch.nn.init.normal_(parameter, std=0.03)
    return net


def said(net: StyleNet, tokenizer: Tokenizer) -> list[torch.Tensor]:
    words = [[Tagged("leave"), Tagged("it"), Tagged("alone")], [Tagged("fine")]]
    batch = batch_of(encode(tokenizer, words, ["shall I?", ""]))
    with torch.no_grad():
        return list(net(batch.ids, batch.segments, batch.mask))


@pytest.mark.slow
def test_units_that_add_nothing_are_left_out(tokenizer: Tokenizer) -> None:
    large = drawn(tokenizer, INNER)
    with torch.no_grad():
        for name, parameter in large.named_parameters():
            if name.endswith("down.weight"):
                parameter[:, torch.randperm(INNER)[: INNER - FEWER_INNER]] = 0.0
    for ours, theirs in zip(said(shrunk(large, ROWS, tokenizer), tokenizer), said(large, tokenizer), strict=True):
        torch.testing.assert_close(ours, theirs, atol=1e-4, rtol=1e-4)


@pytest.mark.slow
def test_heads_of_tags_leave_the_styles_alone(tokenizer: Tokenizer) -> None:
    net = drawn(tokenizer, FEWER_INNER)
    on_grid(net)
    logits, evidence, tags = said(net, tokenizer)
    after = said(heads.finish(net, ROWS, tokenizer, SMALL, 0), tokenizer)
    torch.testing.assert_close(after[0], logits)
    torch.testing.assert_close(after[1], evidence)
    assert not torch.allclose(after[2], tags)


def test_the_tokenizer_knows_the_marks_and_every_letter(tokenizer: Tokenizer) -> None:
    known = json.loads((FOLDER / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    assert {known["<|im_start|>"], known["<|im_end|>"]} == {0, 1}
    text = "zürich and 25 naïve façades"
    read = tokenizer.encode_batch([text.split()], is_pretokenized=True, add_special_tokens=False)[0]
    assert set(read.word_ids) == set(range(5))
    assert tokenizer.decode(read.ids).strip() == text
