"""How right the coach is on recordings whose truth is known by the way they are made.

    python -m benchmarks.coach [--model base]

The table is `samples/table.py`, spoken by the samples' voice and by one with a shorter vocal tract, and recognised as
any recording is. It needs the extras `voice` and `test`; where espeak-ng is installed, a third voice that shares
nothing with the other two is heard as well. Each recording is read twice: by published bands, and with a baseline made
from a calibration that the same voice spoke.

Measures
    voice, congruence  share of recordings that get the label they were made for.
    fix                of assertive words with a spoiled voice: share whose fix names what was spoiled.
    false_fixes        of takes that nothing was done to: share that got a fix.
    changed            share of voice labels that another gain, voice, octave or band changes; unsure is a label too.
    habits             of takes of a naturally soft and a naturally loud speaker, each beside their own baseline:
                       same_voice, share that gets the label which the plain speaker gets;
                       same_fix, share that gets the same fix, by its rule;
                       same_or_right_fix, the same, or both get a fix that names one of the things that were spoiled:
                       where several were, more than one fix is right. More lenient, it is no stand-in for same_fix.
    Intervals are 95 % (Wilson 1927).
"""

import argparse
import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np

from benchmarks import parts, results
from samples import table
from samples.make import render
from samples.table import PLAIN, Habit, Row
from samples.voice import RATE_HZ, MissingPartError, Samples, Speaker, Voice
from samples.voices import Apart, Espeak, Remembered, Shorter
from voicecoach.analysis import AnalysisOptions, Parts, analyse
from voicecoach.baseline import Baseline, Setup
from voicecoach.coaching.baseline import Calibration, baseline_of
from voicecoach.document import Analysis
from voicecoach.fakes import FakeRecording, FakeTranscriber
from voicecoach.hearing.ear import Ear
from voicecoach.pipeline import take
from voicecoach.transcript import Word

BANDS, OWN = "published_bands", "own_baseline"

PHONE_HZ = (300.0, 3400.0)
"""Band of a telephone (ITU-T G.712)."""

GAIN_DB = 12.0
OCTAVE = 12.0

_Z_95 = 1.959964

_Item = TypeVar("_Item")

Words = Callable[[str, Samples], tuple[Word, ...]]
"""Recognises a recording, which has a name."""


@dataclass(frozen=True, slots=True)
class Got:
    """What one recording was read as."""

    row: Row
    speaker: str
    condition: str
    way: str
    voice: str
    congruence: str
    style: str
    fix: str
    """Name of the rule; empty where there was no fix."""

    @property
    def labelled(self) -> bool:
        """Whether the voice got the label it was made for."""
        return self.voice == self.row.delivery.voice_label


@dataclass(slots=True)
class Coach:
    """The program with recognition done once for each recording, however often it is read."""

    ours: Parts
    recognise: Words
    baselines: dict[tuple[str, str], Baseline | None] = field(default_factory=dict)

    def read(self, name: str, samples: Samples, baseline: Baseline | None) -> Analysis:
        """The document of a recording."""
        words = self.recognise(name, samples)
        ours = Parts(self.ours.classifier, self.ours.tracker, lambda: FakeTranscriber([words]), self.ours.style_model)
        return analyse(recorded(samples), name, ours, AnalysisOptions(baseline=baseline))

    def baseline(self, speaker: str, voice: Voice, habit: Habit) -> Baseline | None:
        """The baseline of a speaker."""
        key = (speaker, habit.name)
        if key not in self.baselines:
            samples = np.concatenate([render(one, voice)[0] for one in table.calibration(habit)])
            heard = self.read(f"calibration {speaker} {habit.name}", samples, None)
            self.baselines[key] = calibrated(heard)
        return self.baselines[key]


def calibrated(heard: Analysis) -> Baseline | None:
    """The baseline that a calibration gives."""
    signal = heard.signal
    setup = Setup("", signal.level_db, signal.noise_floor_db, gain_control=signal.gain_control)
    sentences = [sentence for turn in heard.turns for sentence in turn.sentences]
    made = Calibration("1970-01-01T00:00:00Z", setup=setup, narrow_band=signal.narrow_band)
    return baseline_of(sentences, heard.pauses, made)


def recorded(samples: Samples) -> FakeRecording:
    """In memory and in floating point: more gain clips nothing."""
    return FakeRecording(samples.astype(np.float32))


def recogniser(ours: Parts) -> Words:
    """The program's own recogniser, which hears a recording of a name once."""
    known: dict[str, tuple[Word, ...]] = {}

    def recognise(name: str, samples: Samples) -> tuple[Word, ...]:
        if name not in known:
            ear = Ear(ours.classifier(), ours.tracker())
            known[name] = take(recorded(samples), ear, ours.transcriber, lambda *_: None).transcript.words
        return known[name]

    return recognise


def telephone(samples: Samples) -> Samples:
    """What an 8 kHz telephone leaves of a recording."""
    spectrum = np.fft.rfft(samples)
    freqs_hz = np.fft.rfftfreq(len(samples), 1.0 / RATE_HZ)
    spectrum[(freqs_hz < PHONE_HZ[0]) | (freqs_hz > PHONE_HZ[1])] = 0.0
    return np.asarray(np.fft.irfft(spectrum, len(samples)), dtype=np.float64)


CONDITIONS: dict[str, Callable[[Samples], Samples]] = {
    "as_made": lambda samples: samples,
    "gain_up": lambda samples: samples * 10.0 ** (GAIN_DB / 20.0),
    "gain_down": lambda samples: samples * 10.0 ** (-GAIN_DB / 20.0),
    "telephone": telephone,
}
"""What is done to a finished recording."""


def speakers() -> dict[str, Voice]:
    """The voices, by name."""
    joe = Remembered(Speaker(1))
    # An octave up for a low voice, down for a high one: where people are.
    found: dict[str, Voice] = {"joe": joe, "shorter": Remembered(Shorter(joe))}
    found |= {"joe_octave": Apart(joe, OCTAVE), "shorter_octave": Apart(found["shorter"], -OCTAVE)}
    try:
        found["espeak"] = Remembered(Espeak())
    except MissingPartError as error:
        print(f"left out: {error}")
    return found


def hear(coach: Coach, voices: dict[str, Voice]) -> list[Got]:
    """Everything, read in both ways."""
    found: list[Got] = []
    for name, voice in voices.items():
        conditions = CONDITIONS if name in ("joe", "shorter") else {"as_made": CONDITIONS["as_made"]}
        for row in table.rows():
            found += _hear_row(coach, name, voice, row, conditions)
    for habit in table.HABITS:
        for row in table.rows():
            usual = Row(row.text, row.delivery, habit)
            found += _hear_row(coach, "joe", voices["joe"], usual, {"as_made": CONDITIONS["as_made"]})
    return found


def _hear_row(
    coach: Coach, speaker: str, voice: Voice, row: Row, conditions: dict[str, Callable[[Samples], Samples]]
) -> list[Got]:
    made = render(row.recording(), voice)[0]
    # A voice is calibrated as itself, an octave higher too; gain and telephone come after the calibration.
    own = coach.baseline(speaker, voice, row.habit)
    found = []
    for condition, change in conditions.items():
        samples = change(made)
        for way, baseline in ((BANDS, None), (OWN, own)):
            name = f"{speaker} {row.habit.name} {row.name} {condition}"
            found.append(got_of(row, (speaker, condition, way), coach.read(name, samples, baseline)))
    return found


def got_of(row: Row, where: tuple[str, str, str], heard: Analysis) -> Got:
    """What a document says of a recording."""
    if not heard.turns:
        return Got(row, *where, "unsure", "unclear", "unsure", "")
    turn = max(heard.turns, key=lambda turn: turn.end_s - turn.start_s)
    fix = next((finding.rule for finding in heard.findings if finding.kind == "fix"), "")
    return Got(row, *where, turn.voice.label, turn.congruence, turn.style.label, fix)


def share(items: Sequence[_Item], right: Callable[[_Item], bool]) -> dict[str, Any]:
    """A share of some recordings with its interval (Wilson 1927)."""
    count, n = sum(map(right, items)), len(items)
    return {"value": round(count / n, 4) if n else None, "count": count, "n": n, "interval_95": wilson(count, n)}


def wilson(count: int, n: int) -> list[float]:
    """95 % interval of a share; all that is possible where nothing was counted."""
    if not n:
        return [0.0, 1.0]
    middle = (count + _Z_95**2 / 2) / (n + _Z_95**2)
    half = _Z_95 / (n + _Z_95**2) * math.sqrt(count * (n - count) / n + _Z_95**2 / 4)
    return [round(max(0.0, middle - half), 4), round(min(1.0, middle + half), 4)]


def figures(found: Sequence[Got]) -> dict[str, Any]:
    """All figures, by the way of reading."""
    return {way: _figures_of([got for got in found if got.way == way]) for way in (BANDS, OWN)}


def _figures_of(found: Sequence[Got]) -> dict[str, Any]:
    made = [got for got in found if got.condition == "as_made" and got.speaker in ("joe", "shorter")]
    plain = [got for got in made if got.row.habit == PLAIN]
    assertive = [got for got in plain if got.row.text.style == "assertive"]
    spoiled = [got for got in assertive if got.row.delivery.fixes]
    return {
        "table": {
            "voice": share(plain, lambda got: got.labelled),
            "congruence": share(plain, lambda got: got.congruence == got.row.congruence),
            "fix": share(spoiled, is_right),
            "false_fixes": share([got for got in assertive if not got.row.delivery.fixes], lambda got: bool(got.fix)),
            "style": share(plain, lambda got: got.style == got.row.text.style),
        },
        "changed": _changes(found),
        "habits": _habits(found),
    }


def _changes(found: Sequence[Got]) -> dict[str, Any]:
    """Share of voice labels that are another than that of the same row by the plain voice as it was made."""
    plain = [got for got in found if got.row.habit == PLAIN]
    first = {(got.speaker, got.row.name): got.voice for got in plain if got.condition == "as_made"}
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for got in plain:
        if got.condition != "as_made":
            pairs[got.condition].append((first[got.speaker, got.row.name], got.voice))
        elif got.speaker != "joe":
            voice, _, octave = got.speaker.partition("_")
            other = voice if octave else "joe"
            pairs[octave or f"voice_{voice}"].append((first[other, got.row.name], got.voice))
    told = {name: share(mine, lambda pair: pair[0] != pair[1]) for name, mine in sorted(pairs.items())}
    return told | {"all": share([pair for mine in pairs.values() for pair in mine], lambda pair: pair[0] != pair[1])}


def _habits(found: Sequence[Got]) -> dict[str, Any]:
    """Share of takes of speakers with another usual voice that get what the plain speaker gets."""
    made = [got for got in found if got.condition == "as_made" and got.speaker == "joe"]
    plain = {got.row.name: got for got in made if got.row.habit == PLAIN}
    told = {}
    for habit in table.HABITS:
        mine = [got for got in made if got.row.habit == habit]
        told[habit.name] = {
            "same_voice": share(mine, lambda got: got.voice == plain[got.row.name].voice),
            "same_fix": share(mine, lambda got: got.fix == plain[got.row.name].fix),
            "same_or_right_fix": share(mine, lambda got: _same_or_right(got, plain[got.row.name])),
        }
    return told


def _same_or_right(one: Got, other: Got) -> bool:
    """Whether two takes of a row get the same fix, or each one that names something that was spoiled in it."""
    spoiled = one.row.delivery.fixes
    return one.fix == other.fix or (one.fix in spoiled and other.fix in spoiled)


def main() -> None:
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="base")
    asked = parser.parse_args()
    ours = parts.our_parts(asked.model)
    found = hear(Coach(ours, recogniser(ours)), speakers())
    told = {"model": asked.model, "recordings": len(found) // 2} | figures(found)
    print(shown(found, told))
    print(f"written to {results.write('coach', told)}")


def shown(found: Sequence[Got], told: dict[str, Any]) -> str:
    """The recordings of the table that were read otherwise than made, and the figures, for people."""
    lines = []
    for got in found:
        row = got.row
        wanted = (row.delivery.voice_label, row.congruence, row.text.style)
        off = (got.voice, got.congruence, got.style) != wanted or not is_right(got)
        if off and got.condition == "as_made" and row.habit == PLAIN:
            lines.append(f"{got.way:16} {got.speaker:15} {row.name:20} {'/'.join(wanted)} {row.delivery.fixes}")
            lines.append(f"{'':53} {got.voice}/{got.congruence}/{got.style} {got.fix}")
    for way in (BANDS, OWN):
        for name, figure in _flat(told[way]):
            lines.append(f"{way:16} {name:38} {figure['count']:4} of {figure['n']:4} {figure['interval_95']}")
    return "\n".join(lines)


def is_right(got: Got) -> bool:
    """Whether the fix is what was spoiled; with words of another style, which fix comes first is not asked."""
    wanted = got.row.delivery.fixes
    return got.row.text.style != "assertive" or (got.fix in wanted if wanted else not got.fix)


def _flat(told: dict[str, Any], path: str = "") -> list[tuple[str, dict[str, Any]]]:
    if "value" in told:
        return [(path, told)]
    return [one for name, inner in told.items() for one in _flat(inner, f"{path} {name}".strip())]


if __name__ == "__main__":
    main()
