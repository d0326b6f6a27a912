"""Compiling ahead leaves machine code that later questions load."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from detente.kernels import cache, warm

ASK = """
import numpy as np
from detente.kernels import merge, solve, threshold
from detente.kernels.cache import KERNELS, ready
from detente.formats.load import load
from detente.scenarios.run import run
from tests.kernels.tables import random_table
print(ready(KERNELS))
run(load("miami"), draws=40, seed=1)
solve.solve(random_table(np.random.default_rng(1), parties=3), backend="compiled")
merge.efficient(np.random.default_rng(1).integers(0, 99, (2000, 3)))
from detente.kernels import (
    bounds, cross_impact_kernel, listing, maxima, search, succession_kernel, threshold_kernel,
)
from tests.kernels.graphs import random_model
model = random_model(np.random.default_rng(1))
threshold.thresholds(model.moves(), threshold.levels(model.level[None]), backend="compiled")
modules = (bounds, cross_impact_kernel, listing, maxima, search, succession_kernel, threshold_kernel)
asked = [held for module in modules for held in vars(module).values() if hasattr(held, "stats")]
print(sum(sum(kernel.stats.cache_misses.values()) for kernel in asked))
print(sum(sum(kernel.stats.cache_hits.values()) for kernel in asked) >= 4)
"""


def test_what_is_compiled_ahead_is_what_is_asked_for(tmp_path: Path) -> None:
    home = os.environ | {"DETENTE_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-m", "detente.kernels.warm"], check=True, env=home)
    told = subprocess.run([sys.executable, "-c", ASK], check=True, env=home, capture_output=True, text=True)
    assert told.stdout.split() == ["True", "0", "True"]


def test_another_installation_of_the_same_sources_has_machine_code_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here = Path(cache.__file__).parent
    shutil.copytree(here, tmp_path / here.name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path))
    own = cache.cache_folder()
    cache._stamp.cache_clear()
    monkeypatch.setattr(cache, "__file__", str(tmp_path / here.name / "cache.py"))
    other = cache.cache_folder()
    cache._stamp.cache_clear()
    assert own is not None
    assert other is not None
    assert own.parent == other.parent
    assert own.name != other.name


def test_no_compiler_takes_code_from_the_working_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "threading.py").write_text("open('taken', 'w').close()\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    begun = []

    def seen(words: list[str], **named: object) -> subprocess.Popen[bytes]:
        begun.append(words)
        only_imports = [*words[:-3], "-c", "import detente.kernels.warm"]
        return popen(only_imports, **named)  # type: ignore[call-overload, no-any-return]

    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", seen)
    warm._side_by_side(cache.SEARCH)
    assert len(begun) == len(cache.SEARCH)
    assert not (tmp_path / "taken").exists()
