"""Characters that cannot be seen: no message holds one, whatever the file or its name holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case.fault import Fault, InputFaults
from detente.case.unseen import UNSEEN, visible
from detente.formats import bdm, exchange_table, genius, ktab_csv
from detente.formats.holdings import read_holdings
from detente.formats.prices import read_prices
from detente.report import escaping
from tests.cli.calls import detente

SIGNS = ("\x1b[2J", "\x07", "\u202e", "\u2066", "\u200f", "\ufeff", "\x9b31m", "\u2028")
READ = {
    "challenge": lambda text: bdm.read(f"Actor,Capability,Position,Salience\n{text},x,1,1\n".encode()),
    "exchange": lambda text: exchange_table.read(f"#A;{text}\n{text};1\n".encode()),
    "KTAB": lambda text: ktab_csv.read(f"{text},a,{text},1\n".encode()),
    "prices": lambda text: read_prices(f"{text},a\n".encode()),
    "holdings": lambda text: read_holdings(f"asset,weight,{text}\n{text},1,{text}\n".encode(), ("gold",)),
    "GENIUS": lambda text: genius.read([("d.xml", f'<a name="{text}"/>'.encode())]),
}


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"{ord(sign[0]):04X}")
@pytest.mark.parametrize("reader", READ)
def test_what_a_reader_says_shows_it(reader: str, sign: str) -> None:
    with pytest.raises(InputFaults) as refused:
        READ[reader](f"a{sign}b")
    assert not UNSEEN.search(str(refused.value))


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"{ord(sign[0]):04X}")
def test_what_a_verb_says_shows_it(sign: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{sign}b.yaml"
    path.write_text("title: [", encoding="utf-8")
    for words in (
        ("check", str(path)),
        ("zone", str(path)),
        ("zone", f"x{sign}"),
        (f"zo{sign}ne",),
        ("zone", "miami", f"--x{sign}"),
    ):
        done = detente(*words)
        assert done.exit_code in (1, 2)
        assert not UNSEEN.search(done.output + done.stderr)


def test_a_fault_names_what_it_quotes() -> None:
    fault = Fault("a\u202eb", 1, "x\x1b[31m", "y\u2066")
    assert fault.text("f\u202e") == "f[U+202E]:1: a[U+202E]b: x[U+001B][31m (y[U+2066])"


def test_what_can_be_seen_stays() -> None:
    text = "Привет, Łódź — 中文\n«да» 3\u00a0%"
    assert visible(text) == text


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"{ord(sign[0]):04X}")
def test_a_page_names_what_a_message_names(sign: str) -> None:
    assert escaping.visible(f"a{sign}b") == visible(f"a{sign}b") != f"a{sign}b"


def test_a_page_keeps_what_belongs_to_words_and_columns() -> None:
    text = "می\u200cخواهد\tco\u00adoperate\r\nन\u200d"
    assert escaping.visible(text) == text
