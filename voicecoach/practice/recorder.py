"""A microphone whose sound is on the disk before anybody works on it.

Conventions
    A thread of its own fetches and writes each chunk, so that a recogniser that needs all of the processor costs no
    sound: what waits for it is in the file already. Chunks come out as they went in.
"""

import queue
import threading
from collections.abc import Generator
from contextlib import closing
from typing import Protocol

from voicecoach.audio import AudioChunk, Samples
from voicecoach.ports import Microphone, MicrophoneFacts


class Writer(Protocol):
    """Where the sound goes."""

    def write(self, samples: Samples) -> None:
        """Add samples.

        Raises:
            OutputError: When they can't be written.
        """


class RecordedMicrophone:
    """A microphone that writes down what it hears, at once.

    Args:
        microphone: Listens.
        writer: Takes the sound.
    """

    def __init__(self, microphone: Microphone, writer: Writer) -> None:
        self._microphone = microphone
        self._writer = writer

    def chunks(self) -> Generator[AudioChunk, None, None]:
        """Listen; see `ports.Microphone`.

        Raises:
            DeviceError: When the device is missing, refuses or goes away; what was heard before was handed on.
            OutputError: When the sound can't be written.
        """
        heard: queue.SimpleQueue[AudioChunk | BaseException | None] = queue.SimpleQueue()
        over = threading.Event()
        thread = threading.Thread(target=self._record, args=(heard, over), name="recording")
        thread.start()
        try:
            while (one := heard.get()) is not None:
                if isinstance(one, BaseException):
                    raise one
                yield one
        finally:
            over.set()
            self._microphone.stop()
            thread.join()

    def stop(self) -> None:
        """Stop listening."""
        self._microphone.stop()

    def facts(self) -> MicrophoneFacts:
        """What is known so far."""
        return self._microphone.facts()

    def _record(self, heard: "queue.SimpleQueue[AudioChunk | BaseException | None]", over: threading.Event) -> None:
        try:
            with closing(self._microphone.chunks()) as chunks:
                for chunk in chunks:
                    self._writer.write(chunk.samples)
                    heard.put(chunk)
                    if over.is_set():
                        break
        except BaseException as error:  # noqa: BLE001 -- whatever it is, who waits for chunks has to hear of it
            heard.put(error)
        else:
            heard.put(None)
