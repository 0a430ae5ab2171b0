"""The terminal report: golden texts, and that no meaning is in the colour alone."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from tests.golden_plugin import Golden
from tests.values import evidence, measured, say, sentence, style
from voicecoach.coaching.advice import advise
from voicecoach.coaching.bands import band
from voicecoach.coaching.congruence import agree
from voicecoach.coaching.rights import safety
from voicecoach.document import Analysis, Engine, Signal, Source, SpeakerSummary
from voicecoach.prosody import Prosody
from voicecoach.reading import Agreement, Danger, VoiceReading, VoiceScores
from voicecoach.report.help import STOPS
from voicecoach.report.moments import moments
from voicecoach.report.text import render
from voicecoach.report.times import clock
from voicecoach.session import Sentence, Turn

WIDTH = 100

CALM_SENTENCE = "I understand you are busy."
SOFT_SENTENCE = "I need you to answer my letters by the end of the week."
SURE_SOFT = VoiceScores(0.8, 0.1, 0.1)
MEASURES = (
    measured("speech_rate_wpm", 132.4),
    measured("end_fade_db", 9.2),
    measured("alpha_ratio_db", -24.5),
    measured("f0_sd_semitones", 2.61),
    measured("speaking_share", 0.83),
)
PACE = Prosody(
    speech_rate_wpm=132.4,
    articulation_rate_syl_s=4.38,
    speaking_share=0.83,
    silent_pauses_per_min=9.4,
    silent_pause_median_s=0.52,
    filled_pauses_per_min=2.1,
    words=17,
)


def shown(analysis: Analysis, width: int = WIDTH) -> str:
    """The report as plain text, without colour."""
    console = Console(file=io.StringIO(), width=width, color_system=None, legacy_windows=False)
    console.print(render(analysis))
    file = console.file
    assert isinstance(file, io.StringIO)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"


def recorded(*warnings: str, seconds: float = 12.3) -> Analysis:
    """A recording in which nobody speaks."""
    return Analysis(
        source=Source("talk.wav", "0" * 64, seconds, 44_100, 2),
        engine=Engine("1.0", "base.en", 0.1, {"total": 1.2}, "en"),
        signal=Signal(-25.0, -27.0, -66.0, 41.0, 0.0, 0.0, 0.2, False, warnings),
    )


def turn_of(*sentences: Sentence, prosody: Prosody = PACE) -> Turn:
    return Turn(
        speaker="A",
        start_s=sentences[0].start_s,
        end_s=sentences[-1].end_s,
        text=" ".join(one.text for one in sentences),
        reply_gap_s=None,
        style=sentences[-1].style,
        voice=sentences[-1].voice,
        congruence=sentences[-1].congruence,
        prosody=prosody,
        sentences=sentences,
        agreement=agree(sentences[-1].style, sentences[-1].voice, sentences),
    )


def spoken() -> Analysis:
    """An assertive request in a voice that drops away, with its advice."""
    calm = sentence(say(CALM_SENTENCE, at_s=0.5), style("assertive", CALM_SENTENCE, {"I understand": "empathy"}))
    asked = style("assertive", SOFT_SENTENCE, {"I need you to": "request"})
    soft = replace(
        sentence(say(SOFT_SENTENCE, at_s=2.5, word_s=0.5), asked, Prosody(end_fade_db=9.2)),
        voice=VoiceReading("soft", SURE_SOFT, MEASURES),
        congruence="words_stronger",
    )
    advice = advise(replace(evidence(*MEASURES, said=[calm, soft]), congruence="words_stronger"))
    return replace(
        recorded(), turns=(turn_of(calm, soft),), speakers={"A": SpeakerSummary(10.1, PACE)}, findings=advice
    )


def beside_a_baseline() -> Analysis:
    """The same from a speaker whose usual voice is known, but for one measure."""
    usual = {"speech_rate_wpm": 130.0, "end_fade_db": 1.5, "f0_sd_semitones": 2.61, "speaking_share": 0.85}
    own = tuple(
        replace(one, change=round(one.value - usual[one.name], 3), basis="own baseline") if one.name in usual else one
        for one in MEASURES
    )
    analysis = spoken()
    (turn,) = analysis.turns
    voice = replace(turn.voice, measures=own)
    told = replace(turn, voice=voice, agreement=agree(turn.style, voice, turn.sentences))
    return replace(analysis, turns=(told,))


def test_a_count_is_not_said_to_go_below_nothing() -> None:
    analysis = spoken()
    (turn,) = analysis.turns
    own = (
        replace(measured("filled_pauses_per_min", 3.0), band=(-3.0, 22.0)),
        replace(measured("final_pitch_semitones", 0.0), band=(-5.0, 1.0)),
    )
    turn = replace(turn, voice=replace(turn.voice, measures=own))
    text = shown(replace(analysis, turns=(turn,)), 100)
    assert " 0 to 22 " in text
    assert "-5 to 1 " in text


def unsure() -> Analysis:
    """Hardly anything was said."""
    reading = VoiceReading("unsure", evidence().voice.scores, (), "not enough speech to judge (0.9 s)")
    no = replace(
        sentence(say("No.", at_s=0.4)),
        style=replace(style("unsure"), reason="too few words to judge"),
        voice=reading,
        congruence="unclear",
    )
    known = Prosody(silent_pauses_per_min=0.0, filled_pauses_per_min=0.0, words=1)
    return replace(
        recorded("not enough speech to judge: 0.9 s of 3 s", seconds=1.6),
        turns=(turn_of(no, prosody=known),),
        speakers={"A": SpeakerSummary(0.9, known)},
    )


@pytest.mark.parametrize("width", [100, 80])
def test_a_report_with_advice(golden: Golden, width: int) -> None:
    golden(f"report_spoken_{width}", shown(spoken(), width))


@pytest.mark.parametrize("width", [100, 80])
def test_a_report_beside_a_baseline(golden: Golden, width: int) -> None:
    golden(f"report_baseline_{width}", shown(beside_a_baseline(), width))


def test_a_measure_beside_a_baseline_says_how_far_it_is_from_the_usual() -> None:
    lines = shown(beside_a_baseline()).splitlines()
    labels = ("pace ", "sentence ends", "vocal effort")
    told = {label: line for line in lines for label in labels if line.startswith(label) and "●" in line}
    assert told["pace "].endswith("+2.4, as usual")
    assert told["sentence ends"].endswith("+7.7 from usual")
    assert told["vocal effort"].endswith("published band")
    assert "usual" not in "".join(line for line in shown(spoken()).splitlines() if line.startswith("pace "))


def test_a_turn_says_why_words_and_voice_part_and_where_to_listen() -> None:
    analysis = spoken()
    told = analysis.turns[0].agreement
    assert told is not None
    assert told.at_s is not None
    text = " ".join(shown(analysis).split())
    assert told.reason[1:] in text
    assert f"listen at {clock(told.at_s)}" in text


def test_other_turns_in_which_words_and_voice_part_are_moments_to_listen_to() -> None:
    """The longest is summed up already; one in which both say the same is no news."""
    (long,) = spoken().turns
    told = Agreement("words_stronger", "the words hold their ground, but the voice is soft", 20.5)
    short = replace(long, start_s=20.0, end_s=22.0, agreement=told)
    matched = replace(short, start_s=30.0, end_s=31.0, agreement=replace(told, label="matched", at_s=30.5))
    found = moments(replace(spoken(), turns=(long, short, matched)))
    assert found == (("0:20.5-0:22.0", told.reason),)


def test_where_words_speak_of_danger_help_stands_in_place_of_advice() -> None:
    """One text with the page on safety."""
    analysis = spoken()
    (turn,) = analysis.turns
    heard = replace(turn, style=replace(turn.style, danger=(Danger("hurt_by_other", "he hits me", 0, 10),)))
    text = " ".join(shown(replace(analysis, turns=(heard,))).split())
    page = safety()
    assert STOPS in text
    assert all(f"{one.when}: {one.where}" in text for one in page.help)
    assert text.endswith(page.note)
    assert "Change" not in text
    assert "Keep" not in text


def test_a_report_of_too_little(golden: Golden) -> None:
    golden("report_unsure", shown(unsure()))


def test_a_report_of_nothing(golden: Golden) -> None:
    golden("report_silent", shown(recorded("no speech was found")))


def test_every_sentence_label_and_finding_is_in_the_plain_text() -> None:
    analysis = spoken()
    text = " ".join(shown(analysis, width=300).split())
    for one in analysis.turns[0].sentences:
        assert one.text in text
        assert one.voice.label in text
    assert "words stronger" in text
    assert len(analysis.findings) == 2
    for finding in analysis.findings:
        assert finding.advice in text
        assert finding.source in text
        assert finding.drill is None or finding.drill in text


def test_every_measure_stands_beside_its_band_with_a_word_for_its_zone() -> None:
    lines = shown(spoken()).splitlines()
    words = {"inside": "ok", "under": "low", "over": "high"}
    for measure in MEASURES:
        (line,) = [line for line in lines if line.startswith(band(measure.name).label) and "●" in line]
        assert line.endswith(words[measure.zone])
        assert line.count("●") == 1


def test_the_mark_lies_inside_the_line_exactly_when_the_value_lies_in_the_band() -> None:
    lines = shown(spoken()).splitlines()
    for measure in MEASURES:
        (line,) = [line for line in lines if line.startswith(band(measure.name).label) and "●" in line]
        outside = "├" in line and "┤" in line and "─●─" not in line
        assert outside == (measure.zone != "inside")


def test_every_warning_is_shown() -> None:
    text = shown(recorded("the first warning", "the second warning"))
    assert "! the first warning\n! the second warning\n" in text


def test_words_in_brackets_are_shown_as_they_were_said() -> None:
    """A recogniser writes [laughter]; a terminal library may take that for a style."""
    words = say("I said [bold] no [/bold] twice.")
    analysis = replace(spoken(), turns=(turn_of(sentence(words)),), findings=())
    assert "I said [bold] no [/bold] twice." in shown(analysis)


def test_a_speaker_of_whom_no_pace_is_known_has_no_line_of_it() -> None:
    unknown = Prosody(words=1)
    analysis = replace(unsure(), speakers={"A": SpeakerSummary(0.0, unknown)})
    assert "Pace" not in shown(analysis)


def test_the_longest_of_several_turns_is_summed_up() -> None:
    short, long = (
        turn_of(sentence(say("No thanks.", at_s=0.5))),
        turn_of(sentence(say("I can not do that this week.", at_s=65.0))),
    )
    assert "Longest turn, 1:05.0" in shown(replace(spoken(), turns=(short, long)))


@pytest.mark.parametrize(
    ("time_s", "text"), [(0.0, "0:00.0"), (9.99, "0:09.9"), (59.96, "0:59.9"), (60.0, "1:00.0"), (3661.25, "61:01.2")]
)
def test_a_time_is_read_as_minutes_and_seconds(time_s: float, text: str) -> None:
    assert clock(time_s) == text


@pytest.mark.parametrize("tenths", range(0, 700, 7))
def test_a_tenth_of_a_second_is_shown_as_it_is(tenths: int) -> None:
    minutes, rest = divmod(tenths, 600)
    assert clock(round(tenths / 10, 1)) == f"{minutes}:{rest // 10:02d}.{rest % 10}"
