"""The section `brief`: who asks, due diligence, dissent and decisions, and what cannot stand there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.case.brief import GATES, Decision
from detente.case.check import check
from detente.ensemble.briefing import brief_row
from detente.formats.load import load
from detente.formats.yaml import read

SMALL = (Path(__file__).parent / "data/small.yaml").read_text(encoding="utf-8")


def checked(old: str, new: str):
    assert old in SMALL
    return check(read(SMALL.replace(old, new)), case_id="small")


def test_a_brief_is_read_as_written():
    held = checked("brief:", "brief:").case.brief
    assert held.asker.who == "the river commission" and held.asker.date == date(2025, 12, 30)
    assert held.so_what == (Decision("send monitors", date(2026, 1, 10), ()),)
    assert held.due_diligence["risks"] == "waived: nobody lives below the dam"


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ("'waived: nobody lives below the dam'", "'waived:'", "brief.due_diligence.risks", "waived without a reason"),
        ("    criteria: water", "    critera: water", "brief.due_diligence.critera", "unknown key"),
        ("{decision: send monitors,", "{", "brief.so_what[0]", 'the key "decision" is missing'),
        ("levers: []}]", "levers: [boats]}]", "brief.so_what[0].levers[0]", 'no lever "boats"'),
        ("{who: the river commission, ", "{", "brief.asker", 'the key "who" is missing'),
        ("by: 2026-01-10", "by: soon", "brief.so_what[0].by", "is not a date"),
        ("{who: the engineer, ", "{", "brief.dissent[0]", 'the key "who" is missing'),
        ("{name: arbitration, ", "{", "brief.alternatives[0]", 'the key "name" is missing'),
    ],
)
def test_what_cannot_stand_there_is_a_fault_with_its_line(old, new, where, said):
    (fault,) = checked(old, new).faults
    assert fault.where == where and said in fault.message and fault.line


def test_a_run_says_from_where_each_part_of_the_due_diligence_is_met():
    row = brief_row(load("miami"))
    assert [gate["id"] for gate in row["gates"]] == list(GATES)
    told = {gate["id"]: gate["elsewhere"] for gate in row["gates"]}
    assert told["alternatives"] == "no_deal" and told["measures"] == "guarantees" and told["sequence"] == "ratification"
    assert told["criteria"] == "" and all(gate["text"] for gate in row["gates"] if gate["id"] != "asker")


def test_a_part_that_is_waived_keeps_its_reason():
    row = brief_row(checked("brief:", "brief:").case)
    (risks,) = (gate for gate in row["gates"] if gate["id"] == "risks")
    assert risks["waived"] and risks["text"] == "nobody lives below the dam"
