"""`voicecoach rights`: cards, lesson and quiz, on paper and as data; nothing of it is kept."""

import errno
import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import pytest

from tests.program import LIMIT_S, RunCli, command
from voicecoach.coaching.quiz import Item, draw, items
from voicecoach.coaching.rights import cards, cards_for, safety
from voicecoach.coaching.styles import styles_lesson
from voicecoach.history import SceneType

SEED = "7"
DRAWN = draw(items(), 10, int(SEED))
NOTE = safety().note


def flat(text: str) -> str:
    """A page without its line breaks."""
    return " ".join(text.split())


def letters(drawn: Sequence[Item], *, right: bool = True) -> list[str]:
    """What to type to be right every time, or never."""
    return ["ab"[(item.pair.index(item.answer) + (not right)) % 2] for item in drawn]


def test_all_cards_are_listed_with_a_word_on_safety(run_cli: RunCli) -> None:
    done = run_cli("rights")
    assert done.status == 0
    for card in cards():
        assert f"{card.name} {card.right}" in flat(done.stdout)
    assert flat(done.stdout).endswith(NOTE)
    assert "voicecoach rights say-no" in done.stderr
    assert run_cli("--quiet", "rights").stderr == ""


@pytest.mark.parametrize("typed", [("say-no",), ("Say_No",), ("say", "no")])
def test_a_card_is_shown_whole(typed: tuple[str, ...], run_cli: RunCli) -> None:
    done = run_cli("rights", *typed)
    card = cards()[0]
    assert card.name == "say-no"
    assert (done.status, done.stderr) == (0, "")
    for text in (card.right, card.limit, card.moment, card.line, card.thought, card.answer, card.culture, NOTE):
        assert text in flat(done.stdout)


def test_a_scene_shows_its_cards_and_no_others(run_cli: RunCli) -> None:
    page = flat(run_cli("rights", "--scene", "praise").stdout)
    assert [card.name for card in cards() if card.right in page] == [card.name for card in cards_for("praise")]


@pytest.mark.parametrize("scene", get_args(SceneType))
def test_cards_of_a_scene_as_data(scene: SceneType, run_cli: RunCli) -> None:
    done = run_cli("rights", f"--scene-type={scene}", "--json")
    assert [document["name"] for document in done.documents] == [card.name for card in cards_for(scene)]


def test_everything_as_data(run_cli: RunCli) -> None:
    done = run_cli("rights", "--json")
    assert [document["name"] for document in done.documents] == [card.name for card in cards()]
    assert done.stderr == ""
    assert [document["name"] for document in run_cli("rights", "ask", "--json").documents] == ["ask"]
    (lesson,) = run_cli("rights", "styles", "--json").documents
    assert [scene["title"] for scene in lesson["scene"]] == [scene.title for scene in styles_lesson().scene]
    (page,) = run_cli("rights", "safety", "--json").documents
    assert page["note"] == NOTE
    quiz = run_cli("rights", "quiz", "--json", "--items", "48", "--seed", SEED).documents
    assert {document["line"] for document in quiz} == {item.line for item in items()}


def test_the_lesson_is_shown_whole(run_cli: RunCli) -> None:
    done = run_cli("rights", "styles")
    page = flat(done.stdout)
    assert done.status == 0
    lesson = styles_lesson()
    takes = [take for scene in lesson.scene for take in scene.take]
    texts = [
        text for style in lesson.style for text in (style.short, style.words, style.voice, style.gains, style.costs)
    ]
    texts += [text for take in takes for text in (take.line, take.voice, take.then)]
    texts += [text for apart in lesson.apart for text in (apart.ask, *apart.signs, apart.first, apart.second)]
    assert [text for text in (lesson.opening, lesson.culture, *texts, NOTE) if text not in page] == []


def test_the_page_on_safety_says_where_help_is(run_cli: RunCli) -> None:
    page = flat(run_cli("rights", "safety").stdout)
    assert [text for text in (*safety().text, *(each.where for each in safety().help)) if text not in page] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("prvacy",), "There is no card prvacy. Did you mean privacy?"),
        (("xyzzy",), "`voicecoach rights` lists the cards."),
        (("--seed", "1"), "--items and --seed belong to"),
        (("say-no", "--items", "3"), "--items and --seed belong to"),
        (("quiz", "--scene", "praise"), "leave the other name out"),
        (("quiz", "--items", "0"), "--items"),
        (("--scene", "party"), "--scene"),
    ],
)
def test_what_does_not_go_together_is_a_usage_error(arguments: tuple[str, ...], says: str, run_cli: RunCli) -> None:
    done = run_cli("rights", *arguments)
    assert (done.status, done.stdout) == (2, "")
    assert says in flat(done.stderr)


def test_lines_are_wrapped_for_the_terminal(run_cli: RunCli) -> None:
    for columns, most in (("200", 80), ("50", 50), ("10", 30)):
        lines = run_cli("rights", "be-heard", env={"COLUMNS": columns}).lines
        assert most - 15 < max(map(len, lines)) <= max(most, len("  A thought that gets in the way"))


def test_a_quiz_with_every_answer_right(run_cli: RunCli) -> None:
    done = run_cli("rights", "quiz", "--seed", SEED, input="\n".join(letters(DRAWN)))
    page = flat(done.stdout)
    assert (done.status, done.stderr) == (0, "")
    for item in DRAWN:
        assert f"{item.who}: “{item.line}”" in page
        assert f"Yes, {item.answer.replace('_', '-')}. {item.reason}" in page
    assert "Together 10 of 10" in page
    assert "close calls" not in page
    assert page.endswith(NOTE)


def test_a_quiz_with_no_answer_right_gives_reasons_and_no_blame(run_cli: RunCli) -> None:
    done = run_cli("rights", "quiz", "--seed", SEED, input="\n".join(letters(DRAWN, right=False)))
    page = flat(done.stdout)
    for item in DRAWN:
        assert f"This one is {item.answer.replace('_', '-')}. {item.reason}" in page
    assert "Together 0 of 10" in page
    assert "voicecoach rights styles, under “" in page
    for text in {text for item in DRAWN for text in (item.moment, item.line, item.voice, item.reason)} - {""}:
        page = page.replace(text, "")
    assert not re.search(r"\b(wrong|mistake|fail|bad|poor|sadly|unfortunately)", page.lower())


def test_the_reason_comes_before_the_next_line(run_cli: RunCli) -> None:
    page = flat(run_cli("rights", "quiz", "--seed", SEED, input="\n".join(letters(DRAWN))).stdout)
    places = [page.index(text) for n, item in enumerate(DRAWN, 1) for text in (f" {n} of 10 ", item.reason)]
    assert places == sorted(places)


@pytest.mark.parametrize("typed", ["A", " a ", "a)", "a.", "{style}", "{style}".upper()])
def test_a_letter_or_the_name_of_the_style_will_do(typed: str, run_cli: RunCli) -> None:
    (item,) = draw(items(), 1, 3)
    typed = typed.format(style=item.pair[0].replace("_", "-"), STYLE=item.pair[0].replace("_", "-").upper())
    done = run_cli("rights", "quiz", "--items", "1", "--seed", "3", input=typed)
    assert f"Together {int(item.answer == item.pair[0])} of 1" in flat(done.stdout)


@pytest.mark.parametrize("end", ["q\n", "Quit\n", ""])
def test_one_may_stop_at_any_time(end: str, run_cli: RunCli) -> None:
    done = run_cli("rights", "quiz", "--seed", SEED, input="".join(f"{x}\n" for x in letters(DRAWN)[:3]) + end)
    assert (done.status, done.stderr) == (0, "")
    assert "You stopped after 3 of 10." in done.stdout
    assert "Together 3 of 3" in flat(done.stdout)


@pytest.mark.parametrize("typed", ["", "q", "\n"])
def test_stopping_before_the_first_answer_is_fine(typed: str, run_cli: RunCli) -> None:
    done = run_cli("rights", "quiz", input=typed)
    assert (done.status, done.stderr) == (0, "")
    assert done.stdout.endswith("Nothing answered, which is fine. Come back when you like.\n")


def test_an_answer_that_is_asked_for_is_not_counted(run_cli: RunCli) -> None:
    done = run_cli("rights", "quiz", "--items", "1", "--seed", "3", input="?\n")
    (item,) = draw(items(), 1, 3)
    assert item.reason in flat(done.stdout)
    assert "Together 1 shown" in flat(done.stdout)


@pytest.mark.parametrize("junk", [b"x\n", b"\n", b"\xff\xfe\n", "é 😀\n".encode()])
def test_what_is_no_answer_is_asked_again_and_comes_to_an_end(junk: bytes, run_cli: RunCli) -> None:
    (item,) = draw(items(), 1, 3)
    asked = run_cli("rights", "quiz", "--items", "1", "--seed", "3", input=junk + letters([item])[0].encode())
    assert asked.stdout.count("Please type a or b") == 1
    assert "Together 1 of 1" in flat(asked.stdout)
    endless = run_cli("rights", "quiz", "--items", "48", "--seed", "3", input=junk * 1000)
    assert endless.status == 0
    assert "Together 48 shown" in flat(endless.stdout)


def test_more_lines_than_there_are_means_all(run_cli: RunCli) -> None:
    assert run_cli("rights", "quiz", "--items", "1000", input="q").stdout.startswith(f"{len(items())} lines.")


def test_nothing_is_kept(run_cli: RunCli, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    world = {name: str(home / name.lower()) for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    env = {**world, "HOME": str(home), "VOICECOACH_DATA_DIR": str(home / "data")}
    for arguments in (["rights"], ["rights", "styles"], ["rights", "quiz"]):
        assert run_cli(*arguments, input="a\nb\nq\n", env=env, cwd=home).status == 0
    assert list(home.rglob("*")) == []


def test_at_a_terminal_headings_are_bold_and_ctrl_d_ends_the_quiz() -> None:
    shown = at_terminal("rights", "quiz", "--seed", SEED, typed=f"{letters(DRAWN)[0]}\n\x04")
    assert "\x1b[1m1 of 10\x1b[0m" in shown
    assert "You stopped after 1 of 10." in shown
    plain = at_terminal("rights", "quiz", "--seed", SEED, typed="\x04", NO_COLOR="1")
    assert "\x1b[" not in plain
    assert "Nothing answered" in plain


def at_terminal(*arguments: str, typed: str, **variables: str) -> str:
    """What somebody sees who types at a terminal."""
    ours, theirs = pytest.importorskip("pty", reason="there is no terminal to play on this system").openpty()
    world = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | variables
    process = subprocess.Popen(command(*arguments), stdin=theirs, stdout=theirs, stderr=theirs, env=world)
    os.close(theirs)
    os.write(ours, typed.encode())
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError as error:
        # So ends a terminal on Linux whose program has gone.
        if error.errno != errno.EIO:
            raise
    finally:
        os.close(ours)
    assert process.wait(LIMIT_S) == 0
    return shown.decode()
