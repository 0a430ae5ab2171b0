"""`voicecoach batch`: many recordings, on all cores or on many machines."""

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.app import App
from voicecoach.cli.paths import readable
from voicecoach.errors import EXIT_DONE, EXIT_ERROR, MediaError, MissingExtraError

if TYPE_CHECKING:
    from voicecoach.adapters.batch_folder import BatchFolder
    from voicecoach.adapters.device import DeviceChoice
    from voicecoach.batch import Plan, Summary, Tally
    from voicecoach.cli.batch_worker import SetUp
    from voicecoach.engine.engine import Engine
    from voicecoach.engine.job import Job, Key, Outcome

WORKER_BYTES = 1_400_000_000
"""Memory that a worker with `base` is given room for: it held 1.3 GB on a recording of ten minutes (docs/scale.md)."""

MEMORY_SHARE = 0.7
"""Share of the machine's memory that workers may fill (own proposal): the rest is for the system and its cache."""

PROBED = 60
"""Recordings whose length is looked up for an estimate; the others are taken to be alike, byte for byte."""


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--out", required=True, metavar="DIR", help="Where documents and the table go: a folder or an address.")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", help="Who does the work.")
@click.option("--workers", type=click.IntRange(min=1), help="Recordings at a time; as many as fit otherwise.")
@click.option("--address", metavar="ADDRESS", help="A Ray cluster (auto, ray://host:10001); this machine otherwise.")
@click.option("--model", metavar="NAME", help="Speech model: a name (voicecoach models list) or a folder.")
@click.option(
    "--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto", help="auto takes a GPU where there is one."
)
@click.option("--stutter-aware", is_flag=True, help="Count no repeats, drawn-out words and blocks.")
@click.option("--retry", is_flag=True, help="Try those again that failed before.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done and how long it would take.")
@click.option("--no-table", is_flag=True, help="Write no Parquet table.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no messages, only results and errors.")
@click.pass_context
def batch(
    ctx: click.Context,
    paths: tuple[str, ...],
    out: str,
    engine: str,
    workers: int | None,
    address: str | None,
    model: str | None,
    device: "DeviceChoice",
    stutter_aware: bool,
    retry: bool,
    dry_run: bool,
    no_table: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Analyse many recordings: files, folders, patterns, and manifests (CSV or JSON Lines with a column path).

    Writes one analysis document a recording into DIR/documents and, at the end, DIR/analysis.parquet with a row a
    recording and a row a turn. What is done is skipped; stop it at any time and run the same command again. What
    can't be analysed stands in DIR/failed with the reason, and the others go on.
    """
    if not paths:
        raise click.UsageError("Name at least one recording, folder or manifest.")
    if address is not None and engine != "ray":
        raise click.UsageError("--address is for --engine ray.")
    from voicecoach.adapters.batch_folder import BatchFolder
    from voicecoach.batch import unique
    from voicecoach.cli.batch_inputs import jobs_of

    app = App.of(ctx, quiet=quiet)
    jobs, problems = jobs_of(paths)
    for problem in problems:
        click.echo(f"Error: {problem}", err=True)
    set_up = replace(_set_up(app, out, model, stutter_aware=stutter_aware), device=device)
    run = _Run(app, BatchFolder(out), unique(jobs), set_up)
    plan = run.plan(retry=retry, dry_run=dry_run)
    count = workers or (_fitting() if engine == "local" else None)
    if dry_run:
        run.foretell(plan, count or 1, as_json=as_json)
        return EXIT_ERROR if problems else EXIT_DONE
    failed = run.all(plan, _engine(engine, count, address), with_table=not no_table, as_json=as_json)
    return EXIT_ERROR if failed or problems else EXIT_DONE


class _Run:
    """One batch."""

    def __init__(self, app: App, folder: "BatchFolder", jobs: "Sequence[Job]", set_up: "SetUp") -> None:
        self._app = app
        self._folder = folder
        self._jobs = jobs
        self._set_up = set_up
        self._sizes = {job.key: job.size for job in jobs}

    def plan(self, *, retry: bool, dry_run: bool) -> "Plan":
        """What is left to do. Results that were made with other settings are put aside, not mixed and not lost."""
        from voicecoach.adapters.batch_folder import DOCUMENTS, FAILED
        from voicecoach.batch import Kept, make_plan

        kept = Kept(self._folder.names(DOCUMENTS), self._folder.names(FAILED))
        if not self._same_settings():
            if not dry_run and (kept.documents or kept.failed):
                aside = self._folder.put_aside()
                self._app.tell(f"Results made with other settings are kept in {aside}.")
            kept = Kept()
        if not dry_run:
            self._folder.write("", "settings.json", self._settings())
        return make_plan(self._jobs, kept, _hashed, retry=retry)

    def _settings(self) -> bytes:
        import msgspec

        from voicecoach import __version__

        made = {"version": __version__, "model": self._set_up.model, "stutter_aware": self._set_up.stutter_aware}
        return msgspec.json.encode(made) + b"\n"

    def _same_settings(self) -> bool:
        there = self._folder.read("", "settings.json")
        return there is None or there == self._settings()

    def foretell(self, plan: "Plan", workers: int, *, as_json: bool) -> None:
        """Print what would be done."""
        from voicecoach.batch import CORE_S_PER_S

        sound_s = _estimated_s(plan.left)
        row = {
            "recordings": len(self._jobs),
            "left": len(plan.left),
            "done": len(plan.done),
            "failed_before": len(plan.quarantined),
            "sound_s": round(sound_s),
            "workers": workers,
            "estimated_s": round(sound_s * CORE_S_PER_S / workers),
        }
        if as_json:
            _print_json(row)
            return
        click.echo(f"{len(self._jobs):,} recordings: {len(plan.left):,} to analyse, {len(plan.done):,} done before.")
        if plan.quarantined:
            click.echo(f"{len(plan.quarantined):,} failed before and are left alone; --retry tries them again.")
        click.echo(
            f"About {sound_s / 3600:.1f} h of sound, some {_span(sound_s * CORE_S_PER_S / workers)} with "
            f"{workers} worker{'s' * (workers != 1)}. Nothing was done."
        )

    def all(self, plan: "Plan", engine: "Engine", *, with_table: bool, as_json: bool) -> int:
        """Do what is left, and say how many failed."""
        from voicecoach.batch import Summary, Tally

        clock = time.monotonic()
        tally = Tally()
        documents = dict(plan.done)
        for outcome in self._worked(plan, engine, tally):
            if outcome.kind == "done":
                documents[outcome.key] = outcome.document
        table = self._table(documents) if with_table and documents else None
        failed = len(tally.failed) + len(plan.quarantined)
        summary = Summary(
            recordings=len(self._jobs),
            analysed=tally.analysed,
            skipped=len(plan.done),
            failed=failed,
            sound_s=round(tally.sound_s, 1),
            wall_s=round(time.monotonic() - clock, 1),
            workers=engine.workers,
            engine=engine.name,
            table=table,
        )
        self._print(summary, as_json=as_json)
        return failed

    def _worked(self, plan: "Plan", engine: "Engine", tally: "Tally") -> "Iterator[Outcome]":
        from voicecoach.cli.batch_worker import make

        if not plan.left:
            return
        with self._app.progress() as bar:
            task = bar.add_task(f"0 of {len(plan.left):,}", total=sum(job.size for job in plan.left) or None)
            for outcome in engine.run(plan.left, make, self._set_up):
                tally.count(outcome, self._sizes.get(outcome.key, 0))
                dealt = tally.analysed + len(tally.failed)
                bar.update(task, completed=tally.size, description=f"{dealt:,} of {len(plan.left):,}")
                if outcome.kind == "failed":
                    click.echo(f"Error: {outcome.reason} {outcome.remedy}".strip(), err=True)
                yield outcome

    def _table(self, documents: "dict[Key, str]") -> str | None:
        """Write the table of all recordings that are done."""
        from voicecoach.adapters.batch_folder import TABLE
        from voicecoach.adapters.parquet import to_parquet
        from voicecoach.report.batch_table import NUMBERS, TEXTS, WHOLE

        try:
            content = to_parquet(self._rows(documents), TEXTS, WHOLE, NUMBERS)
        except MissingExtraError as error:
            self._app.tell(f"No table: {error}")
            return None
        self._folder.write("", TABLE, content)
        return readable(f"{self._folder.out}/{TABLE}")

    def _rows(self, documents: "dict[Key, str]") -> Iterator[dict[str, Any]]:
        from voicecoach.adapters.batch_folder import DOCUMENTS
        from voicecoach.report.batch_table import rows
        from voicecoach.report.document import from_json

        for job in self._jobs:
            content = self._folder.read(DOCUMENTS, documents[job.key]) if job.key in documents else None
            if content is not None:
                yield from rows(from_json(content.decode()), replace(job, path=readable(job.path)))

    def _print(self, summary: "Summary", *, as_json: bool) -> None:
        from dataclasses import asdict

        if as_json:
            _print_json(asdict(summary))
            return
        parts = [f"{summary.analysed:,} analysed"]
        parts += [f"{summary.skipped:,} done before"] if summary.skipped else []
        parts += [f"{summary.failed:,} failed (why: {self._folder.out}/failed)"] if summary.failed else []
        click.echo(f"{summary.recordings:,} recordings: {', '.join(parts)}.")
        if summary.analysed and summary.wall_s:
            speed = summary.sound_s / summary.wall_s
            click.echo(
                f"{summary.sound_s / 3600:.2f} h of sound in {_span(summary.wall_s)}, {speed:.0f} times real time."
            )
        if summary.table:
            click.echo(f"Table: {summary.table}")


def _print_json(row: dict[str, Any]) -> None:
    import msgspec

    click.echo(msgspec.json.encode(row).decode())


def _hashed(path: str) -> str:
    from voicecoach.adapters.batch_folder import content_hash, is_address

    if is_address(path):
        return ""
    try:
        return content_hash(Path(path))
    except MediaError:
        return ""


def _set_up(app: App, out: str, model: str | None, *, stutter_aware: bool) -> "SetUp":
    """What workers need; the weights are made ready here, once."""
    from voicecoach.cli.batch_worker import SetUp
    from voicecoach.cli.recognizer import choose_model

    folder, name = choose_model(app, model)
    place = out if "://" in out else str(Path(out).absolute())
    return SetUp(place, str(folder.absolute()), name, str(Path.cwd()), stutter_aware)


def _engine(name: str, workers: int | None, address: str | None) -> "Engine":
    if name == "ray":
        from voicecoach.engine.cluster import RayEngine

        return RayEngine(workers, address)
    from voicecoach.engine.local import LocalEngine

    assert workers is not None
    return LocalEngine(workers)


def _fitting() -> int:
    """Workers that this machine has cores and memory for, a thread each."""
    from voicecoach.adapters.cores import usable_cores

    cores = usable_cores()
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return cores
    return max(1, min(cores, int(MEMORY_SHARE * memory) // WORKER_BYTES))


def _estimated_s(jobs: "Sequence[Job]") -> float:
    """Seconds of sound, from the lengths of some and the sizes of all."""
    chosen = jobs[:: max(1, len(jobs) // PROBED)]
    with ThreadPoolExecutor(4) as pool:
        lengths_s = list(pool.map(lambda job: _length_s(job.path), chosen))
    known = [(job.size, length_s) for job, length_s in zip(chosen, lengths_s, strict=True) if length_s and job.size]
    if not known:
        return 0.0
    return sum(length_s for _, length_s in known) / sum(size for size, _ in known) * sum(job.size for job in jobs)


def _length_s(path: str) -> float | None:
    from voicecoach.adapters.media import announced_s

    try:
        return announced_s(Path(path))
    except MediaError:
        return None


def _span(seconds: float) -> str:
    """A time for people.

    >>> _span(5400), _span(75), _span(4)
    ('1 h 30 min', '1 min 15 s', '4 s')
    """
    minutes, rest_s = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest_s} s" if minutes else f"{rest_s} s"
