from hypothesis import given
from hypothesis import strategies as st

from voicecoach.engine.job import NAME_SIGNS, Job, Outcome, longest_first, result_name

SHA256 = "0123456789ab" + "c" * 52


@given(st.text(min_size=1, max_size=300))
def test_a_name_of_a_result_suits_every_file_system(path: str) -> None:
    name = result_name(Job(path), SHA256)
    assert name.endswith("-0123456789ab")
    assert "/" not in name
    assert "\\" not in name
    assert len(name) <= NAME_SIGNS + 13


def test_recordings_of_one_name_differ_by_their_content() -> None:
    assert result_name(Job("a/talk.wav"), "1" * 64) != result_name(Job("b/talk.wav"), "2" * 64)


def test_what_else_is_asked_for_is_another_result() -> None:
    asked = [Job("a"), Job("a", speakers=2), Job("a", speakers=None), Job("a", client="B"), Job("a", language="de")]
    assert len({result_name(job, SHA256) for job in asked}) == len(asked)


def test_a_job_and_its_outcome_have_the_same_key_and_no_other_job_has() -> None:
    one, other = Job("a", client="B"), Job("a", client="A")
    assert one.key == Job("a", 7, client="B").key == Outcome("a", "done", asked=one.asked).key
    assert len({one.key, other.key, Job("a").key, Job("b").key}) == 4


def test_the_largest_come_first() -> None:
    jobs = [Job("b", 1), Job("c", 5), Job("a", 1)]
    assert [job.path for job in longest_first(jobs)] == ["c", "a", "b"]
