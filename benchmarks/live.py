"""How soon feedback is there when somebody stops speaking, on a sound card made of software.

    python -m benchmarks.live [--turns 20] [--model base]

Turns are played into the virtual microphone of the tests and heard through PortAudio by `LiveReplies`. Beside each,
in the same run, its recording is transcribed and measured after the fact.

Measures
    ended_to_shown_s     from the event `turn_ended` until the reply with its analysis is handed back.
    stopped_to_shown_s   the same from the last sample of speech, by the samples' own clock.
    after_the_fact_s     what `analyse` takes for the recording of the turn, with all models loaded.
    times_faster         median over the turns of after_the_fact_s by ended_to_shown_s.
    *_cpu_s              processor time of the whole process in these stretches.
    wrong_words          words of the text that were recognised as others or not at all, fillers left out.
    false_endpoints      turns that were ended before their last word.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np

from benchmarks import parts, results
from benchmarks.live_turns import SpokenTurn, spoken_turns
from tests.virtual_card import VirtualCard, missing, seen
from voicecoach.adapters.media import MediaFile
from voicecoach.adapters.sound_card import SoundCardMicrophone
from voicecoach.adapters.wav import WavWriter
from voicecoach.analysis import analyse
from voicecoach.language.plain import plain_words
from voicecoach.live import LiveReplies
from voicecoach.options import AnalysisOptions, Parts
from voicecoach.replying import Answered, Asked
from voicecoach.units import RATE_HZ

SETTLED_S = 2.5
"""Silence before each turn: the player and the microphone start that far apart."""

BEHIND_S = 4.0
"""Silence behind each turn."""

NOTICED_S = 0.4
"""Speech that may be missing before a turn counts as cut off: less than the shortest word and its pause."""


@dataclass(frozen=True, slots=True)
class Row:
    """One turn."""

    name: str
    duration_s: float
    pauses: int
    silence_s: float
    reason: str
    ended_to_shown_s: float
    stopped_to_shown_s: float
    after_the_fact_s: float
    ended_to_shown_cpu_s: float
    after_the_fact_cpu_s: float
    cut_off: bool
    wrong_words: int
    """Words of the text that are missing or others, live."""
    after_the_fact_wrong_words: int
    words: int
    load: float
    """Average load of the machine over the last minute."""


class _Events:
    """What was told, with the time and the processor time of each event."""

    def __init__(self) -> None:
        self.told: dict[str, dict[str, object]] = {}

    def tell(self, name: str, told: dict[str, object]) -> None:
        self.told[name] = {**told, "now_s": time.monotonic(), "cpu_s": time.process_time()}

    def number(self, name: str, key: str) -> float:
        value = self.told[name][key]
        assert isinstance(value, float)
        return value


def play(card: VirtualCard, live: LiveReplies, turn: SpokenTurn, our_parts: Parts, folder: Path) -> Row:
    """Speak one turn live, and analyse its recording afterwards."""
    before, behind = (np.zeros(round(s * RATE_HZ), np.float32) for s in (SETTLED_S, BEHIND_S))
    events = _Events()
    spool = folder / f"{turn.name}.wav"
    with card.speaking(np.concatenate((before, turn.samples, behind))):
        answer = live.next(Asked(1, "", "", AnalysisOptions(), spool), events.tell)
        shown_s, cpu_s = time.monotonic(), time.process_time()
    assert isinstance(answer, Answered)
    clock, mark_s = time.monotonic(), time.process_time()
    after = analyse(MediaFile(spool), str(spool), our_parts)
    after_s, after_cpu_s = time.monotonic() - clock, time.process_time() - mark_s
    stopped_s = events.number("speech_stopped", "now_s") - events.number("speech_stopped", "ago_s")
    heard_s = events.number("speech_stopped", "at_s") - events.number("speech_started", "at_s")
    return Row(
        name=turn.name,
        duration_s=round(turn.speech_s, 2),
        pauses=turn.pauses,
        silence_s=events.number("turn_ended", "silence_s"),
        reason=str(events.told["turn_ended"]["reason"]),
        ended_to_shown_s=round(shown_s - events.number("turn_ended", "now_s"), 3),
        stopped_to_shown_s=round(shown_s - stopped_s, 3),
        after_the_fact_s=round(after_s, 3),
        ended_to_shown_cpu_s=round(cpu_s - events.number("turn_ended", "cpu_s"), 3),
        after_the_fact_cpu_s=round(after_cpu_s, 3),
        cut_off=heard_s < turn.speech_s - NOTICED_S,
        wrong_words=_wrong(answer.text, turn.text),
        after_the_fact_wrong_words=_wrong(" ".join(one.text for one in after.turns), turn.text),
        words=len(plain_words(turn.text)),
        load=round(os.getloadavg()[0], 2),
    )


def _wrong(heard: str, said: str) -> int:
    mine, wanted = ([word.spelled for word in plain_words(text)] for text in (heard, said))
    matched = sum(block.size for block in SequenceMatcher(None, mine, wanted, autojunk=False).get_matching_blocks())
    return max(len(mine), len(wanted)) - matched


def summary(rows: Sequence[Row]) -> dict[str, object]:
    """The figures over all turns."""
    ended, stopped, after = (
        np.array([getattr(row, name) for row in rows])
        for name in ("ended_to_shown_s", "stopped_to_shown_s", "after_the_fact_s")
    )
    return {
        "turns": len(rows),
        "seconds": [min(row.duration_s for row in rows), max(row.duration_s for row in rows)],
        "pauses": sum(row.pauses for row in rows),
        "ended_to_shown_s": _spread(ended),
        "stopped_to_shown_s": _spread(stopped),
        "after_the_fact_s": _spread(after),
        "times_faster": round(statistics.median(after / ended), 1),
        "ended_to_shown_cpu_s": round(statistics.median(row.ended_to_shown_cpu_s for row in rows), 3),
        "after_the_fact_cpu_s": round(statistics.median(row.after_the_fact_cpu_s for row in rows), 3),
        "false_endpoints": sum(row.cut_off for row in rows),
        "wrong_words": sum(row.wrong_words for row in rows),
        "after_the_fact_wrong_words": sum(row.after_the_fact_wrong_words for row in rows),
        "words": sum(row.words for row in rows),
        "load": [min(row.load for row in rows), max(row.load for row in rows)],
    }


def _spread(values: "np.typing.NDArray[np.float64]") -> dict[str, float]:
    return {"median": round(float(np.median(values)), 3), "p95": round(float(np.percentile(values, 95)), 3)}


def main() -> None:
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=20)
    parser.add_argument("--model", default="base")
    asked = parser.parse_args()
    if lacks := missing():
        parser.exit(1, f"no virtual sound card here: {', '.join(lacks)} missing\n")
    our_parts = parts.our_parts(asked.model)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        card = VirtualCard(Path(tempfile.mkdtemp(dir=folder)))
        try:
            with seen(card):
                live = LiveReplies(SoundCardMicrophone, our_parts, WavWriter)
                live.prepare()
                for turn in spoken_turns(asked.turns):
                    rows.append(play(card, live, turn, our_parts, Path(folder)))
                    print(json.dumps(asdict(rows[-1])), flush=True)
        finally:
            card.close()
    figures = {"model": asked.model, **summary(rows)}
    path = results.write("live", {**figures, "rows": [asdict(row) for row in rows]})
    print(json.dumps(figures, indent=2), f"written to {path}")


if __name__ == "__main__":
    main()
