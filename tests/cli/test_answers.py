"""What every verb prints with `--json` fits its schema, and every verb has one.

`data` holds each answer that any test of a verb asks for to its schema; here every verb is met at least once.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import pytest

from detente.cli.main import cli
from detente.formats.gmcr import write as write_graph
from detente.formats.passphrase import NEW_VARIABLE, VARIABLE
from detente.report.schemas import ANSWERS, answer_schema
from tests.cli.calls import data, detente, refused
from tests.cli.schemas import THERE, faults, verb_of
from tests.formats.test_actor_tables import EXCHANGE, KTAB
from tests.formats.test_scw import somewhereland
from tests.strategy.graphs import conflict_of

pytestmark = pytest.mark.skipif(not THERE, reason="jsonschema is not installed")
Words = tuple[Any, ...]
HERE = Path(__file__).parent
CASES = HERE.parent / "case" / "data"
ARTICLE = HERE.parent / "evidence/reading/texts/control_dayton.txt"
FEW = ("--draws", "20")
QUESTION = ("--statement", "It holds", "--rule", "Both say so", "--opened", "2001-01-01", "--horizon", "2001-06-30")
CALLS: list[Words] = [
    ("demo", "small.yaml", *FEW),
    ("run", "confided.yaml", *FEW),
    ("zone", "korea_1951"),
    ("zone", "small.yaml", "--no-red-lines"),
    ("check", "small.yaml", "dayton_1995"),
    ("offers", "istanbul_2022"),
    ("hold", "small.yaml", *FEW),
    ("hold", "minsk_2015", *FEW),
    ("stability", "small.yaml", *FEW),
    ("stability", "Elmira.gmcr", "--from", "1", "--make", "1"),
    ("models", "small.yaml", *FEW),
    ("models", "ktab.csv", "--quota", "16"),
    ("models", "exchange.csv"),
    ("levers", "small.yaml", *FEW, "--tornado", "2"),
    ("levers", "korea_1951", *FEW),
    ("whatif", "small.yaml", *FEW, "--set", "no_deal.UP=20"),
    ("whatif", "confided.yaml", *FEW, "--seek", "no_deal.WEST", "--until", "zone=0.5"),
    ("wildcards", "small.yaml", *FEW),
    ("scenarios", "small.yaml", *FEW),
    ("scenarios", "land.scw"),
    ("economy", "miami", *FEW),
    ("portfolio", "miami", *FEW, "--implied", "gold=1"),
    ("evidence", "list", "small.yaml"),
    ("evidence", "update", "small.yaml", "--since", "small.yaml"),
    ("evidence", "read", ARTICLE, "--case", "small.yaml"),
    ("diff", "small.yaml", "confided.yaml"),
    ("diff", "small.yaml", "first", "sketch"),
    ("schema",),
    ("schema", "evidence", "read"),
    ("forecast", "score", "--example"),
    ("forecast", "score", "events.csv"),
]
FOLLOWING: Mapping[str, list[Words]] = {
    "files": [
        ("new", "mine"),
        ("evidence", "add", "small.yaml", "--claim", "It rained.", "--id", "rain"),
        ("evidence", "grade", "small.yaml", "rain", "B2"),
        ("convert", "small.yaml", "small.csv"),
        ("merge", "confided.yaml", "again.yaml", "-o", "both.yaml", *FEW),
        ("share", "confided.yaml", "--for", "EAST", "-o", "east.yaml"),
        ("report", "results", "-o", "report.md"),
        ("export", "results", "numbers.csv"),
        ("explain", "results"),
        ("explain", "results", "scenarios.no_deal.value"),
    ],
    "secrets": [
        ("encrypt", "small.yaml", "-o", "small.detente"),
        ("rekey", "small.detente"),
        ("decrypt", "other.detente", "-o", "plain.yaml"),
    ],
    "a ledger": [
        ("forecast", "new", "truce", *QUESTION),
        ("forecast", "add", "truce", "--by", "Ann", "--p", "0.3", "--date", "2001-02-01"),
        ("forecast", "import", "more.csv"),
        ("forecast", "list"),
        ("forecast", "pool", "truce", "--extremise", "2"),
        ("forecast", "resolve", "truce", "no", "--date", "2001-06-30", "--source", "the press"),
        ("forecast", "list", "truce"),
        ("forecast", "score"),
        ("forecast", "new", "flood", *QUESTION),
        ("forecast", "void", "flood", "--reason", "it was no question", "--date", "2001-06-30"),
        ("forecast", "export", "held.json"),
        ("run", "confided.yaml", *FEW, "--keep"),
        ("forecast", "runs"),
        ("forecast", "runs", "--answer", "confided:1"),
        ("audit",),
        ("purge", "confided.yaml", "--yes"),
    ],
}
"""What a verb needs that a verb before it made."""
SERVED = {"serve", "mcp"}
OWN = {"sweep": "test_sweep.py", "track-record": "test_track_record.py"}
"""Verbs that take long, met by `data` in tests of their own."""


@pytest.fixture(autouse=True)
def desk(here: Path, home: Path) -> Path:
    """Put what the calls read into an empty folder, with a ledger of its own."""
    for name in ("small", "confided"):
        (here / f"{name}.yaml").write_bytes((CASES / f"{name}.yaml").read_bytes())
    well = (CASES / "confided.yaml").read_text(encoding="utf-8")
    (here / "again.yaml").write_text(
        well.replace("WEST: {low: 30, mid: 40", "WEST: {low: 20, mid: 25"), encoding="utf-8"
    )
    (here / "Elmira.gmcr").write_text(write_graph(conflict_of("Elmira")), encoding="utf-8")
    (here / "land.scw").write_text(somewhereland(), encoding="latin-1")
    (here / "ktab.csv").write_text(KTAB, encoding="utf-8")
    (here / "exchange.csv").write_text(EXCHANGE, encoding="utf-8")
    (here / "events.csv").write_text("question,p,outcome,group\na,0.7,1,x\nb,0.2,0,x\nc,0.4,,y\n")
    (here / "more.csv").write_text("question,forecaster,date,p\ntruce,Bob,2001-02-01,0.4\n")
    return here


def verbs(group: Any = cli, above: str = "") -> Iterator[str]:
    """Return every verb that takes `--json`, a verb of a verb after it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from verbs(command, f"{above}{name} ")
        elif any("--json" in option.opts for option in command.params):
            yield f"{above}{name}"


def test_every_verb_that_answers_has_a_schema_and_no_schema_is_without_a_verb() -> None:
    assert {*verbs()} == {*ANSWERS}


def test_every_schema_meets_an_answer() -> None:
    met = {verb_of(words) for words in (*CALLS, *sum(FOLLOWING.values(), []))}
    assert met | SERVED | {*OWN} == {*ANSWERS}
    assert [verb for verb, name in OWN.items() if f'data("{verb}"' not in (HERE / name).read_text()] == []


@pytest.mark.parametrize("words", CALLS, ids=lambda words: " ".join(map(str, words[:2])))
def test_an_answer_fits_its_schema_and_with_a_key_that_nobody_knows_it_does_not(words: Words) -> None:
    assert faults(verb_of(words), data(*words) | {"surely_no_key": 1}) != []


@pytest.mark.parametrize("name", ["files", "a ledger"])
def test_answers_that_follow_one_another_fit(name: str, desk: Path, results: Path) -> None:
    (desk / "results").symlink_to(results)
    for words in FOLLOWING[name]:
        data(*words)


def test_a_seal_that_no_entry_had_is_told_too(desk: Path) -> None:
    data("forecast", "new", "truce", *QUESTION)
    done = detente("forecast", "list", "--seal", "0000000000", "--json")
    assert done.exit_code == 1
    assert faults("forecast list", json.loads(done.stdout)) == []


def test_answers_on_secrets_fit(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("cryptography", reason="cryptography is not installed")
    for name, words in (("old", "six geese"), ("new", "eight gulls")):
        (desk / name).write_text(f"{words} over narva bay\n", encoding="utf-8")
        (desk / name).chmod(0o600)
    monkeypatch.setenv(VARIABLE, str(desk / "old"))
    first, second, third = FOLLOWING["secrets"]
    data(*first)
    (desk / "other.detente").write_bytes((desk / "small.detente").read_bytes())
    monkeypatch.setenv(NEW_VARIABLE, str(desk / "new"))
    data(*second)
    data(*third)


def test_a_run_of_the_flagship_fits(results: Path) -> None:
    assert faults("run", json.loads((results / "results.json").read_bytes())) == []


def test_faults_of_a_case_fit() -> None:
    done = detente("check", CASES / "twenty_five_mistakes.yaml", "--json")
    assert done.exit_code == 1
    assert faults("check", json.loads(done.stdout)) == []


def test_the_address_of_the_server_fits(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    data("serve", desk, "--port", port)


def test_the_tools_of_an_assistant_fit() -> None:
    pytest.importorskip("mcp.client", reason="mcp is not installed")
    data("mcp")


def test_the_schema_of_an_answer_is_printed() -> None:
    assert json.loads(detente("schema", "zone").stdout) == answer_schema("zone")
    assert data("schema", "forecast", "score")["answer"] == answer_schema("forecast score")


def test_an_unknown_verb_is_refused_with_those_that_there_are() -> None:
    refused(detente("schema", "zoen"), 2, "no verb 'zoen'", "did you mean 'zone'?", "hold", "levers")


def test_a_verb_as_long_as_a_file_is_not_told_whole() -> None:
    done = detente("schema", "x" * 5000)
    refused(done, 2, "no verb 'xxx", "there are: run")
    assert len(done.stderr) < 2000
