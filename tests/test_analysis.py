"""The main use case, over fakes: from samples and words to one piece of advice."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.signals import Speaker, Speech, glide, noise, over_lifted_noise, silence, speak, steady
from tests.strategies import quick
from tests.tolerances import EDGE_S, FRAME_S, assert_seconds
from voicecoach.adapters.style_model import OnnxStyleModel
from voicecoach.analysis import AnalysisOptions, Parts, analyse
from voicecoach.baseline import Baseline, Usual
from voicecoach.calibration import Made
from voicecoach.cli.baselines import make_baseline
from voicecoach.coaching.evidence import from_document
from voicecoach.document import Analysis, TrackDump
from voicecoach.fakes import FakePitchTracker, FakeRecording, FakeSpeechClassifier, FakeTranscriber
from voicecoach.prosody import Prosody
from voicecoach.reading import VoiceMeasure
from voicecoach.report.document import from_json, to_json
from voicecoach.transcript import Word

CALM = Speaker(glide(150.0, 120.0, 8.0))
UNDERSTOOD, REFUSED = "I understand you are busy.", "I can't take that on tomorrow."
TEXT = f"{UNDERSTOOD} {REFUSED}"
SPEECH = speak([2.0, 2.4], [0.7], CALM)
NOBODY = Speech(silence(2.0), steady(np.nan), ())


def spoken(speech: Speech, *texts: str) -> tuple[Word, ...]:
    """A text a burst, its words spread evenly over it."""
    words: list[Word] = []
    for burst, text in zip(speech.bursts, texts, strict=True):
        edges_s = np.linspace(burst.start_s, burst.end_s, len(text.split()) + 1).tolist()
        times_s = zip(text.split(), edges_s, edges_s[1:], strict=False)
        words.extend(Word(word, start_s, end_s, 0.9) for word, start_s, end_s in times_s)
    return tuple(words)


def analysed(
    speech: Speech,
    *texts: str,
    options: AnalysisOptions | None = None,
    clipped_share: float = 0.0,
    language: str = "en",
) -> Analysis:
    said = [spoken(speech, *texts)] if texts else []
    parts = Parts(
        FakeSpeechClassifier,
        lambda: FakePitchTracker(speech.f0_hz),
        lambda: FakeTranscriber(said, language=language),
        OnnxStyleModel,
    )
    recording = FakeRecording(speech.samples, 0.5, clipped_share=clipped_share, warnings=("a warning of the file",))
    return analyse(recording, "talk.wav", parts, options)


BOTH = analysed(SPEECH, UNDERSTOOD, REFUSED)


def test_the_document_says_what_was_said_and_when() -> None:
    assert " ".join(word.text for word in BOTH.words) == TEXT
    (turn,) = BOTH.turns
    assert turn.text == TEXT
    assert [sentence.text for sentence in turn.sentences] == [UNDERSTOOD, REFUSED]
    assert_seconds([turn.start_s, turn.end_s], [0.5, 5.6], within=EDGE_S)
    (pause,) = BOTH.pauses
    assert_seconds([pause.start_s, pause.end_s], [2.5, 3.2], within=EDGE_S)


def test_the_document_names_source_and_engine() -> None:
    assert (BOTH.source.path, BOTH.source.rate_hz, BOTH.source.duration_s) == ("talk.wav", 16_000, 6.1)
    assert (BOTH.engine.model, BOTH.engine.language) == ("fake", "en")
    assert {"decode", "hearing", "load_model", "transcribe", "language", "coaching", "total"} == set(
        BOTH.engine.stages_s
    )


def test_turn_sentences_and_speaker_agree() -> None:
    (turn,) = BOTH.turns
    summary = BOTH.speakers["A"]
    assert summary.prosody == turn.prosody
    assert turn.prosody.words == sum(sentence.prosody.words for sentence in turn.sentences) == 11
    assert summary.speaking_s == pytest.approx(4.4, abs=0.05)


def test_there_is_advice_with_a_moment_inside_the_recording() -> None:
    assert len({finding.kind for finding in BOTH.findings}) == len(BOTH.findings) > 0
    for finding in BOTH.findings:
        assert 0.0 <= finding.start_s < finding.end_s <= BOTH.source.duration_s


def test_tracks_are_in_the_document_when_asked_for() -> None:
    assert not isinstance(BOTH.tracks, TrackDump)
    tracks = analysed(SPEECH, UNDERSTOOD, REFUSED, options=AnalysisOptions(tracks=True)).tracks
    assert isinstance(tracks, TrackDump)
    assert len(tracks.f0_hz) == len(tracks.level_db) == 610
    assert tracks.f0_hz[20] is None
    assert tracks.f0_hz[100] == pytest.approx(150.0, rel=0.05)


def test_a_long_silence_starts_a_new_turn() -> None:
    analysis = analysed(speak([2.0, 2.0], [2.5], CALM), "I understand you.", "I can't do that.")
    assert [turn.text for turn in analysis.turns] == ["I understand you.", "I can't do that."]
    assert analysis.pauses == ()


def test_a_filled_pause_leaves_the_words_and_is_counted() -> None:
    analysis = analysed(SPEECH, "I um understand you.", "I can't uh do that.")
    assert [word.text for word in analysis.words] == ["I", "understand", "you.", "I", "can't", "do", "that."]
    assert [pause.text for pause in analysis.pauses if pause.kind == "filled"] == ["um", "uh"]
    assert analysis.turns[0].prosody.filled_pauses_per_min == pytest.approx(2 / 5.1 * 60, abs=0.3)


def test_a_filled_pause_between_two_turns_is_one() -> None:
    analysis = analysed(speak([1.5, 0.3, 1.5], [1.4, 1.4], CALM), "I understand you.", "um", "I can't do that.")
    assert [pause.text for pause in analysis.pauses if pause.kind == "filled"] == ["um"]


def test_words_over_silence_are_left_out_with_a_note() -> None:
    speech = speak([2.0], speaker=CALM, tail_s=3.0)
    made_up = Word("Thanks.", 4.5, 5.0, 0.2)
    parts = Parts(
        FakeSpeechClassifier,
        lambda: FakePitchTracker(speech.f0_hz),
        lambda: FakeTranscriber([(*spoken(speech, "I can't do that."), made_up)]),
        OnnxStyleModel,
    )
    analysis = analyse(FakeRecording(speech.samples), "talk.wav", parts)
    assert [word.text for word in analysis.words] == ["I", "can't", "do", "that."]
    assert any(warning.startswith("1 words") for warning in analysis.signal.warnings)


@pytest.mark.parametrize(
    ("speech", "texts", "reason"),
    [
        (NOBODY, (), "no speech was found"),
        (SPEECH, (), "no words were recognised"),
        (speak([1.5]), ("I can't do that.",), "not enough speech to judge: 1.5 s of 3 s"),
        (speak([0.5]), ("No.",), "too little to measure"),
    ],
)
def test_what_is_missing_has_its_reason_and_no_advice(speech: Speech, texts: tuple[str, ...], reason: str) -> None:
    analysis = analysed(speech, *texts)
    assert analysis.findings == ()
    assert any(reason in warning for warning in analysis.signal.warnings)
    assert from_json(to_json(analysis)) == analysis


def test_a_clipped_recording_is_warned_of() -> None:
    clipped = analysed(SPEECH, UNDERSTOOD, REFUSED, clipped_share=0.002)
    assert [any("clipped" in one for one in made.signal.warnings) for made in (clipped, BOTH)] == [True, False]


def test_the_warnings_of_the_file_are_passed_on() -> None:
    assert "a warning of the file" in BOTH.signal.warnings


def test_a_noisy_room_is_warned_of() -> None:
    noisy = Speech(SPEECH.samples + noise(SPEECH.duration_s, -36.0), SPEECH.f0_hz, SPEECH.bursts)
    parts = Parts(
        lambda: FakeSpeechClassifier(least_db=-30.0),
        lambda: FakePitchTracker(noisy.f0_hz),
        lambda: FakeTranscriber([spoken(noisy, "I understand you.", "I can't do that.")]),
        OnnxStyleModel,
    )
    analysis = analyse(FakeRecording(noisy.samples), "talk.wav", parts)
    assert analysis.signal.snr_db is not None
    assert any(f"only {analysis.signal.snr_db:.0f} dB above the noise" in text for text in analysis.signal.warnings)


def test_another_language_has_no_style_and_says_so() -> None:
    analysis = analysed(SPEECH, "Ich verstehe das.", "Ich kann das nicht.", language="de")
    assert analysis.turns[0].style.label == "unsure"
    assert any("another language (de)" in warning for warning in analysis.signal.warnings)


def test_the_levels_are_those_of_speech_and_room() -> None:
    assert BOTH.signal.level_db == pytest.approx(-25.0, abs=0.6)
    assert BOTH.signal.noise_floor_db == pytest.approx(-75.0, abs=3.0)
    assert BOTH.signal.silence_share == pytest.approx(1 - 4.4 / 6.1, abs=4 * FRAME_S / 6.1)
    gated = analysed(speak([2.0, 2.4], [0.7], replace(CALM, room_db=None)), UNDERSTOOD, REFUSED).signal
    assert (gated.noise_floor_db, gated.snr_db) == (None, None), "there is no room in digital silence"


@quick
@given(gain_db=st.floats(-12.0, 12.0))
def test_gain_changes_the_levels_and_not_the_reading(gain_db: float) -> None:
    louder = analysed(SPEECH.louder(gain_db), UNDERSTOOD, REFUSED)
    assert louder.signal.level_db == pytest.approx((BOTH.signal.level_db or 0) + gain_db, abs=0.11)
    assert (louder.words, louder.pauses) == (BOTH.words, BOTH.pauses)
    assert [turn.voice.label for turn in louder.turns] == [turn.voice.label for turn in BOTH.turns]
    assert [finding.rule for finding in louder.findings] == [finding.rule for finding in BOTH.findings]


def profiles(analysis: Analysis) -> list[Prosody]:
    """Of every turn, every sentence and every speaker."""
    sentences = [sentence.prosody for turn in analysis.turns for sentence in turn.sentences]
    assert sentences
    speakers = [summary.prosody for summary in analysis.speakers.values()]
    return [*sentences, *(turn.prosody for turn in analysis.turns), *speakers]


# For somebody who stutters.

AWARE = AnalysisOptions(stutter_aware=True)
HALTING = speak([0.3, 1.8, 0.8, 1.8], [0.9, 0.6, 0.5], CALM)
HALTING_TEXTS = ("I", "I want to tell you.", "Now mont-", "Montreal is far away.")
BLOCKS_S, PLAIN_S = (0.9, 0.5), 0.6
"""A silence inside a word said again, one inside a word cut off, and between them one that is only a pause."""
HALTED, EXCUSED = analysed(HALTING, *HALTING_TEXTS), analysed(HALTING, *HALTING_TEXTS, options=AWARE)


def test_repeats_and_elongations_are_not_known_and_the_document_says_why() -> None:
    assert (HALTED.turns[0].prosody.repeats_per_min or 0.0) > 0
    for prosody in profiles(EXCUSED):
        assert (prosody.repeats_per_min, prosody.elongations_per_min) == (None, None)
    (reason,) = (warning for warning in EXCUSED.signal.warnings if "stutter-aware" in warning)
    assert "repeats" in reason
    assert not any("too little to measure" in warning for warning in EXCUSED.signal.warnings)
    assert not any("stutter-aware" in warning for warning in HALTED.signal.warnings)


def test_blocks_are_no_pauses_and_slow_nobody_down() -> None:
    plain, excused = HALTED.turns[0].prosody, EXCUSED.turns[0].prosody
    time_s = HALTING.bursts[-1].end_s - HALTING.bursts[0].start_s
    for prosody, count, length_s in ((plain, 3, time_s), (excused, 1, time_s - sum(BLOCKS_S))):
        assert prosody.silent_pauses_per_min == pytest.approx(60 * count / length_s, rel=0.02)
        assert prosody.speech_rate_wpm == pytest.approx(60 * 12 / length_s, rel=0.02)
    assert excused.silent_pause_median_s == pytest.approx(PLAIN_S, abs=2 * EDGE_S)
    assert excused.articulation_rate_syl_s == plain.articulation_rate_syl_s
    assert EXCUSED.speakers["A"].speaking_s == HALTED.speakers["A"].speaking_s


def test_a_word_cut_off_is_not_counted_but_a_phrase_begun_anew_is() -> None:
    assert HALTED.turns[0].prosody.restarts_per_min == pytest.approx(60 / 6.7, rel=0.02)
    assert EXCUSED.turns[0].prosody.restarts_per_min == 0.0
    texts = ("I was I went home.", "I can't do that tomorrow.")
    anew, anew_plain = analysed(SPEECH, *texts, options=AWARE), analysed(SPEECH, *texts)
    assert anew.turns[0].prosody.restarts_per_min == anew_plain.turns[0].prosody.restarts_per_min
    assert (anew.turns[0].prosody.restarts_per_min or 0.0) > 0


def test_stuttering_alone_makes_no_cluster() -> None:
    texts = ("I I want want to to help.", "I can't do that tomorrow.")
    plain, excused = analysed(SPEECH, *texts), analysed(SPEECH, *texts, options=AWARE)
    assert {one.kind for one in plain.disfluencies} == {"repeat", "cluster"}
    assert {one.kind for one in excused.disfluencies} == {"repeat"}


def test_the_document_still_lists_all_that_was_heard() -> None:
    assert EXCUSED.pauses == HALTED.pauses
    assert len(EXCUSED.pauses) == 3
    assert EXCUSED.disfluencies == HALTED.disfluencies
    assert {"repeat", "restart"} <= {one.kind for one in EXCUSED.disfluencies}
    assert EXCUSED.words == HALTED.words


def test_fluent_speech_has_the_same_document() -> None:
    aware = analysed(SPEECH, UNDERSTOOD, REFUSED, options=AWARE)
    assert (aware.words, aware.pauses, aware.findings) == (BOTH.words, BOTH.pauses, BOTH.findings)
    plain = replace(BOTH.turns[0].prosody, repeats_per_min=None, elongations_per_min=None)
    assert aware.turns[0].prosody == plain


# Under a gain control.

TURNED_UP_DB_S = 8.0


def in_a_room(rise_db_s: float) -> Analysis:
    """Six sentences over noise that rises in every pause."""
    quiet = speak([1.2] * 6, [1.2] * 5, Speaker(glide(150.0, 120.0, 15.0), room_db=None))
    return analysed(over_lifted_noise(quiet, -68.0, [rise_db_s] * 5), *["I can't do that now."] * 6)


def test_a_gain_control_is_warned_of_and_hides_how_the_level_moves() -> None:
    controlled = in_a_room(TURNED_UP_DB_S)
    assert controlled.signal.gain_control is True
    (warning,) = (warning for warning in controlled.signal.warnings if "gain control" in warning)
    assert "fades" in warning
    for prosody in profiles(controlled):
        assert (prosody.level_sd_db, prosody.end_fade_db) == (None, None)
    assert not any(name in warning for warning in controlled.signal.warnings for name in ("level_sd_db", "end_fade"))
    assert controlled.speakers["A"].prosody.level_db is not None


def test_a_fixed_gain_is_not() -> None:
    fixed = in_a_room(0.0)
    assert fixed.signal.gain_control is False
    assert not any("gain control" in warning for warning in fixed.signal.warnings)
    assert fixed.speakers["A"].prosody.level_sd_db is not None
    assert fixed.speakers["A"].prosody.end_fade_db is not None


def test_few_pauses_leave_it_open() -> None:
    assert (BOTH.signal.gain_control, BOTH.speakers["A"].prosody.level_sd_db is None) == (None, False)


def test_the_weighted_level_moves_with_the_plain_one() -> None:
    """And lies below it for a voice, whose strongest harmonics are low."""
    louder = analysed(SPEECH.louder(6.0), UNDERSTOOD, REFUSED)
    assert louder.signal.level_a_db == pytest.approx((BOTH.signal.level_a_db or 0.0) + 6.0, abs=0.11)
    assert (BOTH.signal.level_a_db or 0.0) < (BOTH.signal.level_db or 0.0)


USUAL = Baseline(
    "2026-01-01", "me", "", 40.0, {"alpha_ratio_db": Usual(-14.0, 1.0, 12), "level_db": Usual(-25.0, 1.0, 12)}, -75.0
)


def measures_of(analysis: Analysis) -> dict[str, VoiceMeasure]:
    return {measure.name: measure for measure in analysis.turns[0].voice.measures}


def test_with_a_baseline_the_voice_lies_beside_the_speakers_own() -> None:
    assert "level_db" not in measures_of(BOTH)
    level = measures_of(analysed(SPEECH, UNDERSTOOD, REFUSED, options=AnalysisOptions(baseline=USUAL)))["level_db"]
    assert level.basis.startswith("own baseline")
    assert level.change == pytest.approx(level.value + 25.0)


def test_another_microphone_is_told_and_loudness_is_left_out() -> None:
    options = AnalysisOptions(baseline=USUAL, device="headset")
    analysis = analysed(SPEECH, UNDERSTOOD, REFUSED, options=options)
    assert "level_db" not in measures_of(analysis)
    assert any("made with a file, this recording with headset" in warning for warning in analysis.signal.warnings)


def test_a_take_that_was_aimed_at_a_fix_is_judged_by_that() -> None:
    before = from_document(BOTH)
    assert before is not None
    faded = [
        replace(one, value=15.0, zone="over", steps=3.0) if one.name == "end_fade_db" else one
        for one in before.voice.measures
    ]
    earlier = replace(before, voice=replace(before.voice, measures=tuple(faded)))
    options = AnalysisOptions(aim="fade", earlier=(earlier,), scene_type="refusal")
    assert "mended_fade" in [one.rule for one in analysed(SPEECH, UNDERSTOOD, REFUSED, options=options).findings]


def test_a_turn_says_how_words_and_voice_agree_and_where() -> None:
    (turn,) = BOTH.turns
    assert turn.agreement is not None
    assert turn.agreement.label == turn.congruence
    assert turn.agreement.at_s is None or turn.start_s <= turn.agreement.at_s < turn.end_s


def test_in_a_telephones_band_effort_is_judged_beside_a_baseline_alone_and_it_says_so() -> None:
    full = SPEECH
    for seed, at_s in enumerate((1.0, 2.0, 3.6, 4.6)):
        full = full.with_sound(noise(0.2, -30.0, seed), at_s)
    spectrum = np.fft.rfft(full.samples)
    spectrum[round(3400 * full.duration_s) :] = 0
    telephone = replace(full, samples=np.fft.irfft(spectrum, len(full.samples)).astype(np.float32))
    wide, narrow = (analysed(one, UNDERSTOOD, REFUSED) for one in (full, telephone))
    assert [any("ends below 5 kHz" in one for one in some.signal.warnings) for some in (wide, narrow)] == [False, True]
    assert [one.signal.narrow_band for one in (wide, narrow)] == [False, True]
    assert ["alpha_ratio_db" in measures_of(one) for one in (wide, narrow)] == [True, False]
    assert narrow.speakers["A"].prosody.alpha_ratio_db is not None
    known = replace(USUAL, measures={"alpha_ratio_phone_db": Usual(-20.0, 1.0, 12)})
    beside = analysed(telephone, UNDERSTOOD, REFUSED, options=AnalysisOptions(baseline=known))
    assert measures_of(beside)["alpha_ratio_db"].value == narrow.speakers["A"].prosody.alpha_ratio_phone_db
    assert any("between 300 and 3400 Hz" in warning for warning in beside.signal.warnings)


TEN = speak([2.2] * 10, [0.5] * 9, Speaker(lambda times_s: glide(150.0, 120.0, 2.2)(times_s % 2.7)))
READ_ALOUD = [f"The {name} bus leaves at ten." for name in ("red", "blue", "green", "old", "new")] * 2


def usual_in(analysis: Analysis) -> Baseline | None:
    sentences = [sentence for turn in analysis.turns for sentence in turn.sentences]
    return make_baseline(sentences, analysis.pauses, analysis.signal, Made("2026-01-02T03:04:05Z", "me", ""))


def test_a_calibration_is_compared_with_itself_and_nothing_changed() -> None:
    calibration = analysed(TEN, *READ_ALOUD)
    baseline = usual_in(calibration)
    assert baseline is not None
    assert (baseline.made_at, baseline.person, baseline.device) == ("2026-01-02T03:04:05Z", "me", "")
    assert baseline.noise_floor_db == calibration.signal.noise_floor_db
    again = analysed(TEN, *READ_ALOUD, options=AnalysisOptions(baseline=baseline))
    assert {m.zone for m in measures_of(again).values() if m.basis.startswith("own")} == {"inside"}
    assert again.turns[0].voice.label == "steady"
    assert not any("compared" in warning for warning in again.signal.warnings)


def test_a_calibration_over_a_telephone_knows_no_effort() -> None:
    calibration = analysed(TEN, *READ_ALOUD)
    for narrow in (False, True):
        made = usual_in(replace(calibration, signal=replace(calibration.signal, narrow_band=narrow)))
        assert made is not None
        assert ("alpha_ratio_db" in made.measures) != narrow


def test_a_short_calibration_has_no_baseline() -> None:
    assert usual_in(BOTH) is None
