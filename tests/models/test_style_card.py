"""The card of the style model speaks of the model that is shipped."""

import json
from pathlib import Path

import pytest

from models.style import card
from models.style.folds import divided, read_corpora

FOLDER = card.FOLDER
CARD = card.CARD.read_text(encoding="utf-8")
META = json.loads((FOLDER / "meta.json").read_text(encoding="utf-8"))
METRICS = json.loads((FOLDER / "metrics.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(META["sha256"]))
def test_the_card_names_the_files_by_their_checksum(name: str) -> None:
    assert META["sha256"][name] in CARD
    assert Path(FOLDER / name).is_file()


def test_the_card_shows_the_measured_figures() -> None:
    assert card.written(CARD) == CARD


def test_a_card_without_a_place_for_the_figures_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for figures"):
        card.written(CARD.replace("<!-- figures -->", ""))


def test_the_figures_are_of_the_corpora_as_they_are() -> None:
    parts = divided(read_corpora())
    assert METRICS["unseen_writers"]["n"] == len(parts.writers.styled)
    assert METRICS["unseen_situations"]["n"] == len(parts.situations)
    for name in ("techniques", "tactics"):
        assert METRICS[name]["n"] == len(parts.writers.moved)
