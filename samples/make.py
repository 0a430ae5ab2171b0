"""Makes the sample recordings and their truth: `python samples/make.py`.

`--check` measures what is there instead, and with `--model FOLDER` recognises it too.
"""

import argparse
import json
import re
import sys
import wave
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

# So that the command works from a bare checkout, whatever folder it is started in.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from samples import shaping, voice
from samples.recordings import RECORDINGS, Recording
from samples.voice import RATE_HZ, MissingPartError, Samples, Speaker, Voice

# Before the first word and after the last: what a person leaves when they press the button.
_LEAD_S = 0.3
# From this length a silence is a pause: docs/how-it-measures.md.
_PAUSE_S = 0.15
# Fillers are said under the breath.
_FILLER_LEVEL_DB = -2.0
_MARK = re.compile(r"\(([\d.]+)\)|<(\w+)>")
# Comma for a melody that goes on: a phrase before a hesitation does not close.
_GOES_ON = ","
# What the voice is asked for, and how slowly: at its own pace a filler is clipped; people's last
# 0.3 to 0.6 s.
_FILLERS = {"um": ("umm.", 0.55), "uh": ("uh.", 0.42)}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence: a phrase, a filler or a silence."""

    kind: str
    text: str = ""
    silence_s: float = 0.0


def pieces_of(sentence: str) -> list[Piece]:
    """Read a sentence with its marks."""
    pieces: list[Piece] = []
    at = 0
    for mark in _MARK.finditer(sentence):
        pieces.append(Piece("phrase", sentence[at : mark.start()].strip()))
        silence, filler = mark.groups()
        pieces.append(Piece("filler", filler) if filler else Piece("silence", silence_s=float(silence)))
        at = mark.end()
    pieces.append(Piece("phrase", sentence[at:].strip()))
    return [piece for piece in pieces if piece.kind != "phrase" or piece.text]


class Timeline:
    """A recording as it grows: samples, and where each thing lies in them."""

    def __init__(self) -> None:
        self._parts: list[Samples] = []
        self._count = 0
        self.pauses: list[list[float]] = []
        self.fillers: list[list[float]] = []
        self.sentences: list[dict[str, Any]] = []

    @property
    def now_s(self) -> float:
        """Where the next part will start."""
        return round(self._count / RATE_HZ, 4)

    def add(self, samples: Samples) -> list[float]:
        """Append samples; returns their start and end."""
        start_s = self.now_s
        self._parts.append(samples)
        self._count += len(samples)
        return [start_s, self.now_s]

    def silence(self, silence_s: float, *, is_pause: bool = True) -> None:
        """Append silence, noted as a pause where it is long enough and inside the speech."""
        span = self.add(np.zeros(round(silence_s * RATE_HZ)))
        if is_pause and silence_s >= _PAUSE_S:
            self.pauses.append(span)

    def samples(self) -> Samples:
        """All of it."""
        return np.concatenate(self._parts)


def spoken(piece: Piece, speaker: Voice, recording: Recording, *, is_final: bool) -> Samples:
    """One phrase or filler in the recording's voice."""
    shape = recording.shaping
    if piece.kind == "filler":
        plain = speaker.say(*_FILLERS[piece.text])
        level_db = shape.level_db + _FILLER_LEVEL_DB
    else:
        text = piece.text if piece.text[-1] in ".,?" else piece.text + _GOES_ON
        plain, level_db = speaker.say(text, shape.rate), shape.level_db
    bent = shaping.bend_pitch(plain, shape, is_final=is_final, register=speaker.register)
    return shaping.to_level(shaping.tilt(bent, shape.tilt_db), level_db)


def add_sentence(timeline: Timeline, sentence: str, speaker: Voice, recording: Recording) -> None:
    """Speak a sentence onto the timeline."""
    pieces = pieces_of(sentence)
    words = " ".join(piece.text for piece in pieces if piece.kind == "phrase")
    starts_s = timeline.now_s
    for index, piece in enumerate(pieces):
        if piece.kind == "silence":
            timeline.silence(piece.silence_s)
            continue
        is_final = index == len(pieces) - 1
        samples = spoken(piece, speaker, recording, is_final=is_final)
        if is_final:
            samples = shaping.fade_end(samples, recording.shaping.end_fade_db, recording.shaping.level_db)
        span = timeline.add(samples)
        if piece.kind == "filler":
            timeline.fillers.append(span)
    timeline.sentences.append({"text": words, "start_s": starts_s, "end_s": timeline.now_s})


def truth_of(recording: Recording, timeline: Timeline) -> dict[str, Any]:
    """All that is known about a recording by the way it was made."""
    text = " ".join(sentence["text"] for sentence in timeline.sentences)
    verbatim = " ".join(
        piece.text for sentence in recording.sentences for piece in pieces_of(sentence) if piece.kind != "silence"
    )
    speech_s = timeline.sentences[-1]["end_s"] - timeline.sentences[0]["start_s"]
    return {
        "synthetic": True,
        "voice": voice.VOICE,
        "situation": recording.situation,
        "text": text,
        "verbatim": verbatim,
        "style": recording.style,
        "voice_label": recording.voice_label,
        "congruence": recording.congruence,
        "spoiled": list(recording.spoiled),
        "fillers": timeline.fillers,
        "pauses": timeline.pauses,
        "sentences": timeline.sentences,
        "shaping": asdict(recording.shaping),
        "speech_wpm": round(60.0 * len(text.split()) / speech_s, 1),
        "duration_s": timeline.now_s,
    }


def render(recording: Recording, speaker: Voice) -> tuple[Samples, Timeline]:
    """The sound of one recording in the room, and where each thing lies in it."""
    timeline = Timeline()
    timeline.silence(_LEAD_S, is_pause=False)
    for index, sentence in enumerate(recording.sentences):
        if index:
            timeline.silence(recording.gap_s)
        add_sentence(timeline, sentence, speaker, recording)
    timeline.silence(_LEAD_S, is_pause=False)
    speech = shaping.limit(timeline.samples())
    return speech + shaping.room_noise(len(speech), recording.seed), timeline


def make(recording: Recording, folder: Path) -> None:
    """Make one recording and its truth."""
    samples, timeline = render(recording, Speaker(recording.seed))
    folder.mkdir(parents=True, exist_ok=True)
    with wave.open(str(folder / f"{recording.name}.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(np.round(np.clip(samples, -1.0, 1.0) * 32767.0).astype("<i2").tobytes())
    truth = json.dumps(truth_of(recording, timeline), indent=2, ensure_ascii=False)
    (folder / f"{recording.name}.json").write_text(truth + "\n", encoding="utf-8")


def arguments(argv: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Make the sample recordings, or check those that are there.")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent, help="folder of the recordings")
    parser.add_argument("--only", choices=[recording.name for recording in RECORDINGS], help="only this recording")
    parser.add_argument("--check", action="store_true", help="measure the recordings instead of making them")
    parser.add_argument(
        "--model", type=Path, help="with --check: a faster-whisper model folder, to recognise the words"
    )
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    options = arguments(argv)
    chosen = [recording for recording in RECORDINGS if options.only in (None, recording.name)]
    try:
        if options.check:
            from samples.checking import print_table

            print_table([options.out / f"{recording.name}.wav" for recording in chosen], options.model)
            return 0
        for recording in chosen:
            make(recording, options.out)
            print(f"made {recording.name}")
    except MissingPartError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
