"""Twenty-five seeded mistakes give twenty-five messages in one run, each with its line, and no traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.case.check import check
from detente.case.fault import Fault
from detente.cli.main import cli
from detente.formats.yaml import parse, read

FILE = Path(__file__).parent / "data" / "twenty_five_mistakes.yaml"
EXPECTED = (
    Fault(
        "horizon",
        5,
        "2025-06-30 is not after as_of, 2025-12-21",
        "the horizon is when the questions resolve",
    ),
    Fault(
        "status",
        6,
        '"ilustrative" is not allowed; it is one of: illustrative; reviewed',
        'did you mean "illustrative"?',
    ),
    Fault(
        "colour",
        7,
        "unknown key; allowed are detente, title, as_of, horizon, status, summary, hindsight, scale, marking, "
        "staleness, sources, parties, issues, forbid, views, no_deal, statements, correlation, offers, scenarios, "
        "trajectories, tracks, venue_criteria, venues, ratification, dependence, guarantees, durability, timing, "
        "levers, wild_cards, outcome, cross_impact, futures, hypotheses, claims, indicators, consequences, models, "
        "brief, confides, withheld",
        "remove it",
    ),
    Fault(
        "sources.S2.date",
        10,
        '"2025-13-01" is no day of the calendar; months are 01 to 12, days 01 to 31 or fewer',
        "",
    ),
    Fault(
        "parties.UP.role",
        13,
        '"principle" is not allowed; it is one of: principal; ratifier; guarantor; mediator; spoiler; observer',
        'did you mean "principal"?',
    ),
    Fault(
        "parties.DOWN.sources[0]",
        14,
        'no source "S9"; sources are S1, S2, S3',
        "name one of these, or add it under sources",
    ),
    Fault(
        "parties.DIET",
        15,
        'the key "name" is missing',
        "add name: ...",
    ),
    Fault(
        "parties.HOST.leverage",
        16,
        "140 is not between 0 and 100",
        "",
    ),
    Fault(
        "issues.data.deferrable",
        26,
        '"yes" is not true or false',
        "write true",
    ),
    Fault(
        "issues.board.options.votes",
        33,
        "the key stands twice; first in line 32",
        "keep one of the two",
    ),
    Fault(
        "forbid[0]",
        35,
        "it names 1 issue; at least 2 issues are needed",
        "add an issue, as {issue: option}",
    ),
    Fault(
        "views.UP.fill.salience",
        39,
        "low 90, mid 80, high 95 are not in order; low <= mid <= high",
        "write them in this order",
    ),
    Fault(
        "views.UP.fill.red_lines[0]",
        39,
        'no option "slowly"; options of fill are slow, middle, fast',
        'did you mean "slow"?',
    ),
    Fault(
        "views.UP.board.shape",
        40,
        '"at_last" is not allowed; it is one of: point; at_least; at_most',
        'did you mean "at_least"?',
    ),
    Fault(
        "views.DOWN.fill.red_lines.fast",
        42,
        "1.5 is not between 0 and 1",
        "",
    ),
    Fault(
        "views.DOWN.dam",
        43,
        'no issue "dam"; issues are fill, data, board',
        "name one of these, or add it under issues",
    ),
    Fault(
        "views.LAKE",
        44,
        'no party "LAKE"; parties are UP, DOWN, DIET, HOST',
        "name one of these, or add it under parties",
    ),
    Fault(
        "no_deal.UP",
        47,
        '"lots" is not a number, {low, mid, high} or none',
        "write none if it consents by its red lines alone",
    ),
    Fault(
        "no_deal.OTHER",
        49,
        'no party "OTHER"; parties are UP, DOWN, DIET, HOST',
        "name one of these, or add it under parties",
    ),
    Fault(
        "statements[0].offer",
        51,
        'no offer "second"; offers are first, sketch',
        "name one of these, or add it under offers",
    ),
    Fault(
        "correlation[0].inputs[1]",
        54,
        'no input "views.DOWN.fil.position" is in this case; '
        "there are views.UP.fill.position, views.UP.board.position, views.DOWN.fill.position",
        'did you mean "views.DOWN.fill.position"?',
    ),
    Fault(
        "offers.first.settlement",
        56,
        "the offer holds what forbid excludes, fill: slow with board: talks",
        "change the offer, or drop the exclusion",
    ),
    Fault(
        "offers.sketch.settlement.fill",
        57,
        'no option "quick"; options of fill are slow, middle, fast',
        "",
    ),
    Fault(
        "scenarios[1].id",
        60,
        'a second scenario has the id "quick"',
        "choose another id",
    ),
    Fault(
        "scenarios[2].when.fil",
        61,
        'no issue "fil"; issues are fill, data, board',
        'did you mean "fill"?',
    ),
)
CLASH = """\
detente: 1
title: The river
as_of: 2025-01-01
horizon: 2025-12-31
parties: {UP: {name: Up, role: principal}}
issues:
  fill: {name: Filling, options: {slow: {name: Slow, score: 0}, fast: {name: Fast, score: 100}}}
  board: {name: Board, options: {talks: {name: Talks, score: 0}, votes: {name: Votes, score: 100}}}
forbid:
  - {fill: slow, board: talks}
views: {UP: {fill: {position: 50, salience: 50}}}
no_deal: {UP: 10}
offers:
  first: {name: First draft, settlement: {fill: slow, board: talks}}
"""


def test_twenty_five_mistakes_are_twenty_five_faults() -> None:
    assert len(EXPECTED) == 25
    assert check(parse(FILE.read_text(encoding="utf-8")), case_id="river").faults == EXPECTED


def test_the_command_prints_every_fault_on_a_line_of_its_own() -> None:
    done = CliRunner().invoke(cli, ["check", str(FILE)])
    assert (done.exit_code, done.stderr) == (1, "")
    head, *lines = done.stdout.splitlines()
    assert head == f"{FILE} has 25 faults:"
    assert lines == [f" * {fault.text(str(FILE))}" for fault in EXPECTED]


def test_the_object_holds_the_same_faults() -> None:
    done = CliRunner().invoke(cli, ["check", str(FILE), "--json"])
    assert done.exit_code == 1
    rows = json.loads(done.stdout)["files"][0]["faults"]
    assert [Fault(row["where"], row["line"], row["message"], row["hint"]) for row in rows] == list(EXPECTED)


def test_no_traceback_reaches_the_user() -> None:
    done = subprocess.run([sys.executable, "-m", "detente", "check", str(FILE)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert len(done.stdout.splitlines()) == 26
    assert b"Traceback" not in done.stdout


@pytest.mark.parametrize("fault", EXPECTED, ids=lambda fault: fault.where)
def test_every_fault_says_where_and_stands_on_the_line_of_the_mistake(fault: Fault) -> None:
    key = fault.where.rstrip("]0123456789[").split(".")[-1].split("[")[0]
    line = FILE.read_text(encoding="utf-8").splitlines()[(fault.line or 0) - 1]
    assert key in line or fault.where.startswith(("forbid", "statements", "correlation", "scenarios"))


def test_an_offer_that_holds_an_exclusion_is_refused_with_the_pair_named() -> None:
    (fault,) = check(read(CLASH), case_id="river").faults
    assert (fault.where, fault.line) == ("offers.first.settlement", 14)
    assert fault.message == "the offer holds what forbid excludes, fill: slow with board: talks"
