"""The lint of a brief: the flagship passes, and each standard fails where it is broken, the same in every format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from detente.report.blocks import Figure, Mark, Table, Text, say
from detente.report.brief.judgements import Judgement
from detente.report.brief.lint import STANDARDS, findings, verdict
from detente.report.brief.lint_numbers import axes
from detente.report.brief.records import Record, record_of
from detente.report.formats import FORMATS
from detente.report.labels import labels_of
from detente.report.markdown import markdown
from detente.report.sections import built, every_section, plan, sections
from tests import runs

NINE = [str(k) for k in range(1, 10)]


@pytest.fixture(scope="module")
def good() -> Record:
    """Return the brief of the flagship."""
    run = {**runs.flagship(), "published": []}
    labels = labels_of(run)
    return record_of(run, labels, every_section(run, labels))


def broken(record: Record, **of_run: Any) -> Record:
    return replace(record, run={**record.run, **of_run})


def brief_without(record: Record, key: str) -> Record:
    return broken(record, brief={**record.run["brief"], key: type(record.run["brief"][key])()})


def with_section(record: Record, name: str, *blocks: Any) -> Record:
    return replace(record, sections={**record.sections, name: blocks})


def first_judgement(record: Record, **changed: Any) -> Record:
    first, *rest = record.judgements
    return replace(record, judgements=[replace(first, **changed), *rest])


def claim_moved(record: Record) -> Record:
    held = record.run["evidence"]
    first, *rest = held["items"]
    parts = {key: value + 1e-6 for key, value in first["probability"].items()}
    return broken(record, evidence={**held, "items": [{**first, "probability": parts}, *rest]})


def standards(record: Record) -> set[str]:
    return {row.standard for row in findings(record)}


def drawn(**changed: Any) -> Figure:
    whole = Figure("f", "Shares", "", "one bar", Table("t", (), (("a",),)))
    return replace(whole, **changed)


CUT = '<text x="4" y="9" class="label tick">40 %</text><text x="4" y="1" class="label tick">60 %</text>'
CASES: Mapping[str, list[Any]] = {
    "1": [
        lambda r: broken(r, inputs=[{**r.run["inputs"][0], "sources": ["S999"]}, *r.run["inputs"][1:]]),
        lambda r: broken(r, sources=[{**r.run["sources"][0], "grade": ""}, *r.run["sources"][1:]]),
        lambda r: broken(r, unheard_of=0.5),
    ],
    "2": [
        lambda r: with_section(r, "guide", say("A deal is likely.")),
        lambda r: with_section(r, "guide", say("We have high confidence that a deal is likely (60 %).")),
        lambda r: first_judgement(r, said="A deal is signed: 5 %, almost certain."),
        lambda r: first_judgement(r, shown="5.2 %"),
        lambda r: first_judgement(r, shown="7 %", se=0.2),
        lambda r: replace(r, judgements=[]),
    ],
    "3": [
        lambda r: replace(r, turned=[*reversed(r.turned)]),
        lambda r: replace(r, turned=[]),
        lambda r: broken(r, inputs=[{**r.run["inputs"][0], "coded": "guessed"}]),
    ],
    "4": [
        lambda r: brief_without(r, "dissent"),
        lambda r: brief_without(r, "premortem"),
        lambda r: broken(r, evidence=None),
        lambda r: broken(r, scenarios=[row for row in r.run["scenarios"] if row["id"] != "no_deal"]),
    ],
    "5": [
        lambda r: brief_without(r, "so_what"),
        lambda r: broken(r, levers=None),
        lambda r: broken(r, brief={**r.run["brief"], "so_what": [{"decision": "x", "by": "", "levers": ["aid"]}]}),
    ],
    "6": [
        lambda r: first_judgement(r, basis="so " * 60),
        lambda r: replace(r, argument={"a": ["b"], "b": ["a"]}),
        lambda r: replace(r, sections={"zone": [], **r.sections}),
    ],
    "7": [
        claim_moved,
        lambda r: broken(r, evidence=None),
        lambda r: broken(r, since={"answers": {"zone": {"value": 0.5, "parts": [{"value": 0.4}]}}}),
    ],
    "8": [lambda r: replace(r, track={"models": []}), lambda r: broken(r, hold={**r.run["hold"], "timing": None})],
    "9": [
        lambda r: with_section(r, "zone", drawn(alt="")),
        lambda r: with_section(r, "zone", drawn(table=Table("t", (), ()))),
        lambda r: with_section(r, "zone", drawn(svg=CUT)),
    ],
    "gate": [
        lambda r: broken(r, brief=None),
        lambda r: broken(r, brief={**r.run["brief"], "gates": [{**g, "text": "", "elsewhere": ""} for g in gates(r)]}),
        lambda r: broken(r, brief={**r.run["brief"], "gates": [{**g, "text": "", "waived": True} for g in gates(r)]}),
        lambda r: broken(r, case={**r.run["case"], "title": "Ceasefire talks between North and South"}),
    ],
}


def gates(record: Record) -> list[dict[str, Any]]:
    return record.run["brief"]["gates"]


def test_the_flagship_passes(good):
    assert [row.text for row in findings(good)] == []
    assert verdict([])["status"] == "final" and [*CASES] == [*STANDARDS]


@pytest.mark.parametrize(("standard", "way"), [(key, k) for key, ways in CASES.items() for k in range(len(ways))])
def test_each_way_to_break_a_standard_is_found(good, standard, way):
    assert standard in standards(CASES[standard][way](good))


def test_a_brief_that_breaks_everything_fails_all_nine_and_the_gate(good):
    bad = good
    for ways in CASES.values():
        bad = ways[0](bad)
    assert standards(bad) == {*NINE, "gate"}
    for row in findings(bad):
        assert row.where and row.read and row.todo


def test_an_axis_that_says_where_it_starts_is_not_cut(good):
    flagged = with_section(good, "zone", drawn(svg=CUT, caption="The axis starts at 40 %."))
    assert standards(flagged) == set() and axes(CUT) == [[40.0, 60.0]]


def test_every_key_judgement_leads_to_its_number(good):
    from detente.ensemble.explain import explain

    for row in good.judgements:
        assert explain(good.run, row.id)["value"] == row.value
        assert len(row.text.split()) <= 60


@pytest.mark.parametrize("p", [0.005, 0.01, 0.05, 0.2, 0.45, 0.55, 0.8, 0.95, 0.99, 0.995])
def test_words_change_at_the_edges_that_the_standard_states(p):
    from detente.report.brief.lint_numbers import _worded

    right = {0.005: "outside the ICD 203 scale", 0.01: "almost no chance", 0.05: "very unlikely", 0.2: "unlikely",
             0.45: "roughly even", 0.55: "likely", 0.8: "very likely", 0.95: "almost certain",
             0.99: "almost certain", 0.995: "outside the ICD 203 scale"}[p]  # fmt: skip
    row = Judgement("x", p, 0.001, "", f"It comes: so many, {right}.", "low", "few sources")
    assert _worded(row) == [] and _worded(replace(row, said="It comes: so many, perhaps."))


def test_a_draft_says_so_first_in_every_format_and_preset():
    run = runs.flagship()
    run["brief"] = {**run["brief"], "dissent": []}
    whole = built(run, [])
    assert [row.standard for row in whole.findings] == ["4"]
    for preset in ("principal", "analyst", "investor"):
        stamp = sections(whole, plan(preset))[2]
        assert isinstance(stamp, Text) and stamp.runs[0] == Mark("DRAFT", "warn")
    told = markdown(sections(whole, plan("principal")))
    assert told.index("DRAFT") < told.index("Bottom line")
    assert b"DRAFT" in FORMATS[".html"].write(whole, plan("principal"))
