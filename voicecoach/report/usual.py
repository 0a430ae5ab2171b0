"""A speaker's usual values in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass

from voicecoach.baseline import Baseline, Usual


@dataclass(frozen=True, slots=True)
class _Wording:
    """How a measure is told."""

    name: str
    unit: str
    decimals: int = 0
    more: str = ""
    """What more of it is called; empty where the firm sentence is not compared by it."""
    less: str = ""


_WORDINGS = {
    "speech_rate_wpm": _Wording("pace", "words a minute", 0, "faster", "slower"),
    "articulation_rate_syl_s": _Wording("speed inside phrases", "syllables a second", 1),
    "level_db": _Wording("loudness at this microphone", "dB re full scale", 0, "louder", "quieter"),
    "level_sd_db": _Wording("movement of the loudness", "dB", 1),
    "end_fade_db": _Wording("last words, quieter by", "dB", 1),
    "alpha_ratio_db": _Wording("brightness (vocal effort)", "dB", 1, "brighter", "duller"),
    "alpha_ratio_phone_db": _Wording("the same on a telephone", "dB", 1),
    "f0_median_hz": _Wording("pitch", "Hz", 0),
    "f0_sd_semitones": _Wording("movement of the pitch", "semitones", 1, "more moved in pitch", "flatter in pitch"),
    "f0_range_semitones": _Wording("range of the pitch", "semitones", 1),
    "final_pitch_semitones": _Wording(
        "pitch at the end", "semitones (minus falls)", 1, "higher at the end", "lower at the end"
    ),
    "speaking_share": _Wording("time that is spoken", "of 1", 2),
    "silent_pauses_per_min": _Wording("pauses", "a minute", 0),
    "silent_pause_median_s": _Wording("length of a pause", "s", 1),
    "phrase_pauses_per_min": _Wording("stops inside phrases", "a minute", 0),
    "filled_pauses_per_min": _Wording("fillers (um, uh)", "a minute", 0),
    "repeats_per_min": _Wording("words said again", "a minute", 0),
    "restarts_per_min": _Wording("phrases begun anew", "a minute", 0),
    "elongations_per_min": _Wording("words drawn out", "a minute", 0),
}


def render_usual(baseline: Baseline, firm: Mapping[str, float] | None = None) -> str:
    """What is usual, a line a measure, and how a firm sentence lay beside it.

    Args:
        baseline: What the calibration found.
        firm: How far the firm sentence lay from the usual, by measure; None or empty where it was not said.
    """
    sentences = max((usual.sentences for usual in baseline.measures.values()), default=0)
    lines = [f"Your usual voice, from {baseline.speech_s:.0f} s of speech in {sentences} sentences", ""]
    lines += [
        _line(_WORDINGS.get(name, _Wording(name.replace("_", " "), "")), usual)
        for name, usual in baseline.measures.items()
    ]
    lines += ["", *_room(baseline)]
    if firm:
        lines.append(_firm(baseline, firm))
    return "\n".join(lines)


def _line(wording: _Wording, usual: Usual) -> str:
    value = _signed(usual.median, wording.decimals)
    return f"  {wording.name:28}{value:>7} {wording.unit}, give or take {usual.spread:.{wording.decimals}f}"


def _signed(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace("-", "\N{MINUS SIGN}")


def _room(baseline: Baseline) -> list[str]:
    known = [] if baseline.noise_floor_db is None else [f"Room: {_signed(baseline.noise_floor_db, 0)} dB."]
    controls = {True: "on", False: "off", None: "not known"}
    return [" ".join([*known, f"The microphone's own gain control: {controls[baseline.gain_control]}."])]


def _firm(baseline: Baseline, firm: Mapping[str, float]) -> str:
    """Only what moved by more than it does anyway."""
    moves = []
    for name, moved in firm.items():
        wording, usual = _WORDINGS.get(name), baseline.measures.get(name)
        if wording is None or usual is None or not wording.more or abs(moved) <= usual.spread:
            continue
        unit = wording.unit.split(" (")[0].removesuffix(" re full scale")
        moves.append(f"{abs(moved):.{wording.decimals}f} {unit} {wording.more if moved > 0 else wording.less}")
    if not moves:
        return "Your firm sentence sounded as your other sentences do."
    return f"Your firm sentence was {', '.join(moves)}."
