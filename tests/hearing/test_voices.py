"""Several channels: each with its own words, and all as one sound."""

from dataclasses import replace

import numpy as np

from tests.listening import hear
from tests.signals import Speaker, speak, steady
from voicecoach.audio import Span
from voicecoach.hearing.ear import Heard
from voicecoach.hearing.voices import by_channel, whole
from voicecoach.tracks import F0Track, LevelTrack, Track
from voicecoach.transcript import Transcript, Word

HOP_S = 0.01


def heard(level_db: list[float], number: float) -> Heard:
    """A channel whose other measures are all its number."""
    level = np.array(level_db)
    told = Track(np.full(len(level), number, np.float32), HOP_S)
    return Heard(
        duration_s=len(level) * HOP_S,
        spans=(Span(0.0, number * HOP_S),),
        level=LevelTrack(level, HOP_S),
        low=told,
        high=told,
        phone_low=told,
        phone_high=told,
        a_level=LevelTrack(told.values, HOP_S),
        f0=F0Track(np.full(len(level), number), HOP_S),
        voicing=told,
    )


def test_each_moment_is_that_of_the_loudest_channel_and_of_the_first_where_they_are_alike() -> None:
    first, second, third = (
        heard([-30.0, -50.0, -20.0, -40.0], 1.0),
        heard([-40.0, -30.0, -20.0, -30.0, -10.0], 2.0),
        heard([-50.0, -40.0, -30.0, -20.0], 3.0),
    )
    together = whole((first, second, third))
    assert together.level.values.tolist() == [-30.0, -30.0, -20.0, -20.0]
    for track in (together.low, together.high, together.phone_low, together.f0, together.voicing, together.a_level):
        assert track.values.tolist() == [1.0, 2.0, 1.0, 3.0]
    assert together.low.values.dtype == np.float32
    assert together.duration_s == first.duration_s
    assert together.spans == (Span(0.0, 3.0 * HOP_S),)


def test_what_leaks_into_a_channel_leaves_no_disfluencies_and_fillers_there() -> None:
    """The second burst is another's, weak but recognised; the speaker's own words are said once."""
    speech = speak([1.5, 0.5, 1.5], [0.3, 0.3], Speaker(steady(120.0)))
    first, leaked, last = speech.bursts
    one = replace(hear(speech), spans=(first, last))
    texts = {first: "could you please stay late", leaked: "um we we", last: "again um this this evening"}
    words = []
    for burst, text in texts.items():
        edges_s = np.linspace(burst.start_s, burst.end_s, len(text.split()) + 1).tolist()
        words += [Word(w, a, b, 0.9) for w, a, b in zip(text.split(), edges_s, edges_s[1:], strict=False)]
    (voice,) = by_channel([one], [Transcript(tuple(words), "en", "fake")])
    assert " ".join(word.text for word in voice.said.words) == "could you please stay late again this this evening"
    assert [(found.kind, found.text) for found in voice.said.disfluencies if found.text] == [("repeat", "this this")]
    assert [pause.text for pause in voice.said.filled] == ["um"]
    assert last.overlap_s(voice.said.filled[0].span) > 0


def test_one_channel_is_the_whole() -> None:
    only = heard([-30.0], 1.0)
    assert whole((only,)) is only
