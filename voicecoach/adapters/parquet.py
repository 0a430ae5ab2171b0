"""Writes rows as a Parquet file, which pandas, DuckDB, Polars and R open."""

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from voicecoach.errors import MissingExtraError

GROUP_ROWS = 50_000
"""Rows that are held and written at once: some 30 MB of them."""


def to_parquet(
    rows: Iterable[dict[str, Any]], texts: Sequence[str], whole: Sequence[str], numbers: Sequence[str]
) -> bytes:
    """The rows as a Parquet file.

    Args:
        rows: Column and value; None where it is not known.
        texts: The columns of text.
        whole: Those of whole numbers.
        numbers: Those of numbers.

    Raises:
        MissingExtraError: When pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtraError(
            "The table needs pyarrow.", 'Install it: python -m pip install "voicecoach[batch]"'
        ) from error
    schema = pa.schema(
        [
            *((name, pa.string()) for name in texts),
            *((name, pa.int32()) for name in whole),
            *((name, pa.float64()) for name in numbers),
        ]
    )
    target = io.BytesIO()
    with parquet.ParquetWriter(target, schema, compression="zstd") as writer:
        for group in _groups(iter(rows)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
    return target.getvalue()


def _groups(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while group := list(islice(rows, GROUP_ROWS)):
        yield group
