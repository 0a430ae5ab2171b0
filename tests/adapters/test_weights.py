"""Weights come whole and right or not at all, whatever the hub, the disk or a killed run does."""

import errno
import gc
import os
import re
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.adapters.hub import CONTENTS, REVISION, Hub, Trouble, catalogue_of, made_up, serving
from voicecoach.adapters import weights as module
from voicecoach.adapters.catalogue import Catalogue, ModelEntry, ModelFile, catalogue
from voicecoach.adapters.weights import ModelStore, how_to_get
from voicecoach.errors import ModelError

# pooch leaves the connection of a failed download to the garbage collector, which complains; `hub` sees to it in time.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")

NOBODY_LISTENS = "http://127.0.0.1:9"


def ignore(_name: str, _done: int, _all: int) -> None:
    """Progress that nobody watches."""


def left_over(data_dir: Path) -> set[str]:
    """What lies in the folder of models, less the memory of what was verified."""
    return {path.name for path in (data_dir / "models").glob("*")} - {"verified.json"}


@pytest.fixture(scope="module")
def running_hub() -> Iterator[Hub]:
    with serving() as hub:
        yield hub


@pytest.fixture
def hub(running_hub: Hub) -> Iterator[Hub]:
    """The hub without trouble, and nothing asked yet."""
    running_hub.trouble.clear()
    running_hub.asked.clear()
    yield running_hub
    gc.collect()


@pytest.fixture
def store(tmp_path: Path, hub: Hub) -> ModelStore:
    return ModelStore(tmp_path, catalogue_of(made_up()), hub.address)


def counting(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that get hashed from now on."""
    hashed: list[Path] = []
    honest: Callable[[Path], str] = module._sha256

    def count(path: Path) -> str:
        hashed.append(path)
        return honest(path)

    monkeypatch.setattr(module, "_sha256", count)
    return hashed


# --- Getting ------------------------------------------------------------------------------------------------------


def test_a_model_comes_from_the_hub_at_its_pinned_revision(store: ModelStore, hub: Hub, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    folder = store.get("toy", lambda *step: told.append(step))
    assert folder == tmp_path / "models" / "toy"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == CONTENTS
    assert hub.asked == [f"/nobody/toy/resolve/{REVISION}/{name}" for name in CONTENTS]
    assert {name: done for name, done, _ in told} == {name: len(content) for name, content in CONTENTS.items()}
    assert store.locate("toy").place == "data"
    assert store.prepare("toy", ignore) == folder


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_what_is_installed_is_for_its_owner_only(store: ModelStore, tmp_path: Path) -> None:
    folder = store.get("toy", ignore)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, tmp_path / "models")} == {0o700}
    assert stat.S_IMODE((tmp_path / "models" / "verified.json").stat().st_mode) == 0o600


def test_downloading_says_nothing_on_its_own(store: ModelStore, capfd: pytest.CaptureFixture[str]) -> None:
    store.get("toy", ignore)
    assert capfd.readouterr() == ("", "")


TROUBLES: list[tuple[Trouble, str, str]] = [
    ("half", "model.bin", r"hub can't be reached or refused"),
    ("missing", "model.bin", r"hub can't be reached or refused \(.*404"),
    ("refused", "config.json", r"hub can't be reached or refused \(.*500"),
    ("wrong", "vocabulary.txt", r"vocabulary\.txt of the model toy arrived damaged \(wrong SHA-256\)"),
    ("wrong", "model.bin", r"model\.bin of the model toy arrived damaged \(wrong SHA-256\)"),
]


@pytest.mark.parametrize(("trouble", "name", "message"), TROUBLES, ids=[f"{t}-{n}" for t, n, _ in TROUBLES])
def test_trouble_at_the_hub_leaves_nothing_behind(
    trouble: Trouble, name: str, message: str, store: ModelStore, hub: Hub, tmp_path: Path
) -> None:
    hub.trouble[name] = trouble
    with pytest.raises(ModelError, match=message) as caught:
        store.get("toy", ignore)
    assert caught.value.remedy
    assert left_over(tmp_path) == set()
    assert store.locate("toy").place == "absent"
    hub.trouble.clear()
    assert store.get("toy", ignore).is_dir()


def test_a_hub_that_is_down_says_what_to_try(tmp_path: Path) -> None:
    store = ModelStore(tmp_path, catalogue_of(made_up()), NOBODY_LISTENS)
    with pytest.raises(ModelError, match="can't be reached") as caught:
        store.get("toy", ignore)
    assert caught.value.remedy == "Check the connection and try again."
    assert left_over(tmp_path) == set()


def test_a_side_file_of_another_size_is_refused(tmp_path: Path, hub: Hub) -> None:
    """Of a file without a published hash the size is held."""
    entry = made_up(contents={**CONTENTS, "vocabulary.txt": b"longer than what comes\n"}, unhashed=("vocabulary.txt",))
    store = ModelStore(tmp_path, catalogue_of(entry), hub.address)
    with pytest.raises(ModelError, match=r"vocabulary\.txt of the model toy is not what was published"):
        store.get("toy", ignore)
    assert left_over(tmp_path) == set()


def test_getting_again_replaces_what_is_there(store: ModelStore) -> None:
    folder = store.get("toy", ignore)
    (folder / "model.bin").write_bytes(CONTENTS["model.bin"][::-1])
    with pytest.raises(ModelError, match=r"model\.bin is not what was published") as caught:
        store.prepare("toy", ignore)
    assert "--again" in caught.value.remedy
    store.get("toy", ignore, again=True)
    assert (store.prepare("toy", ignore) / "model.bin").read_bytes() == CONTENTS["model.bin"]


def test_getting_again_keeps_the_old_one_until_the_new_one_is_right(store: ModelStore, hub: Hub) -> None:
    folder = store.get("toy", ignore)
    hub.trouble["model.bin"] = "half"
    with pytest.raises(ModelError):
        store.get("toy", ignore, again=True)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == CONTENTS


def test_getting_what_is_there_asks_nobody(store: ModelStore, hub: Hub) -> None:
    store.get("toy", ignore)
    hub.asked.clear()
    store.get("toy", ignore)
    assert hub.asked == []


def test_an_absent_model_says_how_to_get_it(store: ModelStore) -> None:
    with pytest.raises(ModelError, match="toy is not on this machine") as caught:
        store.prepare("toy", ignore)
    assert "voicecoach models get toy" in caught.value.remedy


def test_a_model_nobody_knows_names_those_there_are(store: ModelStore) -> None:
    with pytest.raises(ModelError, match="There is no model nosuch") as caught:
        store.get("nosuch", ignore)
    assert "toy" in caught.value.remedy


# --- The disk -----------------------------------------------------------------------------------------------------


def test_a_disk_without_room_is_noticed_before_anything_is_fetched(
    store: ModelStore, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1000))
    with pytest.raises(ModelError, match="no room for the model toy") as caught:
        store.get("toy", ignore)
    assert "--data-dir" in caught.value.remedy
    assert hub.asked == []
    assert left_over(tmp_path) == set()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EACCES])
def test_a_disk_that_fails_on_the_way_leaves_nothing_behind(
    number: int, store: ModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Path, mode: int) -> None:
        raise OSError(number, os.strerror(number), str(self), mode)

    monkeypatch.setattr(Path, "chmod", fail)
    with pytest.raises(ModelError, match="no room" if number != errno.EACCES else "can't be installed there"):
        store.get("toy", ignore)
    assert left_over(tmp_path) == set()


def test_a_data_folder_that_cant_be_made_says_so(tmp_path: Path, hub: Hub) -> None:
    (tmp_path / "file").touch()
    store = ModelStore(tmp_path / "file", catalogue_of(made_up()), hub.address)
    with pytest.raises(ModelError, match="can't be installed there") as caught:
        store.get("toy", ignore)
    assert "--data-dir" in caught.value.remedy


def test_an_interruption_leaves_nothing_behind(store: ModelStore, tmp_path: Path) -> None:
    def interrupt(_name: str, _done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.get("toy", interrupt)
    assert left_over(tmp_path) == set()


def test_what_a_killed_run_left_is_swept_once_it_is_old(store: ModelStore, tmp_path: Path) -> None:
    old, young = (tmp_path / "models" / f".installing-toy-{age}" for age in ("old", "young"))
    for folder in (old, young):
        folder.mkdir(parents=True)
        (folder / "model.bin").write_bytes(b"half")
    two_hours_ago = time.time() - 7200
    os.utime(old, (two_hours_ago, two_hours_ago))
    store.get("toy", ignore)
    assert left_over(tmp_path) == {"toy", young.name}


# --- Verifying ----------------------------------------------------------------------------------------------------


def test_what_was_verified_is_not_hashed_again(store: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.get("toy", ignore)
    hashed = counting(monkeypatch)
    store.prepare("toy", ignore)
    assert hashed == []


def test_asking_to_verify_hashes_anew(store: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = store.get("toy", ignore)
    hashed = counting(monkeypatch)
    checks = store.check(store.catalogue.entry("toy"), folder, fresh=True)
    assert {path.name for path in hashed} == set(CONTENTS)
    assert {check.state for check in checks} == {"verified"}


def test_a_change_is_noticed_though_the_size_stays(store: ModelStore) -> None:
    folder = store.get("toy", ignore)
    (folder / "config.json").write_bytes(b'{"made": "xx"}\n')
    os.utime(folder / "config.json", ns=(1, 1))
    states = {check.name: check.state for check in store.check(store.catalogue.entry("toy"), folder)}
    assert states == {"config.json": "wrong", "model.bin": "verified", "vocabulary.txt": "verified"}


def test_a_file_that_vanished_makes_the_model_absent(store: ModelStore) -> None:
    folder = store.get("toy", ignore)
    (folder / "vocabulary.txt").unlink()
    states = {check.name: check.state for check in store.check(store.catalogue.entry("toy"), folder)}
    assert states["vocabulary.txt"] == "missing"
    assert store.locate("toy").place == "absent"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a": 1}', b"\xff"])
def test_a_damaged_memory_is_forgotten(content: bytes, store: ModelStore, tmp_path: Path) -> None:
    store.get("toy", ignore)
    (tmp_path / "models" / "verified.json").write_bytes(content)
    assert store.prepare("toy", ignore).is_dir()


def test_a_side_file_without_hash_is_called_right_in_size_only(tmp_path: Path, hub: Hub) -> None:
    entry = made_up(unhashed=("config.json",))
    store = ModelStore(tmp_path, catalogue_of(entry), hub.address)
    states = {check.name: check.state for check in store.check(entry, store.get("toy", ignore))}
    assert states == {"config.json": "size", "model.bin": "verified", "vocabulary.txt": "verified"}


# --- Packages -----------------------------------------------------------------------------------------------------


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelEntry:
    """A model whose big file lies in two installed packages."""
    whole = made_up()
    middle = len(CONTENTS["model.bin"]) // 3
    parts = {"toy_part1": CONTENTS["model.bin"][:middle], "toy_part2": CONTENTS["model.bin"][middle:]}
    for package, part in parts.items():
        folder = tmp_path / "site" / package / "data"
        folder.mkdir(parents=True)
        (folder.parent / "__init__.py").write_text("raise ImportError('packages of weights are not imported')\n")
        (folder / "model.bin.part").write_bytes(part)
        for name in ("config.json", "vocabulary.txt"):
            (folder / name).write_bytes(CONTENTS[name])
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    files = tuple(
        ModelFile(
            file.name,
            file.bytes,
            file.sha256,
            tuple(f"{package}/data/model.bin.part" for package in parts)
            if file.name == "model.bin"
            else (f"toy_part1/data/{file.name}",),
        )
        for file in whole.files
    )
    return ModelEntry("toy", whole.repo, whole.revision, 1, "en", "MIT", files)


def test_parts_in_packages_are_joined_once_without_the_hub(packaged: ModelEntry, tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "data", catalogue_of(packaged), NOBODY_LISTENS)
    assert (store.locate("toy").place, store.locate("toy").folder) == ("package", None)
    folder = store.prepare("toy", ignore)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == CONTENTS
    assert store.locate("toy").place == "data"
    assert "voicecoach[offline]" in how_to_get(packaged)


def test_getting_again_joins_anew(packaged: ModelEntry, tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "data", catalogue_of(packaged), NOBODY_LISTENS)
    folder = store.prepare("toy", ignore)
    (folder / "model.bin").write_bytes(b"damaged")
    store.get("toy", ignore, again=True)
    assert (folder / "model.bin").read_bytes() == CONTENTS["model.bin"]


def test_without_packages_and_hub_both_ways_are_named(packaged: ModelEntry, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "site" / "toy_part1")
    store = ModelStore(tmp_path / "data", catalogue_of(packaged), NOBODY_LISTENS)
    with pytest.raises(ModelError, match="can't be reached") as caught:
        store.get("toy", ignore)
    assert "voicecoach[offline]" in caught.value.remedy


def test_a_damaged_part_is_found_out_and_nothing_is_left(packaged: ModelEntry, tmp_path: Path) -> None:
    part = tmp_path / "site" / "toy_part2" / "data" / "model.bin.part"
    part.write_bytes(part.read_bytes()[::-1])
    store = ModelStore(tmp_path / "data", catalogue_of(packaged), NOBODY_LISTENS)
    with pytest.raises(ModelError, match=r"model\.bin of the model toy is not what was published"):
        store.prepare("toy", ignore)
    assert left_over(tmp_path / "data") == set()


def test_a_package_that_is_not_there_makes_the_model_absent(packaged: ModelEntry, tmp_path: Path) -> None:
    (tmp_path / "site" / "toy_part2" / "data" / "model.bin.part").unlink()
    store = ModelStore(tmp_path / "data", catalogue_of(packaged), NOBODY_LISTENS)
    assert store.locate("toy").place == "absent"


# --- The catalogue ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return catalogue()


def test_every_model_is_pinned_hashed_and_licensed(known: Catalogue) -> None:
    assert {"tiny", "base", "small", "medium", "large-v3"} <= {entry.name for entry in known.model}
    assert len({entry.name for entry in known.model}) == len(known.model)
    for entry in known.model:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", entry.repo), entry.name
        assert re.fullmatch(r"[0-9a-f]{40}", entry.revision), entry.name
        assert entry.licence == "MIT", entry.name
        assert re.fullmatch(r"[a-z]{2}|multilingual", entry.language), entry.name
        assert entry.parameters_millions > 0
        files = {file.name: file for file in entry.files}
        assert {"config.json", "model.bin", "tokenizer.json"} <= set(files), entry.name
        assert all(file.bytes > 0 for file in entry.files), entry.name
        assert re.fullmatch(r"[0-9a-f]{64}", files["model.bin"].sha256), entry.name
        assert all(re.fullmatch(r"|[0-9a-f]{64}", file.sha256) for file in entry.files), entry.name


def test_no_two_models_share_their_weights(known: Catalogue) -> None:
    hashes = [file.sha256 for entry in known.model for file in entry.files if file.name == "model.bin"]
    assert len(set(hashes)) == len(hashes)


def test_the_default_and_its_fallback_come_in_packages_with_every_hash(known: Catalogue) -> None:
    for name in (known.default, known.fallback):
        entry = known.entry(name)
        assert entry.is_packaged
        assert all(file.sha256 for file in entry.files)


def test_the_hub_is_asked_over_an_encrypted_connection(known: Catalogue) -> None:
    assert known.hub.startswith("https://")
