"""An analysis to JSON and back, and the schema of the format. JSON comes from the fields of the values."""

from typing import Any

import msgspec

from voicecoach.document import Analysis

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def to_json(analysis: Analysis) -> str:
    """One line of JSON; what can't be known is null."""
    return msgspec.json.encode(analysis).decode()


def from_json(text: str) -> Analysis:
    """The analysis that `to_json` wrote.

    Raises:
        msgspec.ValidationError: When the text is no analysis document.
        msgspec.DecodeError: When the text is no JSON.
    """
    return msgspec.json.decode(text, type=Analysis)


def json_schema() -> dict[str, Any]:
    """The JSON Schema that every analysis document keeps to."""
    schema = msgspec.json.schema(Analysis)
    return {"$schema": SCHEMA_DIALECT, **schema}
