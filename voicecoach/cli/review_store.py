"""Opening the records for a verb of `review`: what is over its time goes first."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from voicecoach.cli.app import App
from voicecoach.cli.paths import readable
from voicecoach.cli.saving import existing_history, has_history, named, open_history
from voicecoach.errors import HistoryError

if TYPE_CHECKING:
    from voicecoach.adapters.store import SqliteHistory

START = 'Start with a consent: voicecoach review consent add CLIENT --by NAME --scope "analysis of session recordings"'


@contextmanager
def opened(app: App, *, makes: bool = False) -> Iterator["SqliteHistory"]:
    """The history, swept of sound whose time is over; told on stderr where there was any.

    Args:
        app: The run.
        makes: Whether to make one where there is none.

    Raises:
        HistoryError: When there is none, or it can't be opened.
    """
    if not makes and not has_history(app):
        raise HistoryError(f"Nothing is kept yet in {app.data_dir}.", START)
    with open_history(app) if makes else existing_history(app) as kept:
        swept(app, kept)
        yield kept


def swept(app: App, kept: "SqliteHistory") -> tuple[str, ...]:
    """Delete the sound whose time is over, and tell of which sessions."""
    from voicecoach.review import sweep

    gone = sweep(kept.records, datetime.now(UTC))
    if gone:
        app.tell(f"The time to keep the sound was over, it was deleted: {', '.join(gone)}.")
    return gone


def client_named(kept: "SqliteHistory", typed: str) -> str:
    """The client of that pseudonym.

    Raises:
        HistoryError: When nothing is kept of it.
    """
    client = readable(typed)
    if client not in {consent.client for consent in kept.records.consents()}:
        raise HistoryError(f"There is no consent of {client} on record.", "See: voicecoach review consent list")
    return client


def session_named(kept: "SqliteHistory", typed: str) -> str:
    """The recorded session that a user means: its identifier, the beginning of it, or `last`.

    Raises:
        HistoryError: When there is none, or more than one.
    """
    names = [one.review.session_id for one in kept.records.reviews()]
    if not names:
        raise HistoryError("There is no recorded session.", "Add one: voicecoach review add CLIENT RECORDING")
    return named(typed, names, "recorded session")
