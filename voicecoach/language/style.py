"""Reads words: their style with its evidence, techniques, manipulative moves, and words of danger.

Conventions
    Scores are probabilities and sum to 1. Labels are for the words, never for the person. A text without words is
    `unsure`, with a reason. Offsets are characters.
Method
    Texts are cut into pieces of a few sentences; the model scores all pieces and their words at once. Each text's style
    is read from its pieces' scores and its cues (`scored`), its moves from the tags of its words (`moves`). A style
    without a cue in the lexicon shows the words that moved the model (`pointed`).
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from voicecoach.language.moves import Tags, find_moves
from voicecoach.language.pointed import point_at
from voicecoach.language.safety import find_danger
from voicecoach.language.scored import STYLES, Piece, pieces_of, read_style_with
from voicecoach.language.weights import fitted
from voicecoach.ports import StyleModel
from voicecoach.reading import NO_STYLE, StyleReading
from voicecoach.scoring import Scoring


def is_english(language: str) -> bool:
    """Whether a language code is one of English."""
    return language.casefold().replace("_", "-").split("-")[0] == "en"


def read_styles(
    texts: Sequence[str], model: StyleModel, language: str = "en", contexts: Sequence[str] = ()
) -> tuple[StyleReading, ...]:
    """Reads some texts, each of one or more sentences.

    Args:
        texts: Words as typed or transcribed; case and punctuation may be missing. Empty reads as `unsure`.
        model: Scores the words; not asked where the language is another than English.
        language: Language code of the texts; anything but English reads as `unsure`.
        contexts: The line that came before each text, empty where none did; () where none is known. Where one's own
            last words are known too, "You: ... Them: ...".

    Returns:
        A reading for each text, in order.

    Raises:
        ModelError: When the model can't be loaded.
    """
    if not is_english(language):
        return (StyleReading("unsure", NO_STYLE, reason="English only so far"),) * len(texts)
    pieces = [pieces_of(text) for text in texts]
    lines = [piece.text for of_text in pieces for piece in of_text]
    before = [contexts[place] for place, of_text in enumerate(pieces) for _ in of_text] if contexts else ()
    scorings = model.score(lines, before) if lines else ()
    tags = Tags(model.tags(), fitted().limits) if lines else Tags((), {})
    readings, first = [], 0
    for text, of_text in zip(texts, pieces, strict=True):
        mine = scorings[first : first + len(of_text)]
        readings.append(_read(text, [_placed(one, piece) for one, piece in zip(mine, of_text, strict=True)], tags))
        first += len(of_text)
    return tuple(readings)


def _read(text: str, scorings: Sequence[Scoring], tags: Tags) -> StyleReading:
    styles = np.array([scoring.styles for scoring in scorings]).reshape(len(scorings), len(STYLES))
    reading = read_style_with(styles, text)
    cues = reading.cues
    style = next((style for style in STYLES[:-1] if style == reading.label), None)
    if style and all(cue.style != style for cue in cues):
        pointed = point_at(text, scorings, tags, style)
        cues = tuple(sorted((*cues, *([pointed] if pointed else [])), key=lambda cue: (cue.start, cue.end)))
    return replace(
        reading,
        cues=cues,
        techniques=find_moves(text, scorings, tags, "technique"),
        tactics=find_moves(text, scorings, tags, "tactic"),
        danger=find_danger(text, find_moves(text, scorings, tags, "danger")),
    )


def _placed(scoring: Scoring, piece: Piece) -> Scoring:
    """The scores of a piece with the places of its words in the whole text."""
    words = tuple((start + piece.start, end + piece.start) for start, end in scoring.words)
    return replace(scoring, words=words)
