"""A line as a voice may be given it: plain words, with nothing that a synthesiser takes for a command."""

import re

_PHONEMES = re.compile(r"\[{2,}|\]{2,}")
"""espeak, piper and macOS take what stands between doubled brackets for sounds or commands."""

_TIES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def speakable(text: str) -> str:
    r"""The text on one line without control characters and doubled brackets; empty without letters or digits.

    >>> speakable("No.\n[[rate 500]]  Not today.")
    'No. rate 500 Not today.'
    """
    plain = _TIES.sub(" ", _PHONEMES.sub(" ", text)).strip()
    return plain if any(character.isalnum() for character in plain) else ""
