"""The document: JSON from the fields and back, and the schema that it keeps to."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import thorough
from voicecoach.document import SCHEMA, Analysis, Engine, Signal, Source, SpeakerSummary
from voicecoach.prosody import Prosody
from voicecoach.report.document import SCHEMA_DIALECT, from_json, json_schema, to_json

PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    bool: st.booleans(),
    int: st.integers(-(2**53), 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
    type(None): st.none(),
    msgspec.UnsetType: st.just(msgspec.UNSET),
}
"""Numbers are finite, since JSON has no others."""


def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type."""
    if kind in PLAIN:
        return PLAIN[kind]
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{field.name: values_of(hints[field.name]) for field in fields(kind)})  # type: ignore[arg-type]
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple and inner[-1] is Ellipsis:
        return st.lists(values_of(inner[0]), max_size=2).map(tuple)
    parts = [values_of(one) for one in inner]
    composed: dict[Any, Callable[..., st.SearchStrategy[Any]]] = {
        UnionType: st.one_of,
        Union: st.one_of,
        tuple: st.tuples,
        dict: st.dictionaries,
    }
    return composed[origin](*parts)


EMPTY = Analysis(
    Source("a.wav", "0", 1.0, 16_000, 1), Engine("0", "", None, {}), Signal(None, None, None, None, 0, 0, 1, None)
)

VALIDATOR = jsonschema.Draft202012Validator(json_schema())

analyses = values_of(Analysis)


@thorough
@given(analysis=analyses)
def test_a_document_comes_back_from_json_as_it_was(analysis: Analysis) -> None:
    assert from_json(to_json(analysis)) == analysis


@thorough
@given(analysis=analyses)
def test_a_document_keeps_to_the_schema(analysis: Analysis) -> None:
    VALIDATOR.validate(json.loads(to_json(analysis)))


def test_the_schema_is_one_of_its_dialect() -> None:
    assert json_schema()["$schema"] == SCHEMA_DIALECT == jsonschema.Draft202012Validator.META_SCHEMA["$id"]
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: document.pop("source"),
        lambda document: document.update(schema="voicecoach/analysis/0"),
        lambda document: document["signal"].update(dc_offset=None),
        lambda document: document.update(words=[{"text": "hello"}]),
        lambda document: document["engine"].update(real_time_factor="fast"),
    ],
)
def test_what_is_no_document_is_refused_by_the_schema_and_by_the_reader(spoil: Any) -> None:
    document = json.loads(to_json(EMPTY))
    spoil(document)
    assert not VALIDATOR.is_valid(document)
    with pytest.raises(msgspec.ValidationError):
        from_json(json.dumps(document))


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        from_json("not json")


@pytest.mark.parametrize("unknown", [None, float("nan"), float("inf")])
def test_what_can_not_be_known_is_null_and_never_nan(unknown: float | None) -> None:
    summary = SpeakerSummary(1.0, Prosody(f0_median_hz=unknown, end_fade_db=unknown))
    text = to_json(replace(EMPTY, speakers={"A": summary}))
    prosody = json.loads(text, parse_constant=pytest.fail)["speakers"]["A"]["prosody"]
    assert (prosody["f0_median_hz"], prosody["end_fade_db"]) == (None, None)


def test_every_unknown_number_is_in_the_document() -> None:
    """A reader need not guess whether a measure is unknown or was not there in that version."""
    prosody = json.loads(to_json(replace(EMPTY, speakers={"A": SpeakerSummary(0.0, Prosody())})))
    assert set(prosody["speakers"]["A"]["prosody"]) == {field.name for field in fields(Prosody)}


def test_a_document_is_one_line_that_names_its_schema() -> None:
    text = to_json(EMPTY)
    assert "\n" not in text
    assert json.loads(text)["schema"] == SCHEMA


def test_tracks_that_nobody_asked_for_are_not_there() -> None:
    assert "tracks" not in json.loads(to_json(EMPTY))
