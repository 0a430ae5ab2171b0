"""The command line: one verb a file, loaded when it is called, and one door out for every error."""

import contextlib
import errno
import importlib
import io
import os
import sys
import traceback
from pathlib import Path
from typing import IO

import click

from voicecoach import __version__
from voicecoach.errors import EXIT_BUG, EXIT_DONE, EXIT_ERROR, EXIT_INTERRUPTED, VoiceCoachError

_VERBS = {
    "practice": "Practise a scene aloud: the partner reacts to how you say it.",
    "analyze": "Analyse recordings: words, voice, and one piece of advice.",
    "deliver": "Tell whether the words of an answer are missing, or the voice to say them.",
    "rehearse": "Rehearse a talk: time, pace, pauses, opening and closing, and what of your notes was said.",
    "calibrate": "Find out what is usual for your voice, so that you are compared with yourself.",
    "batch": "Analyse many recordings, on all cores or on many machines.",
    "style": "Read the communication style of typed sentences.",
    "rights": "Personal rights as cards, the four styles, and a quiz that tells them apart.",
    "scenarios": "List, show, check and write scenes to practise in.",
    "models": "List, get, verify and find speech models.",
    "history": "List the sessions that were practised, and the takes of one.",
    "progress": "Show how takes went over time, by kind of situation.",
    "review": "A therapist's door: recorded sessions with consent, notes and retention.",
    "ladder": "Keep your own situations from the easiest to the hardest.",
    "export": "Write everything of a person to a folder or a zip file.",
    "delete": "Delete takes, sessions or everything of a person, for good.",
    "vault": "Encrypt what is kept with a passphrase.",
    "privacy": "Tell what is stored, where and since when, and what never happens.",
    "doctor": "Tell what works on this machine, and how to fix what does not.",
}


_DISK_IS_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})

_REFUSED = frozenset(
    {errno.EACCES, errno.EPERM, errno.ENAMETOOLONG, errno.ELOOP, errno.EROFS, errno.ENOTDIR, errno.EISDIR}
)
"""What a system says to a name that it does not let through."""


class _Verbs(click.Group):
    """Loads a verb's file only when the verb is called, so that the program starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _VERBS:
            return None
        command = getattr(importlib.import_module(f"voicecoach.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Verbs"):
            formatter.write_dl(list(_VERBS.items()))


@click.group(
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "VOICECOACH"},
    epilog="Not therapy, not a medical device, not a crisis service. Everything runs on this machine.",
)
@click.version_option(__version__, prog_name="voicecoach")
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where speech models and the history are kept; the platform's own place otherwise.",
)
@click.option("--quiet", "-q", is_flag=True, help="No progress and no messages, only results and errors.")
@click.pass_context
def cli(ctx: click.Context, data_dir: Path | None, quiet: bool) -> None:
    """Speak, and hear what you said and how you said it.

    One thing to keep, one thing to change.
    """
    ctx.obj = {"data_dir": data_dir, "quiet": quiet}


def main() -> None:
    """Run the program and leave by its one door."""
    _open_streams()
    sys.exit(run(sys.argv[1:]))


def _open_streams() -> None:
    """Put a stand-in where a stream was closed by who started us; show what a stream has no sign for as `?`.

    Files and pipes are UTF-8 whatever the system says: what is JSON must be.
    """
    sys.stdin = sys.stdin or _nowhere("r")
    sys.stdout = sys.stdout or _nowhere("w")
    sys.stderr = sys.stderr or _nowhere("w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors=stream.errors)


def _nowhere(mode: str) -> IO[str]:
    return open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123 -- stays open as long as the program runs


def run(arguments: list[str]) -> int:  # noqa: PLR0911 -- one return an exit status
    """Run the program with some arguments.

    Returns:
        The exit status: 0 done, 1 our error, 2 usage, 130 interrupted, 3 a bug.
    """
    try:
        status = cli.main(arguments, prog_name="voicecoach", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except VoiceCoachError as error:
        click.echo(f"Error: {error.message}", err=True)
        if error.remedy:
            click.echo(error.remedy, err=True)
        _forget_unwritten()
        return EXIT_ERROR
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted.", err=True)
        return EXIT_INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # Whoever read our results has gone; click ends by SystemExit then, and only then.
        _forget_unwritten()
        return EXIT_DONE
    except OSError as error:
        foreseen = _foreseen(error)
        if foreseen is None:
            return _report_bug()
        click.echo(f"Error: {foreseen}", err=True)
        _forget_unwritten()
        return EXIT_ERROR
    except Exception as error:  # noqa: BLE001 -- the last door: a bug is told to the user with a log, no traceback
        if _was_interrupted(error):
            click.echo("Interrupted.", err=True)
            return EXIT_INTERRUPTED
        return _report_bug()
    return status if isinstance(status, int) else EXIT_DONE


def _foreseen(error: OSError) -> str | None:
    """What the system did not let us do, in words; None where it is a bug."""
    if error.filename is None and error.errno in _DISK_IS_FULL:
        return f"the results can't be written ({error.strerror})."
    if isinstance(error.filename, str | bytes | os.PathLike) and error.errno in _REFUSED:
        return f"{os.fsdecode(error.filename)}: {error.strerror}. Check its name and its rights."
    return None


def _was_interrupted(error: BaseException | None) -> bool:
    """Whether Ctrl-C is behind an error: libraries in C that are being imported make an ImportError of it."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _forget_unwritten() -> None:
    """Drop what stdout does not take: it would raise once more when the program ends."""
    try:
        sys.stdout.flush()
    except OSError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_bug() -> int:
    from voicecoach.cli.bug import write_log

    path = write_log(traceback.format_exc())
    click.echo(f"Error: this is a bug in voicecoach. What happened is in {path}", err=True)
    click.echo("It holds no recording and no transcript; please look through it and report it.", err=True)
    return EXIT_BUG
