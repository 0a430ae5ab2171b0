"""The access log: times and verbs, and no line of it can be changed, taken out or put in unseen."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.practice import at
from tests.vaults import flipped, sealed
from voicecoach.adapters.vault import Vault
from voicecoach.adapters.vault_log import Entry, entries, note
from voicecoach.adapters.vault_place import LOG, LOG_HEAD
from voicecoach.errors import TamperedError

VERBS = ("vault on", "history", "export", "delete")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = sealed(tmp_path)
    for number, verb in enumerate(VERBS):
        note(made, verb, at(number))
    return made


def test_times_and_verbs_come_back_in_order(vault: Vault) -> None:
    assert entries(vault) == tuple(Entry(at(number), verb) for number, verb in enumerate(VERBS))


def test_a_line_holds_nothing_else(vault: Vault) -> None:
    first = (vault.data_dir / LOG).read_text(encoding="utf-8").splitlines()[0]
    time, verb, more, tag = first.split(" ")
    assert (time, verb, more, len(tag)) == (at(0), "vault", "on", 32)


def test_a_new_vault_has_an_empty_log(tmp_path: Path) -> None:
    assert entries(sealed(tmp_path)) == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[1:],
        lambda lines: lines[:-1],
        lambda _: [],
        lambda lines: [lines[1], lines[0], *lines[2:]],
        lambda lines: [*lines, lines[-1]],
        lambda lines: [lines[0].replace("on", "of"), *lines[1:]],
        lambda lines: [*lines, "2026-03-01T09:00:00+00:00 history " + "0" * 32 + "\n"],
        lambda lines: [*lines[:-1], lines[-1].rstrip("\n")[:-1]],
    ],
    ids=["first", "last", "all", "swapped", "twice", "verb", "forged", "cut"],
)
def test_any_change_is_seen(vault: Vault, change: Callable[[list[str]], list[str]]) -> None:
    path = vault.data_dir / LOG
    path.write_text("".join(change(path.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8")
    with pytest.raises(TamperedError, match="access log"):
        entries(vault)


def test_every_flipped_bit_is_seen(vault: Vault) -> None:
    path = vault.data_dir / LOG
    for place in range(path.stat().st_size):
        before = flipped(path, place, place % 8)
        with pytest.raises(TamperedError):
            entries(vault)
        path.write_bytes(before)


def test_nothing_is_added_to_a_log_that_was_cut(vault: Vault) -> None:
    path = vault.data_dir / LOG
    path.write_text("", encoding="utf-8")
    with pytest.raises(TamperedError, match="missing"):
        note(vault, "history", at(9))
    assert path.read_text(encoding="utf-8") == ""


def test_a_program_that_died_after_its_line_spoils_nothing(vault: Vault) -> None:
    head = vault.read(vault.data_dir / LOG_HEAD)
    note(vault, "progress", at(8))
    vault.write(vault.data_dir / LOG_HEAD, head)
    assert [entry.verb for entry in entries(vault)] == [*VERBS, "progress"]
    note(vault, "history", at(9))
    assert [entry.verb for entry in entries(vault)] == [*VERBS, "progress", "history"]


@pytest.mark.parametrize("cut", [b"2", b"2026-03-01T09:08:00.000+00:00 prog", b"2026 \xc3"])
def test_a_line_that_was_cut_off_with_its_program_spoils_no_other(vault: Vault, cut: bytes) -> None:
    path = vault.data_dir / LOG
    path.write_bytes(path.read_bytes() + cut)
    note(vault, "history", at(9))
    assert [entry.verb for entry in entries(vault)] == [*VERBS, "history"]


def test_a_line_that_is_counted_and_lost_its_end_is_missed(vault: Vault) -> None:
    path = vault.data_dir / LOG
    path.write_bytes(path.read_bytes()[:-1])
    before = path.read_bytes()
    with pytest.raises(TamperedError, match="missing"):
        note(vault, "history", at(9))
    assert path.read_bytes() == before
