"""The wheel: the package and its cases are inside, and nothing of the workshop."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "src" / "detente" / "cases"


@pytest.fixture(scope="module")
def names(tmp_path_factory) -> set[str]:
    """Return the names of the files in a wheel built here, without a network."""
    pytest.importorskip("hatchling", reason="hatchling is not installed, so no wheel can be built offline")
    folder = tmp_path_factory.mktemp("dist")
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


def test_every_case_is_in_the_wheel(names):
    kept = [path for path in CASES.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert [path for path in kept if "detente/" + path.relative_to(CASES.parent).as_posix() not in names] == []


def test_the_built_app_is_in_the_wheel(names):
    app = CASES.parent / "report" / "app"
    kept = [path for path in app.rglob("*") if path.is_file()]
    assert [path for path in kept if "detente/" + path.relative_to(CASES.parent).as_posix() not in names] == []
    assert "detente/report/app/index.html" in names


def test_only_the_package_and_its_metadata_are_in_the_wheel(names):
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"detente"}


def test_no_tests_app_sources_or_byte_code_are_in_the_wheel(names):
    kept_out = ("tests/", "node_modules/", "__pycache__/", ".svelte", ".nbi", ".nbc")
    assert [name for name in names if any(part in name for part in kept_out)] == []


def test_the_command_and_the_licence_are_in_the_wheel(names):
    ends = {name.rpartition(".dist-info/")[2] for name in names if ".dist-info/" in name}
    assert {"entry_points.txt", "licenses/LICENSE", "METADATA"} <= ends
