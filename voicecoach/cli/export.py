"""`voicecoach export`: everything of a person, as JSON and WAV."""

import contextlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voicecoach import __version__
from voicecoach.cli.app import App
from voicecoach.cli.saving import existing_history, told
from voicecoach.errors import HistoryError, OutputError
from voicecoach.history import ME, Chosen, Erasure, stamp

if TYPE_CHECKING:
    from voicecoach.adapters.store import SqliteHistory

SCHEMA = "voicecoach/export/1"


@click.command()
@click.option("--person", metavar="NAME", default=ME, show_default=True, help="Whose data.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A new folder, or a new FILE.zip.")
@click.pass_context
def export(ctx: click.Context, person: str, out: Path) -> None:
    """Write everything of a person to a folder or a zip file.

    `person.json` holds the ladder, the baselines, the consents and a list of the sessions; `sessions/ID.json` a session
    with its takes, their texts and documents, notes and corrected labels; `audio/ID.wav` the recordings; `unfinished/`
    what of a scene that broke off is not in them yet. It appears when it is whole.
    """
    from voicecoach.adapters.spool import talks_left

    app = App.of(ctx)
    with existing_history(app) as kept:
        if person not in kept.persons():
            raise HistoryError(f"There is nothing of {person}.", f"People: {', '.join(kept.persons()) or 'none'}.")
        if out.exists():
            raise OutputError(f"{out}: is there already.", "Name a new folder or file; nothing is written over.")
        try:
            _write(out, chain(_files(kept, person), _unfinished(app, kept, person)))
        except OSError as error:
            raise OutputError(
                f"{out}: the export can't be written ({error.strerror or error}).",
                "Free some space or name another place, then run the command again.",
            ) from error
        app.tell(f"{told(kept.preview(Erasure('person', person)))}. Keep it as you would the recordings.")
        talks = talks_left(app.data_dir)
        if talks:
            app.tell(
                f"Not in it: talks in {talks[0].parent} that were not analysed. Nothing tells whose voice that is."
            )
    click.echo(str(out))


def _files(kept: "SqliteHistory", person: str) -> Iterator[tuple[str, bytes]]:
    """Names and contents, one session at a time."""
    import msgspec

    entries = kept.sessions(Chosen(person))
    head: dict[str, Any] = {
        "schema": SCHEMA,
        "version": __version__,
        "exported_at": stamp(datetime.now(UTC)),
        "person": person,
        "sessions": [entry.session for entry in entries],
        "ladder": kept.rungs(person),
        "ratings": kept.ratings(person),
        "baselines": kept.baselines(person),
        "consents": kept.records.consents(person),
    }
    yield "person.json", _readable(head)
    for entry in entries:
        session_id = entry.session.id
        takes = []
        for take, summary in zip(kept.takes(session_id), kept.summaries(session_id=session_id), strict=True):
            row = {**msgspec.to_builtins(summary), **msgspec.to_builtins(take), "document": _document(take.document)}
            samples = kept.wav(take.id)
            row["audio"] = None if samples is None else f"audio/{take.audio}"
            takes.append(row)
            if samples is not None:
                yield f"audio/{take.audio}", samples
        whole = {"schema": SCHEMA, **_plain(entry.session), **_reviewed(kept, session_id), "takes": takes}
        yield f"sessions/{session_id}.json", _readable(whole)


def _unfinished(app: App, kept: "SqliteHistory", person: str) -> Iterator[tuple[str, bytes]]:
    """The sound that was kept of scenes while somebody spoke, and the ways through them."""
    from voicecoach.adapters import spool
    from voicecoach.cli.unlocking import unlocked

    vault = unlocked(app)
    for entry in kept.sessions(Chosen(person)):
        session_id = entry.session.id
        left = spool.Spool(app.data_dir, session_id, vault)
        for number, path in left.sounds():
            yield f"unfinished/{session_id}-{number}.wav", spool.whole(path, vault)
        steps = left.way()
        if steps:
            yield f"unfinished/{session_id}-way.jsonl", b"".join(step + b"\n" for step in steps)


def _reviewed(kept: "SqliteHistory", session_id: str) -> dict[str, Any]:
    """What a therapist keeps of a session; nothing where it is none that was recorded."""
    review = kept.records.review(session_id)
    if review is None:
        return {}
    notes, corrections = kept.records.notes(session_id), kept.records.corrections(session_id)
    return {"review": review, "notes": notes, "corrections": corrections}


def _document(document: bytes) -> Any:
    """The analysis document; None for a typed answer."""
    import msgspec

    return msgspec.Raw(document) if document else None


def _plain(value: object) -> dict[str, Any]:
    import msgspec

    plain = msgspec.to_builtins(value)
    assert isinstance(plain, dict)
    return plain


def _readable(value: object) -> bytes:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _write(out: Path, files: Iterator[tuple[str, bytes]]) -> None:
    """Write beside the target first; it gets its name when all is there, for its owner alone."""
    if out.suffix.lower() == ".zip":
        handle, name = tempfile.mkstemp(prefix=f".{out.name}-", dir=out.parent)
        partial = Path(name)
        try:
            with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                for path, content in files:
                    archive.writestr(path, content)
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)
        return
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        for path, content in files:
            (folder / path).parent.mkdir(mode=0o700, exist_ok=True)
            with open(os.open(folder / path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
                file.write(content)
        folder.rename(out)
    finally:
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(folder)
