"""What reports say of an analysis in words and numbers: the same in the terminal and on a page."""

from typing import Final

from voicecoach.prosody import Prosody
from voicecoach.reading import Agreement, VoiceMeasure
from voicecoach.report.times import clock
from voicecoach.session import Finding

CONGRUENCE: Final = {
    "matched": "= matched",
    "words_stronger": "> words stronger",
    "voice_stronger": "< voice stronger",
    "unclear": "",
}
"""How words and voice go together, after a sentence."""

OVERALL: Final = {
    "words_stronger": "The voice is weaker than the words and takes force from them.",
    "voice_stronger": "The voice is stronger than the words.",
    "matched": "Words and voice say the same.",
    "unclear": "Words and voice can't be compared here.",
}
"""The same in a sentence."""

_COUNTED = "a minute"


def pace(prosody: Prosody) -> str:
    """Pace and pauses in plain words; empty where nothing is known of them."""
    parts = []
    if prosody.speech_rate_wpm is not None:
        parts.append(f"{prosody.speech_rate_wpm:.0f} words a minute")
    if prosody.articulation_rate_syl_s is not None:
        parts.append(f"{prosody.articulation_rate_syl_s:.1f} syllables a second between the pauses")
    if prosody.silent_pauses_per_min:
        median = f", half of them longer than {prosody.silent_pause_median_s:.1f} s"
        parts.append(f"{prosody.silent_pauses_per_min:.0f} pauses a minute{median}")
    elif prosody.silent_pauses_per_min is not None:
        parts.append("no pause")
    if prosody.filled_pauses_per_min:
        parts.append(f"{prosody.filled_pauses_per_min:.0f} filled pauses (um, uh) a minute")
    elif prosody.filled_pauses_per_min is not None:
        parts.append("no filled pause")
    return "; ".join(parts)


def why(agreement: Agreement) -> str:
    """The reason, and the second to listen to where there is one."""
    listen = "" if agreement.at_s is None else f" · listen at {clock(agreement.at_s)}"
    return f"{agreement.reason[:1].upper()}{agreement.reason[1:]}{listen}"


def limits(edges: tuple[float, float], unit: str) -> str:
    """A band in numbers. A speaker's own band of a count reaches below 0, where no count can lie: 0 is shown."""
    low, high = edges
    return f"{number(max(low, 0.0) if unit == _COUNTED else low)} to {number(high)}"


def value_and_unit(measure: VoiceMeasure) -> tuple[str, str]:
    """A value and its unit, the unit without what stands in brackets behind it."""
    return number(measure.value), measure.unit.partition(" (")[0]


def change(measure: VoiceMeasure) -> str:
    """How far a value lies from the speaker's usual one, or that the band is not the speaker's own."""
    if measure.change is None:
        return "published band"
    if measure.zone == "inside":
        return f"{_signed(measure.change)}, as usual"
    return f"{_signed(measure.change)} from usual"


def _signed(change: float) -> str:
    shown = number(abs(change))
    return f"±{shown}" if float(shown) == 0 else f"{'+' if change > 0 else '-'}{shown}"


def number(value: float) -> str:
    """Two or three digits, as many as anyone can hear."""
    return f"{value:.0f}" if abs(value) >= 10 else f"{value:.2g}"


def evidence(finding: Finding) -> str:
    """When to listen, what was measured beside its quiet zone, and the source."""
    return f"listen at {clock(finding.start_s)}-{clock(finding.end_s)} · {measured_beside(finding)}"


def measured_beside(finding: Finding) -> str:
    """What was measured beside its quiet zone, and the source."""
    once = finding.unit == "times" and finding.band[0] == 1
    zone = "at least once" if once else f"quiet zone {limits(finding.band, finding.unit)}"
    measured = (
        "once" if finding.unit == "times" and finding.measured == 1 else f"{number(finding.measured)} {finding.unit}"
    )
    return f"measured {measured}, {zone} · {finding.source}"
