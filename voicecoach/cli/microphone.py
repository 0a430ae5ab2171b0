"""Replies that are spoken into a microphone, with a level meter and with keys for commands."""

import contextlib
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voicecoach.adapters.sound_card import SoundCardMicrophone, input_devices
from voicecoach.adapters.vault_wav import recorder
from voicecoach.adapters.wav import GrowingWav
from voicecoach.cli.keys import Keys
from voicecoach.cli.meter import SHOWN_S, STATES, bar
from voicecoach.errors import DeviceError, VoiceCoachError
from voicecoach.live import LiveOptions, LiveReplies
from voicecoach.ports import Microphone
from voicecoach.practice.recorder import RecordedMicrophone
from voicecoach.replying import Answered, Asked, Command, Tell

if TYPE_CHECKING:
    from voicecoach.adapters.vault import Vault
    from voicecoach.hearing.intake import Intake
    from voicecoach.options import Parts

CUE_SHOWN_S = 3.0
"""How long a live cue stands beside the meter (own proposal): long enough to be met by a glance."""


class LevelMeter:
    """Shows on stderr what comes in while somebody speaks; only on a terminal.

    Args:
        quiet: Whether there is none.
    """

    def __init__(self, *, quiet: bool) -> None:
        self._moves = sys.stderr.isatty() and not quiet
        self._word, self._word_s = "", 0.0
        self._shown_s = 0.0
        self._width = 0

    def watch(self, intake: "Intake") -> None:
        """Show the next moment."""
        now_s = time.monotonic()
        if not self._moves or now_s - self._shown_s < SHOWN_S:
            return
        self._shown_s = now_s
        said = f"** {self._word} **" if self._word and now_s - self._word_s < CUE_SHOWN_S else STATES[intake.state]
        line = f"  {bar(intake)}  {said}"
        click.echo("\r" + line.ljust(self._width), nl=False, err=True)
        self._width = len(line)

    def cue(self, word: str) -> None:
        """Show one word beside the level, for a moment."""
        self._word, self._word_s = word, time.monotonic()

    def clear(self) -> None:
        """Take it off the screen."""
        if self._width:
            click.echo("\r" + " " * self._width + "\r", nl=False, err=True)
            self._width = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Where replies come from, and what holds them while they are spoken."""

    device: str | None = None
    """The microphone, or a part of its name; None takes the system's default."""
    vault: "Vault | None" = None
    """What encrypts the sound on the disk; None keeps it plain."""

    def recorder(self, path: Path) -> GrowingWav:
        """What writes the sound of a reply.

        Raises:
            OutputError: When the file can't be made.
        """
        return recorder(path, self.vault)


class SpokenReplies:
    """Live replies with a meter and keys, on the disk as they are spoken.

    Args:
        source: The microphone, and what keeps its sound.
        parts: What an analysis needs.
        options: How somebody is listened to.
        keys: Give the commands.
        meter: Shows the level.
        told: Called with what the learner has to know before a reply.
    """

    def __init__(
        self,
        source: Source,
        parts: "Parts",
        options: LiveOptions,
        keys: Keys,
        meter: LevelMeter,
        told: Callable[[str], None],
    ) -> None:
        self._source = source
        self._options = options
        self._meter = meter
        self._keys = keys
        self._told = told
        self._writer: GrowingWav | None = None
        # The sound is written by the microphone itself, so the ear opens no file.
        self._live = LiveReplies(self._microphone, parts, source.recorder, options, keys.next, watch=meter.watch)
        self._warming = threading.Thread(target=self._warm, name="warming")
        self._warming.start()

    def next(self, asked: Asked, tell: Tell) -> Answered | Command:
        """Listen for a reply."""
        self._warming.join()

        def overheard(event: str, fields: dict[str, object]) -> None:
            if event == "live_cue":
                self._meter.cue(str(fields["cue"]))
            tell(event, fields)

        with self._keys.listening(), contextlib.ExitStack() as stack:
            if self._options.push_to_talk:
                command = self._waits()
                if command is not None:
                    return command
            stack.callback(self._meter.clear)
            self._writer = self._source.recorder(asked.spool) if asked.spool is not None else None
            if self._writer is not None:
                stack.enter_context(self._writer)
            return self._live.next(replace(asked, spool=None), overheard)

    def _microphone(self) -> Microphone:
        microphone = SoundCardMicrophone(self._source.device)
        return microphone if self._writer is None else RecordedMicrophone(microphone, self._writer)

    def _warm(self) -> None:
        # What fails here fails once more, and is told, when the first reply is listened for.
        with contextlib.suppress(VoiceCoachError):
            self._live.prepare()

    def _waits(self) -> Command | None:
        """Wait for the key that begins a reply; a command where that comes first."""
        self._told("Press space and speak; space again when you are done.")
        while True:
            command = self._keys.next()
            if command == "talk":
                return None
            if command is not None:
                return command
            time.sleep(SHOWN_S / 2)


def microphone_name(wanted: str | None) -> str:
    """The name of the microphone that will be listened to; "" where there is none."""
    try:
        devices = input_devices()
    except DeviceError:
        return ""
    if wanted is not None:
        fits = [one.name for one in devices if wanted.casefold() in one.name.casefold()]
        return fits[0] if fits else ""
    return next((one.name for one in devices if one.default), devices[0].name if devices else "")
