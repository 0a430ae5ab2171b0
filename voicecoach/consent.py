"""Consent: who agreed to what, from which day to which; and whether a recording may be analysed under it.

Conventions
    Days are ISO 8601 (`2026-03-01`), the first and the last of a consent inside it. A recording may be analysed when
    its own day and today both lie in a consent for `PURPOSE`: nobody can agree to it afterwards, and who no longer
    agrees is not analysed. Withdrawal leaves no record: it deletes everything, the consent with it.
"""

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from voicecoach.errors import ConsentError
from voicecoach.history import ME

PURPOSE = "analysis of session recordings"
"""What a scope has to name, so that recordings may be analysed."""

LONGEST_PSEUDONYM = 40
"""Signs of a pseudonym at most (own proposal): it fits a line of a table."""

LEAST_NUMBER_DIGITS = 6
"""Digits from which a number in a pseudonym may be a date of birth, a telephone or an insurance number (own
proposal)."""

AudioConsent = Literal["keep", "delete"]
"""Whether the sound may be kept after the analysis."""

_MAIL = re.compile(r"\S@\S+\.\S")
_NAME_PART = re.compile(r"[^\W\d_]+(?:['.\N{RIGHT SINGLE QUOTATION MARK}-][^\W\d_]*)*")


@dataclass(frozen=True, slots=True)
class Consent:
    """What was agreed to, as it was noted."""

    id: str
    client: str
    """The client's pseudonym."""
    given_by: str
    """Who agreed: everybody in the recordings, or whoever may for them."""
    scope: str
    given_on: str
    """The first day on which it holds."""
    noted_at: str
    """When it was put on record."""
    until: str | None = None
    """The last day on which it holds; None until it is withdrawn."""
    audio: AudioConsent = "delete"

    def __post_init__(self) -> None:
        first = date.fromisoformat(self.given_on)
        if self.until is not None and date.fromisoformat(self.until) < first:
            raise ValueError(f"a consent of {self.given_on} can't end before that, on {self.until}")

    @property
    def is_for_analysis(self) -> bool:
        """Whether its scope names `PURPOSE`."""
        return PURPOSE in " ".join(self.scope.casefold().split())

    def holds_on(self, day: date) -> bool:
        """Whether it covers a day."""
        return self.given_on <= day.isoformat() and not self.is_over_on(day)

    def is_over_on(self, day: date) -> bool:
        """Whether it ended before a day."""
        return self.until is not None and self.until < day.isoformat()


def permission(consents: Iterable[Consent], client: str, recorded_on: date, today: date) -> Consent:
    """The consent under which a recording is analysed.

    Args:
        consents: All that is on record of the client.
        client: The client's pseudonym.
        recorded_on: The day of the recording.
        today: The day of the analysis.

    Returns:
        The newest one that holds today: a later one may be narrower.

    Raises:
        ConsentError: When none covers the day of the recording, or none holds today.
    """
    known = list(consents)
    add = f"voicecoach review consent add {shlex.quote(client)} --by NAME"
    if not known:
        raise ConsentError(f"There is no consent of {client} on record.", f"Ask for it, then note it: {add}")
    meant = [one for one in known if one.is_for_analysis]
    if not meant:
        scopes = "; ".join(dict.fromkeys(one.scope for one in known))
        raise ConsentError(f"The consent of {client} is for something else: {scopes}.", f"Ask for this too: {add}")
    valid = [one for one in meant if one.holds_on(today)]
    if not valid:
        ended = max(one.until for one in meant if one.until is not None)
        raise ConsentError(f"The consent of {client} ended on {ended}.", f"Ask again, then note it: {add}")
    if not any(one.holds_on(recorded_on) for one in meant):
        raise ConsentError(
            f"No consent of {client} covers {recorded_on}, the day of the recording.",
            f"Was it given by then? Note the day: {add} --given {recorded_on}. Otherwise do not analyse it.",
        )
    return max(valid, key=lambda one: (one.given_on, one.noted_at))


def check_pseudonym(client: str) -> None:
    """See that something can stand for a client.

    Raises:
        ValueError: When it is empty, too long, can't be printed, or is the name of whoever practises here.
    """
    if not client or client != client.strip() or not client.isprintable():
        raise ValueError("a pseudonym has signs that can be printed, and no blank at either end")
    if len(client) > LONGEST_PSEUDONYM:
        raise ValueError(f"a pseudonym has at most {LONGEST_PSEUDONYM} signs")
    if client == ME:
        raise ValueError(f"{ME} is who practises here: a client needs another pseudonym")


def likeness(client: str) -> str | None:
    """What a pseudonym looks like that it should not be; None where it tells nothing.

    >>> likeness("Anna Meier")
    'a full name'
    >>> likeness("heron") is None
    True
    """
    if _MAIL.search(client):
        return "an e-mail address"
    if sum(sign.isdigit() for sign in client) >= LEAST_NUMBER_DIGITS:
        return "a number that somebody has"
    parts = client.replace(",", " ").split()
    capitals = sum(part[0].isupper() for part in parts)
    if capitals > 1 and capitals == len(parts) and all(_NAME_PART.fullmatch(part) for part in parts):
        return "a full name"
    return None
