"""A sweep is the same to the bit whoever works, in whatever pieces, and whatever stops it on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from detente.case.fault import InputFaults
from detente.case.levers import CannotChange
from detente.scenarios.sweep import task as module
from detente.scenarios.sweep.designs import grid, lhs, overrides
from detente.scenarios.sweep.pool import _end, process_pool
from detente.scenarios.sweep.run import Swept, sweep

OVER = {"no_deal.RU": (50, 95), "no_deal.UA": (60, 99), "views.RU.donbas.salience": (0, 100)}
DESIGN = lhs(600, 5, OVER)
OUTPUTS = ("zone", "gap", "zone_full", "nash", "utilitarian", "scenarios", "binding")
SCRIPT = """
from tests.scenarios.sweep.test_run import DESIGN, OUTPUTS, sweep
if __name__ == "__main__":
    sweep("miami", DESIGN, OUTPUTS, chunk=7, checkpoint={folder!r}, executor={executor!r}, workers=2)
"""
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def whole() -> Swept:
    return sweep("miami", DESIGN, OUTPUTS, executor="serial", chunk=600)


def same(one: Swept, other: Swept) -> bool:
    """Return whether two results have the same bits."""
    assert one.digest == other.digest
    assert [*one.columns] == [*other.columns]
    return all(
        column.dtype == other.columns[name].dtype and column.tobytes() == other.columns[name].tobytes()
        for name, column in one.columns.items()
    )


@pytest.mark.parametrize(("size", "chunk"), [(20, 1), (150, 7), (600, 193), (600, "auto")])
def test_no_chunk_changes_a_bit(whole, size, chunk):
    rows = [{path: whole.columns[path][k] for path in OVER} for k in range(size)]
    found = sweep("miami", overrides(rows), OUTPUTS, executor="serial", chunk=chunk)
    for name, column in found.columns.items():
        assert column.tobytes() == whole.columns[name][:size].tobytes(), name


@pytest.mark.parametrize(("executor", "chunk"), [("processes", 100), (None, "auto"), ("processes", "auto")])
def test_no_process_changes_a_bit(whole, executor, chunk):
    assert same(whole, sweep("miami", DESIGN, OUTPUTS, executor=executor, chunk=chunk, workers=2))


def test_a_plain_pool_of_threads_is_an_executor(whole):
    with ThreadPoolExecutor(3) as pool:
        assert same(whole, sweep("miami", DESIGN, OUTPUTS, executor=pool, chunk=50))


class Backwards(Executor):
    """An executor that answers in another order than it was asked in."""

    def __init__(self) -> None:
        self.pool, self.asked = ThreadPoolExecutor(2), 0

    def submit(self, fn, /, *args, **kwargs):
        self.asked += 1
        wait = 0.05 * (self.asked % 3 == 1)
        return self.pool.submit(lambda: (time.sleep(wait), fn(*args, **kwargs))[1])


def test_no_order_changes_a_bit(whole):
    assert same(whole, sweep("miami", DESIGN, OUTPUTS, executor=Backwards(), chunk=31))


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed", reason="distributed is not installed")
    with (
        distributed.LocalCluster(2, threads_per_worker=1, processes=True, dashboard_address=None) as made,
        distributed.Client(made) as client,
    ):
        yield client


@pytest.mark.parametrize("chunk", [60, "auto"])
def test_no_cluster_changes_a_bit(whole, cluster, chunk):
    assert same(whole, sweep("miami", DESIGN, OUTPUTS, executor=cluster.get_executor(), chunk=chunk))


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
def test_a_worker_that_is_killed_on_the_way_changes_no_bit(whole, cluster, tmp_path):
    first = next(iter(cluster.run(os.getpid).values()))
    killer = threading.Thread(target=lambda: (wait_for_parts(tmp_path, 3), os.kill(first, signal.SIGKILL)))
    killer.start()
    found = sweep("miami", DESIGN, OUTPUTS, executor=cluster.get_executor(), chunk=20, checkpoint=tmp_path)
    killer.join()
    assert first not in cluster.run(os.getpid).values()
    assert same(whole, found)


def wait_for_parts(folder: Path, count: int) -> None:
    limit = time.monotonic() + 120
    while len([*folder.glob("part-*")]) < count and time.monotonic() < limit:
        time.sleep(0.01)


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
@pytest.mark.parametrize("executor", ["serial", "processes"])
def test_a_sweep_that_is_killed_goes_on_where_it_was(whole, tmp_path, executor):
    folder = tmp_path / "kept"
    words = [sys.executable, "-c", SCRIPT.format(folder=str(folder), executor=executor)]
    child = subprocess.Popen(words, cwd=ROOT, env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"})
    wait_for_parts(folder, 3)
    child.kill()
    child.wait()
    held = {path.name: path.stat().st_mtime_ns for path in folder.glob("part-*")}
    assert 3 <= len(held) < 600 / 7
    found = sweep("miami", DESIGN, OUTPUTS, executor="serial", checkpoint=folder)
    assert found.reused == sum(7 if "595" not in name else 5 for name in held)
    assert {name: (folder / name).stat().st_mtime_ns for name in held} == held
    assert same(whole, found)


def test_what_is_whole_is_not_judged_again(whole, tmp_path, monkeypatch):
    sweep("miami", DESIGN, OUTPUTS, executor="serial", chunk=100, checkpoint=tmp_path)
    monkeypatch.setattr(module, "_central", None)
    again = sweep("miami", DESIGN, OUTPUTS, executor="serial", chunk=100, checkpoint=tmp_path)
    assert again.reused == 600
    assert same(whole, again)


def test_a_torn_part_and_one_of_another_sweep_are_moved_aside_and_judged_again(whole, tmp_path):
    sweep("miami", DESIGN, OUTPUTS, executor="serial", chunk=100, checkpoint=tmp_path / "own")
    other = lhs(600, 6, OVER)
    sweep("miami", other, OUTPUTS, executor="serial", chunk=300, checkpoint=tmp_path / "other")
    first, second, *_ = sorted((tmp_path / "own").glob("part-*"))
    first.write_bytes(first.read_bytes()[:-100])
    foreign = next(iter(sorted((tmp_path / "other").glob("part-*"))))
    second.unlink()
    os.replace(foreign, tmp_path / "own" / foreign.name)
    found = sweep("miami", DESIGN, OUTPUTS, executor="serial", checkpoint=tmp_path / "own")
    assert found.reused == 400
    assert len(found.notes) == 2
    assert "is torn: moved to aside/" in found.notes[0]
    assert "is of another sweep: moved to aside/" in found.notes[1]
    assert len([*(tmp_path / "own" / "aside").iterdir()]) == 2
    assert same(whole, found)


def test_a_case_with_faults_is_refused_before_any_work():
    with pytest.raises(InputFaults):
        sweep(("bad.yaml", b"detente: 1\n"), DESIGN)


def test_a_variant_that_cannot_be_judged_is_named():
    rows = [{"no_deal.RU": 60}, {f"parties.{party}.required": 0 for party in ("RU", "UA", "US", "E3EU")}]
    with pytest.raises(CannotChange, match="the variant with parties.RU.required=0"):
        sweep("miami", overrides(rows), executor="serial", chunk=2)


def test_progress_is_told_to_the_end():
    told: list[tuple] = []
    sweep("miami", grid({"no_deal.RU": [60, 61, 62]}), executor="serial", chunk=2,
          progress=lambda *row: told.append(row))  # fmt: skip
    assert told[-1] == ("variants", 3, 3)


def test_a_chunk_of_nothing_and_an_executor_that_is_none_are_refused():
    with pytest.raises(ValueError, match="a chunk of 0"):
        sweep("miami", DESIGN, chunk=0)
    with pytest.raises(ValueError, match='no executor "ray"'):
        sweep("miami", DESIGN, executor="ray", chunk=5)  # pyright: ignore[reportArgumentType]


def test_rows_speak_in_words(whole):
    rows = [*whole.rows()]
    row = next(row for row in rows if row["zone"] == 1)
    assert isinstance(row["nash.option.donbas"], str)
    assert all((row["nash.option.donbas"] is None) == (row["zone"] == 0) for row in rows)
    assert np.isclose(sum(value for name, value in row.items() if name.startswith("scenarios.")), 1.0)


def test_a_pool_is_ended_whoever_closes_its_pipe_first():
    held = process_pool(1)
    assert held.submit(int).result() == 0
    held._call_queue._reader.close()
    _end(held)
