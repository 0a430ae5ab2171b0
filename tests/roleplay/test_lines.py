"""Where keys stand: for any TOML, each way has the line in which it was written."""

import tomllib
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from voicecoach.roleplay.lines import Way, lines_of

_KEYS = st.text("abcxyz_-09", min_size=1, max_size=5)
_GAPS = st.sampled_from(["", " ", "\n", "  \n\n ", ' # a remark with ] and " in it\n'])
_BARE = st.sampled_from(["1", "-2.5", "true", "2024-01-02", "1e3"])
_STRINGS = st.sampled_from(
    [
        '"a # b"',
        '"say \\"no\\""',
        "'C:\\'",
        '"""\ntwo\nlines\\""""',
        "'''\n[not]\na table = 1'''",
        '"]}"',
        '""',
        '""""x"""""',
    ]
)


@dataclass
class Written:
    """A text that grows, and the line of each key in it."""

    text: str = ""
    lines: dict[Way, int] = field(default_factory=dict)

    def mark(self, way: Way) -> None:
        self.lines[way] = self.text.count("\n") + 1


def write_value(draw: st.DrawFn, out: Written, way: Way, depth: int) -> None:
    kind = draw(st.sampled_from(["bare", "string", "array", "table"] if depth else ["bare", "string"]))
    if kind == "bare":
        out.text += draw(_BARE)
    elif kind == "string":
        out.text += draw(_STRINGS)
    elif kind == "array":
        out.text += "["
        for n in range(draw(st.integers(0, 3))):
            out.text += draw(_GAPS)
            out.mark((*way, n))
            write_value(draw, out, (*way, n), depth - 1)
            out.text += draw(_GAPS) + ","
        out.text += draw(_GAPS) + "]"
    else:
        out.text += "{ "
        for n, key in enumerate(draw(st.lists(_KEYS, unique=True, max_size=3))):
            out.text += ", " if n else ""
            out.mark((*way, key))
            out.text += f"{key} = "
            write_value(draw, out, (*way, key), depth - 1)
        out.text += " }"


def write_keys(draw: st.DrawFn, out: Written, table: Way) -> None:
    for key in draw(st.lists(_KEYS, unique=True, max_size=4)):
        out.text += draw(st.sampled_from(["", "\n", "  ", "# [no] = table\n"]))
        out.mark((*table, key))
        out.text += f'"{key}"=' if draw(st.booleans()) else f"{key} = "
        write_value(draw, out, (*table, key), 2)
        out.text += "\n"


@st.composite
def documents(draw: st.DrawFn) -> Written:
    out = Written()
    write_keys(draw, out, ())
    for n in range(draw(st.integers(0, 3))):
        out.mark(("TABLES", n))
        out.text += "[[TABLES]] # one more\n"
        write_keys(draw, out, ("TABLES", n))
        if draw(st.booleans()):
            out.mark(("TABLES", n, "SUB"))
            out.text += "[ TABLES . SUB ]\n"
            write_keys(draw, out, ("TABLES", n, "SUB"))
    return out


@given(documents())
def test_every_key_has_the_line_in_which_it_was_written(written: Written) -> None:
    tomllib.loads(written.text)
    lines = lines_of(written.text)
    assert {way: lines.of(*way) for way in written.lines} == written.lines


def test_what_is_not_written_has_the_line_of_what_is_around_it() -> None:
    lines = lines_of('a = 1\n\n[[beat]]\nname = "x"\nanswers = [\n  { on = "any" },\n]\n')
    assert lines.of("beat", 0, "answers", 0, "to") == 6
    assert lines.of("beat", 0, "answers", 7) == 5
    assert lines.of("beat", 0, "says") == 3
    assert lines.of("nothing", "at", "all") == 1


@given(st.text("[]{}=\"'#\\\n.,ab ", max_size=40))
def test_any_other_text_comes_to_an_end(text: str) -> None:
    assert lines_of(text).of("a") >= 1
