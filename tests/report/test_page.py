"""The page as text: whole in itself, closed to the network, safe with any text, with the numbers of the document."""

import base64
import hashlib
import json
import re
import struct
from dataclasses import replace

import pytest
from hypothesis import given

from tests.report.test_progress_html import Seen
from tests.report.test_who import TALK
from tests.strategies import thorough
from tests.told import HOSTILE, analyses, nothing_said, outline, talk
from voicecoach.document import Analysis
from voicecoach.reading import Danger
from voicecoach.report.help import STOPS
from voicecoach.report.page import Take, page
from voicecoach.report.page_data import safe_json

KEPT_OUT = {"link", "iframe", "object", "embed", "base", "img", "audio", "video", "use", "image"}


def scripts_of(text: str) -> list[tuple[dict[str, str | None], str]]:
    """Script elements as a browser finds them, with what they hold."""
    seen = Seen(text)
    return list(zip(seen.named("script"), seen.texts["script"], strict=True))


def data_in(text: str) -> list[dict[str, object]]:
    (held,) = [inside for attributes, inside in scripts_of(text) if attributes.get("id") == "data"]
    found = json.loads(held)
    assert isinstance(found, list)
    return found


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_lets_in_its_own_style_and_script_and_nothing_else() -> None:
    text = page([Take(talk(), outline(20.0), sound=b"sound")])
    seen = Seen(text)
    (policy,) = [m["content"] for m in seen.named("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    (style,) = seen.texts["style"]
    (script,) = [inside for attributes, inside in scripts_of(text) if not attributes]
    assert policy == (
        f"default-src 'none'; style-src {digest(style)}; script-src {digest(script)}; media-src blob:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def test_nothing_is_named_that_could_be_fetched() -> None:
    text = page([Take(talk(), outline(20.0))])
    seen = Seen(text)
    assert not {tag for tag, _ in seen.tags} & KEPT_OUT
    attributes = {name for _, found in seen.tags for name in found}
    assert not {name for name in attributes if name.startswith("on")} | attributes & {"src", "style", "srcset"}
    assert not re.search(r"https?:|url\(|@import|innerHTML|eval\(|document\.write", text)
    assert all((link["href"] or "").startswith("#") for link in seen.named("a"))


@thorough
@given(analysis=analyses())
def test_no_text_becomes_markup(analysis: Analysis) -> None:
    seen = Seen(page([Take(analysis)]))
    assert seen.open == []
    assert len(seen.named("script")) == 2
    assert not {tag for tag, _ in seen.tags} & KEPT_OUT


def test_a_hostile_transcript_is_text() -> None:
    text = page([Take(talk(40.0, path=HOSTILE, lines=[HOSTILE]))] * 2)
    seen = Seen(text)
    assert seen.open == []
    assert len(seen.named("script")) == 2
    assert not seen.named("img")
    assert "<script>document" not in text


@pytest.mark.parametrize("text", [HOSTILE, "</SCRIPT >", "<!-- <script>", "\u2028", "&lt;"])
def test_data_can_not_end_their_element(text: str) -> None:
    held = safe_json({"text": text})
    assert not set("<>&\u2028\u2029") & set(held)
    assert json.loads(held) == {"text": text}


def test_the_scripts_get_the_numbers_of_the_document() -> None:
    analysis = talk(60.0)
    (data,) = data_in(page([Take(analysis, outline(60.0))]))
    assert data["duration"] == 60.0
    assert data["words"] == [t for word in analysis.words for t in (word.start_s, word.end_s)]
    assert data["pauses"] == [[p.start_s, p.end_s, p.text] for p in analysis.pauses]
    tracks = data["tracks"]
    assert isinstance(tracks, dict)
    f0, level = base64.b64decode(tracks["f0"]), base64.b64decode(tracks["level"])
    hertz = [value / 10 for value in struct.unpack(f"<{len(f0) // 2}H", f0)]
    decibels = [value / 100 for value in struct.unpack(f"<{len(level) // 2}h", level)]
    told = analysis.tracks
    assert hertz == pytest.approx([value or 0.0 for value in told.f0_hz], abs=0.051)  # type: ignore[union-attr]
    assert decibels == pytest.approx(list(told.level_db), abs=0.0051)  # type: ignore[union-attr]


def test_each_word_is_an_element_in_the_order_of_the_data() -> None:
    analysis = talk(60.0)
    words = re.findall(r'<span class="w">([^<]*)</span>', page([Take(analysis)]))
    assert [word.replace("&#x27;", "'") for word in words] == [word.text for word in analysis.words]


def test_sentences_show_words_and_voice_with_their_cues() -> None:
    text = page([Take(talk(20.0))])
    assert '<mark class="st-passive" title="passive: apology">' in text
    assert "</span>assertive</span>" in text
    assert "</span>soft</span>" in text
    assert "sentence ends 9.2 dB quieter, high" in text
    assert '<span class="fill" title="filled pause">um</span>' in text
    assert "words stronger than voice" in text


def test_two_takes_stand_beside_each_other() -> None:
    first, last = talk(20.0, path="a.wav"), talk(20.0, path="b.wav")
    turn = last.turns[0]
    measures = tuple(
        replace(one, value=one.value + 60, zone="over") if one.name == "speech_rate_wpm" else one
        for one in turn.voice.measures
    )
    faster = replace(last, turns=(replace(turn, voice=replace(turn.voice, measures=measures)),))
    text = page([Take(first), Take(faster)])
    assert "+60, now outside its band" in text
    assert text.count("<td>no change</td>") == len(measures) - 1 + 2
    assert 'id="compare"' not in page([Take(first)])


def test_of_several_speakers_the_page_says_who_is_who_and_whom_it_is_about() -> None:
    text = page([Take(TALK)])
    assert "<h2>Who is who</h2>" in text
    assert "8 s of speech · 76% of the talk · replies 0.2 s before the end · interrupts 2 times" in text
    assert 'aria-label="Play B 0:01.5 to 0:04.0"' in text
    assert "<h2>Longest turn of A, 1:05.0</h2>" in text
    only_b = page([Take(replace(TALK, client="B"))])
    assert "Only B is measured." in only_b
    assert "<h2>Altogether of B</h2>" in only_b
    assert "Who is who" not in page([Take(talk(20.0))])


def test_words_of_danger_show_help_and_no_advice() -> None:
    analysis = talk(20.0)
    turn = analysis.turns[0]
    reading = replace(turn.style, danger=(Danger("self_harm", "I", 0, 1),))
    text = page([Take(replace(analysis, turns=(replace(turn, style=reading),)))])
    assert STOPS.replace("'", "&#x27;") in text
    assert "Hold the last words" not in text


def test_a_recording_without_speech_is_a_page_too() -> None:
    text = page([Take(nothing_said(), outline(3.0))])
    assert "Nothing was said." in text
    assert "no speech was found" in text


def test_a_page_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a take"):
        page([])
