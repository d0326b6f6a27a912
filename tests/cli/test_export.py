"""`export`: every number of a run in a table, the same in each format, and no text that runs."""

from __future__ import annotations

import csv
import io
import json

import pytest

from detente.ensemble.explain import explain, ids
from detente.formats import number_table
from tests.cli.calls import data, detente, refused

ROWS = [
    {"id": "=1+1", "value": -3.5, "se": None, "unit": "points", "formula": "@sum", "made_by": "a.b"},
    {"id": "b", "value": None, "se": 0.1 + 0.2, "unit": "share", "formula": "-x", "made_by": "a.b"},
    {"id": "c", "value": 10**18 + 1, "se": 0.0, "unit": "count", "formula": "é", "made_by": "a.b"},
]
ABOUT = {"title": "Täl\nks", "as_of": "2026-01-15", "draws": "200", "seed": str(2**63 - 1)}


def test_a_csv_keeps_every_number_and_digit(results, here):
    found = data("export", str(results), "all.csv")
    run = json.loads((results / "results.json").read_text(encoding="utf-8"))
    rows = list(csv.DictReader(io.StringIO((here / "all.csv").read_text(encoding="utf-8"))))
    assert found["numbers"] == len(rows) == len(ids(run))
    assert [row["id"] for row in rows] == ids(run)
    for row in rows[:: len(rows) // 3]:
        told = explain(run, row["id"])
        assert (None if row["value"] == "" else float(row["value"])) == told["value"]
        assert (None if row["se"] == "" else float(row["se"])) == told["se"]
        assert row["unit"] == told["unit"]


def test_no_text_of_a_csv_runs_and_negative_numbers_stay_numbers():
    text = number_table.write(ROWS, ABOUT, ".csv")
    assert isinstance(text, str)
    assert text.split("\n")[1:4] == [
        "'=1+1,-3.5,,points,'@sum,a.b",
        "b,,0.30000000000000004,share,'-x,a.b",
        "c,1000000000000000001,0.0,count,é,a.b",
    ]


def test_parquet_holds_the_same_table():
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    table = parquet.read_table(io.BytesIO(number_table.write(ROWS, ABOUT, ".parquet")))
    assert table.column_names == list(number_table.COLUMNS)
    assert table.to_pylist() == [{**row, "value": row["value"] and float(row["value"])} for row in ROWS]
    assert {key.decode(): value.decode() for key, value in table.schema.metadata.items()} == ABOUT


def test_netcdf_holds_the_same_table():
    xarray = pytest.importorskip("xarray", reason="xarray is not installed")
    held = xarray.open_dataset(io.BytesIO(number_table.write(ROWS, ABOUT, ".nc")), engine="scipy")
    assert held.sizes == {"number": 3}
    assert held["value"].to_numpy()[0] == -3.5 and bool(held["value"].isnull()[1]) and bool(held["se"].isnull()[0])
    assert [str(word) for word in held["formula"].to_numpy()] == ["@sum", "-x", "é"]
    assert held.attrs == ABOUT


@pytest.mark.parametrize(("out", "module"), [("a.parquet", "pyarrow"), ("a.nc", "xarray")])
def test_without_its_package_a_format_names_the_extra(results, here, monkeypatch, out, module):
    import sys

    monkeypatch.setitem(sys.modules, module, None)
    refused(detente("export", str(results), out), 4, "detente[frames]")
    assert not (here / out).exists()


def test_what_cannot_be_written_is_refused(results, here):
    refused(detente("export", str(results), "all.pdf"), 2, "no known format", ".csv, .parquet, .nc")
    (here / "all.csv").write_text("mine", encoding="utf-8")
    refused(detente("export", str(results), "all.csv"), 5, "all.csv exists", "--force")
    assert (here / "all.csv").read_text(encoding="utf-8") == "mine"
    assert detente("export", str(results), "all.csv", "--force").exit_code == 0
    refused(detente("export", "nowhere", "b.csv"), 1, "nowhere")
