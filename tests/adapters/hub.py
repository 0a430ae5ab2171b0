"""A model hub on this machine, and made-up models that it has."""

import hashlib
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from voicecoach.adapters.catalogue import Catalogue, ModelEntry, ModelFile

CONTENTS = {
    "config.json": b'{"made": "up"}\n',
    "model.bin": bytes(range(256)) * 400,
    "vocabulary.txt": b"um\nuh\n",
}
REVISION = "0123456789abcdef0123456789abcdef01234567"

Trouble = Literal["", "half", "missing", "refused", "wrong"]
"""Closes early, 404, 500, or other bytes of the same length."""


def made_up(name: str = "toy", contents: dict[str, bytes] | None = None, unhashed: tuple[str, ...] = ()) -> ModelEntry:
    """A model of a few small files; of the unhashed ones only the size is published."""
    files = tuple(
        ModelFile(file, len(content), "" if file in unhashed else hashlib.sha256(content).hexdigest())
        for file, content in (contents or CONTENTS).items()
    )
    return ModelEntry(name, f"nobody/{name}", REVISION, 1, "en", "MIT", files)


def catalogue_of(*entries: ModelEntry) -> Catalogue:
    """A catalogue with these models only, and a hub that is not there."""
    return Catalogue(entries[0].name, entries[0].name, "http://127.0.0.1:9", entries)


@dataclass
class Hub:
    """What the hub answers, and what it was asked."""

    address: str = ""
    trouble: dict[str, Trouble] = field(default_factory=dict)
    """By file name."""
    asked: list[str] = field(default_factory=list)


@contextmanager
def serving() -> Iterator[Hub]:
    """The hub, while it is open."""
    hub = Hub()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hub.asked.append(self.path)
            name = self.path.rsplit("/", 1)[-1]
            _answer(self, CONTENTS[name], hub.trouble.get(name, ""))

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        hub.address = f"http://127.0.0.1:{server.server_port}"
        try:
            yield hub
        finally:
            server.shutdown()
            thread.join()


def _answer(request: http.server.BaseHTTPRequestHandler, content: bytes, trouble: Trouble) -> None:
    if trouble in ("missing", "refused"):
        request.send_error(404 if trouble == "missing" else 500)
        return
    request.send_response(200)
    request.send_header("Content-Length", str(len(content)))
    request.end_headers()
    if trouble == "half":
        request.wfile.write(content[: len(content) // 2])
    elif trouble == "wrong":
        request.wfile.write(content[::-1])
    else:
        request.wfile.write(content)
