"""The verb `sweep`: pages, objects, folders that go on, and refusals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.cli.calls import GOOD, SMALL, data, detente, refused

SET = ("--set", "no_deal.N=10:60", "--set", "no_deal.S=10:60")


@pytest.fixture
def case(here):
    (here / "own.yaml").write_text(GOOD, encoding="utf-8")
    return "own.yaml"


def test_the_object_says_how_many_open_the_zone_and_what_matters(case):
    found = data("sweep", case, *SET, "--n", "400", "--executor", "serial")
    assert found["schema"] == "detente.sweep/1"
    assert found["variants"] == 400
    assert found["paths"] == ["no_deal.N", "no_deal.S"]
    assert found["zone"]["open"] + found["zone"]["empty"] == 400
    assert 0 < found["zone"]["open"] < 400
    # each party has 100 or 0 from one option, and 60 or 40: the other option is refused by one of them
    first = found["matters"]["gap"]["inputs"][0]
    assert first["input"] == "no_deal.S"
    assert first["correlation"] < -0.9
    assert found["outputs"]["gap"]["least"] <= found["outputs"]["gap"]["quantiles"]["0.5"]
    assert found["folder"] is None


def test_the_page_fits_the_screen_and_names_what_it_is_about(case):
    for columns in ("40", "80"):
        done = detente("sweep", case, *SET, "--n", "300", "--executor", "serial", env={"COLUMNS": columns})
        assert done.exit_code == 0, done.output
        assert max(map(len, done.stdout.splitlines())) <= int(columns)
        assert "300 variants, a Latin hypercube over 2" in done.stdout
        assert "they are no probabilities" in " ".join(done.stdout.split())


def test_a_grid_takes_levels_ranges_and_the_ranges_of_the_case(here):
    found = data("sweep", "miami", "--design", "grid", "--set", "no_deal.RU", "--set", "no_deal.UA=70:80",
                 "--set", "parties.US.required=0,1", "--set", "views.RU.donbas.salience=90", "--n", "3")  # fmt: skip
    assert found["variants"] == 3 * 3 * 2


def test_a_table_says_what_varies(case, here):
    (here / "t.csv").write_text("variant,no_deal.N,no_deal.S,note\n1,10,,mild\n2,,55,\n", encoding="utf-8")
    found = data("sweep", case, "--design", "t.csv")
    assert (found["variants"], found["paths"]) == (2, ["no_deal.N", "no_deal.S"])


def test_a_folder_goes_on_and_says_so(case, here):
    first = data("sweep", case, *SET, "--n", "50", "--out", "kept", "--chunk", "10", "--executor", "serial")
    victim = sorted((here / "kept").glob("part-*"))[2]
    victim.unlink()
    again = data("sweep", case, *SET, "--n", "50", "--out", "kept", "--executor", "threads", "--workers", "2")
    assert (first["reused"], again["reused"]) == (0, 40)
    assert {**first, "reused": 0} == {**again, "reused": 0}
    assert json.loads((here / "kept/sweep.json").read_bytes())["variants"] == 50


def test_a_torn_part_is_told(case, here):
    detente("sweep", case, *SET, "--n", "50", "--out", "kept", "--chunk", "10", "--executor", "serial")
    torn = next((here / "kept").glob("part-*"))
    torn.write_bytes(b"")
    done = detente("sweep", case, *SET, "--n", "50", "--out", "kept", "--executor", "serial")
    assert done.exit_code == 0
    assert f"note: {torn.name} is torn: moved to aside/" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--set", "no_deal.X=1:2"], 2, "after no_deal come N, S"),
        (["--set", "no_deal.N=5:1"], 2, "in rising order"),
        (["--set", "no_deal.N=a:b"], 2, '"a" is not a number'),
        (["--set", "no_deal.N"], 2, "it has no range in the case"),
        ([*SET, "--set", "no_deal.N=1:2"], 2, "no_deal.N is set twice"),
        ([], 3, "the design is empty"),
        (["--design", "sobol"], 2, "give lhs, grid, or the path of a table"),
        (["--design", "grid"], 3, "the design is empty"),
        (["--design", "none.csv"], 1, "it cannot be read"),
        (["--design", "bad.csv"], 1, 'no_deal.N is "x", not a number'),
        (["--design", "bad.csv", "--n", "4"], 2, "leave --set and --n"),
        ([*SET, "--n", "200000000"], 3, "at most 20,000,000"),
        ([*SET, "--outputs", "zoen"], 2, 'did you mean "zone"'),
        ([*SET, "--executor", "ray"], 2, "give auto, serial, processes"),
        ([*SET, "--executor", "dask://"], 2, "dask://HOST:PORT"),
        ([*SET, "--out", "own.yaml"], 2, "cannot write to own.yaml"),
        ([*SET, "--out", "."], 5, "holds files and no sweep"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(case, here, words, code, told):
    (here / "bad.csv").write_text("no_deal.N,no_deal.S\n1,2\nx,4\n", encoding="utf-8")
    done = detente("sweep", case, *words)
    refused(done, 1 if "the design is empty" in told else code, told)


def test_the_faults_of_a_table_come_all_at_once_with_their_lines(case, here):
    (here / "t.csv").write_text("no_deal.N,no_deal.S\n1,2\nx,4\n1,2,3\n", encoding="utf-8")
    done = detente("sweep", case, "--design", "t.csv")
    refused(done, 1, "t.csv has 2 faults", 't.csv:3: no_deal.N is "x"', "t.csv:4: the row has 3 cells")


@pytest.mark.parametrize("text", ["", "note,variant\n1,2\n", "no_deal.N,no_deal.N\n1,2\n", "no_deal.N,\n1,2\n"])
def test_a_table_without_a_clear_head_is_refused(case, here, text):
    (here / "t.csv").write_text(text, encoding="utf-8")
    refused(detente("sweep", case, "--design", "t.csv"), 1, "t.csv has 1 fault")


def test_without_the_package_of_clusters_dask_is_refused_with_its_extra(case, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    refused(detente("sweep", case, *SET, "--executor", "dask"), 4, 'pip install "detente[cluster]"')


def test_without_the_package_of_tables_parts_are_numpys_own(case, here, monkeypatch):
    from detente.formats import parts

    with monkeypatch.context() as bare:
        bare.setattr(parts, "find_spec", lambda name: None)
        first = data("sweep", case, *SET, "--n", "20", "--out", "kept")
    assert [path.suffix for path in (here / "kept").glob("part-*")] == [".npz"]
    again = data("sweep", case, *SET, "--n", "20", "--out", "kept")
    assert again["reused"] == 20
    assert again["outputs"] == first["outputs"]


def test_a_folder_of_parquet_parts_needs_its_package(case, here, monkeypatch):
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    detente("sweep", case, *SET, "--n", "20", "--out", "kept")
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    refused(detente("sweep", case, *SET, "--n", "20", "--out", "kept"), 4, 'pip install "detente[sweeps]"')


def test_a_dask_cluster_of_this_machine_says_the_same(case):
    pytest.importorskip("distributed", reason="distributed is not installed")
    words = ("sweep", case, *SET, "--n", "200", "--chunk", "40")
    assert data(*words, "--executor", "dask", "--workers", "2") == data(*words, "--executor", "serial")


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGINT")
def test_a_sweep_that_is_interrupted_can_go_on(here):
    words = ["sweep", "miami", "--set", "no_deal.RU=50:95", "--n", "30000", "--chunk", "20", "--out", "kept"]
    child = subprocess.Popen(
        [sys.executable, "-m", "detente", *words, "--executor", "processes", "--workers", "2"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    limit = time.monotonic() + 120
    while len([*(here / "kept").glob("part-*")]) < 3 and time.monotonic() < limit:
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    out, told = child.communicate(timeout=60)
    assert (child.returncode, out) == (130, "")
    assert "Traceback" not in told
    found = data(*words[:-4], "--out", "kept", "--executor", "serial")
    assert 60 <= found["reused"] < 30_000


def test_with_draws_the_page_says_so(case):
    done = detente(
        "sweep", SMALL, "--design", "grid", "--set", _path(), "--n", "2", "--draws", "30", "--executor", "serial"
    )
    assert done.exit_code == 0, done.output
    assert "the mean over its own draws" in " ".join(done.stdout.split())


def _path() -> str:
    from detente.formats.load import load

    return next(f"no_deal.{entry.party}=20,40" for entry in load(SMALL).no_deal if entry.value is not None)
