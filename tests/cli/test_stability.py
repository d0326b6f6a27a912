"""`stability` and `convert` on graph models: the object, the page, every refusal."""

from __future__ import annotations

import json

import pytest

from detente.formats.gmcr import write
from detente.strategy.stability import describe
from tests.cli.calls import data, detente, refused
from tests.strategy.graphs import NAMES, conflict_of, golden

NAMED = {
    "title": "Talks",
    "states": ["no deal", "signed", "broken"],
    "decisionMakers": [
        {"name": "A", "moves": [[2, 3]], "payoffs": [0, 5, 4.9], "margin": 0.2},
        {"name": "B", "moves": [[3, 1], [1, 2]], "payoffs": [3, 5, 0]},
    ],
}


@pytest.fixture
def models(here):
    """Write the golden models, and one of named states, into an empty folder."""
    for name in NAMES:
        (here / f"{name}.gmcr").write_text(write(conflict_of(name)), encoding="utf-8")
    (here / "talks.gmcr").write_text(json.dumps(NAMED), encoding="utf-8")
    return here


@pytest.mark.parametrize("name", NAMES)
def test_the_object_holds_what_the_table_has(models, name):
    found, expected = data("stability", f"{name}.gmcr"), golden(name)["expected"]
    assert found["schema"] == "detente.stability/1"
    assert found["parties"] == [maker["name"] for maker in golden(name)["decision_makers"]]
    assert found["states"] == [{"id": s, "options": y} for s, y in enumerate(expected["states"], start=1)]
    for concept in ("nash", "gmr", "smr", "seq"):
        assert found["stable"][concept] == expected["stable_per_dm"][concept.upper().replace("NASH", "Nash")]
        assert found["equilibria"][concept] == expected["equilibria"][concept.upper().replace("NASH", "Nash")]
    assert found["preferences"] == expected["payoff_levels"]
    once = data("stability", f"{name}.gmcr", "--sanction", "once")
    assert once["sanction"] == "once"
    assert list(once["equilibria"].values()) == list(expected["equilibria_sanction_once"].values())


def test_verdicts_are_told_with_who_moves_and_who_answers(models):
    rows = data("stability", "SyriaIraq.gmcr")["narration"]
    assert len(rows) == 6 * 2 * 4
    told = {row["concept"]: row for row in rows if (row["party"], row["state"]) == ("Iraq", 1)}
    assert [told[concept]["stable"] for concept in ("nash", "gmr", "smr", "seq")] == [False, True, False, False]
    answer = [{"party": "Syria", "from": 4, "to": 5}]
    assert told["gmr"]["improvements"] == [{"to": 4, "deterred": True, "by": answer, "escape": None}]
    assert told["smr"]["improvements"] == [{"to": 4, "deterred": False, "by": answer, "escape": 2}]
    assert told["seq"]["improvements"] == [{"to": 4, "deterred": False, "by": [], "escape": None}]


def test_ways_from_the_status_quo_and_changes_that_make_a_state_hold(models):
    found = data("stability", "SyriaIraq.gmcr", "--from", "NNN", "--make", "1")
    assert found["status_quo"] == 1
    ways = {row["to"]: row for row in found["paths"]}
    assert ways[1]["by_improvements"] == []
    assert [step["to"] for step in ways[6]["by_improvements"]] == [4, 6]
    needed = {row["concept"]: row["needed"] for row in found["changes"]}
    assert needed["gmr"] == []
    assert needed["nash"] == [{"party": "Iraq", "level_with": [4], "passed": [6, 4], "left": []}]


def test_joint_moves_of_elmira(models):
    rows = data("stability", "Elmira.gmcr")["coalitions"]
    assert {"members": ["Ministry", "Company"], "from": 7, "to": 10, "by": rows[0]["by"], "deterred": []} in rows
    assert "Ministry and Company from 7 to 10" in detente("stability", "Elmira.gmcr").stdout


def test_near_ties_of_payoffs(models):
    (row,) = data("stability", "talks.gmcr")["near_ties"]
    assert (row["party"], row["better"], row["worse"]) == ("A", 2, 3)
    assert {turn["concept"] for turn in row["turns"]} >= {"nash"}
    assert "Near ties that decide a verdict" in detente("stability", "talks.gmcr").stdout


@pytest.mark.parametrize("columns", ["40", "80", "110"])
@pytest.mark.parametrize("name", [*NAMES, "talks"])
def test_the_page_fits_its_screen_and_says_what_holds(models, name, columns):
    words = ("--from", "1", "--make", "2", "--state", "1")
    for more in ((), words):
        done = detente("stability", f"{name}.gmcr", "--plain", *more, env={"COLUMNS": columns})
        assert done.exit_code == 0
        assert max(map(len, done.stdout.splitlines())) <= int(columns)
        assert "Equilibria" in done.stdout and "stable for each" in done.stdout
    assert "Smallest changes" in done.stdout and "From the status quo 1" in done.stdout


def test_a_way_against_ones_own_interest_is_told(models):
    held = {**NAMED, "decisionMakers": [{"name": "A", "moves": [[1, 2]], "payoffs": [1, 0, 0]}]}
    (models / "cold.gmcr").write_text(json.dumps(held), encoding="utf-8")
    page = detente("stability", "cold.gmcr", "--from", "1").stdout
    assert "2 signed (Nash, GMR, SMR, SEQ): only against somebody's own interest, A to 2." in " ".join(page.split())
    assert "3 broken (Nash, GMR, SMR, SEQ): cannot be reached." in " ".join(page.split())
    assert "no move leads into or out of: broken" in " ".join(page.split())


def test_where_nothing_holds_the_page_says_so(models):
    makers = [
        {"name": "A", "moves": [[1, 2], [2, 1], [2, 4], [3, 2], [4, 2]], "payoffs": [2, 1, 0, 3]},
        {"name": "B", "moves": [[1, 4], [2, 4], [4, 3]], "payoffs": [0, 3, 3, 1]},
    ]
    ring = {"states": [*"stuv"], "decisionMakers": makers}
    (models / "ring.gmcr").write_text(json.dumps(ring), encoding="utf-8")
    assert "No state is stable for all under any concept." in detente("stability", "ring.gmcr").stdout


def test_a_large_graph_is_judged_and_told_of_where_asked(models, monkeypatch):
    monkeypatch.setattr(describe, "MOST_VERDICTS", 5)
    monkeypatch.setattr(describe, "MOST_FOLLOWED", 5)
    monkeypatch.setattr(describe, "MOST_JOINT", 5)
    found = data("stability", "SyriaIraq.gmcr")
    assert found["narration"] == found["coalitions"] == []
    assert "ask for states with --state" in found["warnings"][0]
    told = data("stability", "SyriaIraq.gmcr", "--state", "1", "--state", "NYY")["narration"]
    assert {row["state"] for row in told} == {1, 6}
    refused(detente("stability", "SyriaIraq.gmcr", "--from", "1"), 3, "up to 5 states")


def test_a_conversion_ranks_and_regroups_and_changes_no_verdict(models):
    told = data("convert", "SyriaIraq.gmcr", "again.gmcr")
    assert told == {"schema": "detente.convert/1", "read": ["SyriaIraq.gmcr"], "written": ["again.gmcr"], "lost": []}
    again, found = data("stability", "again.gmcr"), data("stability", "SyriaIraq.gmcr")
    assert again | {"title": ""} == found | {"title": ""}
    assert '"preferenceRanking": [1, 3, 6, 2, 4, 5]' in (models / "again.gmcr").read_text(encoding="utf-8")
    refused(detente("convert", "SyriaIraq.gmcr", "again.gmcr"), 5, "--force")


def test_what_a_conversion_drops_is_named(models):
    (models / "more.gmcr").write_text(json.dumps({**NAMED, "comments": "x"}), encoding="utf-8")
    assert data("convert", "more.gmcr", "less.gmcr")["lost"] == ["comments"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("stability", "talks.yaml"), 1, "no such file"),
        (("stability", "gone.gmcr"), 1, "no such file"),
        (("stability", "talks.gmcr", "--state", "peace"), 2, "no state 'peace'"),
        (("stability", "SyriaIraq.gmcr", "--from", "YYN"), 2, "YYN is not feasible"),
        (("stability", "talks.gmcr", "--sanction", "twice"), 2, "twice"),
        (("convert", "talks.gmcr", "talks.yaml"), 2, "converts to .gmcr alone"),
        (("convert", "miami", "miami.gmcr"), 2, "converts to .gmcr alone"),
    ],
)
def test_what_cannot_be_judged_is_refused(models, words, code, told):
    refused(detente(*words), code, told)


def test_faults_and_sizes_have_their_exit_codes(here):
    (here / "bad.gmcr").write_text('{"options": ["a"],\n "decisionMakers": [{"name": "A"}]}', encoding="utf-8")
    refused(detente("stability", "bad.gmcr"), 1, "bad.gmcr:2: decisionMakers[0].options", "2 faults")
    wide = {"options": ["o"] * 40, "decisionMakers": [{"name": "A", "options": [*range(40)]}]}
    (here / "wide.gmcr").write_text(json.dumps(wide), encoding="utf-8")
    refused(detente("stability", "wide.gmcr"), 3, "more than 1,048,576 states")


def test_names_from_a_file_cannot_command_the_terminal(here):
    held = json.loads(json.dumps(NAMED).replace("signed", "si\\u001b[2Jgned"))
    (here / "odd.gmcr").write_text(json.dumps(held), encoding="utf-8")
    assert "\x1b" not in detente("stability", "odd.gmcr", "--from", "1").stdout
