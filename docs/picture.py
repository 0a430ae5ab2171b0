"""Draws the terminal report of a sample as an SVG for the README.

python docs/picture.py [SAMPLE] [OUT]
"""

import io
import re
import sys
from pathlib import Path

from platformdirs import user_data_path
from rich.console import Console

from voicecoach.adapters.catalogue import catalogue
from voicecoach.adapters.media import MediaFile
from voicecoach.adapters.silero import SileroClassifier
from voicecoach.adapters.swift import SwiftPitchTracker
from voicecoach.adapters.weights import ModelStore
from voicecoach.adapters.whisper import WhisperTranscriber
from voicecoach.analysis import Parts, analyse
from voicecoach.report.text import render

ROOT = Path(__file__).parent.parent
SAMPLE = "samples/assertive_soft_neighbour_noise.wav"
COLUMNS = 100


def main() -> None:
    """Analyse the sample with the default model and write the picture."""
    sample = sys.argv[1] if len(sys.argv) > 1 else SAMPLE
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs" / "analyze.svg"
    known = catalogue()
    store = ModelStore(user_data_path("voicecoach", appauthor=False), known)
    folder = store.prepare(known.default, lambda *_: None)
    transcriber = WhisperTranscriber(folder, known.default)
    parts = Parts(SileroClassifier, SwiftPitchTracker, lambda: transcriber)
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(render(analyse(MediaFile(ROOT / sample), sample, parts)))
    picture = console.export_svg(title=f"voicecoach analyze {sample}")
    # rich names fonts on a foreign server; a picture of a private program asks nobody for anything.
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    out.write_text(picture.replace("Fira Code", "monospace"), encoding="utf-8")


if __name__ == "__main__":
    main()
