"""What a batch left in its folder."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def documents(out: Path) -> dict[str, bytes]:
    """The documents, by name."""
    return {path.name: path.read_bytes() for path in (out / "documents").glob("[!.]*")}


def timeless(document: bytes | str) -> str:
    """A document without what differs from run to run: how long each stage took."""
    told: dict[str, Any] = json.loads(document)
    del told["engine"]["stages_s"], told["engine"]["real_time_factor"]
    return json.dumps(told)


def same(found: Mapping[str, bytes]) -> dict[str, str]:
    """Documents in a form in which equal results are equal."""
    return {name: timeless(content) for name, content in found.items()}
