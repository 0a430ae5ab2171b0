"""Imports point down only, never in a circle, and heavy libraries wait until they are called."""

import ast
import graphlib

import pytest

from tests.source import Import, Source, imports_in, sources

BASE = {"", "errors", "units"}
"""Below everything; the empty name is the package itself, which holds the version."""

VALUES = {
    "audio",
    "baseline",
    "consent",
    "disfluency",
    "document",
    "history",
    "melody",
    "pace",
    "prosody",
    "reading",
    "records",
    "resources",
    "scoring",
    "session",
    "speakers",
    "tracks",
    "transcript",
}
ROOMS = {"hearing", "language", "coaching", "roleplay"}
PORTS = {"ports", "recordkeeping", "diarizing", "checkpoint"}
USE_CASES = {
    *("resuming", "pipeline", "options", "conversation", "speaking", "analysis", "calibration", "batch"),
    *("replying", "ahead", "live", "practice", "rehearse", "review", "over_months"),
}

MAY_IMPORT: dict[str, set[str]] = {
    **{room: set() for room in BASE},
    **dict.fromkeys(VALUES, BASE | VALUES),
    **dict.fromkeys(PORTS, BASE | VALUES),
    # Hearing takes windows and the two streaming models by their Protocols, which themselves know values only.
    "hearing": BASE | VALUES | {"ports", "hearing"},
    # So does language take its model.
    "language": BASE | VALUES | {"ports", "language"},
    "coaching": BASE | VALUES | ROOMS - {"roleplay"},
    "roleplay": BASE | VALUES | {"coaching", "roleplay"},
    "fakes": BASE | VALUES | ROOMS | PORTS | {"fakes"},
    # An engine is handed a task by its name; what the task does is none of its business.
    "engine": BASE | {"engine"},
    "adapters": BASE | VALUES | ROOMS | PORTS | {"engine", "adapters"},
    **{room: BASE | VALUES | ROOMS | USE_CASES | PORTS | {"engine"} for room in USE_CASES},
    "report": BASE | VALUES | ROOMS | USE_CASES | PORTS | {"engine", "report"},
    "cli": BASE | VALUES | ROOMS | USE_CASES | PORTS | {"engine", "adapters", "report", "cli"},
    "__main__": {"cli"},
}
"""What each room may import. Use cases know no adapter; the command line joins them."""

HEAVY = {
    *("librosa", "faster_whisper", "ctranslate2", "sounddevice", "onnxruntime", "av", "soxr", "swift_f0"),
    *("pooch", "requests", "rich", "ray", "torch", "jinja2", "pyarrow", "fsspec", "cryptography"),
}

MAY_IMPORT_AT_START = {"voicecoach/report/text.py": {"rich"}, "voicecoach/report/who.py": {"rich"}}
"""A report for the terminal is made of rich's parts from end to end, and its files are imported when one is printed."""

PACKAGE = sources("voicecoach")
each_source = pytest.mark.parametrize("source", PACKAGE, ids=[source.module for source in PACKAGE])


def ours(source: Source) -> list[Import]:
    return [i for i in source.imports if i.module.split(".")[0] == "voicecoach"]


def room_of(module: str) -> str:
    """Names of the package itself (`from voicecoach import __version__`) come from its own file."""
    return (module + ".").split(".")[1]


@each_source
def test_imports_point_down_only(source: Source) -> None:
    assert source.room in MAY_IMPORT, f"{source.name}: say in {__name__} what this room may import"
    wrong = [f"line {i.line}: {i.module}" for i in ours(source) if room_of(i.module) not in MAY_IMPORT[source.room]]
    assert not wrong, f"{source.name} imports upwards: {wrong}"


def test_no_imports_run_in_a_circle() -> None:
    modules = {source.module for source in PACKAGE}
    graph = {s.module: {i.module for i in ours(s) if i.module in modules and i.module != s.module} for s in PACKAGE}
    order = tuple(graphlib.TopologicalSorter(graph).static_order())  # raises CycleError with the circle
    assert set(order) == modules


@each_source
def test_heavy_libraries_are_imported_at_call_time(source: Source) -> None:
    allowed = MAY_IMPORT_AT_START.get(source.name, set())
    early = {i.module.split(".")[0] for i in source.imports if i.at_start} & HEAVY
    assert early <= allowed, f"{source.name} imports {early - allowed} as soon as it is imported itself"


def test_an_early_heavy_import_would_be_seen() -> None:
    """The reader of imports tells imports at the start from those in functions and for types."""
    code = "import av\nif TYPE_CHECKING:\n    import rich\ndef later():\n    import ray\nclass C:\n    import librosa\n"
    found = {i.module: i.at_start for i in imports_in(ast.parse(code))}
    assert found == {"av": True, "rich": False, "ray": False, "librosa": True}
