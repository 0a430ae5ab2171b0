"""Texts as a page holds them."""

import html

from voicecoach.report.progress_words import printable


def escaped(text: str) -> str:
    """A text in which no sign is markup."""
    return html.escape(printable(text))


def words(name: str) -> str:
    """A name of the program in plain words."""
    return escaped(
        name.replace("passive_aggressive", "passive-aggressive").replace("i_statement", "I_statement").replace("_", " ")
    )
