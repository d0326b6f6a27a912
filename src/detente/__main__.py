"""Let `python -m detente` be the command `detente`, and an interruption while it loads be no trace."""

from __future__ import annotations

import sys
from typing import Any

INTERRUPTED = 130


def main() -> Any:
    """Load the command and run it; it handles interruptions itself once it is there."""
    try:
        from detente.cli.main import main as command

        return command()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
