"""An analysis as rows of a table (CSV): one long table, a row for each thing on the time axis.

Conventions
    The column `tier` says what a row is: speaker, turn, sentence, word, pause, disfluency or finding. One table holds
    all of them and all recordings, so that one file can be filtered instead of seven joined; a cell that a tier has no
    use for is empty, and so is what can't be known. Numbers are those of the document, digit by digit. Texts are as
    they were recognised: a spreadsheet may take one that begins with `=` for a formula, so import it as text there.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from typing import Any, Final

from voicecoach.document import Analysis
from voicecoach.prosody import Prosody
from voicecoach.reading import StyleReading, StyleScores, VoiceReading, VoiceScores

_PROSODY: Final = tuple(field.name for field in fields(Prosody))
_STYLES: Final = tuple(field.name for field in fields(StyleScores))
_VOICES: Final = tuple(field.name for field in fields(VoiceScores))

COLUMNS: Final = (
    *("file", "tier", "speaker", "start_s", "end_s", "text", "kind", "place", "breath", "probability"),
    *("style", *(f"style_{name}" for name in _STYLES)),
    *("voice", *(f"voice_{name}" for name in _VOICES)),
    *("congruence", "reply_gap_s", "speaking_s", *_PROSODY),
    *("rule", "measured", "unit", "band_low", "band_high", "confidence", "advice"),
)
"""The names of the columns in order; new ones come at the end."""

_Row = Mapping[str, Any]


def header() -> str:
    """The first line."""
    return _line(COLUMNS)


def rows(analysis: Analysis) -> Iterator[str]:
    """A line of CSV for each thing, without its line end."""
    for row in _things(analysis):
        whole = {"file": analysis.source.path, **row}
        yield _line([_cell(whole.get(name)) for name in COLUMNS])


def _things(analysis: Analysis) -> Iterator[_Row]:
    for who, summary in analysis.speakers.items():
        yield {"tier": "speaker", "speaker": who, "speaking_s": summary.speaking_s, **asdict(summary.prosody)}
    for turn in analysis.turns:
        yield {**_said("turn", turn.speaker, turn), "reply_gap_s": turn.reply_gap_s}
        for sentence in turn.sentences:
            yield _said("sentence", turn.speaker, sentence)
    for word in analysis.words:
        yield {**_placed("word", word), "text": word.text, "probability": word.probability}
    for pause in analysis.pauses:
        found = {"text": pause.text, "kind": pause.kind, "place": pause.place, "breath": pause.breath}
        yield {**_placed("pause", pause), **found}
    for one in analysis.disfluencies:
        yield {**_placed("disfluency", one), "text": one.text, "kind": one.kind}
    for finding in analysis.findings:
        row = {name: getattr(finding, name) for name in ("kind", "rule", "measured", "unit", "confidence", "advice")}
        yield {**_placed("finding", finding), **row, "band_low": finding.band[0], "band_high": finding.band[1]}


def _placed(tier: str, thing: Any) -> dict[str, Any]:
    """What every row holds of a thing with a speaker and two times."""
    return {"tier": tier, "speaker": thing.speaker, "start_s": thing.start_s, "end_s": thing.end_s}


def _said(tier: str, speaker: str, said: Any) -> dict[str, Any]:
    style: StyleReading = said.style
    voice: VoiceReading = said.voice
    return {
        "tier": tier,
        "speaker": speaker,
        "start_s": said.start_s,
        "end_s": said.end_s,
        "text": said.text,
        "style": style.label,
        **{f"style_{name}": getattr(style.scores, name) for name in _STYLES},
        "voice": voice.label,
        **{f"voice_{name}": getattr(voice.scores, name) for name in _VOICES},
        "congruence": said.congruence,
        **asdict(said.prosody),
    }


def _cell(value: Any) -> Any:
    """JSON's words for truth, so that both files say the same."""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else value


def _line(cells: Any) -> str:
    text = io.StringIO(newline="")
    # The writer quotes what its own line end holds: both signs, so that no text breaks a line.
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().removesuffix("\r\n")
