"""The folder of a batch, on disk and at an address."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from voicecoach.adapters.batch_folder import DOCUMENTS, FAILED, BatchFolder, content_hash, local_copy
from voicecoach.errors import MediaError, OutputError

NEEDED = 'fsspec is not installed: python -m pip install "voicecoach[cluster]"'


@pytest.fixture(params=["disk", "address"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BatchFolder]:
    if request.param == "disk":
        yield BatchFolder(str(tmp_path / "out"))
        return
    fsspec = pytest.importorskip("fsspec", reason=NEEDED)
    yield BatchFolder("memory://batch")
    fsspec.filesystem("memory").store.clear()


def test_what_is_written_is_read_and_named(folder: BatchFolder) -> None:
    assert folder.names(DOCUMENTS) == frozenset()
    assert folder.read(DOCUMENTS, "a.json") is None
    folder.write(DOCUMENTS, "a.json", b"1")
    folder.write(DOCUMENTS, "a.json", b"2")
    folder.write("", "settings.json", b"{}")
    assert folder.names(DOCUMENTS) == {"a.json"}
    assert folder.read(DOCUMENTS, "a.json") == b"2"
    assert folder.read("", "settings.json") == b"{}"


def test_what_is_removed_is_gone(folder: BatchFolder) -> None:
    folder.write(FAILED, "a.json", b"1")
    folder.remove(FAILED, "a.json")
    folder.remove(FAILED, "never.json")
    assert folder.names(FAILED) == frozenset()


def test_results_that_are_put_aside_are_kept(folder: BatchFolder) -> None:
    folder.write(DOCUMENTS, "a.json", b"1")
    folder.write(FAILED, "b.json", b"2")
    aside = BatchFolder(folder.put_aside())
    assert folder.names(DOCUMENTS) == folder.names(FAILED) == frozenset()
    assert (aside.read(DOCUMENTS, "a.json"), aside.read(FAILED, "b.json")) == (b"1", b"2")


def test_results_are_for_their_owner_only_and_no_scraps_stay(tmp_path: Path) -> None:
    BatchFolder(str(tmp_path)).write(DOCUMENTS, "a.json", b"1")
    assert [path.name for path in (tmp_path / DOCUMENTS).iterdir()] == ["a.json"]
    assert stat.S_IMODE((tmp_path / DOCUMENTS / "a.json").stat().st_mode) == 0o600


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("no folder")
    folder = BatchFolder(str(tmp_path / "out"))
    with pytest.raises(OutputError, match="can't be kept"):
        folder.write(DOCUMENTS, "a.json", b"1")


def test_a_copy_of_what_lies_elsewhere_goes_when_it_is_done_with(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec", reason=NEEDED)
    fsspec.filesystem("memory").pipe_file("/clinic/a.wav", b"sound")
    with local_copy("memory://clinic/a.wav", tmp_path) as copy:
        assert copy.read_bytes() == b"sound"
        assert copy.suffix == ".wav"
    assert not copy.exists()
    with pytest.raises(MediaError, match="can't be fetched"), local_copy("memory://clinic/none.wav", tmp_path):
        pass
    with local_copy("here.wav", tmp_path) as same:
        assert same == Path("here.wav")


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert content_hash(tmp_path / "a").startswith("ba7816bf8f01cfea")
    with pytest.raises(MediaError, match="can't be read"):
        content_hash(tmp_path / "none")
