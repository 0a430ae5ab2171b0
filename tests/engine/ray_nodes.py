"""A Ray cluster of two nodes on this machine, which talk over its loopback alone. Linux only."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.guards import ROOT

JOIN_S = 60.0
"""Time for a node to be there."""

_STORE = "--object-store-memory=100000000"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Two nodes with a core each."""

    address: str
    environment: dict[str, str]
    """For programs that use it: without the suite's guard, as Ray's own processes talk over sockets."""
    second: int
    """The session that all processes of the second node are in; workers have process groups of their own."""

    def second_works(self) -> bool:
        """Whether a worker of ours runs on the second node."""
        return any(_title(pid).startswith("ray::_Actor") for pid in _members(self.second))

    def kill_second(self) -> None:
        """Kill all processes of the second node at once."""
        _kill(self.second)


@contextmanager
def two_nodes() -> Iterator[Cluster]:
    """The cluster; killed at the end, whatever became of it."""
    with tempfile.TemporaryDirectory(prefix="ray", dir="/tmp", ignore_cleanup_errors=True) as short:
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "RAY_USAGE_STATS_ENABLED": "0",
            "RAY_AUTH_MODE": "token",
            "RAY_AUTH_TOKEN": secrets.token_hex(32),
        }
        address = f"127.0.0.1:{_free_port()}"
        head = [f"--port={address.rpartition(':')[2]}", "--head", "--node-ip-address=127.0.0.1", f"--temp-dir={short}"]
        nodes: list[subprocess.Popen[bytes]] = []
        try:
            for arguments in (
                [*head, "--include-dashboard=false"],
                [f"--address={address}", "--node-ip-address=127.0.0.2"],
            ):
                log = Path(short, f"start-{len(nodes)}.log")
                nodes.append(_started(arguments, environment, log))
                _wait_for(nodes[-1], log)
            yield Cluster(address, environment, nodes[1].pid)
        finally:
            for node in nodes:
                _kill(node.pid)
                node.wait()


def _kill(session: int) -> None:
    # Again and again: who dies may just have started another.
    while members := _members(session):
        for pid in members:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)


def _started(arguments: list[str], environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """A node in a session of its own."""
    command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--block", "--num-cpus=1", _STORE, *arguments]
    # Into a file: a pipe would be held open by the processes that stay.
    with log.open("wb") as file:
        return subprocess.Popen(command, env=environment, stdout=file, stderr=file, start_new_session=True)


def _wait_for(node: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + JOIN_S
    while b"runtime started" not in log.read_bytes():
        assert node.poll() is None, log.read_text()
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _members(session: int) -> list[int]:
    """The living processes of a session."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _parent, _group, its, *_ = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(its) == session and state != "Z":
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def _title(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
