"""Score a table of probabilities of events: columns `question`, `p`, `outcome`, optional `group` and `date`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from detente.case.fault import Fault, InputFaults
from detente.formats.markup import NUMBER
from detente.kernels import scores
from detente.ledger.calibration import calibration, corp, murphy, skill
from detente.ledger.compare import paired
from detente.ledger.reading import MOST_FAULTS, read_table

COLUMNS, MORE = ("question", "p", "outcome"), ("group", "date")
HAPPENED = {"1": 1, "1.0": 1, "yes": 1, "true": 1, "0": 0, "0.0": 0, "no": 0, "false": 0}
UNRESOLVED, VOID = ("", "open", "unresolved"), ("void", "annulled")
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """One forecast of an event, and whether it happened."""

    question: str
    p: float
    happened: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Events:
    """The rows that can be scored, and how many were left out as not resolved, or void."""

    rows: tuple[Row, ...]
    unresolved: int
    void: int


def read_events(data: bytes, file: str = "") -> Events:
    r"""Read a table of forecasts of events.

    Raises
    ------
    InputFaults
        With every cell that cannot be read, one question with two outcomes, or when no row is left to score.

    Examples
    --------
    >>> read_events(b"question,p,outcome\nq1,0.7,1\nq2,0.2,\n").rows
    (Row(question='q1', p=0.7, happened=1, group=''),)
    """
    table = read_table(data, file, COLUMNS, MORE)
    faults: list[Fault] = []
    for line, row in table:
        faults += _cells(line, row)
    faults += _twice(table)
    words = [row["outcome"].lower() for _, row in table]
    if not faults and not any(word in HAPPENED for word in words):
        faults.append(Fault("outcome", None, "no row is resolved", "write 1 where it happened, 0 where it did not"))
    if faults:
        told = sorted(faults, key=lambda fault: fault.line or 0)
        more = [Fault("", None, f"and {len(told) - MOST_FAULTS:,} faults more")] if len(told) > MOST_FAULTS else []
        raise InputFaults(file, (*told[:MOST_FAULTS], *more))
    rows = tuple(
        Row(row["question"], float(row["p"]), HAPPENED[word], row.get("group", ""))
        for (_, row), word in zip(table, words, strict=True)
        if word in HAPPENED
    )
    return Events(rows, sum(word in UNRESOLVED for word in words), sum(word in VOID for word in words))


def _cells(line: int, row: dict[str, str]) -> list[Fault]:
    told: list[Fault] = []
    if not row["question"]:
        told.append(Fault("question", line, "the id of the question is missing", "snapshots of one question share it"))
    if not _is_share(row["p"]):
        told.append(Fault("p", line, f'"{row["p"][:40]}" is not a probability between 0 and 1', "write 0.7 for 70 %"))
    word = row["outcome"].lower()
    if word not in (*HAPPENED, *UNRESOLVED, *VOID):
        hint = "what a market pays later is a price, not an outcome: leave it empty until it is resolved"
        told.append(Fault("outcome", line, f'"{word[:40]}" is not 1, 0, void or empty', hint))
    if row.get("date") and not _is_day(row["date"]):
        told.append(Fault("date", line, f'"{row["date"][:40]}" is not a date, year-month-day'))
    return told


def _is_share(text: str) -> bool:
    return bool(NUMBER.fullmatch(text)) and 0.0 <= float(text) <= 1.0


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _twice(table: Sequence[tuple[int, dict[str, str]]]) -> list[Fault]:
    """Fault the rows whose question came out otherwise in a row before."""
    first: dict[str, tuple[int, int]] = {}
    told: list[Fault] = []
    for line, row in table:
        came = HAPPENED.get(row["outcome"].lower())
        if came is None:
            continue
        before, where = first.setdefault(row["question"], (came, line))
        if before != came:
            told.append(
                Fault("outcome", line, f'"{row["question"][:40]}" came out otherwise in line {where}', "correct one")
            )
    return told


def score_events(events: Events) -> dict[str, Any]:
    """Return the scores of a table as ``detente forecast score FILE --json`` prints them.

    `brier` is the binary half-form, `log` the mean of ``-ln p`` of what happened (null when something happened that was
    called impossible; `impossible` counts these). The error `se` is clustered by question.
    """
    p, came = np.array([row.p for row in events.rows]), np.array([row.happened for row in events.rows])
    names = [row.question for row in events.rows]
    return {
        **_means(p, came),
        "questions": len(set(names)),
        "unresolved": events.unresolved,
        "void": events.void,
        "calibration": [asdict(row) for row in calibration(p, came)],
        "murphy": asdict(murphy(p, came)),
        "corp": asdict(corp(p, came)),
        "skill": {"uniform": _skill(p, came, HALF), "base_rate": _skill(p, came, float(came.mean()))},
        "se": paired(scores.half_brier(p, came), np.zeros(len(p)), names).se,
        "groups": _groups(events.rows),
    }


def _means(p: np.ndarray, came: np.ndarray) -> dict[str, Any]:
    logs = scores.log_score(np.stack([1.0 - p, p], axis=1), came)
    impossible = int(np.isinf(logs).sum())
    brier, log = float(scores.half_brier(p, came).mean()), None if impossible else float(logs.mean())
    return {"n": p.size, "brier": brier, "log": log, "impossible": impossible}


def _skill(p: np.ndarray, came: np.ndarray, reference: float) -> float | None:
    return skill(scores.half_brier(p, came).mean(), scores.half_brier(reference, came).mean())


def _groups(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the scores of each group; nothing where the table has none."""
    named = dict.fromkeys(row.group for row in rows)
    if set(named) == {""}:
        return []
    held = {name: [row for row in rows if row.group == name] for name in named}
    return [
        {"group": name, **_means(np.array([r.p for r in mine]), np.array([r.happened for r in mine])),
         "questions": len({row.question for row in mine})}
        for name, mine in held.items()
    ]  # fmt: skip
