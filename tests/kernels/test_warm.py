"""Compiling ahead leaves machine code that later questions load."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ASK = """
from detente.kernels.cache import ready
from detente.kernels.warm import warm
print(ready())
warm()
from detente.kernels.bounds import bound
from detente.kernels.search import search
print(sum(bound.stats.cache_misses.values()) + sum(search.stats.cache_misses.values()))
"""


def test_what_is_compiled_ahead_is_what_is_asked_for(tmp_path: Path) -> None:
    home = os.environ | {"DETENTE_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-m", "detente.kernels.warm"], check=True, env=home)
    told = subprocess.run([sys.executable, "-c", ASK], check=True, env=home, capture_output=True, text=True)
    assert told.stdout.split() == ["True", "0"]
