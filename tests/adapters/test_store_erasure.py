"""What was deleted is gone from every file: planted words, numbers and samples are looked for in the raw bytes."""

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice import at, baseline, outcome, rung, session, take
from tests.recorded import keep_records
from tests.signals import noise
from tests.strategies import thorough
from voicecoach.adapters.spool import Spool
from voicecoach.adapters.store import AUDIO, DATABASE, SqliteHistory
from voicecoach.adapters.store_traces import HEAD_BYTES, PIECE_BYTES, Search, found_in, pieces_of, search
from voicecoach.adapters.wav import header
from voicecoach.audio import Samples
from voicecoach.history import Erasure, ErasureKind

WORDS = "Heron Marmalade Quixotic"
F0_HZ = 187.62518310546875
SPREAD = 4.2998046875
SOUND = noise(2.0, -20.0)
SAMPLES = np.rint(SOUND * 32768).astype("<i2").tobytes()

PLANTED = {
    "words": WORDS.encode(),
    "words, UTF-16": WORDS.encode("utf-16-le"),
    "number": repr(F0_HZ).encode(),
    "number, in SQLite's bytes": struct.pack(">d", F0_HZ),
    "number, in NumPy's bytes": struct.pack("<d", F0_HZ),
    "baseline": repr(SPREAD).encode(),
    "sound, start": SAMPLES[:40],
    "sound, middle": SAMPLES[20_001:20_041],
    "sound, end": SAMPLES[-40:],
    "sound as float": SOUND[5_000:5_010].tobytes(),
}

ALL_BUT: list[tuple[ErasureKind, str]] = [("take", "t1"), ("session", "s1"), ("person", "me"), ("all", "")]


def planted_in(folder: Path) -> set[str]:
    raw = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return {name for name, mark in PLANTED.items() if any(mark in content for content in raw)}


@pytest.fixture
def history(tmp_path: Path) -> Iterator[SqliteHistory]:
    """Everything of me holds the marks; much of anna's lies around it, so that pages are shared and moved."""
    with SqliteHistory(tmp_path / "data") as kept:
        for number in range(12):
            kept.begin(session(f"a{number}", "anna"))
            for part in range(3):
                text = f"Said by anna, {number} and {part}. " * (1 + 60 * part)
                kept.add_take(take(f"a{number}-{part}", f"a{number}", text=text), outcome(90.0 + part))
            if number == 6:
                _plant(kept)
        yield kept


def _plant(kept: SqliteHistory) -> None:
    kept.begin(session("s1"))
    for number, length in enumerate((1, 40, 900), 1):
        said = take(f"t{number}", text=f"{WORDS}, he said. " * length)
        if number == 1:
            kept.add_take(said, outcome(F0_HZ), SOUND)
        else:
            kept.add_take(said, outcome(), noise(0.1, -30.0, seed=number))
    kept.save_baseline(baseline(median=SPREAD))
    kept.add_rung(rung(), at(0))


def test_the_marks_are_found_before(history: SqliteHistory, tmp_path: Path) -> None:
    assert history.path.exists()
    found = planted_in(tmp_path)
    assert found == {"words", "number", "baseline", "sound, start", "sound, middle", "sound, end"}


@pytest.mark.parametrize(("kind", "name"), [("person", "me"), ("all", "")])
def test_no_byte_is_left_of_a_person(history: SqliteHistory, tmp_path: Path, kind: ErasureKind, name: str) -> None:
    history.erase(Erasure(kind, name))
    assert planted_in(tmp_path) == set()
    left = {path.name for path in (tmp_path / "data").iterdir()}
    assert left - {AUDIO} <= {DATABASE, *(f"session-a{n}.open" for n in range(12))}


def test_no_byte_is_left_of_a_session_and_of_its_takes(history: SqliteHistory, tmp_path: Path) -> None:
    history.erase(Erasure("session", "s1"))
    assert planted_in(tmp_path) == {"baseline"}


def test_no_byte_is_left_of_one_take(history: SqliteHistory, tmp_path: Path) -> None:
    history.erase(Erasure("take", "t1"))
    assert planted_in(tmp_path) == {"words", "baseline"}  # other takes of the session have the words too
    history.erase(Erasure("take", "t2"))
    history.erase(Erasure("take", "t3"))
    assert planted_in(tmp_path) == {"baseline"}


@pytest.mark.parametrize(("kind", "name"), [("session", "s1"), ("all", "")])
def test_an_erasure_that_was_killed_before_its_files_went_is_ended_later(
    history: SqliteHistory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: ErasureKind, name: str
) -> None:
    data = tmp_path / "data"
    spooled = Spool(data, "s1").sound(1)
    spooled.write_bytes(SAMPLES)
    with monkeypatch.context() as patch:
        patch.setattr("voicecoach.adapters.store_upkeep.sweep", killed)
        with pytest.raises(KeyboardInterrupt):
            history.erase(Erasure(kind, name))
    (data / AUDIO / "of another history.wav").write_bytes(b"RIFF")
    assert (data / AUDIO / "t1.wav").exists()
    assert spooled.exists()
    with SqliteHistory(data):
        assert {path.name for path in (data / AUDIO).iterdir()} == {"of another history.wav"}
        assert not spooled.exists()


def test_the_sound_of_a_review_goes_though_its_program_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with SqliteHistory(tmp_path) as history:
        history.begin(session())
        history.add_take(take(), outcome(), SOUND)
        keep_records(history.records, "s1", "me")
        with monkeypatch.context() as patch:
            patch.setattr("voicecoach.adapters.store_upkeep.sweep", killed)
            with pytest.raises(KeyboardInterrupt):
                history.records.drop_audio("s1")
    assert (tmp_path / AUDIO / "t1.wav").exists()
    with SqliteHistory(tmp_path) as history:
        assert history.takes("s1")[0].audio is None
    assert list((tmp_path / AUDIO).iterdir()) == []


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_with_everything_goes_what_no_row_names(history: SqliteHistory, tmp_path: Path) -> None:
    data, sound = tmp_path / "data", (data_of(SOUND), data_of(SOUND[::-1]))
    (data / AUDIO / "of another history.wav").write_bytes(sound[0])
    Spool(data, "of another history").sound(1).write_bytes(sound[1])
    (data / "copy").write_bytes(sound[1])
    mine, everything = history.preview(Erasure("person", "me")), history.preview(Erasure("all"))
    assert everything.recordings - mine.recordings == 2
    assert everything.audio_bytes - mine.audio_bytes == sum(map(len, sound))
    pieces = pieces_of(history.contents(Erasure("all")))
    history.erase(Erasure("person", "me"))
    assert len(list((data / AUDIO).iterdir())) == 1
    history.erase(Erasure("all"))
    assert list((data / AUDIO).iterdir()) == list((data / "spool").iterdir()) == []
    assert [name for name, _ in search(history, data, pieces).left] == ["copy"]


def data_of(sound: Samples) -> bytes:
    """A WAV file with some sound."""
    samples = np.rint(sound * 32768).astype("<i2").tobytes()
    return header(len(samples)) + samples


def test_what_is_kept_is_unharmed(history: SqliteHistory) -> None:
    history.erase(Erasure("person", "me"))
    assert history.persons() == ("anna",)
    assert len(history.summaries()) == 36
    assert [one.text for one in history.takes("a6")] == [f"Said by anna, 6 and {n}. " * (1 + 60 * n) for n in range(3)]


def test_an_erasure_leaves_no_empty_page(history: SqliteHistory) -> None:
    before = history.path.stat().st_size
    history.erase(Erasure("person", "me"))
    assert history._db.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert history.path.stat().st_size < before


@pytest.mark.parametrize(("kind", "name"), ALL_BUT)
def test_the_search_finds_what_is_to_go_and_nothing_afterwards(
    history: SqliteHistory, tmp_path: Path, kind: ErasureKind, name: str
) -> None:
    data = tmp_path / "data"
    pieces = pieces_of(history.contents(Erasure(kind, name)))
    assert pieces
    copy = data / "copy"
    recordings = [path.read_bytes() for path in (data / AUDIO).iterdir()]
    copy.write_bytes(b"".join([history.path.read_bytes(), *recordings]))
    (data / "models").mkdir()
    (data / "models" / "left_alone").write_bytes(copy.read_bytes())
    history.erase(Erasure(kind, name))
    found = search(history, data, pieces)
    ((where, count),) = found.left
    assert where == "copy"
    assert count >= 0.9 * len(pieces)  # a piece that a page's end cuts in two is not one of these bytes
    copy.unlink()
    assert search(history, data, pieces).left == ()


def test_a_recording_that_lost_its_row_is_found(history: SqliteHistory, tmp_path: Path) -> None:
    pieces = pieces_of(history.contents(Erasure("take", "t1")))
    file = tmp_path / "data" / AUDIO / "t1.wav"
    sound = file.read_bytes()
    history.erase(Erasure("take", "t1"))
    file.write_bytes(sound)
    assert [name for name, _ in search(history, tmp_path / "data", pieces).left] == ["audio/t1.wav"]


def test_the_same_sentence_in_a_kept_take_is_no_trace(tmp_path: Path) -> None:
    with SqliteHistory(tmp_path) as history:
        history.begin(session())
        for name in ("t1", "t2"):
            history.add_take(take(name, text=WORDS), outcome(), SOUND)
        pieces = pieces_of(history.contents(Erasure("take", "t1")))
        history.erase(Erasure("take", "t1"))
        assert search(history, tmp_path, pieces).left == ()
        assert WORDS.encode() in b"".join(history.values())


def test_what_sqlite_leaves_without_zeros_would_be_found(tmp_path: Path) -> None:
    """The search has teeth: the same deletion with `secure_delete` off and no `VACUUM` is caught."""
    with SqliteHistory(tmp_path) as history:
        history.begin(session())
        history.add_take(take(text=f"{WORDS}, he said. " * 400), outcome())
        pieces = pieces_of(history.contents(Erasure("session", "s1")))
        history._db.execute("PRAGMA secure_delete = OFF")
        history._db.execute("DELETE FROM sessions")
        assert [name for name, _ in search(history, tmp_path, pieces).left] == [DATABASE]


@given(st.binary(max_size=400))
@thorough
def test_pieces_are_parts_and_none_says_nothing(content: bytes) -> None:
    pieces = pieces_of([content])
    assert all(piece in content for piece in pieces)
    assert all(HEAD_BYTES <= len(piece) <= PIECE_BYTES for piece in pieces)
    if len(content) >= HEAD_BYTES and len(set(content[:PIECE_BYTES])) > HEAD_BYTES:
        assert content[:PIECE_BYTES] in pieces
        assert content[-PIECE_BYTES:] in pieces or len(set(content[-PIECE_BYTES:])) <= HEAD_BYTES


@given(before=st.binary(max_size=40), after=st.binary(max_size=40), cut=st.integers(0, 120), length=st.integers(8, 24))
@thorough
def test_a_piece_is_found_wherever_it_stands(before: bytes, after: bytes, cut: int, length: int) -> None:
    piece = bytes(range(100, 100 + length))
    data = before + piece + after
    assert found_in([data[:cut], data[cut:]], frozenset([piece, b"is not in there"])) == {piece}
    assert found_in([before, after], frozenset([piece])) == ({piece} if piece in before + after else set())


def test_a_piece_over_the_edge_of_a_block_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voicecoach.adapters.store_traces._BLOCK_BYTES", 64)
    history = SqliteHistory(tmp_path)
    for start in range(40, 70):
        (tmp_path / "file").write_bytes(b"." * start + SAMPLES[:24] + b"." * 100)
        found = search(history, tmp_path, frozenset([SAMPLES[:24]]))
        assert found.left == (("file", 1),), start
    (tmp_path / "file").unlink()
    assert search(history, tmp_path, frozenset()) == Search(1, history.path.stat().st_size, 0)
    history.close()
