"""Talks made by hand: sentences with their words, pauses and measures, as an analysis has them."""

from collections.abc import Sequence
from dataclasses import replace

from tests.answers import document
from tests.values import evidence, say, sentence
from voicecoach.document import Analysis, Engine, SpeakerSummary
from voicecoach.prosody import Pause, Prosody
from voicecoach.session import Sentence

WORD_S = 0.3


def talk(
    *texts: str, word_s: float = WORD_S, gap_s: float = 0.5, prosody: Prosody | None = None, at_s: float = 0.0
) -> Analysis:
    """One turn: the sentences, with a silence of `gap_s` between them; 0 has no pause."""
    said: list[Sentence] = []
    pauses: list[Pause] = []
    for text in texts:
        words = say(text, at_s=at_s, word_s=word_s)
        said.append(sentence(words, None, prosody))
        at_s = words[-1].end_s + gap_s
        if gap_s:
            pauses.append(Pause(words[-1].end_s, at_s, "silent"))
    analysis = document(evidence(said=said))
    summary = SpeakerSummary(30.0, prosody or Prosody())
    engine = Engine("1", "base", None, {}, "en")
    return replace(analysis, engine=engine, pauses=tuple(pauses[:-1]), speakers={"A": summary})


def in_turns(*parts: Analysis) -> Analysis:
    """Several talks as the turns of one."""
    return replace(
        parts[0],
        words=tuple(word for one in parts for word in one.words),
        pauses=tuple(pause for one in parts for pause in one.pauses),
        turns=tuple(turn for one in parts for turn in one.turns),
    )


def words(count: int) -> str:
    """A sentence of so many words."""
    return " ".join(["word"] * (count - 1) + ["end."])


def with_levels(analysis: Analysis, levels_db: Sequence[float]) -> Analysis:
    """The same with a level for each sentence."""
    (turn,) = analysis.turns
    sentences = tuple(
        replace(one, prosody=replace(one.prosody, level_db=level_db))
        for one, level_db in zip(turn.sentences, levels_db, strict=True)
    )
    return replace(analysis, turns=(replace(turn, sentences=sentences),))
