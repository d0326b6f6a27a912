"""The numbers of a run as a table in CSV, Parquet or NetCDF."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from detente._optional import need
from detente.formats.cells import guarded
from detente.formats.table_reader import written

EXTRA = "frames"
CSV, PARQUET, NETCDF = ENDINGS = (".csv", ".parquet", ".nc")
NUMBERS = ("value", "se")
COLUMNS = ("id", *NUMBERS, "unit", "formula", "made_by")
Rows = Sequence[Mapping[str, Any]]


def write(rows: Rows, about: Mapping[str, str], ending: str) -> str | bytes:
    """Return rows with the keys `COLUMNS` as the content of a file.

    Parameters
    ----------
    rows
        One for each number; a number that is not known is None.
    about
        What the file says of the run as a whole; a CSV has no place for it.
    ending
        One of `ENDINGS`.

    Raises
    ------
    MissingExtra
        Without pyarrow for Parquet, or xarray for NetCDF.
    """
    if ending == CSV:
        return written([[*COLUMNS], *([_cell(row[name]) for name in COLUMNS] for row in rows)])
    return _parquet(rows, about) if ending == PARQUET else _netcdf(rows, about)


def _cell(value: Any) -> str:
    return "" if value is None else guarded(value) if isinstance(value, str) else repr(value)


def _floats(rows: Rows, name: str) -> list[float | None]:
    return [None if row[name] is None else float(row[name]) for row in rows]


def _parquet(rows: Rows, about: Mapping[str, str]) -> bytes:
    arrow, parquet = need("pyarrow", EXTRA), need("pyarrow.parquet", EXTRA)
    numbers = {name: arrow.array(_floats(rows, name), arrow.float64()) for name in NUMBERS}
    texts = {name: arrow.array([row[name] for row in rows], arrow.string()) for name in COLUMNS if name not in NUMBERS}
    table = arrow.table({name: (numbers | texts)[name] for name in COLUMNS}).replace_schema_metadata(dict(about))
    held = io.BytesIO()
    parquet.write_table(table, held)
    return held.getvalue()


def _netcdf(rows: Rows, about: Mapping[str, str]) -> bytes:
    import numpy as np

    xarray = need("xarray", EXTRA)
    numbers = {name: ("number", np.array(_floats(rows, name), dtype=float)) for name in NUMBERS}
    texts = {name: ("number", np.array([row[name] for row in rows])) for name in COLUMNS if name not in NUMBERS}
    return bytes(xarray.Dataset(numbers, texts, dict(about)).to_netcdf(engine="scipy"))
