"""Fuzz every reader of files: `python3 run.py fuzz [--minutes M | --cases N] [--parser NAME] [--seed S] [--out DIR]`.

Exit 0 when nothing was found, 1 when something was, 2 for a word that cannot be. Each finding is written to the folder,
as short as it could be made, with what went wrong beside it.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from tests.fuzz.harness import MOST_MEMORY, Finding, Scale, Tally, begin, minimised, step
from tests.fuzz.targets import TARGETS

OUT = Path(__file__).parents[2] / ".fuzz"
SHARE = 0.05
"""Of the cases, split evenly; the rest goes to the readers that have had the least time."""
EVERY = 10.0
"""Seconds between two lines that tell how far it is."""


def main(words: Sequence[str]) -> int:
    """Fuzz until the time or the cases are over, and tell what was found."""
    asked = _asked(words)
    tallies = [begin(TARGETS[name]) for name in asked.parser or TARGETS]
    for tally in tallies:  # what a reader loads and keeps when it first runs is no growth
        for seed in tally.corpus[:4]:
            _warm(tally, seed)
    _bound(3 * MOST_MEMORY)
    scale, found = Scale(), list[Finding]()
    began = told = time.monotonic()
    done = 0
    try:
        while done < asked.cases and (asked.minutes is None or time.monotonic() - began < 60.0 * asked.minutes):
            tally = _next(tallies, done, asked.cases)
            finding = step(tally, asked.seed, scale)
            done += 1
            if finding is not None:
                found.append(finding)
                say(f"{finding.target}: {finding.kind}: {finding.detail.splitlines()[0][:200]}")
                say(f"  written to {_written(finding, asked.out, scale)}")
            if time.monotonic() - told > EVERY:
                told = time.monotonic()
                say(f"{done:,} cases, {done / (told - began):,.0f} a second, {_found(found)}, {_peak(scale)}")
    except KeyboardInterrupt:
        say("stopped")
    _table(tallies)
    say(f"{done:,} cases in {time.monotonic() - began:,.0f} s with seed {asked.seed}: {_found(found)}, {_peak(scale)}")
    return 1 if found else 0


def _asked(words: Sequence[str]) -> argparse.Namespace:
    asks = argparse.ArgumentParser(prog="python3 run.py fuzz", description="Fuzz every reader of files.")
    asks.add_argument("--minutes", type=float, help="stop after so many minutes")
    asks.add_argument("--cases", type=int, help="stop after so many cases (20,000 where no time is given)")
    asks.add_argument("--parser", action="append", choices=sorted(TARGETS), help="one reader; may be given again")
    asks.add_argument("--seed", type=int, default=1, help="another seed, other cases (1)")
    asks.add_argument("--out", type=Path, default=OUT, help="folder for what is found (.fuzz in the checkout)")
    asked = asks.parse_args(words)
    if asked.cases is None:
        asked.cases = 20_000 if asked.minutes is None else sys.maxsize
    return asked


def _warm(tally: Tally, seed: bytes) -> None:
    try:
        tally.target.read(seed)
    except Exception as error:  # its own case tells it
        del error


def _bound(room: int) -> None:
    """Give this process so much more address space than it has, so that no case can take the machine down."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return
    most = pages * resource.getpagesize() + room
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _next(tallies: Sequence[Tally], done: int, cases: int) -> Tally:
    """Return whose turn it is: each in turn for a share of the cases, then the one with the least time spent."""
    if cases < sys.maxsize and min(tally.cases for tally in tallies) * len(tallies) < SHARE * cases:
        return tallies[done % len(tallies)]
    return min(tallies, key=lambda tally: tally.seconds)


def _written(finding: Finding, folder: Path, scale: Scale) -> Path:
    """Write a finding as short as it can be made, with what went wrong in a file beside it."""
    data = minimised(finding, TARGETS[finding.target], scale)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{finding.target}-{finding.kind}-{sha256(data).hexdigest()[:8]}.bin"
    path.write_bytes(data)
    path.with_suffix(".txt").write_text(f"{finding.key}\n{finding.detail}\n", encoding="utf-8", errors="replace")
    return path


def _table(tallies: Sequence[Tally]) -> None:
    say(f"{'parser':14}{'cases':>10}{'read':>10}{'kinds':>7}{'corpus':>8}{'ms each':>9}{'slowest ms':>12}{'found':>7}")
    for t in tallies:
        each = 1000.0 * t.seconds / max(1, t.cases)
        say(
            f"{t.target.name:14}{t.cases:>10,}{t.read:>10,}{len(t.kinds):>7,}{len(t.corpus):>8}{each:>9.2f}"
            f"{1000.0 * t.slowest:>12.0f}{len(t.findings):>7}"
        )


def _found(found: Sequence[Finding]) -> str:
    return f"{len(found)} finding" + ("" if len(found) == 1 else "s")


def _peak(scale: Scale) -> str:
    return f"at most {scale.highest / 1e6:.0f} MB beyond the start"


def say(words: str) -> None:
    """Print a line for the reader."""
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
