"""Where compiled kernels keep their machine code, without importing the compiler.

Numba's own cache looks only at the file of the outermost function, so a kernel that calls another file would go stale
when that file changes; here the folder's name carries a hash of all kernel sources and of their place. It lies in the
user's cache, never beside cases or in the installed package.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

BOUNDING, SEARCHING, PRUNING, PAIRING, SWEEPING, TALLYING, DETERRING, BALANCING, SUCCEEDING, FOLLOWING = KERNELS = (
    "bounds.bound", "search.search", "maxima.undominated", "listing.count_pairs", "listing.count_swept",
    "listing.tally", "threshold_kernel.thresholds", "cross_impact_kernel.consistent", "succession_kernel.successors",
    "succession_kernel.follow",
)  # fmt: skip
"""The compiled kernels, as module and function."""
SEARCH = (BOUNDING, SEARCHING)
"""The kernels of branch and bound."""


def ready(kernels: Iterable[str] = SEARCH) -> bool:
    """Whether machine code for this version of some kernels is there, so that nobody waits for the compiler."""
    folder = cache_folder()
    return folder is not None and all(next(folder.rglob(f"{kernel}-*.nbi"), None) for kernel in kernels)


def loaded() -> bool:
    """Whether this process has asked the compiled search before, so that not even its loading is waited for."""
    kernel = getattr(sys.modules.get("detente.kernels.search"), "search", None)
    return bool(getattr(kernel, "overloads", ()))


def cache_folder() -> Path | None:
    """Return the folder for machine code: under DETENTE_HOME, else the user's cache; None where neither can be had."""
    for base in _bases():
        folder = base / "kernels" / _stamp()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return None


@cache
def _stamp() -> str:
    """Return the hash of all kernel sources and of where they lie; neither changes under a running process.

    Numba keeps machine code by the folder of its source, so that another installation has none of it.
    """
    here = Path(__file__).absolute().parent
    sources = (path.read_bytes() for path in sorted(here.glob("*.py")))
    return sha256(b"".join([os.fsencode(here), *sources])).hexdigest()[:16]


def _bases() -> list[Path]:
    found = []
    if home := os.environ.get("DETENTE_HOME"):
        found.append(Path(home))
    if sys.platform == "win32":
        found.append(Path(os.environ.get("LOCALAPPDATA", tempfile.gettempdir())) / "detente")
    elif cache := os.environ.get("XDG_CACHE_HOME"):
        found.append(Path(cache) / "detente")
    elif home := os.environ.get("HOME"):
        found.append(Path(home) / ".cache" / "detente")
    return found
