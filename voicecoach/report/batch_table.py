"""An analysis as rows of a table: one for the recording, one a turn.

Conventions
    Both kinds of row have the same columns, so that they stand in one table: `row` tells them apart. What can't be
    known is None.
"""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from voicecoach.document import Analysis
from voicecoach.engine.job import Job
from voicecoach.prosody import Prosody
from voicecoach.reading import StyleScores, VoiceScores

TEXTS = (
    *("row", "path", "sha256", "client", "language", "model", "version", "speaker", "text"),
    *("style", "voice", "congruence", "strength", "fix", "warnings"),
)
"""Columns of text."""

WHOLE = ("turn", "turns", "speakers", "syllables", "words")
"""Columns of whole numbers."""

_SCORES = (
    *(f"style_{one.name}" for one in fields(StyleScores)),
    *(f"voice_{one.name}" for one in fields(VoiceScores)),
)
_PROSODY = tuple(one.name for one in fields(Prosody) if one.name not in WHOLE)
NUMBERS = (
    *("start_s", "end_s", "duration_s", "speaking_s", "reply_gap_s"),
    *("noise_floor_db", "snr_db", "clipped_share", "silence_share"),
    *_SCORES,
    *_PROSODY,
)
"""Columns of numbers, with their units in their names."""

COLUMNS = (*TEXTS, *WHOLE, *NUMBERS)

Row = dict[str, Any]


def rows(analysis: Analysis, job: Job) -> Iterator[Row]:
    """The rows of a recording: itself first, then its turns in order."""
    signal, given = analysis.signal, {finding.kind: finding.rule for finding in analysis.findings}
    shared: Row = {
        "path": job.path,
        "sha256": analysis.source.sha256,
        "client": job.client or None,
        "language": analysis.engine.language or None,
        "model": analysis.engine.model or None,
        "version": analysis.engine.version,
    }
    first = next(iter(analysis.speakers), None)
    speaker = job.client if job.client in analysis.speakers else first
    summary = analysis.speakers[speaker] if speaker else None
    yield _whole(
        {
            **shared,
            "row": "recording",
            "speaker": speaker,
            "text": " ".join(turn.text for turn in analysis.turns) or None,
            "strength": given.get("strength"),
            "fix": given.get("fix"),
            "warnings": " | ".join(signal.warnings) or None,
            "turns": len(analysis.turns),
            "speakers": len(analysis.speakers),
            "start_s": 0.0,
            "end_s": analysis.source.duration_s,
            "duration_s": analysis.source.duration_s,
            "speaking_s": summary.speaking_s if summary else 0.0,
            "noise_floor_db": signal.noise_floor_db,
            "snr_db": signal.snr_db,
            "clipped_share": signal.clipped_share,
            "silence_share": signal.silence_share,
            **(_measured(summary.prosody) if summary else {}),
        }
    )
    for number, turn in enumerate(analysis.turns, 1):
        yield _whole(
            {
                **shared,
                "row": "turn",
                "turn": number,
                "speaker": turn.speaker,
                "text": turn.text,
                "style": turn.style.label,
                "voice": turn.voice.label,
                "congruence": turn.congruence,
                "start_s": turn.start_s,
                "end_s": turn.end_s,
                "duration_s": round(turn.end_s - turn.start_s, 3),
                "reply_gap_s": turn.reply_gap_s,
                **{f"style_{one.name}": getattr(turn.style.scores, one.name) for one in fields(StyleScores)},
                **{f"voice_{one.name}": getattr(turn.voice.scores, one.name) for one in fields(VoiceScores)},
                **_measured(turn.prosody),
            }
        )


def _measured(prosody: Prosody) -> Row:
    return {one.name: getattr(prosody, one.name) for one in fields(Prosody) if one.name in {*_PROSODY, *WHOLE}}


def _whole(row: Row) -> Row:
    return {column: row.get(column) for column in COLUMNS}
