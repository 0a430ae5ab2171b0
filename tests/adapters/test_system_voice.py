"""The system's voice: how each system is asked, and what is said when its program fails."""

import stat
import sys
from pathlib import Path

import numpy as np
import pytest

from voicecoach.adapters import system_voice
from voicecoach.adapters.system_voice import Program, SystemVoice, program
from voicecoach.errors import VoiceError

TEXT = 'It\'s "only" $(touch x) a `favour`; Zoë'

_WRITES = """
import os, sys, wave
from pathlib import Path
here = Path(__file__).parent
(here / "argv").write_text("\\n".join(sys.argv[1:]), encoding="utf-8")
(here / "stdin").write_bytes(sys.stdin.buffer.read())
path = os.environ.get("VOICECOACH_SPOKEN") or next(one for one in sys.argv if one.endswith("line.wav"))
(here / "path").write_text(path, encoding="utf-8")
with wave.open(path, "wb") as file:
    file.setnchannels(2)
    file.setsampwidth(2)
    file.setframerate(22_050)
    file.writeframes(b"\\x00\\x40\\x00\\x20" * 2_205)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are looked for."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def script(folder: Path, name: str, code: str = _WRITES) -> None:
    if sys.platform == "win32":
        pytest.skip("programs made of a script are no programs on Windows")
    path = folder / name
    path.write_text(f"#!{sys.executable}\n{code}", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def speaking(platform: str) -> SystemVoice:
    speaks = program(platform=platform)
    assert speaks is not None
    return SystemVoice(speaks)


@pytest.mark.parametrize(
    ("platform", "name"), [("darwin", "say"), ("win32", "powershell"), ("linux", "espeak-ng"), ("freebsd14", "espeak")]
)
def test_each_system_is_asked_in_its_way(folder: Path, platform: str, name: str) -> None:
    script(folder, name)
    samples, rate_hz = speaking(platform).say(TEXT)
    assert (rate_hz, len(samples), samples.dtype.name) == (22_050, 2_205, "float32")
    np.testing.assert_allclose(samples, 0.375)
    assert (folder / "stdin").read_text(encoding="utf-8") == TEXT
    assert "favour" not in (folder / "argv").read_text(encoding="utf-8")
    assert not Path((folder / "path").read_text(encoding="utf-8")).parent.exists()


@pytest.mark.parametrize("platform", ["darwin", "win32", "linux"])
def test_a_system_without_a_voice(folder: Path, platform: str) -> None:
    assert not list(folder.iterdir())
    assert program(platform=platform) is None


def test_espeak_is_told_how_high(folder: Path) -> None:
    script(folder, "espeak-ng")
    pitches = []
    for pitch in ("low", "any", "high"):
        speaks = program(pitch, "linux")
        assert speaks is not None
        pitches.append(int(speaks.arguments[speaks.arguments.index("-p") + 1]))
    assert pitches == sorted(set(pitches))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import sys; sys.exit('no voices installed')", "no voices installed"),
        ("import sys; sys.exit(7)", "status 7"),
        ("pass", "No such file"),
        ("import sys; open(sys.argv[-2], 'w').close()", "no sound"),
        ("import sys; open(sys.argv[-2], 'w').write('nonsense' * 20)", "RIFF"),
        ("import time; time.sleep(30)", "longer than"),
    ],
)
def test_a_program_that_fails(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str, said: str) -> None:
    monkeypatch.setattr(system_voice, "LIMIT_S", 1.0)
    script(folder, "espeak-ng", code)
    with pytest.raises(VoiceError, match=said) as raised:
        speaking("linux").say(TEXT)
    assert raised.value.remedy


def test_a_program_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(VoiceError):
        SystemVoice(Program("gone", str(tmp_path / "gone"), ())).say(TEXT)
