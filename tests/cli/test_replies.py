"""Replies from files: what is told of them can be written down."""

import json
import os
from pathlib import Path

from tests.cli.takes import take
from tests.signals import silence
from voicecoach.analysis import AnalysisOptions
from voicecoach.audio import Samples
from voicecoach.cli.events import Events
from voicecoach.cli.replies import FileReplies
from voicecoach.document import Analysis
from voicecoach.replying import Asked


def test_a_name_that_is_no_text_is_marked_in_the_events(tmp_path: Path) -> None:
    def hear(_path: Path, _options: AnalysisOptions, _content: bytes | None = None, /) -> tuple[Analysis, Samples]:
        return take(9.0), silence(1.0)

    replies = FileReplies([Path(os.fsdecode(b"caf\xe9.wav"))], hear)
    with Events(tmp_path / "events") as events:
        replies.next(Asked(1, "Well?", "Well?", AnalysisOptions()), events.tell)
    told = json.loads((tmp_path / "events").read_text(encoding="utf-8"))
    assert (told["event"], told["path"]) == ("listening", "caf\N{REPLACEMENT CHARACTER}.wav")
