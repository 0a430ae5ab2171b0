"""Drills: what to practise next, each doable in under a minute, with how the program sees that it worked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drill:
    """One exercise."""

    rule: str
    """The fix it belongs to."""
    text: str


DRILLS: tuple[Drill, ...] = (
    Drill(
        "fade",
        "Say your last three words alone, twice. Then the whole sentence: land on the last word as on the first.",
    ),
    Drill(
        "quiet",
        "Sit up, breathe out, then say the sentence to the far wall, at ease and without shouting, three times.",
    ),
    Drill("slow", "Say the sentence in one breath, as if giving a friend your address. Record it again."),
    Drill("fast", "Say it in two halves. Close your mouth for one breath between them, then go on."),
    Drill("no_gaps", "Say it again and let one silent breath pass after each sentence before you go on."),
    Drill("hard", "Drop your shoulders and say it as you would to someone you like, with the same words."),
    Drill("hesitation", "Read your sentence once in silence to its end. Then say it without stopping inside it."),
    Drill("fillers", "Say it once more. Where an 'um' wants to come, close your lips and let there be silence."),
    Drill("flat", "Say it three times and lean on another word each time. Keep the one that carries your point."),
    Drill("swings", "Say it as you would read out a train time: the same words, half the melody."),
    Drill("rise", "Say the sentence as if a full stop were its last word, and let your voice come down on it."),
    Drill("passive_words", "Cross out the apology and the 'maybe'. Say what is left: I, a verb, what you want."),
    Drill(
        "aggressive_words",
        "Start the sentence with 'I' in place of 'you': what happened, how it is for you, what you ask for.",
    ),
    Drill(
        "indirect_words",
        "Finish this aloud: 'I feel ... when ..., and I would like ...'. Leave the sarcasm out.",
    ),
)
"""All drills."""


def drill_for(rule: str) -> str | None:
    """The drill that belongs to a fix; None where there is none."""
    return next((drill.text for drill in DRILLS if drill.rule == rule), None)
