"""The pages on sweeps run as they stand: commands, queries and code."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path

import pytest

import detente
from tests.cli.calls import detente as called

DOCS = Path(__file__).parents[2] / "docs/how-to"
MANY, CLUSTER = (
    (DOCS / name).read_text(encoding="utf-8") for name in ("sweep-many-variants.md", "sweep-on-a-cluster.md")
)


def blocks(page: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Return a folder in which the commands of the first page were called."""
    place = tmp_path_factory.mktemp("sweep")
    (place / "table.csv").write_text(blocks(MANY, "csv")[0], encoding="utf-8")
    with pytest.MonkeyPatch.context() as there:
        there.chdir(place)
        for line in "".join(blocks(MANY, "sh")).splitlines():
            done = called(*shlex.split(line)[1:])
            assert done.exit_code == 0, (line, done.output)
    return place


def test_the_queries_answer(folder, monkeypatch):
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    monkeypatch.chdir(folder)
    by_value, by_option = (duckdb.sql(query).fetchall() for query in blocks(MANY, "sql"))
    assert sum(row[1] for row in by_value) == 2000
    opened = [row[2] for row in by_value]
    assert opened == sorted(opened, reverse=True)
    assert sum(row[1] for row in by_option) > 0 or by_option == []


def test_the_code_runs_and_goes_on_where_it_was(folder, monkeypatch, capsys):
    pytest.importorskip("pandas", reason="pandas is not installed")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    frames, python = blocks(MANY, "python")
    monkeypatch.chdir(folder)
    exec(compile(frames, "frames", "exec"), {})
    assert "no_deal.RU" in capsys.readouterr().out
    held: dict = {}
    exec(compile(python.replace('checkpoint="kept"', 'checkpoint="own"').replace("2_000", "200"), "own", "exec"), held)
    assert held["swept"].size == 200


def test_what_the_page_on_clusters_shows_is_python_and_names_what_there_is():
    for block in blocks(CLUSTER, "python"):
        used = {node.attr for node in ast.walk(ast.parse(block)) if isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name) and node.value.id == "detente"}  # fmt: skip
        assert used == {"lhs", "sweep"}
        assert all(hasattr(detente, name) for name in used)
    assert CLUSTER.count("Not run by the project's tests") == 2


def test_the_names_of_the_package_load_on_first_use():
    assert {"grid", "lhs", "overrides", "sweep"} <= set(detente.__all__)
    assert all(hasattr(detente, name) for name in detente.__all__)
