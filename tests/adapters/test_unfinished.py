"""What is finished of long analyses: for its owner alone, whatever a dying program or a full disk leaves of it."""

import os
import stat
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vaults import flipped, sealed
from voicecoach.adapters import unfinished
from voicecoach.adapters.unfinished import FOLDER, KEPT_D, Unfinished
from voicecoach.adapters.vault_moving import turn_off
from voicecoach.adapters.vault_place import sealed_files

PARTS = {f"texts/{number}": f"part {number}, what was said".encode() for number in range(5)}


def begun(data_dir: Path) -> Path:
    """An analysis that was killed; its file."""
    with Unfinished(data_dir, "a1b2") as work:
        for number, (key, content) in enumerate(PARTS.items()):
            work.keep(key, content)
            work.reach(60.0 * (number + 1))
    (path,) = unfinished.left(data_dir)
    return path


def known(data_dir: Path) -> dict[str, bytes]:
    work = Unfinished(data_dir, "a1b2")
    found = {key: work.take(key) for key in PARTS}
    return {key: content for key, content in found.items() if content is not None}


def test_it_tells_how_far_the_last_run_came(tmp_path: Path) -> None:
    begun(tmp_path)
    assert Unfinished(tmp_path, "a1b2").reached_s == 300.0
    assert Unfinished(tmp_path, "c3d4").reached_s == 0.0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(share=st.floats(0.0, 1.0))
def test_a_file_that_ends_anywhere_is_read_as_far_as_it_goes(tmp_path: Path, share: float) -> None:
    unfinished.remove(unfinished.left(tmp_path))
    path = begun(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: round(share * len(whole))])
    found = known(tmp_path)
    assert found == dict(list(PARTS.items())[: len(found)])
    with Unfinished(tmp_path, "a1b2") as work:
        work.keep("texts/9", b"more")
    assert Unfinished(tmp_path, "a1b2").take("texts/9") == b"more"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(place=st.floats(0.0, 0.999), bit=st.integers(0, 7))
def test_a_line_that_was_changed_is_passed_over(tmp_path: Path, place: float, bit: int) -> None:
    unfinished.remove(unfinished.left(tmp_path))
    path = begun(tmp_path)
    flipped(path, int(place * path.stat().st_size), bit)
    found = known(tmp_path)
    assert len(found) >= len(PARTS) - 2
    assert all(PARTS[key] == content for key, content in found.items())


@pytest.mark.skipif(sys.platform == "win32", reason="rights are no numbers there")
def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = begun(tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_nothing_is_left_when_it_is_done(tmp_path: Path) -> None:
    begun(tmp_path)
    with Unfinished(tmp_path, "a1b2") as work:
        work.keep("texts/9", b"more")
        work.remove()
        work.keep("texts/10", b"too late")
    assert list(tmp_path.iterdir()) == []


def test_another_analysis_is_left_alone(tmp_path: Path) -> None:
    begun(tmp_path)
    with Unfinished(tmp_path, "c3d4") as other:
        other.keep("texts/1", b"another")
        other.remove()
    assert known(tmp_path) == PARTS


def test_an_analysis_that_finishes_nothing_writes_nothing(tmp_path: Path) -> None:
    with Unfinished(tmp_path, "a1b2") as work:
        assert not work.holds_any
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_takes_nothing_is_no_error(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_bytes(b"in the way")
    with Unfinished(tmp_path, "a1b2") as work:
        work.keep("texts/1", b"words")
        work.reach(60.0)
        assert not work.holds_any


def test_what_nobody_goes_on_with_is_swept(tmp_path: Path) -> None:
    path = begun(tmp_path)
    unfinished.sweep(tmp_path)
    assert path.exists()
    long_ago = time.time() - KEPT_D * 86400 - 60
    os.utime(path, (long_ago, long_ago))
    unfinished.sweep(tmp_path)
    assert unfinished.left(tmp_path) == ()


def test_with_the_vault_on_nothing_of_it_lies_plain(tmp_path: Path) -> None:
    vault = sealed(tmp_path)
    with Unfinished(tmp_path, "a1b2", vault) as work:
        for key, content in PARTS.items():
            work.keep(key, content)
        assert all(b"what was said" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    again = Unfinished(tmp_path, "a1b2", vault)
    assert {key: again.take(key) for key in PARTS} == PARTS


def test_an_encrypted_part_that_was_changed_is_done_again(tmp_path: Path) -> None:
    vault = sealed(tmp_path)
    with Unfinished(tmp_path, "a1b2", vault) as work:
        work.keep("texts/1", b"words")
    (path,) = unfinished.left(tmp_path)
    flipped(path, path.stat().st_size // 2, 3)
    assert Unfinished(tmp_path, "a1b2", vault).take("texts/1") is None


def test_it_moves_into_the_vault_and_out_of_it(tmp_path: Path) -> None:
    path = begun(tmp_path)
    vault = sealed(tmp_path)
    assert not path.exists()
    assert path in sealed_files(tmp_path)
    assert Unfinished(tmp_path, "a1b2", vault).take("texts/1") == PARTS["texts/1"]
    assert Unfinished(tmp_path, "a1b2").take("texts/1") is None
    turn_off(vault)
    assert known(tmp_path) == PARTS
