"""A history that is kept in memory."""

from dataclasses import astuple, replace
from typing import TypeVar

import numpy as np

from voicecoach.audio import Samples, Sound
from voicecoach.baseline import Baseline
from voicecoach.errors import HistoryError
from voicecoach.fakes.records import FakeRecords
from voicecoach.history import (
    ALL,
    Came,
    Chosen,
    Erasure,
    ErasureKind,
    Holdings,
    Outcome,
    Rating,
    Rung,
    Session,
    SessionEntry,
    Take,
    TakeSummary,
)

Kept = TypeVar("Kept")


class FakeHistory:
    """A history that is kept in memory and forgotten with its owner."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}
        self._takes: dict[str, tuple[Take, Outcome]] = {}
        self._audio: dict[str, Samples] = {}
        self._rungs: dict[str, Rung] = {}
        self._ratings: list[Rating] = []
        self._baselines: list[Baseline] = []
        self.records = FakeRecords(self._sessions, self._takes, self._audio)

    def begin(self, session: Session) -> None:
        """Keep a session that has started."""
        _add(self._sessions, session.id, session, "session")

    def end(self, session_id: str, ended_at: str, came: Came | None = None) -> Session:
        """Close a session: it is done."""
        return self._change(session_id, state="done", ended_at=ended_at, came=came)

    def reopen(self, session_id: str) -> Session:
        """Go on with a session that was interrupted."""
        if _get(self._sessions, session_id, "session").state != "interrupted":
            raise HistoryError(f"The session {session_id} is not interrupted.")
        return self._change(session_id, state="open", ended_at=None)

    def rate(self, session_id: str, *, before: int | None = None, after: int | None = None) -> Session:
        """Keep the distress before or after a session."""
        given = {"suds_before": before, "suds_after": after}
        return self._change(session_id, **{name: suds for name, suds in given.items() if suds is not None})

    def add_take(self, take: Take, outcome: Outcome, audio: Samples | Sound | None = None) -> Take:
        """Keep a take, with its sound rounded to 16 bits."""
        _get(self._sessions, take.session_id, "session")
        if isinstance(audio, Sound):
            sound, audio = audio, np.concatenate([np.zeros(0, np.float32), *audio.pieces])
            if len(audio) != sound.count:
                raise HistoryError("The recording changed while it was copied.")
        kept = replace(take, audio=None if audio is None else f"{take.id}.wav")
        _add(self._takes, take.id, (kept, outcome), "take")
        if audio is not None:
            self._audio[take.id] = (np.clip(np.rint(audio * 32768.0), -32768, 32767) / 32768.0).astype(np.float32)
        return kept

    def persons(self) -> tuple[str, ...]:
        """Everybody of whom anything is kept, sorted."""
        owned: list[Session | Rung | Baseline] = [*self._sessions.values(), *self._rungs.values(), *self._baselines]
        clients = {consent.client for consent in self.records.consents()}
        return tuple(sorted({one.person for one in owned} | clients))

    def session(self, session_id: str) -> SessionEntry:
        """One session."""
        session = _get(self._sessions, session_id, "session")
        mine = [outcome for take, outcome in self._takes.values() if take.session_id == session_id]
        return SessionEntry(session, len(mine), next((o.fix for o in reversed(mine) if o.fix is not None), None))

    def sessions(self, chosen: Chosen = ALL) -> tuple[SessionEntry, ...]:
        """Sessions, the newest first."""
        mine = [session for session in reversed(self._sessions.values()) if _is_chosen(session, chosen)]
        mine.sort(key=lambda session: session.started_at, reverse=True)
        return tuple(self.session(session.id) for session in mine[: chosen.limit])

    def takes(self, session_id: str) -> tuple[Take, ...]:
        """The takes of a session, in the order they were made."""
        _get(self._sessions, session_id, "session")
        return tuple(take for take, _ in self._takes.values() if take.session_id == session_id)

    def summaries(self, chosen: Chosen = ALL, session_id: str | None = None) -> tuple[TakeSummary, ...]:
        """What charts need of the takes, in the order they were made."""
        mine = [
            TakeSummary(take.id, s.id, s.person, take.made_at, s.scene_type, *astuple(outcome))
            for take, outcome in self._takes.values()
            for s in (self._sessions[take.session_id],)
            if _is_chosen(s, chosen) and session_id in (None, s.id)
        ]
        return tuple(mine if chosen.limit is None else mine[max(0, len(mine) - chosen.limit) :])

    def audio(self, take_id: str) -> Samples | None:
        """The sound of a take; None where none is kept."""
        _get(self._takes, take_id, "take")
        return self._audio.get(take_id)

    def add_rung(self, rung: Rung, at: str) -> None:
        """Put a situation on the ladder."""
        _add(self._rungs, rung.id, rung, "rung")
        self._ratings.append(Rating(rung.id, at, rung.suds))

    def rungs(self, person: str) -> tuple[Rung, ...]:
        """A person's ladder, the easiest first."""
        return tuple(sorted((r for r in self._rungs.values() if r.person == person), key=lambda rung: rung.suds))

    def rate_rung(self, rung_id: str, suds: int, at: str) -> Rung:
        """Rate a situation anew."""
        self._rungs[rung_id] = replace(_get(self._rungs, rung_id, "rung"), suds=suds)
        self._ratings.append(Rating(rung_id, at, suds))
        return self._rungs[rung_id]

    def rung_done(self, rung_id: str, at: str) -> Rung:
        """Keep that a situation was done in real life."""
        self._rungs[rung_id] = replace(_get(self._rungs, rung_id, "rung"), done_at=at)
        return self._rungs[rung_id]

    def ratings(self, person: str) -> tuple[Rating, ...]:
        """All ratings of a person's ladder, the oldest first."""
        mine = [rating for rating in self._ratings if self._rungs[rating.rung_id].person == person]
        return tuple(sorted(mine, key=lambda rating: rating.rated_at))

    def save_baseline(self, baseline: Baseline) -> None:
        """Keep a baseline."""
        self._baselines.append(baseline)

    def baseline(self, person: str, device: str) -> Baseline | None:
        """The newest baseline of a person at a device."""
        mine = [one for one in self.baselines(person) if one.device == device]
        return mine[-1] if mine else None

    def baselines(self, person: str) -> tuple[Baseline, ...]:
        """All baselines of a person, the oldest first."""
        return tuple(sorted((b for b in self._baselines if b.person == person), key=lambda one: one.made_at))

    def preview(self, erasure: Erasure) -> Holdings:
        """What an erasure would delete."""
        sessions, takes, rungs, baselines = self._named(erasure)
        sounds = [self._audio[take_id] for take_id in takes if take_id in self._audio]
        times = [self._sessions[name].started_at for name in sessions] + [
            self._takes[name][0].made_at for name in takes
        ]
        times += [rating.rated_at for rating in self._ratings if rating.rung_id in rungs]
        consents, notes, corrections = self.records.named(erasure, sessions)
        times += [*(one.made_at for one in baselines), *(one.noted_at for one in consents)]
        size = sum(44 + 2 * len(samples) for samples in sounds)
        counts = (len(sessions), len(takes), len(sounds), size, len(rungs), len(baselines))
        records = (len(consents), len(notes), len(corrections))
        return Holdings(*counts, min(times, default=None), max(times, default=None), *records)

    def erase(self, erasure: Erasure) -> Holdings:
        """Delete what is named, with all that hangs on it."""
        gone = self.preview(erasure)
        sessions, takes, rungs, baselines = self._named(erasure)
        self.records.forget(erasure, sessions)
        for kept, names in (
            (self._sessions, sessions),
            (self._takes, takes),
            (self._audio, takes),
            (self._rungs, rungs),
        ):
            for name in names:
                kept.pop(name, None)
        self._ratings = [rating for rating in self._ratings if rating.rung_id not in rungs]
        self._baselines = [one for one in self._baselines if one not in baselines]
        return gone

    def _named(self, erasure: Erasure) -> tuple[set[str], set[str], set[str], list[Baseline]]:
        """The sessions, takes, rungs and baselines that an erasure is about."""

        def is_meant(kind: ErasureKind, name: str, person: str) -> bool:
            return erasure in (Erasure(kind, name), Erasure("person", person)) or erasure.kind == "all"

        sessions = {s.id for s in self._sessions.values() if is_meant("session", s.id, s.person)}
        takes = {t.id for t, _ in self._takes.values() if t.session_id in sessions or erasure == Erasure("take", t.id)}
        rungs = {rung.id for rung in self._rungs.values() if is_meant("rung", rung.id, rung.person)}
        whole = erasure.kind in ("person", "all")
        return sessions, takes, rungs, [b for b in self._baselines if whole and is_meant("person", b.person, b.person)]

    def _change(self, session_id: str, **changes: object) -> Session:
        session = replace(_get(self._sessions, session_id, "session"), **changes)  # type: ignore[arg-type]
        self._sessions[session_id] = session
        return session


def _is_chosen(session: Session, chosen: Chosen) -> bool:
    return chosen.person in (None, session.person) and chosen.scene_type in (None, session.scene_type)


def _add(kept: dict[str, Kept], name: str, value: Kept, kind: str) -> None:
    if name in kept:
        raise HistoryError(f"There is a {kind} {name} already.")
    kept[name] = value


def _get(kept: dict[str, Kept], name: str, kind: str) -> Kept:
    if name not in kept:
        raise HistoryError(f"There is no {kind} {name} in the history.")
    return kept[name]
