"""Let `python -m detente` be the command `detente`, and an interruption while it loads be no trace."""

from __future__ import annotations

import gc
import sys
from typing import Any

INTERRUPTED = 130
SELDOM = 50_000
"""Objects between two searches for rings of garbage: a case is a tree, and the default takes a tenth of `check`."""


def main() -> Any:
    """Load the command and run it; it handles interruptions itself once it is there."""
    gc.set_threshold(SELDOM)
    try:
        from detente.cli.main import main as command

        return command()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
