"""Writes the figures of `benchmarks/results` into the README, `docs/quickstart.md` and `docs/scale.md`.

    python -m benchmarks.readme [--check]

A table stands between a comment with its name ("figures", "voice figures", .., see `TABLES`) and the next "end of
figures"; one that a document has no comment for is left out of it. With --check nothing is written; the exit status
is 1 when a document does not show the figures.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
END = "<!-- end of figures -->"


def figures(name: str) -> dict[str, Any]:
    """The figures of one benchmark."""
    document = json.loads((ROOT / "benchmarks" / "results" / f"{name}.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = document["figures"]
    return found


def table() -> str:
    """The figures beside plain faster-whisper as a table."""
    accuracy, speed, startup = figures("accuracy"), figures("speed"), figures("startup")
    heard = accuracy["sets"]["librispeech_test_other"]["words"]
    ours, plain = heard["voicecoach"], heard["plain"]
    rows: list[tuple[str, ...]] = [("", "voicecoach", "plain faster-whisper")]
    rows.append(
        (
            f"word error rate, {plain['words']} words of LibriSpeech test-other [95 % interval]",
            *(_shown(one["wer"], _percent) for one in (ours, plain)),
        )
    )
    rows.append(
        (
            f"time for {speed['minutes']:g} minutes of speech, words, voice and advice",
            f"{speed['voicecoach_s']:.0f} s ({speed['ratio']:.2f} of it)",
            f"{speed['plain_s']:.0f} s (words only)",
        )
    )
    rows.append(("`voicecoach --help`", f"{startup['voicecoach_help_s'] * 1000:.0f} ms", "-"))
    return _as_markdown(rows)


def voice_table() -> str:
    """The measures of the voice beside their peers: one row a figure, set by set."""
    rows: list[tuple[str, ...]] = [("", "set", "recordings", "voicecoach [95 % interval]", "peers [95 % interval]")]
    for name, measures in figures("accuracy")["sets"].items():
        for measure, figure, title, shape in VOICE_FIGURES:
            found = {system: told[figure] for system, told in measures.get(measure, {}).items()}
            if "voicecoach" not in found:
                continue
            ours = found.pop("voicecoach")
            count = measures[measure]["voicecoach"]["recordings"]
            peers = "; ".join(f"{PEERS.get(system, system)} {_shown(one, shape)}" for system, one in found.items())
            rows.append((title, name, str(count), _shown(ours, shape), peers or "-"))
    for name, conditions in figures("pitch")["sets"].items():
        for condition, found in conditions.items():
            ours = found["voicecoach"]
            peers = "; ".join(
                f"{PEERS.get(system, system)} {_shown(one['total'], _percent)}"
                for system, one in found.items()
                if system != "voicecoach"
            )
            title = f"frames with wrong pitch or voicing, {condition.replace('_db', ' dB').replace('_', ' ')}"
            rows.append((title, name, str(ours["recordings"]), _shown(ours["total"], _percent), peers))
    return _as_markdown(rows)


def speed_table() -> str:
    """How many times faster than speech each system measures, on one thread."""
    rows: list[tuple[str, ...]] = [("", "measures", "times real time")]
    for name, told in figures("hearing").items():
        if isinstance(told, dict):
            rows.append((PEERS.get(name, name), told["measures"], f"{told['times_real_time']:.0f}"))
    return _as_markdown(rows)


def style_table() -> str:
    """How rightly words are read, on utterances kept for scoring."""
    told = figures("style")
    style, cues, danger = told["style"], told["cues"], told["danger"]
    rows: list[tuple[str, ...]] = [("", "utterances", "[95 % interval]")]
    scored, moved = str(style["n"]), str(told["techniques"]["n"])
    rows += [
        ("styles, macro-F1 of four (unsure and neutral are wrong)", scored, _within(style["macro_f1"], _plain)),
        (
            "neutral taken for passive, aggressive or passive-aggressive",
            "100",
            _within(style["neutral_false_alarms"], _percent),
        ),
        ("answers with a score of 0.6 or more", scored, _within(style["sure_share"], _percent)),
        ("right among these", scored, _within(style["sure_accuracy"], _percent)),
        (
            "these show a cue of their style; without its words the score falls",
            str(cues["sure"]),
            f"{cues['with_cue']:.1%}; {cues['lower_without']:.1%}",
        ),
        ("with fillers put in, macro-F1", scored, _within(told["rough"]["with_fillers"], _plain)),
        (
            "typed, and spoken and recognised, macro-F1",
            str(told["sound"]["n"]),
            f"{_within(told['sound']['typed'], _plain)}; {_within(told['sound']['heard'], _plain)}",
        ),
        ("techniques, F1 of names", moved, _plain(told["techniques"]["f1"])),
        ("manipulative moves, F1 of names", moved, _plain(told["tactics"]["f1"])),
        (
            "words of danger found; idioms and the like taken for it",
            str(danger["n"]),
            f"{danger['found']:.1%}; {danger['false']:.1%}",
        ),
        (
            f"a sentence on one core; a thousand on one core, on {told['speed']['cores']}",
            "",
            "{sentence_ms:.0f} ms; {thousand_one_core_s:.1f} s, {thousand_s:.1f} s".format(**told["speed"]),
        ),
        ("size", "", f"{told['bytes'] / 1e6:.1f} MB"),
    ]
    return _as_markdown(rows)


def coach_table() -> str:
    """How right the coach is on recordings whose truth is known by the way they are made."""
    told = figures("coach")
    ways = [told["published_bands"], told["own_baseline"]]
    rows: list[tuple[str, ...]] = [
        ("share of recordings [95 % interval]", "published bands", "beside the own baseline")
    ]
    for title, group, name in (
        ("the voice gets the label that it was made for", "table", "voice"),
        ("congruence of words and voice", "table", "congruence"),
        ("the fix names what was spoiled", "table", "fix"),
        ("a fix although nothing was spoiled", "table", "false_fixes"),
        ("another voice label by gain, voice, octave or telephone", "changed", "all"),
    ):
        rows.append((title, *(_counted(way[group][name]) for way in ways)))
    for habit in ways[0]["habits"]:
        for title, name in (
            ("voice label", "same_voice"),
            ("fix", "same_fix"),
            ("fix, or both fixes name something that was spoiled", "same_or_right_fix"),
        ):
            shown = f"a speaker {habit.replace('_', ' ')} gets the plain speaker's {title}"
            rows.append((shown, *(_counted(way["habits"][habit][name]) for way in ways)))
    return _as_markdown(rows)


def _counted(told: Mapping[str, Any]) -> str:
    """A share with its counts and its interval."""
    return f"{_shown(told, _percent)}, {told['count']} of {told['n']}"


def live_table() -> str:
    """How soon feedback is there when somebody stops speaking."""
    told = figures("live")
    least_s, most_s = told["seconds"]
    rows: list[tuple[str, ...]] = [("", "median", "95 %")]
    for title, name in (
        ("from the end of the turn to feedback", "ended_to_shown_s"),
        ("from the last sound of speech to feedback", "stopped_to_shown_s"),
        ("the same turns transcribed and measured after the fact", "after_the_fact_s"),
    ):
        rows.append((title, *(f"{told[name][part]:.2f} s" for part in ("median", "p95"))))
    rows.append(
        (
            f"cut off in a pause, of {told['turns']} turns ({least_s:.0f}-{most_s:.0f} s)",
            str(told["false_endpoints"]),
            "",
        )
    )
    return _as_markdown(rows)


def scale_table() -> str:
    """A batch beside a plain loop."""
    told = figures("scale")
    count, minutes = told["analysed"], told["sound_s"] / 60
    rows: list[tuple[str, ...]] = [("", "voicecoach batch", "plain loop of faster-whisper")]
    rows += [
        (
            f"{count} recordings, {minutes:.0f} minutes of sound, {told['cores']} cores",
            f"{told['batch_s']:.0f} s ({told['ratio']:.2f} of it)",
            f"{told['loop_s']:.0f} s (words only)",
        ),
        ("processor time", f"{told['batch_cpu_s']:.0f} s", f"{told['loop_cpu_s']:.0f} s"),
        (
            "share of the cores' time that was used",
            f"{told['cpu_share']:.1%}",
            f"{told['loop_cpu_s'] / told['loop_s'] / told['cores']:.1%}",
        ),
        ("of what other programs left", f"{told['cpu_share_left']:.1%}", ""),
        ("taken by other programs meanwhile", f"{told['others_share']:.1%}", ""),
        ("documents; table", f"{told['document_bytes'] / 1e6:.1f} MB; {told['table_bytes'] / 1e6:.1f} MB", "-"),
    ]
    return _as_markdown(rows)


def profile_table() -> str:
    """Where the time of one worker goes."""
    told = figures("scale")
    kinds = [told["short"], told["long"]]
    rows: list[tuple[str, ...]] = [("core-seconds a minute of sound", "short recordings", "one long recording")]

    def row(title: str, seconds: Sequence[float]) -> tuple[str, ...]:
        shares = [
            f"{part_s * 60 / kind['sound_s']:.2f} ({part_s / kind['all_s']:.1%})"
            for part_s, kind in zip(seconds, kinds, strict=True)
        ]
        return (title, *shares)

    rows.append(row("recogniser: encoder, decoder, alignment", [kind["recogniser_s"] for kind in kinds]))
    rows += [row(part, [kind["parts_s"].get(part, 0.0) for kind in kinds]) for part in told["short"]["parts_s"]]
    rows.append(row("all", [kind["all_s"] for kind in kinds]))
    rows.append(("beside recognition", *(f"{kind['overhead']:.1%}" for kind in kinds)))
    rows.append(("spectra and tokens counted too", *(f"{kind['overhead_strict']:.1%}" for kind in kinds)))
    rows.append(("most memory of a worker", *(f"{kind['peak_mb']} MB" for kind in kinds)))
    return _as_markdown(rows)


def memory_table() -> str:
    """The most memory that one analysis held, of a short recording and of a long one."""
    kinds: dict[str, list[Mapping[str, Any]]] = {}
    for run in figures("memory")["runs"]:
        kinds.setdefault(run["speakers"], []).append(run)
    rows: list[tuple[str, ...]] = [("who speaks", "model", "length", "most memory", "against the shortest")]
    for kind, runs in kinds.items():
        shortest = min(runs, key=lambda run: float(run["minutes"]))
        for run in runs:
            share = f"{run['peak_mb'] / shortest['peak_mb']:.2f}" if run is not shortest else "1"
            told = (run["model"], f"{run['minutes']:g} min", f"{run['peak_mb']:.0f} MB", share)
            rows.append((WHO_SPEAKS[kind], *told))
    return _as_markdown(rows)


def sizing_table() -> str:
    """What an archive of long recordings takes, by the profile of a long recording."""
    told = figures("scale")
    core_h_per_h = told["long"]["core_s_per_s"]
    kept_mb_per_h = (told["document_bytes"] + told["table_bytes"]) / told["sound_s"] * 3600 / 1e6
    rows: list[tuple[str, ...]] = [
        (
            "hours of sound",
            "core-hours",
            "beside a GPU",
            "8 cores",
            "64 cores",
            "1,000 cores",
            "cores for a week",
            "results",
        )
    ]
    for hours in (100, 1_000, 10_000, 100_000):
        core_h = hours * core_h_per_h
        rows.append(
            (
                f"{hours:,}",
                f"{core_h:,.0f}",
                f"{core_h * told['long']['overhead_strict']:,.0f}",
                *(_long(core_h / cores) for cores in (8, 64, 1_000)),
                f"{max(1, round(core_h / (7 * 24))):,}",
                f"{hours * kept_mb_per_h / 1000:,.1f} GB",
            )
        )
    return _as_markdown(rows)


def _long(hours: float) -> str:
    """A time in the unit that suits it."""
    if hours >= 48:
        return f"{hours / 24:,.1f} days"
    if hours >= 1:
        return f"{hours:.1f} h"
    return f"{hours * 60:.0f} min" if hours * 60 >= 2 else f"{hours * 3600:.0f} s"


def _within(told: Sequence[float], shape: Callable[[float], str]) -> str:
    """A figure with its interval, as the style figures hold them."""
    return f"{shape(told[0])} [{shape(told[1])}, {shape(told[2])}]"


def _percent(value: float) -> str:
    return f"{value:.1%}"


def _plain(value: float) -> str:
    return f"{value:.2f}"


def _milliseconds(value: float) -> str:
    return f"{value:.0f} ms"


VOICE_FIGURES: tuple[tuple[str, str, str, Callable[[float], str]], ...] = (
    ("fillers", "f1", "filled pauses, F1", _plain),
    ("pauses", "f1", "silent pauses, F1", _plain),
    ("pauses", "edge_ms", "edges of pauses, median error", _milliseconds),
    ("articulation_rate", "median_error", "articulation rate, median error", _percent),
    ("articulation_rate", "pearson_r", "articulation rate, correlation", _plain),
    ("syllables", "median_error", "number of syllables, median error", _percent),
    ("pitch", "total", "frames with wrong pitch or voicing", _percent),
)

WHO_SPEAKS = {
    "one": "one speaker",
    "stereo": "two speakers, a channel each",
    "mono": "two speakers in one channel",
}

PEERS = {
    "plain": "faster-whisper",
    "praat": "Praat",
    "silero_vad": "Silero VAD",
    "swift_f0": "swift-f0",
    "librosa_pyin": "librosa.pyin",
    "opensmile_egemaps": "openSMILE eGeMAPS",
}


def _shown(told: Mapping[str, Any], shape: Callable[[float], str]) -> str:
    """A figure with its interval."""
    if told["value"] is None:
        return "-"
    ends = told["interval_95"]
    return shape(told["value"]) + (f" [{shape(ends[0])}, {shape(ends[1])}]" if ends else "")


def _as_markdown(rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n"


TABLES = {
    "figures": table,
    "voice figures": voice_table,
    "hearing figures": speed_table,
    "style figures": style_table,
    "coach figures": coach_table,
    "live figures": live_table,
    "scale figures": scale_table,
    "profile figures": profile_table,
    "sizing figures": sizing_table,
    "memory figures": memory_table,
}
"""By the name in the comment that opens each in a document; those that it does not have are left out."""

DOCUMENTS = ("README.md", "docs/quickstart.md", "docs/scale.md")


def main() -> None:
    """Write the tables, or check that they are there."""
    for document in DOCUMENTS:
        path = ROOT / document
        text = wanted = path.read_text(encoding="utf-8")
        for name, written in TABLES.items():
            start = f"<!-- {name}: written by `python -m benchmarks.readme` -->\n"
            if start in wanted:
                before, rest = wanted.split(start)
                wanted = before + start + "\n" + written() + "\n" + END + rest.partition(END)[2]
        if "--check" not in sys.argv:
            path.write_text(wanted, encoding="utf-8")
        elif text != wanted:
            sys.exit(f"{document} does not show the figures: run python -m benchmarks.readme")


if __name__ == "__main__":
    main()
