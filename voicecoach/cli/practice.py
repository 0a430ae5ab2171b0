"""`voicecoach practice`: a scene spoken with a partner who reacts to how it is said."""

import signal
import threading
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from voicecoach.cli.app import App
from voicecoach.cli.numbers import Finite
from voicecoach.cli.wishes import Wishes
from voicecoach.errors import MediaError
from voicecoach.history import ME

_FILES = "--from-audio"


class _SeveralFiles(click.Command):
    """Lets `--from-audio` take all the recordings that follow it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, _spread(args))


@click.command(cls=_SeveralFiles)
@click.argument("scenario", required=False)
@click.option("--level", type=int, metavar="N", help="How hard the partner presses; the scene's easiest otherwise.")
@click.option(
    _FILES,
    "audio",
    metavar="FILE...",
    multiple=True,
    type=click.Path(readable=False, path_type=Path),
    help="Take the replies from recordings, in order, instead of the microphone.",
)
@click.option("--typed", is_flag=True, help="Type the replies instead of speaking them.")
@click.option("--events", metavar="FILE", type=click.Path(path_type=Path), help="Write what happens, one JSON a line.")
@click.option("--person", metavar="NAME", default=ME, show_default=True, help="Who practises.")
@click.option("--device", metavar="NAME", help="The microphone, or a part of its name.")
@click.option("--speaker", metavar="NAME", help="The loudspeaker, or a part of its name.")
@click.option("--voice/--no-voice", default=None, help="Speak the partner's lines; on with the microphone.")
@click.option("--headphones", is_flag=True, help="You wear headphones: the partner isn't listened for in your sound.")
@click.option("--patient", is_flag=True, help="Wait longer before a reply counts as finished.")
@click.option("--push-to-talk", is_flag=True, help="The space bar begins and ends a reply.")
@click.option("--stutter-aware", is_flag=True, help="Count no repeats, drawn-out words or blocks against you.")
@click.option("--suds/--no-suds", default=None, help="Ask for the distress before and after; on at a terminal.")
@click.option("--think", type=Finite(0, 600), default=0.0, metavar="SECONDS", help="Think it first: so long.")
@click.option("--cue", is_flag=True, help="Show one word while you speak, at most every 20 s.")
@click.option("--show-me", is_flag=True, help="Change roles: the program shows how it can go.")
@click.option(
    "--resume", is_flag=False, flag_value="last", metavar="[SESSION]", help="Go on where a session broke off."
)
@click.option("--no-save", is_flag=True, help="Keep nothing, neither words nor sound.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object at the end; the dialogue goes to stderr.")
@click.option("--model", metavar="NAME", help="Speech model: a name (voicecoach models list) or a folder.")
@click.option("--language", metavar="CODE", help="Language of the speech; found out otherwise.")
@click.option("--quiet", "-q", is_flag=True, help="No messages, only the dialogue and errors.")
@click.pass_context
def practice(
    ctx: click.Context, /, events: Path | None, person: str, show_me: bool, no_save: bool, quiet: bool, **given: object
) -> int:
    """Practise SCENARIO aloud: the partner reacts to what you say and how, and feedback comes at once.

    SCENARIO is a name (voicecoach scenarios list) or a file. Everything is kept as it is said: Ctrl-C stops at any
    time, and --resume goes on where it was.
    """
    from voicecoach.cli.events import Events
    from voicecoach.cli.paths import readable
    from voicecoach.cli.practising import Run, show_how

    if not person.strip():
        raise click.UsageError("--person needs a name.")
    wishes = Wishes(person=readable(person.strip()), save=not no_save, **given)  # type: ignore[arg-type]
    if wishes.typed and wishes.audio:
        raise click.UsageError(f"--typed and {_FILES} exclude each other.")
    app = App.of(ctx, quiet=quiet)
    if show_me:
        return show_how(app, wishes)
    for path in wishes.audio:
        if not path.is_file():
            raise MediaError(f"{path}: no such file.", "Check the name.")
    _end_as_by_ctrl_c()
    with ExitStack() as stack:
        return Run(app, wishes, stack, stack.enter_context(Events(events))).all()


def _spread(args: list[str]) -> list[str]:
    """Arguments with the option before each of the recordings that follow it."""
    spread: list[str] = []
    takes_more = False
    for place, arg in enumerate(args):
        if takes_more and _is_sound(arg):
            spread += [_FILES, arg]
            continue
        spread.append(arg)
        # What stands right behind the option belongs to it anyway.
        takes_more = place > 0 and args[place - 1] == _FILES
    return spread


def _is_sound(arg: str) -> bool:
    from voicecoach.cli.paths import SOUND_SUFFIXES

    return not arg.startswith("-") and Path(arg).suffix.lower() in SOUND_SUFFIXES


def _end_as_by_ctrl_c() -> None:
    """Let a request to end, as systems send it, close everything as Ctrl-C does."""

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, interrupt)
