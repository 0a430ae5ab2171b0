"""A session of practice: what the learner sees, what is told, what is kept, and how each command and error goes."""

import pytest

from tests.answers import read
from tests.practising import NO, NOTHING, YES, FakeReplies, FakeStage, Played, dangerous, scene, spoken, typed
from voicecoach.errors import DeviceError, VoiceCoachError
from voicecoach.practice.session import Before, is_push
from voicecoach.practice.way import Begun, Step, decode, encode, walk
from voicecoach.replying import Answered, Command
from voicecoach.roleplay.director import Line

Given = Answered | Command | VoiceCoachError

GONE = DeviceError("The microphone is gone.", "Connect it again.")


def test_assertive_replies_reach_an_ending_where_the_ground_was_held() -> None:
    played = Played([typed()] * 8)
    ended = played.run()
    assert ended.reason == "ending"
    assert scene().ending(str(ended.place.ending)).kind == "held"
    assert played.told("session_ended") == [{"reason": "ending", "ending": ended.place.ending, "kind": "held"}]
    assert played.keeping.of("end") == ["held"]
    assert played.stage.of("partner")[-1].endswith(scene().ending(str(ended.place.ending)).says)


def test_passive_replies_meet_more_pressure_and_aggressive_ones_harden() -> None:
    def pressures(label: str) -> list[object]:
        played = Played([typed(YES, label)] * 8)  # type: ignore[arg-type]
        ended = played.run()
        kinds.append(scene().ending(str(ended.place.ending)).kind)
        tempers.append({fields["temper"] for fields in played.told("partner_line")})
        return [fields["pressure"] for fields in played.told("partner_line")]

    kinds: list[str] = []
    tempers: list[set[object]] = []
    passive = pressures("passive")
    assert max(passive[1:]) > passive[0]  # type: ignore[type-var, operator]
    pressures("aggressive")
    assert "held" not in kinds
    assert "hard" in tempers[1] or kinds[1] == "hardened"


def test_each_reply_has_its_events_in_order() -> None:
    played = Played([spoken()])
    played.run()
    names = [name for name, _ in played.events]
    assert names[:6] == ["partner_line", "listening", "transcript", "feedback_shown", "recording_saved", "partner_line"]
    assert names[-1] == "session_ended"
    assert played.told("feedback_shown")[0]["voice"] == "steady"
    assert played.told("recording_saved") == [{"take": "t1", "path": "t1.wav", "duration_s": 1.0}]


def test_a_typed_reply_is_kept_before_it_is_talked_about_a_spoken_one_after() -> None:
    played = Played([typed(), spoken()])
    played.run()
    names = [name for name, _ in played.events if name in ("take_saved", "recording_saved", "feedback_shown")]
    assert names == ["take_saved", "feedback_shown", "feedback_shown", "recording_saved"]


def test_no_more_replies_end_the_session_politely() -> None:
    ended = (played := Played([typed()])).run()
    assert (ended.reason, ended.place.ending) == ("no_more_replies", None)
    assert played.keeping.of("end") == [None]


def test_the_voice_of_a_reply_reaches_the_director() -> None:
    """At level 3 a soft no is not believed."""
    soft, steady = Played([spoken(voice="soft")], 3), Played([spoken()], 3)
    assert soft.run().place.beat == "haggles"
    assert steady.run().place.beat == "guilt"


def test_commands_lead_where_they_say() -> None:
    played = Played(["hint", "model", "repeat", "pause", "retry", "skip"])
    ended = played.run()
    first = scene().beats[0]
    assert played.stage.of("hint") == [first.hint]
    assert played.stage.of("model") == [first.model[0]]
    assert played.stage.of("partner")[:3] == [first.line(2)] * 3
    assert played.stage.of("pause") == [""]
    assert "no reply yet" in played.stage.of("note")[0]
    assert [reply.skipped for reply in ended.replies] == [True]
    assert [fields["name"] for fields in played.told("command")] == [
        *("hint", "model", "repeat", "pause", "retry", "skip")
    ]
    assert played.keeping.of("drop") == [1] * 6
    assert played.keeping.of("keep") == []


def test_quit_keeps_the_session_open_and_what_was_being_said() -> None:
    played = Played([typed(), "quit"])
    assert played.run().reason == "quit"
    assert played.keeping.of("end") == []
    assert played.keeping.of("drop") == []


def test_a_retried_reply_is_set_beside_the_one_before() -> None:
    played = Played([typed(YES, "passive"), "retry", typed()])
    ended = played.run()
    assert [step.do for step in played.keeping.steps] == ["reply", "back", "reply"]
    assert played.stage.of("partner")[2] == played.stage.of("partner")[0]
    again = played.replies.asked[2].options
    assert [one.text for one in again.earlier] == [YES]
    assert again.replies == ()
    assert [reply.style for reply in ended.replies] == ["assertive"]


def test_a_retry_aims_at_the_fix_and_says_what_became_of_it() -> None:
    text = "I'm so sorry, but I'm not lending any more money."
    weak = Answered(text, read(text, "passive", {"I'm so sorry": "needless_apology"}))
    played = Played([weak, "retry", typed()])
    ended = played.run()
    fix = played.stage.feedbacks[0].fix
    assert fix is not None
    assert played.replies.asked[2].options.aim == fix.rule
    assert played.keeping.of("keep")[1] == (3, NO, fix.rule)
    assert ended.changes == (played.stage.feedbacks[1].change,)


def test_the_last_reply_can_be_tried_again_after_the_end() -> None:
    played = Played([typed()] * 9, stage=FakeStage(retries=1))
    ended = played.run()
    assert [step.do for step in played.keeping.steps].count("back") == 1
    assert ended.reason == "ending"


def test_the_rules_know_the_replies_the_pushes_and_the_message() -> None:
    played = Played([typed(), typed(), typed()])
    played.run()
    asked = [one.options for one in played.replies.asked[:3]]
    assert [one.pushes for one in asked] == [0, 1, 2]
    assert [len(one.replies) for one in asked] == [0, 1, 2]
    assert {one.message for one in asked} == {scene().you.message}
    assert {one.scene_type for one in asked} == {scene().scene_type}
    first, second = played.replies.asked[:2]
    assert first.context == first.partner_line
    assert second.context == f"You: {NO} Them: {second.partner_line}"


def test_giving_in_after_pushes_is_what_is_told() -> None:
    played = Played([typed(), typed("Okay, fine, you can have the car keys.", "passive")])
    played.run()
    fix = played.stage.feedbacks[1].fix
    assert fix is not None
    assert fix.rule in ("message_lost", "giving_in")


@pytest.mark.parametrize(
    ("line", "pushes"),
    [
        (Line("Please.", "calm", 1), False),
        (Line("Please!", "calm", 2), True),
        (Line("Please.", "calm", 1, "guilt"), True),
        (Line("Please.", "hurt", 1), True),
        (Line("Fine.", "yielding", 3, "guilt"), False),
    ],
)
def test_what_a_push_is(line: Line, pushes: bool) -> None:
    assert is_push(line) is pushes


def test_words_of_danger_stop_everything_once_and_calmly() -> None:
    played = Played([typed(), dangerous()])
    ended = played.run()
    assert ended.reason == "help"
    assert len(played.keeping.of("keep")) == 1
    assert played.keeping.of("drop") == [2]
    assert len(played.stage.feedbacks) == 1
    assert len(played.told("transcript")) == 1
    assert played.told("session_ended")[0]["reason"] == "help"
    assert played.keeping.of("end") == [None]
    assert played.keeping.of("rate") == [(None, None)]


def test_silence_is_answered_by_the_partner_and_twice_is_asked_about() -> None:
    played = Played([NOTHING, NOTHING, typed()], stage=FakeStage(stops=True))
    assert played.run().reason == "nobody_speaking"
    assert len(played.stage.of("stop?")) == 1
    assert [step.silent for step in played.keeping.steps] == [True]
    assert played.keeping.of("end") == []


def test_silence_that_is_meant_goes_on() -> None:
    played = Played([NOTHING, NOTHING, typed(), NOTHING], level=2)
    ended = played.run()
    assert len(played.stage.of("stop?")) == 1
    assert ended.reason in ("ending", "no_more_replies")
    assert played.told("take_saved")[0]["take"] == "t3"


def test_distress_is_asked_before_and_after() -> None:
    played = Played([typed()] * 8, stage=FakeStage(suds_given={"before": 60, "after": 30}))
    ended = played.run()
    assert (ended.suds_before, ended.suds_after) == (60, 30)
    assert played.keeping.of("rate") == [(60, None), (None, 30)]


def test_a_lost_microphone_costs_nothing_and_typing_goes_on() -> None:
    played = Played([spoken(), GONE], stage=FakeStage(other=FakeReplies([typed()])))
    ended = played.run()
    assert [reply.text for reply in ended.replies] == [NO, NO]
    assert played.keeping.of("rescue") == [2]
    assert played.told("device") == [{"replies": "typed"}]
    assert played.told("error")[0]["message"] == str(GONE)


def test_a_lost_microphone_with_nobody_to_ask_ends_with_everything_kept() -> None:
    played = Played([spoken(), GONE])
    with pytest.raises(DeviceError):
        played.run()
    assert len(played.keeping.of("keep")) == 1
    assert played.keeping.of("end") == []
    assert played.told("session_ended")[0]["reason"] == "device"


def test_an_interruption_is_told_and_passed_on() -> None:
    played = Played([typed(), KeyboardInterrupt()])  # type: ignore[list-item]
    with pytest.raises(KeyboardInterrupt):
        played.run()
    assert played.told("session_ended")[0]["reason"] == "interrupted"
    assert played.keeping.of("end") == []


@pytest.mark.parametrize("broken_at", range(5))
def test_a_session_goes_on_at_the_same_place(broken_at: int) -> None:
    """Broken off after any step, it has the same end as one that was played at once."""
    given: list[Given] = [typed(YES, "passive"), "retry", typed(), "skip", NOTHING, *[typed()] * 8]
    whole = Played(given)
    ended = whole.run()
    steps = whole.keeping.steps[:broken_at]
    done = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}[broken_at]
    again = Played(given[done:], before=Before(tuple(steps), {}, broken_at))
    assert again.run().place == ended.place
    assert again.replies.asked[0].number == broken_at + 1
    assert again.stage.of("think") == ([""] if broken_at == 0 else [])


def test_a_way_survives_its_writing_and_a_line_that_was_cut_off() -> None:
    steps = (
        Step("reply", "t1", "passive", "soft", ("giving_in",)),
        Step("back"),
        Step("skip"),
        Step("reply", silent=True),
    )
    lines = [encode(Begun("a scene", 3)), *map(encode, steps)]
    assert decode(lines) == (Begun("a scene", 3), steps)
    assert decode([*lines[:2], lines[2][:7], *lines[3:]]) == (Begun("a scene", 3), (steps[0], *steps[2:]))
    assert decode([]) == (None, ())
    assert decode([b"{"]) == (None, ())


def test_going_back_at_the_start_stays_there_and_steps_after_the_end_are_passed_over() -> None:
    place, stands = walk(scene(), 2, [Step("back")])
    assert (place.beat, stands) == (scene().beats[0].name, ())
    long = [Step("skip")] * 20
    place, stands = walk(scene(), 2, long)
    assert place.ending is not None
    assert len(stands) <= scene().turns


def test_every_line_that_can_follow_was_announced() -> None:
    played = Played([typed(), typed(YES, "passive"), NOTHING])
    played.run()
    shown = played.stage.of("partner")
    for announced, line in zip(played.stage.soon_lines, shown[1:], strict=False):
        assert line in announced
