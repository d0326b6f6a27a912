"""How long the ledger takes: listing and comparing 10,000 versions, and a write that is on the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.row import Row, timed

VERSIONS, BYTES = 10_000, 3_000


def run() -> list[Row]:
    """Time a file of 10,000 versions of a 3 KB document: list and compare, check the whole chain, add one."""
    from detente.ledger import archive, history
    from detente.ledger.place import LedgerPlace
    from detente.ledger.store import opened, reading, writing

    with TemporaryDirectory() as folder, opened(LedgerPlace(Path(folder) / "ledger.sqlite"), create=True) as store:
        with writing(store) as connection:
            for k in range(VERSIONS):
                archive.append(connection, "case", "talks", {"text": f"{k} " * (BYTES // 6), "k": k})

        def compare() -> None:
            with reading(store) as connection:
                listed = archive.versions(connection, "case", "talks")
                ends = [archive.version(connection, "case", "talks", row[0]) for row in (listed[0], listed[-1])]
                history.differences(ends[0].doc, ends[1].doc)

        def chain() -> None:
            with reading(store) as connection:
                archive.unbroken(connection)

        def write() -> None:
            with writing(store) as connection:
                archive.append(connection, "note", "n", {"text": "one"})

        return [
            _row("10,000 versions of 3 KB: list all, compare two", compare, 0.2),
            _row("10,000 versions of 3 KB: check the whole chain", chain, 1.0),
            _row("one acknowledged write", write, 0.05),
        ]


def _row(work: str, deed: Callable[[], None], reach: float) -> Row:
    return Row(work, timed(deed), reach)
