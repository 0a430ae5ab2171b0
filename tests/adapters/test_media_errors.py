"""What can't be read says where, what, and what to do next; no error of a library comes through."""

import http.server
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.recordings import encode, read, sine, write_silent_film, write_wav
from voicecoach.errors import MediaError

RATE_HZ = 16_000
TONE_HZ = 440.0


def no_such_file(folder: Path) -> Path:
    return folder / "nowhere.wav"


def a_folder(folder: Path) -> Path:
    return folder


def empty(folder: Path) -> Path:
    (folder / "empty.wav").touch()
    return folder / "empty.wav"


def text(folder: Path) -> Path:
    (folder / "text.wav").write_text("Dear diary, this is no recording.\n" * 100, encoding="utf-8")
    return folder / "text.wav"


def half_a_header(folder: Path) -> Path:
    path = write_wav(folder / "header.wav", sine(TONE_HZ, 1.0))
    path.write_bytes(path.read_bytes()[:20])
    return path


def header_without_sound(folder: Path) -> Path:
    path = write_wav(folder / "header.wav", sine(TONE_HZ, 1.0))
    path.write_bytes(path.read_bytes()[:44])
    return path


def half_an_m4a(folder: Path) -> Path:
    path = encode(folder / "half.m4a", sine(TONE_HZ, 2.0), RATE_HZ, "aac")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def silent_film(folder: Path) -> Path:
    return write_silent_film(folder / "film.mp4")


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.wav")
    return folder / "pipe.wav"


def a_long_name(folder: Path) -> Path:
    return folder / ("x" * 300 + ".wav")


def a_dangling_link(folder: Path) -> Path:
    (folder / "link.wav").symlink_to(folder / "nowhere.wav")
    return folder / "link.wav"


UNREADABLE = [
    (no_such_file, "no such file"),
    (a_dangling_link, "no such file"),
    (a_folder, "is a folder, not a recording"),
    (empty, "is empty (0 bytes)"),
    (text, "is no recording that can be read"),
    (half_a_header, "is no recording that can be read"),
    (half_an_m4a, "is no recording that can be read"),
    (header_without_sound, "no sound could be read from it"),
    (silent_film, "holds no sound"),
    (a_pipe, "is no file but a pipe or a device"),
    (a_long_name, "File name too long"),
]


@pytest.mark.parametrize(("make", "what"), UNREADABLE, ids=[make.__name__ for make, _ in UNREADABLE])
def test_what_cant_be_read_says_where_what_and_what_to_do(
    make: Callable[[Path], Path], what: str, tmp_path: Path
) -> None:
    path = make(tmp_path)
    with pytest.raises(MediaError) as caught:
        read(path)
    assert caught.value.message.startswith(f"{path}: {what}")
    assert caught.value.remedy.endswith(".")


def test_a_file_without_the_right_to_read_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusal is put into the opening of the file."""
    path = write_wav(tmp_path / "secret.wav", sine(TONE_HZ, 0.1))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(MediaError, match="may not be read") as caught:
        read(path)
    assert "right" in caught.value.remedy


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read what nobody may read")
def test_a_file_that_nobody_may_read_says_so(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "secret.wav", sine(TONE_HZ, 0.1))
    path.chmod(0)
    with pytest.raises(MediaError, match="may not be read"):
        read(path)


def test_a_channel_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "stereo.wav", np.stack([sine(TONE_HZ, 0.5)] * 2))
    with pytest.raises(MediaError, match="has 2 channels, so there is no channel 3"):
        read(path, 3)


def _exceptions_of_ffmpeg() -> list[type[Exception]]:
    import av.error

    found = [value for value in vars(av.error).values() if isinstance(value, type)]
    return sorted({v for v in found if issubclass(v, av.error.FFmpegError)}, key=lambda v: v.__name__)


def test_every_exception_of_ffmpeg_comes_out_as_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import av

    path = write_wav(tmp_path / "tone.wav", sine(TONE_HZ, 0.1))
    classes = _exceptions_of_ffmpeg()
    assert len(classes) > 30
    for kind in classes:

        def fail(*_: object, kind: type[Exception] = kind, **__: object) -> None:
            raise kind(5, "on purpose")

        monkeypatch.setattr(av, "open", fail)
        with pytest.raises(MediaError) as caught:
            read(path)
        assert caught.value.message.startswith(f"{path}: "), kind
        assert isinstance(caught.value.__cause__, kind)


def test_a_playlist_fetches_nothing_from_the_network(tmp_path: Path, server: tuple[str, list[str]]) -> None:
    address, asked = server
    path = tmp_path / "talk.m3u8"
    path.write_text(
        f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:3,\n{address}/talk.mp3\n#EXT-X-ENDLIST\n", encoding="utf-8"
    )
    with pytest.raises(MediaError):
        read(path)
    assert asked == []


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine and the list of what was asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()
        thread.join()
