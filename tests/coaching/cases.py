"""For each rule an answer where it fires, and one that is just inside its band."""

from dataclasses import replace

from tests.answers import after_pushes, answer, ending, filled_at, stopped_at
from tests.values import evidence, measured, say, sentence
from voicecoach.coaching.bands import band
from voicecoach.coaching.broken_record import RAISED_DB
from voicecoach.coaching.evidence import Evidence
from voicecoach.coaching.rules.tactics import TACTIC_ADVICE
from voicecoach.coaching.rules.timing import CLUSTER_S
from voicecoach.prosody import Prosody

HAIR = 0.05
"""How far beyond the band a case lies, in steps of it."""

VOICE_FIXES = {
    "fade": ("end_fade_db", "over"),
    "pushed_ends": ("end_fade_db", "under"),
    "quiet": ("alpha_ratio_db", "under"),
    "hard": ("alpha_ratio_db", "over"),
    "slow": ("speech_rate_wpm", "under"),
    "fast": ("speech_rate_wpm", "over"),
    "no_gaps": ("speaking_share", "over"),
    "hesitation": ("phrase_pauses_per_min", "over"),
    "fillers": ("filled_pauses_per_min", "over"),
    "flat": ("f0_sd_semitones", "under"),
    "swings": ("f0_sd_semitones", "over"),
}

LEND = "I can't lend you the money."
REQUEST = "The music is loud after ten at night. I would like you to turn it down."


def _three_sentences() -> Evidence:
    said = [sentence(say("this is what I said.", at_s=4.0 * n)) for n in range(3)]
    return evidence(said=said)


def at(rule: str, steps: float) -> Evidence:
    """An answer whose measure lies some steps outside the band on the rule's side; 0 is the edge."""
    name, side = VOICE_FIXES[rule]
    limits = band(name)
    value = limits.high + steps * limits.step if side == "over" else limits.low - steps * limits.step
    said = _three_sentences()
    spoken = replace(said, voice=replace(said.voice, measures=(measured(name, round(value, 6)),)))
    if rule == "fillers":
        return filled_at(spoken, 0.0, 20.0, 40.0)
    return stopped_at(spoken, 1.0, 5.0) if rule == "hesitation" else spoken


def gap(gap_s: float) -> Evidence:
    return replace(answer("No, not on Saturday.", scene="refusal"), reply_gap_s=gap_s)


def rising(count: int) -> Evidence:
    said = answer(*["This is what I said."] * 5)
    return ending(said, [2.0] * count + [1.9] * (5 - count))


def cluster(last_s: float) -> Evidence:
    return filled_at(answer("It is about the money.", scene="talk"), 0.0, 1.0, last_s)


def styled(kind: str, *cues: str) -> Evidence:
    text = "maybe I could sort of try today."
    return answer(text, label=kind, of=kind, cues={words: f"cue_{words}" for words in cues})  # type: ignore[arg-type]


def passive(name: str, *words: str) -> Evidence:
    """A neutral refusal with passive cues of one name."""
    text = "I am sorry but maybe, pardon me, I sort of can't do that today."
    return answer(text, scene="refusal", of="passive", cues=dict.fromkeys(words, name))


def pressed(label: str, words: str, name: str) -> Evidence:
    return answer(f"Well, {words}, so there.", label=label, tactics={words: name})  # type: ignore[arg-type]


def loud(alpha_db: float) -> Evidence:
    first = answer(LEND, scene="refusal", prosody=Prosody(alpha_ratio_db=-16.0))
    again = answer(LEND, scene="refusal", prosody=Prosody(alpha_ratio_db=-16.0 + alpha_db))
    return after_pushes(again, first)


def lengths(*words: int) -> Evidence:
    """Replies of so many words about a request, the last of them looked at."""
    said = [answer(" ".join(["word"] * count) + ".", scene="request") for count in words]
    return after_pushes(said[-1], *said[:-1])


NO = answer(LEND, scene="refusal")

CASES: dict[str, tuple[Evidence, Evidence]] = {
    **{rule: (at(rule, HAIR), at(rule, 0.0)) for rule in VOICE_FIXES},
    "reply_late": (gap(3.01), gap(3.0)),
    "reply_early": (gap(0.09), gap(0.1)),
    "rise": (rising(3), rising(2)),
    "filler_cluster": (cluster(CLUSTER_S), cluster(CLUSTER_S + 0.01)),
    "passive_words": (styled("passive", "maybe", "sort of"), styled("passive", "maybe")),
    "aggressive_words": (styled("aggressive", "try"), styled("aggressive")),
    "indirect_words": (styled("passive_aggressive", "try"), styled("passive_aggressive")),
    "apology": (passive("needless_apology", "sorry"), passive("needless_apology")),
    "hedges": (passive("hedge", "maybe", "sort of"), passive("hedge", "maybe")),
    "reasons": (
        answer("No, because I work late, and besides I am tired.", scene="refusal"),
        answer("No, because I work late and am tired.", scene="refusal"),
    ),
    "no_request": (
        answer("The music is loud after ten at night again.", scene="request"),
        answer(
            REQUEST, scene="request", label="assertive", techniques={"I would like you to turn": "request_for_change"}
        ),
    ),
    "giving_in": (
        answer("Oh all right then, I'll do it.", scene="refusal", techniques={"all right then": "giving_in"}),
        answer("Oh all right then, I'll do it.", scene="refusal"),
    ),
    "message_lost": (
        after_pushes(answer("It rained a lot last week.", scene="refusal"), NO),
        after_pushes(answer("Lending money is nothing for me.", scene="refusal"), NO),
    ),
    "new_excuses": (
        after_pushes(answer("I can't, because my car broke down.", scene="refusal"), NO),
        after_pushes(
            answer("I can't, because my car broke down.", scene="refusal"),
            answer("I can't lend it, because the car broke down.", scene="refusal"),
        ),
    ),
    "voice_raised": (loud(RAISED_DB + 0.1), loud(RAISED_DB)),
    "shrinks": (lengths(16, 8, 6), lengths(15, 8, 6)),
    "swells": (lengths(15, 20, 31), lengths(15, 20, 30)),
    **{
        f"tactic_{name}": (
            pressed("aggressive", "after all I did", name),
            pressed("assertive", "after all I did", name),
        )
        for name in TACTIC_ADVICE
    },
}
"""Rule to (fires, just inside)."""
