"""Made cases: each passes the check, comes back as it was written, and is edited without touching the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from os.path import commonprefix
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.check import check
from detente.case.consequences import Consequences
from detente.case.nouns import Case
from detente.case.quantity import exactly
from detente.formats.load import load
from detente.formats.write import dump, edit
from detente.formats.yaml import read
from tests.pool import SHARES, TEXTS, says
from tests.strategies import cases


@dataclass(frozen=True)
class Target:
    """A value that can be edited: its path in the file, what stands there, and the case that another one gives."""

    path: str
    old: Any
    changed: Callable[[Any], Case]


def targets(case: Case) -> list[Target]:
    """Return texts and numbers of a case, some of which its file leaves out; the kind of a value is that of `old`."""
    found = [Target(key, getattr(case, key), _sets(case, key)) for key in ("title", "summary")]
    for section, keys in {
        "sources": ("title", "note"),
        "parties": ("name", "note"),
        "issues": ("name", "note"),
        "offers": ("name", "note"),
        "venues": ("name", "country"),
    }.items():
        rows = getattr(case, section)
        found += _of(case, section, ((f"{section}.{row.id}", row) for row in rows), keys)
    for section, keys in {"scenarios": ("name", "note"), "statements": ("text",), "ratification": ("note",)}.items():
        rows = enumerate(getattr(case, section))
        found += _of(case, section, ((f"{section}[{at}]", row) for at, row in rows), keys)
    found += _of(case, "views", _dated("views", case.views), ("evidence", "flexibility"))
    found += [
        _leverage(case, at) for at, party in enumerate(case.parties) if party.leverage == exactly(party.leverage.mid)
    ]
    return found


def _of(case: Case, section: str, rows: Iterable[tuple[str, Any]], keys: tuple[str, ...]) -> list[Target]:
    placed = enumerate(rows)
    return [
        Target(f"{path}.{key}", getattr(row, key), _sets_in(case, section, at, key))
        for at, (path, row) in placed
        for key in keys
    ]


def _dated(section: str, rows: tuple[Any, ...]) -> list[tuple[str, Any]]:
    """Return the paths of rows, which are a list where a party has several on an issue."""
    together = [[other for other in rows if (other.party, other.issue) == (row.party, row.issue)] for row in rows]
    heads = [f"{section}.{row.party}.{row.issue}" for row in rows]
    return [
        (f"{head}[{own.index(row)}]" if len(own) > 1 else head, row)
        for head, row, own in zip(heads, rows, together, strict=True)
    ]


def _sets(case: Case, key: str) -> Callable[[Any], Case]:
    return lambda new: replace(case, **{key: new})


def _sets_in(case: Case, section: str, at: int, key: str) -> Callable[[Any], Case]:
    def changed(new: Any) -> Case:
        rows = list(getattr(case, section))
        rows[at] = replace(rows[at], **{key: new})
        return replace(case, **{section: tuple(rows)})

    return changed


def _leverage(case: Case, at: int) -> Target:
    party = case.parties[at]
    sets = _sets_in(case, "parties", at, "leverage")
    return Target(f"parties.{party.id}.leverage", party.leverage.mid, lambda new: sets(exactly(new)))


def commented(text: str) -> str:
    """Return the text of a file with comments at its head, at its foot, before its sections and beside their keys."""
    rows: list[str] = []
    for row in text.splitlines():
        if row.endswith(":") and not row.startswith(" "):
            row = f"# above\n{row}   # beside"
        rows.append(row)
    return "\n".join(["# head", "", *rows, "# foot", ""])


def apart(before: str, after: str) -> tuple[str, str]:
    """Return what two texts have between their longest common beginning and end."""
    start = len(commonprefix([before, after]))
    end = len(commonprefix([before[start:][::-1], after[start:][::-1]]))
    return before[start : len(before) - end], after[start : len(after) - end]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(cases())
def test_a_made_case_has_no_faults_and_comes_back_as_it_was(case: Case) -> None:
    text = dump(case)
    found = check(read(text), case_id=case.id)
    assert found.faults == ()
    assert found.case == case
    assert dump(found.case) == text


def test_a_section_of_consequences_in_which_all_is_as_usual_stays() -> None:
    case = replace(load("template"), id="made", consequences=Consequences())
    assert check(read(dump(case)), case_id="made").case == case


@settings(max_examples=80, deadline=None, derandomize=True)
@given(cases(), st.data())
def test_an_edit_changes_one_value_and_no_other_byte(case: Case, data: st.DataObject) -> None:
    target = data.draw(st.sampled_from(targets(case)))
    new = data.draw(TEXTS.filter(says) if isinstance(target.old, str) else SHARES)
    before = commented(dump(case))
    after = edit(before, {target.path: new})
    assert check(read(after), case_id=case.id).case == target.changed(new)
    taken, put = apart(before, after)
    assert len(taken) <= written(target.old, target.path)
    assert len(put) <= written(new, target.path) + len(f"\n{target.path}: ")


def written(value: Any, path: str) -> int:
    """Return how long a value can be in a file; a text of several lines is indented, by list items too."""
    lines = value.count("\n") + 1 if isinstance(value, str) else 0
    return len(json.dumps(value)) + (lines > 1) * lines * 2 * len(path.replace("[", ".").split("."))
