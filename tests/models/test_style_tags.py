"""Tags stand where the words are, and what is not known of an utterance stays open."""

import json
from pathlib import Path

import pytest

from models.style import tags
from models.style.folds import divided, read_corpora
from models.style.utterances import NO_LABEL
from voicecoach.language.lexicon import RULES
from voicecoach.language.plain import plain

MODELS = Path(tags.__file__).parent.parent
CORPORA = read_corpora()


def named(found: tags.Found) -> dict[str, tuple[int, int]]:
    return {tags.TAGS[tag]: (start, end) for tag, start, end in found[0]}


def test_every_cue_of_the_lexicon_has_a_tag() -> None:
    assert {f"{rule.style}/{rule.name}" for rule in RULES if rule.style != "neutral"} <= set(tags.TAGS)


def test_a_cue_of_the_own_style_is_taught_and_one_of_another_style_left_open() -> None:
    text = "Maybe you could, I guess, you idiot."
    passive, known = tags.tags_of_cues(text, "passive")
    assert "passive/hedge" in named((passive, known))
    assert tags.TAGS.index("aggressive/insult") not in known
    assert tags.TAGS.index("assertive/boundary") in known
    assert tags.TAGS.index("passive/giving_in") not in known


def test_moves_are_all_known_and_stand_where_they_say() -> None:
    row = {
        "text": "No, I can't. You owe me.",
        "techniques": [{"name": "direct_no", "text": "No, I can't."}],
        "tactics": [{"name": "guilt", "text": "You owe me."}],
    }
    found = tags.tags_of_moves(row)
    assert named(found) == {"technique/direct_no": (0, 12), "tactic/guilt": (13, 24)}
    assert set(range(tags.MOVES)) <= found[1]


def test_a_move_that_was_not_said_is_an_error() -> None:
    with pytest.raises(ValueError, match="substring"):
        tags.tags_of_moves({"text": "No.", "techniques": [{"name": "fogging", "text": "Yes"}], "tactics": []})


def test_danger_is_the_whole_utterance_or_none() -> None:
    assert named(tags.tags_of_danger("help me", "self_harm")) == {"danger/self_harm": (0, 7)}
    assert named(tags.tags_of_danger("help me", "none")) == {}


def test_nothing_is_trained_on_of_what_is_held_out() -> None:
    parts = divided(CORPORA)
    for seen, unseen in ((parts.seen.styled, parts.writers.styled), (parts.seen.moved, parts.writers.moved)):
        assert not {row.writer for row in seen} & {row.writer for row in unseen}
        assert len(unseen) > 1000
    assert not {row.situation for row in parts.seen.styled} & {row.situation for row in parts.situations}
    assert len(parts.situations) > 1000
    counted = len(parts.seen.styled) + len(parts.writers.styled) + len(parts.situations)
    assert counted == len(CORPORA.styled)


def test_moves_have_no_style_and_every_name_is_common_enough_to_learn() -> None:
    assert {row.label for row in CORPORA.moved} == {NO_LABEL}
    counts = [0] * len(tags.TAGS)
    for row in CORPORA.moved:
        for tag in {tag for tag, _, _ in row.tags}:
            counts[tag] += 1
    assert min(counts[: tags.MOVES]) >= 100


def test_no_held_out_utterance_is_trained_on() -> None:
    trained = {plain(row.text) for part in (CORPORA.styled, CORPORA.moved, CORPORA.dangerous) for row in part}
    for path in sorted((MODELS / "heldout").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert plain(json.loads(line)["text"]) not in trained
