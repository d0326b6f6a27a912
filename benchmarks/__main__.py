"""Run every `bench_*.py` beside this file, or those named, and write `results.md`.

A benchmark is a module with ``run() -> list[Row]``. Only a run of all of them writes the page.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from benchmarks.row import Row, page

HERE = Path(__file__).parent


def names() -> list[str]:
    """Return the benchmarks that there are, by name."""
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def measure(name: str) -> list[Row]:
    """Run one benchmark."""
    print(f"benchmark {name} ...", file=sys.stderr, flush=True)
    return import_module(f"benchmarks.bench_{name}").run()


def main(asked: list[str]) -> int:
    """Run what was asked for, print the page, and write it when nothing was left out."""
    unknown = [name for name in asked if name not in names()]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(names())}", file=sys.stderr)
        return 2
    text = page(row for name in asked or names() for row in measure(name))
    print(text)
    if not asked:
        (HERE / "results.md").write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
