"""Whether anything is left of what was deleted: the files of the data folder, read raw, against pieces of it.

Conventions
    A piece is `PIECE_BYTES` bytes of a text, a document or a recording; contents shorter than that are one piece.
    A piece that also stands in something kept (the same sentence said in another take) is no trace of what went.
    This looks at files. Blocks that the disk no longer counts to any file, backups and swapped memory lie beyond it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.adapters.store import AUDIO, SqliteHistory
from voicecoach.adapters.store_errors import translated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PIECE_BYTES = 24
"""Length of a piece (own proposal): 12 samples or some words, far too many to come up by chance."""

HEAD_BYTES = 8
"""Shortest content that is looked for (own proposal): below that, anything is found anywhere."""

MOST_PIECES = 64
"""Pieces of one text, document or recording (own proposal): spread over it evenly, its ends included."""

LEAST_DISTINCT = 6
"""Different bytes in a piece that says something (own proposal): silence and padding have fewer."""

_BLOCK_BYTES = 1 << 22
_EDGE = b"\0" * PIECE_BYTES
"""Between two values, so that no piece stands over their edge."""

_HASH_BITS = 22

_LEFT_ALONE = "models"


@dataclass(frozen=True, slots=True)
class Search:
    """What reading the data folder raw has found."""

    files: int
    bytes: int
    pieces: int
    left: tuple[tuple[str, int], ...] = ()
    """Files that still hold pieces of what was deleted, and how many; () where nothing is left."""


def pieces_of(contents: Iterable[bytes]) -> frozenset[bytes]:
    """What to look for of some contents."""
    return frozenset(piece for content in contents for piece in _cut(content) if len(set(piece)) >= LEAST_DISTINCT)


def search(history: SqliteHistory, data_dir: Path, pieces: frozenset[bytes]) -> Search:
    """Look for pieces of what was deleted in every file of the data folder but the speech models.

    Raises:
        HistoryError: When a file can't be read.
    """
    kept = {data_dir / AUDIO / name for name in history.recordings()}
    paths = sorted(path for path in _files(data_dir) if path not in kept)
    left = []
    for path in paths:
        with translated(path):
            found = found_in(_blocks(path), pieces)
        if path == history.path:
            found -= found_in(_together(history.values()), frozenset(found))
        if found:
            left.append((path.relative_to(data_dir).as_posix(), len(found)))
    return Search(len(paths), sum(path.stat().st_size for path in paths), len(pieces), tuple(left))


def _cut(content: bytes) -> Iterator[bytes]:
    if len(content) < HEAD_BYTES:
        return
    last = max(0, len(content) - PIECE_BYTES)
    count = min(MOST_PIECES, last // PIECE_BYTES + 2)
    for number in range(count):
        start = last * number // (count - 1)
        yield content[start : start + PIECE_BYTES]


def _files(data_dir: Path) -> Iterator[Path]:
    for path in data_dir.rglob("*"):
        if path.relative_to(data_dir).parts[0] != _LEFT_ALONE and path.is_file() and not path.is_symlink():
            yield path


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            yield block


def _together(values: Iterable[bytes]) -> Iterator[bytes]:
    """Many short values in few blocks, so that each need not be searched alone."""
    waiting: list[bytes] = []
    size = 0
    for value in values:
        waiting.append(value)
        size += len(value)
        if size >= _BLOCK_BYTES:
            yield _EDGE.join([*waiting, b""])
            waiting, size = [], 0
    yield _EDGE.join(waiting)


def found_in(blocks: Iterable[bytes], pieces: frozenset[bytes]) -> set[bytes]:
    """The pieces that stand in some bytes, wherever they start: in a block or over the edge of two."""
    import numpy as np

    if not pieces:
        return set()
    by_head: dict[int, list[bytes]] = {}
    for piece in pieces:
        by_head.setdefault(int.from_bytes(piece[:HEAD_BYTES], "little"), []).append(piece)
    heads = np.array(sorted(by_head), dtype="<u8")
    likely = np.zeros(1 << _HASH_BITS, dtype=bool)
    likely[_hashes(heads)] = True
    found: set[bytes] = set()
    before = b""
    for block in blocks:
        data = before + block
        for start in _starts(data, heads, likely):
            head = int.from_bytes(data[start : start + HEAD_BYTES], "little")
            found.update(piece for piece in by_head[head] if data.startswith(piece, start))
        before = data[-(PIECE_BYTES - 1) :]
    return found


def _starts(data: bytes, heads: "NDArray[np.uint64]", likely: "NDArray[np.bool_]") -> Iterator[int]:
    """Where a head of a piece stands in some bytes: tried by a hash, then by all eight bytes."""
    import numpy as np

    for shift in range(HEAD_BYTES):
        count = (len(data) - shift) // HEAD_BYTES
        if count <= 0:
            return
        words = np.frombuffer(data, dtype="<u8", count=count, offset=shift)
        places = np.flatnonzero(likely[_hashes(words)])
        candidates = words[places]
        nearest = np.minimum(np.searchsorted(heads, candidates), len(heads) - 1)
        yield from (places[heads[nearest] == candidates] * HEAD_BYTES + shift).tolist()


def _hashes(words: "NDArray[np.uint64]") -> "NDArray[np.intp]":
    """The upper bits of a product with 2**64 over the golden ratio (Knuth, volume 3, section 6.4)."""
    import numpy as np

    return (words * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(64 - _HASH_BITS)).astype(np.intp)
