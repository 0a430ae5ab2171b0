"""Writes the figures of `metrics.json` and `meta.json` into the card.

    python -m models.style.card [--check]

Tables stand between the comments "files", "figures" or "parts" and the next "end". With --check nothing is written; the
exit status is 1 when the card does not show the figures.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
CARD = FOLDER / "card.md"
END = "<!-- end -->"

_STYLES = ("passive", "aggressive", "passive_aggressive", "assertive")


def written(card: str) -> str:
    """The card with the figures as they are now."""
    meta, metrics = (json.loads((FOLDER / name).read_text(encoding="utf-8")) for name in ("meta.json", "metrics.json"))
    for name, tables in (("files", _files(meta)), ("figures", _figures(metrics)), ("parts", _parts(metrics))):
        head, mark, rest = card.partition(f"<!-- {name} -->\n")
        if not mark:
            raise ValueError(f"the card has no place for {name}")
        card = f"{head}{mark}{tables}{END}{rest.partition(END)[2]}"
    return card


def _files(meta: Mapping[str, Any]) -> str:
    rows = [
        (f"`{name}`", f"{(FOLDER / name).stat().st_size:,}", f"`{checksum}`")
        for name, checksum in sorted(meta["sha256"].items())
    ]
    return _table(("file", "bytes", "SHA-256"), rows)


def _figures(metrics: Mapping[str, Any]) -> str:
    writers, situations = metrics["unseen_writers"], metrics["unseen_situations"]
    both = (writers, situations)
    rows = [
        ("macro-F1 of the four styles", *(_span(one["macro_f1"]) for one in both)),
        ("the same, when it must answer", *(f"{one['macro_f1_without_abstaining']:.3f}" for one in both)),
        ("the network alone, without cues", *(f"{one['network_alone_macro_f1']:.3f}" for one in both)),
        *((f"F1 {style.replace('_', '-')}", *(_span(one["f1"][style]) for one in both)) for style in _STYLES),
        ("neutral taken for one of the first three", *(_span(one["neutral_false_alarms"]) for one in both)),
        ("unsure", *(f"{one['unsure_share']:.3f}" for one in both)),
        ("answers with a score of 0.6 or more", *(_span(one["sure_share"]) for one in both)),
        ("right among these", *(_span(one["sure_accuracy"]) for one in both)),
        ("calibration error (ten bins)", *(f"{one['calibration_error']:.3f}" for one in both)),
    ]
    scores = [(score, f"{share:.3f}", f"{right:.3f}") for score, (share, right) in writers["by_score"].items()]
    rough = [(kind.replace("_", " "), _span(found)) for kind, found in metrics["rough_texts"].items()]
    tags = [(kind, str(metrics[kind]["n"]), f"{metrics[kind]['f1']:.3f}") for kind in ("techniques", "tactics")]
    return "\n".join(
        (
            _table(("", f"unseen writers, {writers['n']:,}", f"unseen situations, {situations['n']:,}"), rows),
            _table(("score at least", "share of all utterances", "right"), scores),
            _table(("texts of unseen writers", "macro-F1"), rough),
            _table(("moves of an unseen writer", "utterances", "F1 of names"), tags),
        )
    )


def _parts(metrics: Mapping[str, Any]) -> str:
    by = metrics["unseen_writers"]["by"]
    lengths = sorted(by["words"].items(), key=lambda item: int(item[0].partition("-")[0]))
    named = metrics["techniques"]["by_name"], metrics["tactics"]["by_name"]
    return "\n".join(
        (
            *(
                _table(
                    (part, "utterances", "macro-F1"), [(name, str(f["n"]), _span(f["macro_f1"])) for name, f in told]
                )
                for part, told in (
                    ("words", lengths),
                    ("writer", by["writer"].items()),
                    ("situation", by["situation"].items()),
                )
            ),
            *(
                _table((kind, "F1"), [(name, f"{value:.2f}") for name, value in told.items()])
                for kind, told in zip(("technique", "tactic"), named, strict=True)
            ),
        )
    )


def _span(figure: Sequence[float]) -> str:
    return f"{figure[0]:.3f} [{figure[1]:.3f}, {figure[2]:.3f}]"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> int:
    """Write the card, or tell whether it is as it would be written."""
    before = CARD.read_text(encoding="utf-8")
    after = written(before)
    if "--check" in sys.argv[1:]:
        return int(after != before)
    CARD.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
