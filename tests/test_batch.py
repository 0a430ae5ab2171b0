"""Planning a batch: what is done, what failed, what is left."""

from hypothesis import given
from hypothesis import strategies as st

from voicecoach.batch import Kept, Tally, make_plan, unique
from voicecoach.engine.job import Job, Outcome, result_name

HASHES = {"a.wav": "a" * 64, "b.wav": "b" * 64, "c.wav": "c" * 64}


def name(path: str) -> str:
    return f"{result_name(Job(path), HASHES[path])}.json"


def test_what_is_done_is_skipped_and_what_failed_is_left_alone() -> None:
    jobs = [Job("a.wav", 1), Job("b.wav", 2), Job("c.wav", 3)]
    kept = Kept(frozenset([name("a.wav")]), frozenset([name("b.wav")]))
    plan = make_plan(jobs, kept, HASHES.__getitem__, retry=False)
    assert plan.done == {jobs[0].key: name("a.wav")}
    assert plan.quarantined == {jobs[1].key: name("b.wav")}
    assert plan.left == (jobs[2],)
    assert make_plan(jobs, kept, HASHES.__getitem__, retry=True).left == (jobs[2], jobs[1])


def test_other_content_under_an_old_name_is_done_anew() -> None:
    kept = Kept(frozenset([name("a.wav")]))
    assert make_plan([Job("a.wav")], kept, lambda _: "f" * 64, retry=False).left == (Job("a.wav"),)
    assert make_plan([Job("a.wav")], kept, lambda _: "", retry=False).left == (Job("a.wav"),)


def test_asked_for_otherwise_it_is_done_anew() -> None:
    kept = Kept(frozenset([name("a.wav")]))
    other = Job("a.wav", speakers=2)
    assert make_plan([other], kept, HASHES.__getitem__, retry=False).left == (other,)
    both = kept.documents | {f"{result_name(other, HASHES['a.wav'])}.json"}
    assert not make_plan([other], Kept(both), HASHES.__getitem__, retry=False).left


def test_nothing_is_hashed_that_has_no_result() -> None:
    def never(path: str) -> str:
        raise AssertionError(path)

    assert make_plan([Job("a.wav")], Kept(frozenset(["b-000000000000.json"])), never, retry=False).left


@given(st.lists(st.sampled_from("abcd"), max_size=12), st.integers(0, 4), st.integers(0, 4))
def test_every_recording_is_in_one_part_of_the_plan(paths: list[str], done: int, failed: int) -> None:
    jobs = unique([Job(path) for path in paths])
    hashes = {path: path * 64 for path in "abcd"}
    names = [f"{result_name(Job(path), hashes[path])}.json" for path in "abcd"]
    plan = make_plan(jobs, Kept(frozenset(names[:done]), frozenset(names[:failed])), hashes.__getitem__, retry=False)
    parts = [*(job.key for job in plan.left), *plan.done, *plan.quarantined]
    assert sorted(parts) == sorted({Job(path).key for path in paths})


def test_a_recording_that_is_named_twice_is_one() -> None:
    assert unique([Job("a", 1), Job("b"), Job("a")]) == (Job("a", 1), Job("b"))


def test_two_speakers_of_one_recording_are_two_jobs() -> None:
    asked = (Job("a", client="A", speakers=2), Job("a", client="B", speakers=2))
    assert unique([*asked, asked[0]]) == asked
    first, second = (f"{result_name(job, 'f' * 64)}.json" for job in asked)
    plan = make_plan(asked, Kept(frozenset([first]), frozenset([second])), lambda _: "f" * 64, retry=False)
    assert (plan.left, plan.done, plan.quarantined) == ((), {asked[0].key: first}, {asked[1].key: second})


def test_a_tally_counts_sound_of_what_was_analysed_only() -> None:
    tally = Tally()
    tally.count(Outcome("a", "done", duration_s=3.0), 10)
    tally.count(Outcome("b", "failed", reason="broken"), 5)
    assert (tally.analysed, len(tally.failed), tally.sound_s, tally.size) == (1, 1, 3.0, 15)
