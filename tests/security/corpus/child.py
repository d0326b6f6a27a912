"""Run a piece of code as a child that may not have more memory than it needs, and may reach nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
HEAD = """
import resource, sys
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
def bound(more):
    pages = int(open("/proc/self/statm").read().split()[0]) if sys.platform == "linux" else 0
    if pages:
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + more,) * 2)
"""


def grown(before: str, work: str, *words: str, most: int = 300_000_000) -> float:
    """Return by how many MB a child grows at its peak while it does `work` after `before`, within `most` bytes."""
    text = f"{HEAD}\n{before}\nstart = peak()\nbound({most})\n{work}\nprint((peak() - start) / 1e6)\n"
    path = os.pathsep.join((str(ROOT), str(ROOT / "src")))
    done = subprocess.run(
        [sys.executable, "-c", text, *words],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return float(done.stdout.split()[-1])
