"""`voicecoach history SESSION --html`: a page of takes that are kept, with their sound where it is."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.takes import take as analysed
from tests.practice import at, outcome, session, take
from tests.program import RunCli
from tests.report.test_progress_html import Seen
from tests.signals import noise
from voicecoach.adapters.store import SqliteHistory
from voicecoach.cli.pages import GONE, LEFT_OUT
from voicecoach.history import Take
from voicecoach.report.document import to_json

SOUND = noise(2.0, -30.0)


def kept(name: str, minutes: float, fade_db: float) -> Take:
    """A spoken take with its document."""
    analysis = analysed(fade_db, f"{name}.wav")
    return Take(name, "aa1", at(minutes), "answer", "No.", to_json(analysis).encode())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A session of a spoken take with its sound, a typed one, and a spoken one without; and a session typed alone."""
    folder = tmp_path / "data"
    with SqliteHistory(folder) as history:
        history.begin(session("aa1", "me", 0.0))
        history.add_take(kept("one", 1.0, 9.0), outcome(), SOUND)
        history.add_take(Take("typed", "aa1", at(2.0), "typed", "No.", b""), outcome())
        history.add_take(kept("two", 3.0, 2.0), outcome())
        history.begin(session("ab2", "me", 60.0))
        history.add_take(take("odd", "ab2", 61.0), outcome())
    return folder


def env(data: Path) -> dict[str, str]:
    return {"VOICECOACH_DATA_DIR": str(data), "TZ": "UTC"}


def held(page: str) -> list[dict[str, Any]]:
    """What the scripts of a page get of each take."""
    seen = Seen(page)
    at = [tag.get("id") for tag in seen.named("script")].index("data")
    found = json.loads(seen.texts["script"][at])
    assert isinstance(found, list)
    return found


def test_takes_stand_beside_each_other_and_the_one_without_sound_says_so(
    run_cli: RunCli, data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "page.html"
    done = run_cli("history", "aa", "--html", out, env=env(data))
    assert (done.status, done.stdout, done.stderr) == (0, "", "")
    text = out.read_text(encoding="utf-8")
    assert "Takes beside each other" in text
    assert "2026-03-01 09:01, one" in text
    assert text.count(f'<p class="soft">{GONE}</p>') == 1
    first, last = held(text)
    assert (first["sound"], last["sound"]) == ("inside", "none")
    assert (first["silence"], last["silence"]) == ("", GONE)
    assert first["tracks"]["hop"] == pytest.approx(0.01)
    assert last["tracks"] is None


def test_a_folder_gets_a_page_each(run_cli: RunCli, data: Path, tmp_path: Path) -> None:
    done = run_cli("history", "last", "--html", f"{tmp_path}/pages/", "--audio", "beside", env=env(data))
    assert done.status == 1
    assert "No take of the session ab2 was analysed" in done.stderr
    done = run_cli("history", "aa1", "--html", f"{tmp_path}/pages/", "--audio", "beside", env=env(data))
    assert done.status == 0
    names = {path.name for path in (tmp_path / "pages").iterdir()}
    assert names == {"one.html", "one.webm", "two.html"}


def test_a_page_without_sound_still_draws_it(run_cli: RunCli, data: Path) -> None:
    done = run_cli("history", "aa1", "--html", "-", "--audio", "none", env=env(data))
    first, last = held(done.stdout)
    assert (first["silence"], last["silence"]) == (LEFT_OUT, GONE)
    assert first["outline"]["hop"] == pytest.approx(0.01)
    assert last["outline"] is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--html", "a.html"], "--html needs a SESSION"),
        (["aa1", "--html", "a.html", "--json"], "--html or --json"),
        (["aa1", "--html", "-", "--audio", "beside"], "--audio embed or --audio none"),
    ],
)
def test_what_no_page_can_be_made_of_is_refused(
    run_cli: RunCli, data: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    done = run_cli("history", *arguments, env=env(data), cwd=tmp_path)
    assert (done.status, done.stdout) == (2, "")
    assert message in done.stderr
    assert not (tmp_path / "a.html").exists()
