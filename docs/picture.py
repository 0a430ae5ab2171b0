"""Draws the terminal report of a sample as an SVG for the README.

python -m docs.picture [SAMPLE] [OUT]
"""

import io
import re
import sys
from pathlib import Path

from rich.console import Console

from benchmarks.parts import our_parts
from voicecoach.adapters.catalogue import catalogue
from voicecoach.adapters.media import MediaFile
from voicecoach.analysis import analyse
from voicecoach.report.text import render

ROOT = Path(__file__).parent.parent
SAMPLE = "samples/assertive_soft_neighbour_noise.wav"
COLUMNS = 100


def main() -> None:
    """Analyse the sample with the default model and write the picture."""
    sample = sys.argv[1] if len(sys.argv) > 1 else SAMPLE
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs" / "analyze.svg"
    parts = our_parts(catalogue().default)
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(render(analyse(MediaFile(ROOT / sample), sample, parts)))
    picture = console.export_svg(title=f"voicecoach analyze {sample}")
    # rich names fonts on a foreign server; a picture of a private program asks nobody for anything.
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    out.write_text(picture.replace("Fira Code", "monospace"), encoding="utf-8")


if __name__ == "__main__":
    main()
