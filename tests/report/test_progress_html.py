"""The page: whole in itself, closed to the network, told to who does not see it, and safe with any text."""

import base64
import hashlib
import itertools
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from tests.progressed import entry, practised_progress, progress, series, summary
from tests.strategies import quick
from voicecoach.report.progress import Progress
from voicecoach.report.progress_html import page
from voicecoach.report.progress_words import printable

VOID = {"meta", "br", "rect", "path", "input"}
TYPED = "<script>alert('x')</script>\"&"


class Seen(HTMLParser):
    """What a browser finds on a page: tags with their attributes, and the text of each kind of tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts[self.open[-1]][-1] += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def seen(found: Progress) -> Seen:
    return Seen(page(found))


def test_every_tag_is_closed_in_order() -> None:
    assert seen(practised_progress()).open == []


def test_nothing_is_fetched_run_or_sent() -> None:
    text = page(practised_progress())
    tags = {name for name, _ in Seen(text).tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "use", "image"}
    attributes = {name for _, found in Seen(text).tags for name in found}
    assert not {name for name in attributes if name.startswith("on")} | attributes & {"src", "style", "xlink:href"}
    assert not re.search(r"https?:|url\(|@import|//", text.replace("<!--", ""))
    assert {a["href"][:1] for a in Seen(text).named("a") if a["href"]} == {"#"}


def test_the_policy_lets_in_the_style_sheet_and_nothing_else() -> None:
    found = seen(practised_progress())
    (policy,) = [m["content"] for m in found.named("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    (style,) = found.texts["style"]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_it_serves_dark_rooms_paper_and_keyboards() -> None:
    (style,) = seen(practised_progress()).texts["style"]
    for part in ("prefers-color-scheme: dark", "@media print", ":focus-visible", "color-scheme: light dark"):
        assert part in style


def test_every_chart_is_told_and_its_values_stand_in_a_table() -> None:
    found = practised_progress()
    page_seen = seen(found)
    ids = {attributes["id"] for _, attributes in page_seen.tags if "id" in attributes}
    assert len(ids) == sum("id" in attributes for _, attributes in page_seen.tags)
    for svg in page_seen.named("svg"):
        assert set((svg["aria-labelledby"] or "").split()) <= ids
    text = page(found)
    for scene in found.scenes:
        (table,) = re.findall(rf"<caption>Takes: {scene.sessions} sessions.*?</table>", text, re.DOTALL)
        assert table.count("<tr>") == 1 + len(scene.takes)
        rated = {point.session_id for point in (*scene.distress.before, *scene.distress.after)}
        tables = re.findall(r"<caption>SUDS.*?</table>", _part(text, scene.scene_type), re.DOTALL)
        assert sum(table.count("<tr>") - 1 for table in tables) == len(rated)
    assert all(region["tabindex"] == "0" and region["aria-label"] for region in page_seen.named("div"))


def _part(text: str, scene_type: str) -> str:
    return text.partition(f'<section aria-labelledby="{scene_type}">')[2].partition("</section>")[0]


def test_a_session_rated_once_has_its_row() -> None:
    takes = tuple(summary(f"t{n}", f"s{n}", n) for n in range(3))
    text = page(progress(takes, [entry("s0", 0, (70, None)), entry("s1", 1, (None, 20)), entry("s2", 2)]))
    (table,) = re.findall(r"<caption>SUDS.*?</table>", text, re.DOTALL)
    assert re.findall(r'<td class="n">(\d*)</td>', table) == ["70", "", "", "20"]


def test_headings_go_down_one_by_one() -> None:
    levels = [int(name[1]) for name, _ in seen(practised_progress()).tags if re.fullmatch(r"h\d", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))


def test_markup_in_a_name_is_shown_as_it_was_typed() -> None:
    found = seen(progress((*series([9.0]), summary("x", fix=TYPED)), [entry()], person=TYPED))
    assert found.texts["title"][0].startswith(f"Progress of {TYPED}: ")
    assert any(TYPED in text for text in found.texts["li"])


@quick
@given(st.text(max_size=80), st.text(min_size=1, max_size=80))
def test_any_text_is_escaped(typed: str, rule: str) -> None:
    found = seen(progress((summary(fix=rule),), person=typed))
    plain = seen(progress((summary(fix="fade"),), person="me"))
    assert found.tags == plain.tags
    assert found.texts["h1"] == [f"Progress of {printable(typed)}: 1 session, 1 take"]
