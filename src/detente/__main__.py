"""Let `python -m detente` be the command `detente`."""

from __future__ import annotations

import sys

from detente.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
