"""What the sample recordings say, and how: texts, labels and the shape of each voice. Data only.

Conventions
    A sentence is written with its hesitations: `(0.4)` is a silence of 0.4 s, `<um>` a filled pause. The
    words between two such marks are one phrase, spoken in one breath. Levels are in dB relative to full
    scale, pitch in semitones, and `rate` is relative to the synthesised voice's own pace, which is faster
    than most people's.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Shaping:
    """How a voice is bent away from the synthesised one."""

    level_db: float
    """RMS level of the speech itself, pauses left out, in dB relative to full scale."""
    end_fade_db: float
    """How far the end of a sentence lies below the rest of it."""
    rate: float
    """Pace within phrases, relative to the synthesised voice's own."""
    f0_shift_semitones: float
    """Shift of the median pitch."""
    f0_range_factor: float
    """Stretch of all pitch movement around the median, in semitones: 1 leaves it, 0 is a monotone."""
    final_semitones: float
    """Pitch movement over the end of a sentence; positive rises."""
    tilt_db: float
    """Gain of the band above 1 kHz against that below: vocal effort."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One sample: its words, its labels, its voice."""

    name: str
    situation: str
    style: str
    voice_label: str
    congruence: str
    spoiled: tuple[str, ...]
    """Measures that were pushed out of a listener's comfortable band on purpose."""
    sentences: tuple[str, ...]
    shaping: Shaping
    gap_s: float
    """Silence between two sentences."""
    seed: int = 1
    """Which take of the synthesised voice."""


# A measured, even voice: 130 to 160 words a minute with its pauses, ends held, a falling close.
STEADY = Shaping(
    level_db=-26.0,
    end_fade_db=2.0,
    rate=0.62,
    f0_shift_semitones=0.0,
    f0_range_factor=1.0,
    final_semitones=-3.0,
    tilt_db=0.0,
)
# A person who would rather not be heard: 10 dB under steady, ends that drop away and rise, little effort.
SOFT = Shaping(
    level_db=-36.0,
    end_fade_db=9.0,
    rate=0.61,
    f0_shift_semitones=1.5,
    f0_range_factor=0.6,
    final_semitones=3.0,
    tilt_db=-6.0,
)
# A hard voice: 6 dB over steady, raised and wide pitch, pressed, ends that do not yield.
FORCEFUL = Shaping(
    level_db=-20.0,
    end_fade_db=-1.0,
    rate=0.78,
    f0_shift_semitones=3.0,
    f0_range_factor=1.45,
    final_semitones=-5.0,
    tilt_db=6.0,
)

_SOFT_SPOILED = ("level_db", "end_fade_db", "alpha_ratio_db")
_HESITANT_SPOILED = (
    *_SOFT_SPOILED,
    "final_pitch_semitones",
    "silent_pauses_per_min",
    "filled_pauses_per_min",
)
_FORCEFUL_SPOILED = ("level_db", "alpha_ratio_db", "speech_rate_wpm")

RECORDINGS: tuple[Recording, ...] = (
    Recording(
        name="passive_soft_extra_work",
        situation="asked to stay late, gives in",
        style="passive",
        voice_label="soft",
        congruence="matched",
        spoiled=(*_HESITANT_SPOILED, "speech_rate_wpm"),
        sentences=(
            "Oh, sorry, (0.35) <um> (0.30) I was sort of hoping (0.50) to leave on time tonight.",
            "But it doesn't matter.",
            "I'm probably (0.45) <uh> (0.25) just being slow again.",
            "If you need me here, (0.55) I guess I could stay, maybe.",
            "<um> (0.40) Whatever you think is best.",
        ),
        shaping=replace(SOFT, rate=0.57),
        gap_s=0.90,
    ),
    Recording(
        name="assertive_soft_neighbour_noise",
        situation="asks a neighbour for quiet at night",
        style="assertive",
        voice_label="soft",
        congruence="words_stronger",
        spoiled=_HESITANT_SPOILED,
        sentences=(
            "I'd like to talk about (0.45) the music last night.",
            "I know you enjoy having friends over, (0.35) <um> (0.30) and that's your right.",
            "It was loud until two in the morning, (0.50) and I couldn't sleep.",
            "I need it to be quiet (0.40) <uh> (0.30) after eleven on weeknights.",
            "Can we agree on that?",
        ),
        shaping=replace(SOFT, end_fade_db=10.0),
        gap_s=0.80,
    ),
    Recording(
        name="assertive_steady_extra_work",
        situation="says no to extra work",
        style="assertive",
        voice_label="steady",
        congruence="matched",
        spoiled=(),
        sentences=(
            "I can see this report matters to you, (0.20) and I understand the deadline is close.",
            "I have two projects to finish by Friday, (0.20) so I can't take it on this week.",
            "I could start on Monday, (0.20) or I could show Sam how to do it.",
            "Which would you prefer?",
        ),
        shaping=STEADY,
        gap_s=0.50,
    ),
    Recording(
        name="assertive_forceful_raise",
        situation="asks for a raise",
        style="assertive",
        voice_label="forceful",
        congruence="voice_stronger",
        spoiled=_FORCEFUL_SPOILED,
        sentences=(
            "I'd like to talk about my pay.",
            "In the last year I brought in four new clients, and I trained two people.",
            "I think my pay should reflect that work.",
            "I'm asking for a raise of eight percent.",
            "I know the budget is tight, and I'd like an answer by the end of the month.",
        ),
        shaping=FORCEFUL,
        gap_s=0.22,
    ),
    Recording(
        name="aggressive_forceful_return_item",
        situation="returns a faulty kettle",
        style="aggressive",
        voice_label="forceful",
        congruence="matched",
        spoiled=_FORCEFUL_SPOILED,
        sentences=(
            "You people always do this.",
            "You sold me a broken kettle, and you're too stupid to see it.",
            "I don't care about your rules.",
            "Give me my money back right now, or I'll make sure you lose your job.",
            "What is wrong with you?",
            "Stop talking and get the manager.",
        ),
        shaping=replace(FORCEFUL, level_db=-19.0, rate=0.80, f0_shift_semitones=3.5),
        gap_s=0.20,
    ),
    Recording(
        name="aggressive_soft_friend_loan",
        situation="wants a loan back from a friend",
        style="aggressive",
        voice_label="soft",
        congruence="words_stronger",
        spoiled=_SOFT_SPOILED,
        sentences=(
            "You never pay anyone back.",
            "You are selfish, (0.40) and you are a liar.",
            "You owe me two hundred dollars, (0.45) and you will bring it tomorrow.",
            "If you don't, (0.50) I will tell your wife everything.",
            "Don't you dare (0.35) make excuses.",
            "You ought to be ashamed of yourself.",
        ),
        shaping=replace(SOFT, end_fade_db=8.0, final_semitones=-1.0),
        gap_s=0.75,
    ),
    Recording(
        name="passive_forceful_parent_visit",
        situation="tries to change a visit to a parent, gives in",
        style="passive",
        voice_label="forceful",
        congruence="voice_stronger",
        spoiled=_FORCEFUL_SPOILED,
        sentences=(
            "I'm sorry, I know I should visit more often, it's all my fault.",
            "Maybe I could sort of come a little later on Sunday, if that's all right with you.",
            "But it doesn't matter what I want.",
            "I'm just being silly.",
            "Forget I said anything, I'll do whatever you like.",
        ),
        shaping=FORCEFUL,
        gap_s=0.22,
    ),
    Recording(
        name="passive_aggressive_soft_dishes",
        situation="dishes left by others at home",
        style="passive_aggressive",
        voice_label="soft",
        congruence="matched",
        spoiled=("level_db", "alpha_ratio_db", "f0_sd_semitones", "f0_range_semitones"),
        sentences=(
            "Oh no, it's fine.",
            "Really, I love doing everyone's dishes.",
            "I'm sure you had much more important things to do.",
            "I'm not upset, (0.30) I don't know why you would think that.",
            "Don't worry about me, (0.30) I only live here.",
            "I'll just do it all myself, (0.35) as usual.",
        ),
        shaping=replace(
            SOFT,
            level_db=-34.0,
            end_fade_db=4.0,
            rate=0.63,
            f0_shift_semitones=0.0,
            f0_range_factor=0.25,
            final_semitones=-1.0,
        ),
        gap_s=0.70,
    ),
    Recording(
        name="assertive_steady_fillers_refund",
        situation="asks for a refund, with many fillers and pauses",
        style="assertive",
        voice_label="steady",
        congruence="matched",
        spoiled=("filled_pauses_per_min", "silent_pauses_per_min"),
        sentences=(
            ("I bought this jacket here (0.30) <um> (0.25) last Tuesday, and the zip broke (0.50) on the first day."),
            "<uh> (0.30) I have the receipt with me.",
            "I understand (0.25) <um> (0.30) that you didn't make it, (0.60) and I'd like a full refund.",
            (
                "If you can't do that (0.35) <uh> (0.30) today, I would like (0.45) to speak "
                "(0.25) <um> (0.30) to someone who can."
            ),
        ),
        shaping=STEADY,
        gap_s=0.55,
    ),
)
