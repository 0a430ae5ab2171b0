"""What the arguments of a batch name."""

from pathlib import Path

from tests.recordings import sine, write_wav
from voicecoach.cli.batch_inputs import jobs_of


def test_names_that_the_system_refuses_are_told_and_the_others_go_on(tmp_path: Path) -> None:
    good = write_wav(tmp_path / "good.wav", sine(440.0, 0.1))
    endless = "x" * 300
    jobs, problems = jobs_of([endless, f"{endless}*", str(good)])
    assert [job.path for job in jobs] == [str(good)]
    first, second = problems
    assert first.startswith(f"{endless}: can't be read (File name too long).")
    assert second == f"{endless}*: nothing fits this pattern."
