"""Sealed files: what goes in comes out, and no change to one passes."""

import io
import struct
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from voicecoach.adapters.sealing import (
    MAGIC,
    PIECE_BYTES,
    SALT_BYTES,
    TAG_BYTES,
    SealedWriter,
    content_bytes,
    opened,
    salt_of,
)
from voicecoach.errors import TamperedError

KEY = bytes(range(32))
SALT = bytes(SALT_BYTES)
NAME = "audio/t1.wav"
HEAD = len(MAGIC) + SALT_BYTES
LONG = bytes(range(256)) * (PIECE_BYTES // 256 * 2) + b"the rest"
"""Three pieces, the last a short one."""


def seal(content: bytes, *cuts: int, name: str = NAME, salt: bytes = SALT, finish: bool = True) -> bytes:
    """A sealed file, flushed at some places."""
    file = io.BytesIO()
    writer = SealedWriter(file, KEY, name, salt)
    ends = [0, *sorted(min(cut, len(content)) for cut in cuts), len(content)]
    for start, end in pairwise(ends):
        writer.write(content[start:end])
        if end != len(content) or not finish:
            writer.flush()
    if finish:
        writer.finish()
    return file.getvalue()


def read(raw: bytes, *, name: str = NAME, key: bytes = KEY, unfinished: bool = False) -> bytes:
    return b"".join(opened(io.BytesIO(raw), key, name, unfinished=unfinished))


def records(raw: bytes) -> list[bytes]:
    """The records behind the head, with their lengths."""
    found, place = [], HEAD
    while place < len(raw):
        (length,) = struct.unpack_from("<I", raw, place)
        found.append(raw[place : place + 4 + length])
        place += 4 + length
    return found


@given(
    content=st.binary(max_size=300) | st.sampled_from([LONG, LONG[: 2 * PIECE_BYTES], LONG[:PIECE_BYTES]]),
    cuts=st.lists(st.integers(0, 3 * PIECE_BYTES), max_size=4),
)
@thorough
def test_what_goes_in_comes_out_however_it_was_written(content: bytes, cuts: list[int]) -> None:
    raw = seal(content, *cuts)
    assert read(raw) == content
    assert read(raw, unfinished=True) == content
    assert content_bytes(io.BytesIO(raw)) == len(content)
    assert salt_of(io.BytesIO(raw)) == SALT


def test_nothing_of_the_content_can_be_seen() -> None:
    raw = seal(LONG)
    assert not any(LONG[start : start + 8] in raw for start in range(256))
    assert seal(LONG, salt=b"\1" * SALT_BYTES)[HEAD:] != raw[HEAD:]


@given(place=st.integers(0), bit=st.integers(0, 7))
@thorough
def test_every_flipped_bit_is_seen(place: int, bit: int) -> None:
    raw = bytearray(seal(b"Words that were said. " * 20, 100, 200))
    raw[place % len(raw)] ^= 1 << bit
    with pytest.raises(TamperedError):
        read(bytes(raw))


def test_every_cut_is_seen() -> None:
    raw = seal(b"Words that were said.", 5, 11)
    for end in range(len(raw)):
        with pytest.raises(TamperedError):
            read(raw[:end])


@pytest.mark.parametrize(
    "change",
    [
        lambda found: [*found, found[-1]],
        lambda found: [found[1], found[0], *found[2:]],
        lambda found: [found[0], *found],
        lambda found: found[1:],
        lambda found: [*found[:1], *found[2:]],
        lambda found: found[-1:],
        lambda found: [*found, b"\0"],
    ],
    ids=["last twice", "swapped", "first twice", "first missing", "one missing", "last alone", "more behind"],
)
def test_pieces_stay_where_they_were_written(change: Callable[[list[bytes]], list[bytes]]) -> None:
    raw = seal(LONG)
    assert len(records(raw)) == 3
    with pytest.raises(TamperedError):
        read(raw[:HEAD] + b"".join(change(records(raw))))


def test_a_file_does_not_pass_for_another() -> None:
    with pytest.raises(TamperedError, match=r"audio/t2\.wav"):
        read(seal(b"Words"), name="audio/t2.wav")
    with pytest.raises(TamperedError):
        read(seal(b"Words"), key=KEY[::-1])


def test_pieces_of_another_file_are_no_pieces_of_this_one() -> None:
    one, other = seal(LONG), seal(LONG[::-1], salt=b"\1" * SALT_BYTES)
    with pytest.raises(TamperedError):
        read(one[:HEAD] + records(one)[0] + b"".join(records(other)[1:]))


def test_an_unfinished_file_is_read_up_to_its_last_whole_piece() -> None:
    content = b"a" * 50 + b"b" * 50
    raw = seal(content, 50, finish=False)
    with pytest.raises(TamperedError, match="cut off"):
        read(raw)
    ends = {HEAD + 4 + 50 + TAG_BYTES: 50, len(raw): 100}
    for end in range(len(raw) + 1):
        whole = max((length for at, length in ends.items() if at <= end), default=0)
        assert read(raw[:end], unfinished=True) == content[:whole]


def test_a_changed_piece_of_an_unfinished_file_is_seen() -> None:
    raw = bytearray(seal(b"a" * 50 + b"b" * 50, 50, finish=False))
    raw[HEAD + 10] ^= 1
    with pytest.raises(TamperedError):
        read(bytes(raw), unfinished=True)


def test_no_length_makes_it_take_memory() -> None:
    with pytest.raises(TamperedError, match="length"):
        read(MAGIC + SALT + struct.pack("<I", 0xFFFFFFFF) + bytes(40))
