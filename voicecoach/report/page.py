"""A recording, or several takes, as one page that needs nothing else: to look at, to listen to, to compare, to print.

Conventions
    The page holds its style sheet, its scripts, its data and, where wanted, its sound. Its policy names the style sheet
    and the scripts by their SHA-256 and lets in nothing else, so that the page can fetch and send nothing. Every text
    that comes from a recording is escaped; data stand in script elements of a type that is not run. All that is said
    stands in the page itself and can be read without scripts; these add the time axis, the sound and the keys.
"""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import PurePath

from voicecoach.report.markup import escaped
from voicecoach.report.page_compare import compare_section
from voicecoach.report.page_data import Take, data_of, safe_json
from voicecoach.report.page_take import take_section
from voicecoach.report.progress_html import FOOTER
from voicecoach.report.told import sentences_told

__all__ = ["Take", "page"]

_SCRIPTS = ("tracks.js", "timeline.js", "player.js", "keys.js")


@cache
def _asset(name: str) -> str:
    return files("voicecoach").joinpath("report", "page_assets", name).read_text(encoding="utf-8")


def page(takes: Sequence[Take]) -> str:
    """The whole page.

    Args:
        takes: One or more, in the order in which they are compared.

    Raises:
        ValueError: When there is none.
    """
    if not takes:
        raise ValueError("a page needs a take")
    names = [escaped(_name(take)) for take in takes]
    title = names[0] if len(takes) == 1 else f"{len(takes)} takes"
    style, script = _asset("page.css"), f"(() => {{\n'use strict';\n{''.join(map(_asset, _SCRIPTS))}}})();\n"
    told = [sentences_told(take.analysis) for take in takes]
    sections = "".join(
        take_section(take, own, number, names[number])
        for number, (take, own) in enumerate(zip(takes, told, strict=True))
    )
    compared = compare_section([take.analysis for take in takes], names) if len(takes) > 1 else ""
    data = safe_json([data_of(take, own) for take, own in zip(takes, told, strict=True)])
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script, takes)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title><style>{style}</style></head>\n<body>\n"
        f'<a class="skip" href="#t0-said">Skip to what was said</a>\n'
        f"<header><h1>{title}</h1>{_tabs(names)}</header>\n"
        f"{_asset('deck.html')}<main>{compared}{sections}</main>\n"
        f'<footer><p class="soft">{escaped(FOOTER)}</p></footer>\n'
        f'<script type="application/json" id="data">{data}</script>\n{"".join(_sounds(takes))}'
        f"<script>{script}</script>\n</body></html>"
    )


def _name(take: Take) -> str:
    path = take.analysis.source.path
    return take.name or PurePath(path).name or path


def _tabs(names: Sequence[str]) -> str:
    """Buttons that choose the take; one needs none."""
    if len(names) == 1:
        return ""
    buttons = "".join(
        f'<button type="button" class="tab" data-show="{number}" aria-pressed="false">Take {number + 1}'
        f' <span class="name">{name}</span></button>'
        for number, name in enumerate(names)
    )
    return f'<nav aria-label="Takes">{buttons}<a href="#compare">Compare</a></nav>'


def _policy(style: str, script: str, takes: Sequence[Take]) -> str:
    beside = " 'self' file:" if any(take.beside for take in takes) else ""
    return (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; media-src blob:{beside}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _sounds(takes: Sequence[Take]) -> list[str]:
    return [
        f'<script type="text/plain" id="sound-{number}">{base64.b64encode(take.sound).decode()}</script>\n'
        for number, take in enumerate(takes)
        if take.sound
    ]
