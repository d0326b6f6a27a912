"""Archives from others, which workbooks are: what is in them is counted before and while it is unpacked."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case.fault import InputFaults
from detente.formats import case_sheets
from tests.security.corpus.bombs import ARCHIVES, with_link, with_part
from tests.security.corpus.child import grown
from tests.security.names import names


def read(data: bytes) -> object:
    return case_sheets.read(data, file="case.xlsx", case_id="case")


@pytest.mark.parametrize("what", ARCHIVES)
def test_what_an_archive_hides_is_refused(what: str) -> None:
    make, words = ARCHIVES[what]
    with pytest.raises(InputFaults, match=words):
        read(make())


def test_bombs_take_no_memory() -> None:
    before = """
from tests.security.test_zip import read, ARCHIVES, InputFaults, with_part
held = [make() for make, _ in ARCHIVES.values()]
try:
    read(with_part("a.xml", b"<a/>"))
except InputFaults:
    pass
"""
    work = """
for data in held:
    try:
        read(data)
        raise SystemExit("read")
    except InputFaults:
        pass
"""
    assert grown(before, work) < 50.0


def test_a_link_within_leads_nowhere(tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match="leads out of the file"):
        read(with_link("xl/link.xml", str(tmp_path)))


def test_no_name_of_a_part_writes_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "in" / "side"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    for name in names(tmp_path / "canary"):
        if len(name) < 60_000 and name.isascii():
            try:
                read(with_part(name or "x", b"<a/>"))
            except InputFaults as refused:
                assert refused.faults
    assert [*tmp_path.rglob("*")] == [tmp_path / "in", inside]
