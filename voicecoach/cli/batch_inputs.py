"""The recordings that the arguments of a batch name: files, folders, patterns, addresses and manifests."""

import glob
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from voicecoach.adapters.batch_folder import is_address
from voicecoach.cli.output import kind_of
from voicecoach.cli.paths import recordings
from voicecoach.engine.job import Job
from voicecoach.engine.manifest import SUFFIXES, read_manifest


def jobs_of(paths: Sequence[str]) -> tuple[list[Job], list[str]]:
    """The jobs that some arguments name, and what is wrong with the arguments."""
    jobs: list[Job] = []
    problems: list[str] = []
    for path in paths:
        if is_address(path):
            jobs.append(Job(path))
        elif Path(path).suffix.lower() in SUFFIXES:
            _add_manifest(Path(path), jobs, problems)
        else:
            _add_files(path, jobs, problems)
    return [_sized(job) for job in jobs], problems


def _add_manifest(path: Path, jobs: list[Job], problems: list[str]) -> None:

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(f"{path}: the manifest can't be read ({error}).")
        return
    found, wrong = read_manifest(text, path.name.lower(), str(path.parent))
    jobs.extend(found)
    problems.extend(f"{path}: {problem}" for problem in wrong)
    if not found and not wrong:
        problems.append(f"{path}: the manifest is empty.")


def _add_files(path: str, jobs: list[Job], problems: list[str]) -> None:
    """A file, a folder, or a pattern that the shell left alone."""
    matched = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) and not kind_of(Path(path)) else [path]  # noqa: PTH207 -- patterns of a whole path, which Path.glob does not take
    if not matched:
        problems.append(f"{path}: nothing fits this pattern.")
    files, wrong = recordings([Path(one) for one in matched])
    jobs.extend(Job(str(file)) for file in files)
    problems.extend(str(error) for error in wrong)


def _sized(job: Job) -> Job:
    try:
        return replace(job, size=Path(job.path).stat().st_size)
    except OSError:
        # What is missing, or lies elsewhere, is told when its turn comes.
        return job
