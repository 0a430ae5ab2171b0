"""Congruence: the whole table of words against voice."""

from typing import get_args

import pytest

from voicecoach.coaching.congruence import compare
from voicecoach.reading import Congruence, StyleLabel, VoiceLabel

TABLE = """
                    soft            steady          forceful        unsure
passive             matched         voice_stronger  voice_stronger  unclear
neutral             unclear         matched         unclear         unclear
assertive           words_stronger  matched         voice_stronger  unclear
aggressive          words_stronger  words_stronger  matched         unclear
passive_aggressive  matched         matched         voice_stronger  unclear
unsure              unclear         unclear         unclear         unclear
"""
VOICES, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(style, voice, says) for style, *row in ROWS for voice, says in zip(VOICES, row, strict=True)]


@pytest.mark.parametrize(("style", "voice", "says"), CELLS)
def test_words_and_voice_say(style: StyleLabel, voice: VoiceLabel, says: Congruence) -> None:
    assert compare(style, voice) == says


def test_the_table_is_complete() -> None:
    assert {style for style, _, _ in CELLS} == set(get_args(StyleLabel))
    assert {voice for _, voice, _ in CELLS} == set(get_args(VoiceLabel))
    assert {says for _, _, says in CELLS} == set(get_args(Congruence))
