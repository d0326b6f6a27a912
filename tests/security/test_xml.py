"""XML from others: no grammar, no entity, nothing fetched, and little memory; by every reader of XML."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.case.fault import InputFaults
from detente.evidence.reading.read import read as read_article
from detente.formats import case_sheets, genius, ktab_xml
from tests.security.corpus.bombs import BLOW_UP, LAUGHS, reaching, with_part
from tests.security.corpus.child import grown

SECRET = "the canary sings"
READ: dict[str, Callable[[str], object]] = {
    "GENIUS domain": lambda text: genius.read([("d.xml", text.encode())]),
    "GENIUS profile": lambda text: genius.read([("d.xml", b"<a/>"), ("p.xml", text.encode())]),
    "KTAB": lambda text: ktab_xml.read(text.encode(), file="f.xml"),
    "workbook": lambda text: case_sheets.read(with_part("xl/extra.xml", text.encode()), file="f.xlsx", case_id="f"),
    "workbook relations": lambda text: case_sheets.read(
        with_part("xl/_rels/extra.rels", text.encode()), file="f.xlsx", case_id="f"
    ),
}


@pytest.mark.parametrize("bomb", [LAUGHS, BLOW_UP], ids=["laughs", "blow-up"])
@pytest.mark.parametrize("reader", READ)
def test_a_bomb_is_refused_for_its_grammar(reader: str, bomb: str) -> None:
    with pytest.raises(InputFaults, match="document type|<a>"):
        READ[reader](bomb)


def test_bombs_take_no_memory() -> None:
    before = (
        "from tests.security.test_xml import READ, LAUGHS, BLOW_UP, InputFaults, with_part\nwith_part('x.xml', b'')"
    )
    work = """
for read in READ.values():
    for bomb in (LAUGHS, BLOW_UP):
        try:
            read(bomb)
        except InputFaults:
            pass
"""
    assert grown(before, work) < 50.0


@pytest.mark.parametrize("how", reaching(""))
@pytest.mark.parametrize("reader", READ)
def test_nothing_is_fetched(reader: str, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*to: object) -> None:
        raise AssertionError(f"a connection to {to}")

    monkeypatch.setattr(socket.socket, "connect", connect)
    canary = tmp_path / "canary.txt"
    canary.write_text(SECRET, encoding="utf-8")
    for target in (canary.as_uri(), str(canary), "http://127.0.0.1:9/a.dtd"):
        try:
            found = READ[reader](reaching(target)[how])
        except InputFaults as refused:
            assert SECRET not in str(refused)
        else:
            assert SECRET not in repr(found)


def test_an_article_with_entities_stays_as_small_as_it_is() -> None:
    with pytest.raises(InputFaults):
        read_article(f"<html>{'<!-- ' * 30_000}".encode(), file="a.html")
    found = read_article(LAUGHS.replace("<a>", "<html><p>Talks go on. ").encode(), file="a.html")
    assert len(repr(found)) < 10_000
