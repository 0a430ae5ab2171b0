"""The encrypted tables: what another program wrote is seen, what failed is undone, and nothing is lost in between."""

from pathlib import Path

import pytest

from tests.practice import at, baseline, outcome, rung, session, take
from tests.signals import noise
from tests.vaults import sealed
from voicecoach.adapters import store_database, store_upkeep
from voicecoach.adapters.store import AUDIO, DATABASE, SqliteHistory
from voicecoach.adapters.store_database import SealedDatabase, changes_of
from voicecoach.adapters.vault import Vault, on_disk
from voicecoach.errors import HistoryError, TamperedError
from voicecoach.history import Erasure

SOUND = noise(0.2, -30.0)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return sealed(tmp_path)


def dump(history: SqliteHistory) -> list[bytes]:
    return list(history.values())


def test_statements_make_the_same_tables_again(tmp_path: Path, vault: Vault) -> None:
    with SqliteHistory(tmp_path, vault) as history:
        image = on_disk(tmp_path / DATABASE).stat()
        for name, person in (("s1", "me"), ("s2", "anna"), ("s3", "me")):
            history.begin(session(name, person))
            for number in range(4):
                history.add_take(take(f"{name}-{number}", name), outcome(100.1 + number / 3), SOUND)
            history.add_rung(rung(f"{name}-r", person), at(0))
            history.rate_rung(f"{name}-r", 17, at(1))
            history.save_baseline(baseline(person))
            history.rate(name, before=70, after=0)
            history.end(name, at(5))
        before = dump(history)
        assert on_disk(tmp_path / DATABASE).stat() == image  # nothing but statements was written
        with SqliteHistory(tmp_path, vault) as again:
            assert dump(again) == before
        history.erase(Erasure("person", "anna"))
        after = dump(history)
        assert on_disk(tmp_path / DATABASE).stat() != image
    with SqliteHistory(tmp_path, vault) as again:
        assert dump(again) == after
        assert again.persons() == ("me",)


def test_what_is_deleted_is_in_none_of_the_files(tmp_path: Path, vault: Vault) -> None:
    with SqliteHistory(tmp_path, vault) as history:
        history.begin(session())
        history.add_take(take(text="Heron Marmalade"), outcome(), SOUND)
        history.erase(Erasure("take", "t1"))
    held = [vault.read(tmp_path / name) for name in (DATABASE, changes_of(tmp_path / DATABASE).name)]
    assert not any(b"Heron Marmalade" in content for content in held)
    assert list((tmp_path / AUDIO).iterdir()) == []


def test_many_changes_become_an_image(tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_database, "MOST_CHANGES_BYTES", 20_000)
    changes, sizes = on_disk(changes_of(tmp_path / DATABASE)), []
    with SqliteHistory(tmp_path, vault) as history:
        history.begin(session())
        for number in range(20):
            history.add_take(take(f"t{number}", text="No. " * 500), outcome())
            sizes.append(changes.stat().st_size)
        history.end("s1", at(9))
        assert max(sizes) < 21_000
        assert min(sizes[5:]) < sizes[0]
        before = dump(history)
    with SqliteHistory(tmp_path, vault) as history:
        assert dump(history) == before


def test_changes_that_did_not_come_as_statements_become_an_image(tmp_path: Path, vault: Vault) -> None:
    with SqliteHistory(tmp_path, vault) as history:
        with history._tables.alone() as db:
            db.executemany(
                "INSERT INTO rungs (id, person, text, suds, scene_type) VALUES (?, 'me', '', 1, 'talk')", ["a"]
            )
        with history._tables.alone() as db:
            db.execute("CREATE TABLE more (number INTEGER)")
    with SqliteHistory(tmp_path, vault) as history:
        assert [one.id for one in history.rungs("me")] == ["a"]
        assert history._db.execute("SELECT count(*) FROM more").fetchone() == (0,)


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_killed_between_image_and_changes_nothing_is_lost_or_done_twice(
    tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = SqliteHistory(tmp_path, vault)
    history.begin(session())
    history.add_take(take(), outcome())
    before = dump(history)
    with monkeypatch.context() as patch:
        patch.setattr(store_database, "write_changes", killed)
        with pytest.raises(KeyboardInterrupt):
            store_upkeep.compact(history._tables)
    history.close()
    with SqliteHistory(tmp_path, vault) as again:
        assert len(again.takes("s1")) == 1
        assert len(dump(again)) == len(before)


def test_two_programs_see_what_the_other_wrote(tmp_path: Path, vault: Vault) -> None:
    with SqliteHistory(tmp_path, vault) as one, SqliteHistory(tmp_path, vault) as two:
        one.begin(session())
        assert two.session("s1").session.state == "open"
        two.add_take(take("t1"), outcome(), SOUND)
        one.add_take(take("t2"), outcome(), SOUND)
        assert [kept.id for kept in two.takes("s1")] == ["t1", "t2"]
        two.erase(Erasure("all"))
        with pytest.raises(HistoryError, match="no session s1"):
            one.add_take(take("t3"), outcome(), SOUND)
        assert one.persons() == ()


def test_who_writes_waits_for_who_writes(tmp_path: Path, vault: Vault) -> None:
    with SqliteHistory(tmp_path, vault) as one:
        other = SealedDatabase(tmp_path / DATABASE, vault, 0.02)
        with one._writing() as db:
            db.execute("UPDATE sessions SET person = 'x'")
            with pytest.raises(HistoryError, match="in use"), other.alone():
                pass
            assert other.connection().execute("SELECT count(*) FROM sessions").fetchone() == (0,)
        with other.alone():
            pass
        other.close()


def test_a_full_disk_undoes_the_transaction(tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    with SqliteHistory(tmp_path, vault) as history:
        history.begin(session())
        before = dump(history)

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(store_database, "write_changes", full)
            with pytest.raises(HistoryError, match="No space"):
                history.add_take(take(), outcome())
        assert dump(history) == before
        history.add_take(take(), outcome())
    with SqliteHistory(tmp_path, vault) as history:
        assert len(history.takes("s1")) == 1


def test_what_an_image_holds_is_kept_though_its_changes_can_not_be_written(
    tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with SqliteHistory(tmp_path, vault) as history:
        history.begin(session())
        with monkeypatch.context() as patch:
            patch.setattr(store_database, "MOST_CHANGES_BYTES", 10)
            patch.setattr(store_database, "write_changes", full)
            history.add_take(take(), outcome())
        with SqliteHistory(tmp_path, vault) as again:
            assert len(again.takes("s1")) == 1
        history.add_take(take("t2"), outcome())
    with SqliteHistory(tmp_path, vault) as again:
        assert [kept.id for kept in again.takes("s1")] == ["t1", "t2"]


def test_an_error_of_the_user_reads_nothing_again(
    tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with SqliteHistory(tmp_path, vault) as history:
        history.begin(session())
        with monkeypatch.context() as patch:
            patch.setattr(Vault, "read", lambda *_: pytest.fail("it was read again"))
            with pytest.raises(HistoryError, match="already"):
                history.begin(session())
            history.rate("s1", before=3)
        assert history.session("s1").session.suds_before == 3


@pytest.mark.parametrize("name", [DATABASE, f"{DATABASE}-since"])
def test_a_part_that_was_taken_away_is_missed(tmp_path: Path, vault: Vault, name: str) -> None:
    on_disk(tmp_path / name).unlink()
    with pytest.raises(TamperedError, match="gone"):
        SqliteHistory(tmp_path, vault)


def test_what_was_never_confirmed_is_swept_and_nothing_else(tmp_path: Path, vault: Vault) -> None:
    with SqliteHistory(tmp_path, vault) as history:
        history.begin(session())
        history.add_take(take(), outcome(), SOUND)
    marked = ("dead.wav.vault", "dead.wav.new.vault.partial", "t1.wav.new.vault.partial")
    for name in (*marked, "lost.wav.vault", "half.wav.vault.partial", "t1.wav.vault.partial", "notes.txt"):
        (tmp_path / AUDIO / name).write_bytes(b"RIFF")
    with SqliteHistory(tmp_path, vault) as history:
        assert history.audio("t1") is not None
    assert {path.name for path in (tmp_path / AUDIO).iterdir()} == {"t1.wav.vault", "lost.wav.vault", "notes.txt"}
    with SqliteHistory(tmp_path, vault) as history:
        assert history.preview(Erasure("all")).recordings == 2
        assert b"".join(history.contents(Erasure("all")))  # what is no file of this vault is passed over
        history.erase(Erasure("all"))
    assert [path.name for path in (tmp_path / AUDIO).iterdir()] == ["notes.txt"]
