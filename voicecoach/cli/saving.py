"""Opening the history for a verb, finding in it what a user names, and keeping a take in it."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from voicecoach.cli.app import App
from voicecoach.errors import HistoryError
from voicecoach.history import Holdings, Session, Take, TakeKind, new_id, outcome_of, stamp

if TYPE_CHECKING:
    from voicecoach.adapters.store import SqliteHistory
    from voicecoach.audio import Samples
    from voicecoach.document import Analysis
    from voicecoach.ports import History

START = "Start with: voicecoach analyze RECORDING --save"


def open_history(app: App) -> "SqliteHistory":
    """The history of this run's data folder; made where there is none. Use it with `with`.

    Where the vault is on, its passphrase is asked for, once a run.

    Raises:
        HistoryError: When it can't be opened.
        VaultError: When the passphrase is missing or wrong, or what is kept was changed.
    """
    from voicecoach.adapters.store import SqliteHistory
    from voicecoach.cli.unlocking import unlocked

    return SqliteHistory(app.data_dir, unlocked(app))


def has_history(app: App) -> bool:
    """Whether anything was ever kept: a verb that only reads makes no empty history."""
    from voicecoach.adapters.store import DATABASE
    from voicecoach.adapters.vault import is_on

    return (app.data_dir / DATABASE).exists() or is_on(app.data_dir)


def existing_history(app: App) -> "SqliteHistory":
    """The history that is there.

    Raises:
        HistoryError: When nothing was ever kept, or it can't be opened.
    """
    if not has_history(app):
        raise HistoryError(f"Nothing is kept yet in {app.data_dir}.", START)
    return open_history(app)


def save_take(
    history: "History",
    session: Session,
    analysis: "Analysis",
    kind: TakeKind,
    samples: "Samples | None" = None,
    *,
    at: datetime,
    aimed_at: str | None = None,
) -> Take:
    """Keep an analysed take of a session, with its sound or without.

    Raises:
        HistoryError: When it can't be kept.
    """
    from voicecoach.report.document import to_json

    text = " ".join(turn.text for turn in analysis.turns)
    document = to_json(analysis).encode()
    take = Take(new_id(at), session.id, stamp(at), kind, text, document, aimed_at=aimed_at)
    return history.add_take(take, outcome_of(analysis), samples)


def named(typed: str, names: Iterable[str], kind: str) -> str:
    """The identifier that a user means: all of it, its beginning, or `last` for the newest.

    Raises:
        HistoryError: When there is none, or more than one.
    """
    known = sorted(names)
    found = known[-1:] if typed == "last" else [name for name in known if name.startswith(typed)]
    if typed in known:
        return typed
    if not found:
        raise HistoryError(f"There is no {kind} {typed}.", "See what there is: voicecoach history")
    if len(found) > 1:
        raise HistoryError(f"{len(found)} of these begin with {typed}: {kind} {found[0]} and more.", "Type more of it.")
    return found[0]


def local(at: str) -> str:
    """A kept time as the clock on the wall shows it."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"


def readable_size(size: int) -> str:
    """Bytes for people.

    >>> readable_size(1_234_567)
    '1.2 MB'
    """
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.1f} kB"


def told(holdings: Holdings) -> str:
    """Holdings in words; what there is none of is left out."""
    sound = f" ({readable_size(holdings.audio_bytes)})" if holdings.audio_bytes else ""
    counts = (
        (holdings.sessions, "session", ""),
        (holdings.takes, "take", ""),
        (holdings.recordings, "recording", sound),
        (holdings.rungs, "rung", ""),
        (holdings.baselines, "baseline", ""),
        (holdings.consents, "consent", ""),
        (holdings.notes, "note", ""),
        (holdings.corrections, "corrected label", ""),
    )
    return ", ".join(f"{count:,} {name}{'s' * (count != 1)}{more}" for count, name, more in counts if count)
