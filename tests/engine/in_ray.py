"""Runs the jobs that are named on the command line by Ray, and prints their outcomes."""

import sys

import msgspec

from tests.engine.tasks import make
from voicecoach.engine.cluster import RayEngine
from voicecoach.engine.job import Job

if __name__ == "__main__":
    folder, *names = sys.argv[1:]
    jobs = [Job(name, size) for size, name in enumerate(names)]
    sys.stdout.write(msgspec.json.encode(list(RayEngine(2).run(jobs, make, folder))).decode() + "\n")
