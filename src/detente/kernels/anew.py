"""How this Python is begun once more, for work that the interpreter would otherwise do in turn."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple


class Anew(NamedTuple):
    """The words that begin a module in another process, and the environment it is begun in."""

    words: list[str]
    environment: dict[str, str]


def anew(module: str) -> Anew | None:
    """Return how to begin a module; None where there is no interpreter to begin it with.

    It looks for code where this process does, and not in the working folder besides. A frozen program is no
    interpreter: it would begin itself once more.
    """
    if not sys.executable or getattr(sys, "frozen", False):
        return None
    paths = os.pathsep.join(filter(None, sys.path))
    return Anew([sys.executable, "-P", "-m", module], os.environ | {"PYTHONPATH": paths})
