"""What the search begins with: sound files of every format, most of them written by the program itself."""

from __future__ import annotations

import io
import json
import sqlite3
from functools import cache
from pathlib import Path

from detente.case.actor_table import ActorTable, Stand, TableActor, TableIssue
from detente.case.nouns import Case
from detente.formats import (
    bdm,
    case_sheets,
    deu,
    exchange_table,
    genius_write,
    geniusweb,
    ktab_csv,
    ktab_xml,
    scw,
)
from detente.formats.load import find, load, shipped
from detente.settlement.profiles import profiles_of
from tests.fuzz.mutate import PART

TESTS = Path(__file__).parents[1]
SMALL = TESTS / "case" / "data" / "small.yaml"
TINY = b"""detente: 1
title: Two on a river
as_of: 2026-01-01
horizon: 2026-12-31
status: illustrative
summary: Who takes how much water.
sources: {S1: {title: "A report", date: 2025-12-01, grade: B2}}
parties:
  UP: {name: Upstream, role: principal, required: true, leverage: {low: 40, mid: 50, high: 60}}
  DOWN: {name: Downstream, role: principal, required: true, leverage: 40}
issues:
  water: {name: Water, options: {half: {name: Half, score: 50}, all: {name: All, score: 100}}}
  fee: {name: Fee, deferrable: true, options: {no: No, yes: Yes}}
forbid: [{water: all, fee: no}]
views:
  UP:
    water: {salience: 60, position: {low: 50, mid: 60, high: 80}, accepts: [half], sources: [S1], coded: judged}
    fee: {salience: 40, worth: {no: 20, yes: 90}, red_lines: [no], flexibility: 30, coded: judged}
    with: [{when: {water: half, fee: yes}, worth: 5}]
  DOWN:
    water: {salience: 80, position: 50, shape: at_most, coded: judged}
    fee: {salience: 20, worth: {no: 100, yes: 30}, coded: judged}
no_deal: {UP: {low: 30, mid: 40, high: 50, coded: judged}, DOWN: 35}
offers: {first: {name: First, by: UP, date: 2025-12-01, settlement: {water: half, fee: yes}}}
scenarios:
  - {id: paid, name: Paid, when: {fee: yes}}
  - {id: shared, name: Shared, when: {any: [{water: half}, {not: {fee: yes}}]}}
"""
CROSS = b"""cross_impact:
  descriptors:
    war: {name: War, variants: {on: On, off: Off}}
    oil: {name: Oil, variants: {dear: Dear, cheap: {name: Cheap, indicators: [{what: Price, threshold: "above 60"}]}}}
  blocks:
    - {from: war, to: oil, impacts: [[2, -2], [-1, 1]], why: supply, coded: judged}
  impacts:
    - {from: oil.dear, to: war.off, impact: 1, why: cost, coded: judged}
"""
GRAPH = {
    "title": "Talks",
    "options": [{"name": "Release", "permittedDirection": "both"}, {"name": "Attack"}, {"name": "Escalate"}],
    "decisionMakers": [
        {"name": "S", "options": [0, 2], "preferences": [[[1, "N"]], [[0, "N"], [2, "N"]]],
         "misperceptions": [[[0, "Y"]]]},
        {"name": "I", "options": [1], "preferenceVector": [[1, 2, 3], 6, 5, 4]},
    ],
    "infeasibles": [[[0, "Y"], [2, "Y"]]], "coalitions": [[0, 1]], "useManualPreferenceVectors": True,
}  # fmt: skip
STATES = {
    "states": ["a", "b", "c"],
    "decisionMakers": [
        {"name": "A", "moves": [[1, 2], [2, 3]], "payoffs": [1, 2, 3], "margin": 0.5},
        {"name": "B", "moves": [[2, 1]], "preferencePairs": [[1, 2]], "preferenceTies": [[2, 3]]},
    ],
}
TABLE = ActorTable(
    "Talks",
    (TableActor("A", "one"), TableActor("B", "two")),
    (TableIssue("tax"), TableIssue("fee")),
    tuple(Stand(actor, issue, at, 40.0, 3.0) for actor, at in (("A", 10.0), ("B", 90.0)) for issue in ("tax", "fee")),
)
ONE = ActorTable("Talks", TABLE.actors, TABLE.issues[:1], TABLE.stands[::2])
KTAB = b"Talks,of two,2,2,\nActor,Description,Power,x,sx,y,sy,\nA,one,10,0,50,5,30,\nB,two,20,100,60,6,20,\n"
SURVIVAL = (
    b"event,duration,censored_on,entry,id,size\n1,730.5,,0,a,2\nno,1461,2021-12-31,10,b,3.5\n0,3,,,c,1\n1,NA,,,d,2\n"
)
HOLDINGS = b"asset,weight,proxy,brent,note\nFuel,-0.25,,0.4,=1+1\ngold,1.0,,,\nBank,0.2,gold,,x\ncash,0.05,,,\n"
AMOUNTS = b"asset;amount\ngold;150\nbrent;-50\n"
PRICES = b"Date,equity,other\n2025-09-30,100,1\n2025-11-14,104,\n2025-11-28,106,NA\n2025-12,99.5,2\n"
FLOWS = (b",A|X,A|Y\nA|X,150,500\nA|Y,200,100\n", b",A\nA|X,350\nA|Y,1700\n", b",x,va\nA|X,1000,650\nA|Y,2000,1400\n")
EVENTS = b"question,p,outcome,group,date\nq1,0.7,1,a,2025-01-02\nq2,0.2,,b,\nq3,.5,void,a,2025-03-01\nq4,1,no,,\n"
OUTCOMES = b"issue,outcome\ntax,40\nfee,60\n"
FORECASTS = (
    b"question,forecaster,date,p,reason,source\nend,desk,2025-02-01,0.2,war,S1\nwhen,desk,2025-02-02,0.1|0.2|0.7,,\n"
)
LEDGER = b"""title: Desk
questions:
  end: {statement: It ends, rule: Both say so, opened: 2025-01-01, horizon: 2025-12-31, source: https://a.example/1}
  when:
    statement: When it ends
    rule: The quarter
    type: ordered
    bins: [Q1, Q2, later]
    opened: 2025-01-01
    horizon: 2025-12-31
  price: {statement: The price, rule: As published, type: numeric, unit: USD, opened: 2025-01-01, horizon: 2025-12-31}
forecasts:
  - {question: end, forecaster: desk, date: 2025-02-01, p: 0.2, reason: war, provenance: publisher}
  - {question: when, forecaster: desk, date: 2025-02-01, p: [0.1, 0.2, 0.7]}
  - {question: price, forecaster: desk, date: 2025-02-01, quantiles: {0.1: 50, 0.5: 60, 0.9: 80}}
resolutions:
  - {question: end, date: 2026-01-01, outcome: no, source: https://a.example/2}
  - {question: when, date: 2026-01-01, void: the rule was unclear}
"""
ARTICLE = b"""# Talks in Miami, 5 December 2025

"We will never accept this," said the President of Ukraine, Volodymyr Zelensky, on Tuesday. Some analysts suggest that
Russia may agree; a source close to the talks told Reuters that 20% of the territory, or 1,500 km2, would be left.

* The U.S. envoy, Steve Witkoff, met Vladimir Putin for five hours in Moscow.
* NATO membership was reportedly ruled out. Experts say the chances are 60 per cent.
"""
PAGE = b"""<!DOCTYPE html><html><head><title>x</title><script>a()</script></head><body><h1>Talks</h1><!-- c -->
<p>The minister said &quot;we <b>agree</b>&quot;
on 3 May 2025 &#8211; sources say.</p><ul><li>One<li>Two</ul><br/></body></html>"""
CHANGES = b"""no_deal.UP=60
views.UP.fill.salience=40:50:60
no_deal.DOWN=3e1
worth.UP.fill.slow=5
views.UP.fill.red_lines=0.5
"""


@cache
def small() -> Case:
    """Return the small case."""
    return load(str(SMALL))


def cases() -> list[bytes]:
    """Return case files: a tiny one, the small one, the template, and the smaller of those that ship."""
    held = [find(name)[1] for name in ("template", *shipped())]
    return [TINY, TINY, SMALL.read_bytes(), *(data for data in held if len(data) < 9_000)]


@cache
def tiny() -> Case:
    """Return the tiny case."""
    from detente.case.check import check
    from detente.formats.yaml import read

    found = check(read(TINY), case_id="tiny").case
    assert found is not None
    return found


def csv_cases() -> list[bytes]:
    """Return cases in one CSV file."""
    return [_bytes(case_sheets.write(case, "a.csv")) for case in (tiny(), small())]


def workbooks() -> list[bytes]:
    """Return cases in a workbook, one of them with cells of every kind."""
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "case"
    for row in (
        ["key", "value"],
        ["detente", 1],
        ["title", "=1+1"],
        ["as_of", "2026-01-01"],
        ["summary", True],
        ["x", 1.5],
    ):
        page.append(row)
    held = io.BytesIO()
    book.save(held)
    return [held.getvalue(), _bytes(case_sheets.write(tiny(), "a.xlsx"))]


def domains() -> list[bytes]:
    """Return a GENIUS domain with a profile, by their writers and by hand."""
    domain, profiles, _ = profiles_of(tiny())
    written = [genius_write.write_domain(domain), *(genius_write.write_profile(domain, p) for p in profiles.values())]
    return [PART.join(text.encode() for text in written), *(PART.join((_DOMAIN, p)) for p in (_PROFILE,))]


def web_profiles() -> list[bytes]:
    """Return GeniusWeb profiles."""
    domain, profiles, _ = profiles_of(tiny())
    return [geniusweb.write_profile(domain, p).encode() for p in profiles.values()] + [_WEB]


def graphs() -> list[bytes]:
    """Return graph models in both forms."""
    return [json.dumps(held, indent=1).encode() for held in (GRAPH, STATES)]


def matrices() -> list[bytes]:
    """Return ScenarioWizard files."""
    from detente.case.check.alone import check_matrix
    from detente.formats.yaml import parse

    model, _ = check_matrix(parse(CROSS, file=""))
    assert model is not None
    return [scw.write(model)[0].encode("latin-1")]


def databases() -> list[bytes]:
    """Return databases of KTAB-SMP with small pages: a sound one, and one of strange types, a view and a trigger."""
    return [_database(_TABLES + _ROWS), _database(_TABLES + _STRANGE)]


def actor_tables() -> dict[str, list[bytes]]:
    """Return actor tables by format."""
    return {
        "ktab-csv": [KTAB, ktab_csv.write(TABLE)[0].encode()],
        "ktab-xml": [ktab_xml.write(TABLE)[0].encode()],
        "bdm": [bdm.write(ONE)[0].encode(), b"Stakeholder,Resources,Position,Salience\nA,1,10,0.5\n"],
        "exchange": [
            exchange_table.write(TABLE)[0].encode(),
            b"#A;A\n#P;tax\n#M;tax;0\n#M;tax;10\n#D;A;tax;2;50;1\n#C;x\n",
        ],
    }


def council() -> list[bytes]:
    """Return a table of decisions in the Council."""
    given = {
        "prnr": "1",
        "isnr": "1",
        "intro": "24-06-02",
        "finact": "13-05-03",
        "rp": "0",
        "out": "50",
        "pde": "100",
        "sde": "80",
    }
    rows = [
        ";".join((given | more).get(name, "") for name in deu.COLUMNS) for more in ({}, {"isnr": "2", "out": "999"})
    ]
    return ["\n".join([";".join(deu.COLUMNS), *rows, ""]).encode()]


def _bytes(held: str | bytes) -> bytes:
    return held if isinstance(held, bytes) else held.encode()


def _database(script: str) -> bytes:
    base = sqlite3.connect(":memory:")
    base.executescript("PRAGMA page_size = 512;" + script)
    held = base.serialize()
    base.close()
    return held


_TABLES = """
CREATE TABLE ActorDescription (ScenarioId TEXT, Act_i INTEGER, Name TEXT, Desc TEXT);
CREATE TABLE DimensionDescription (ScenarioId TEXT, Dim_k INTEGER, Desc TEXT);
CREATE TABLE SpatialCapability (ScenarioId TEXT, Turn_t INTEGER, Act_i INTEGER, Cap FLOAT);
CREATE TABLE SpatialSalience (ScenarioId TEXT, Turn_t INTEGER, Act_i INTEGER, Dim_k INTEGER, Sal FLOAT);
CREATE TABLE VectorPosition (ScenarioId TEXT, Turn_t INTEGER, Act_i INTEGER, Dim_k INTEGER, Pos_Coord FLOAT);
"""
_ROWS = """
INSERT INTO ActorDescription VALUES ('s', 0, 'A', 'one'), ('s', 1, 'B', NULL);
INSERT INTO DimensionDescription VALUES ('s', 0, 'tax');
INSERT INTO SpatialCapability VALUES ('s', 0, 0, 10.0), ('s', 0, 1, 20.0), ('s', 1, 0, 5.0);
INSERT INTO SpatialSalience VALUES ('s', 0, 0, 0, 0.5), ('s', 0, 1, 0, 0.6);
INSERT INTO VectorPosition VALUES ('s', 0, 0, 0, 0.1), ('s', 0, 1, 0, 0.9);
"""
_STRANGE = """
INSERT INTO ActorDescription VALUES (x'00ff', 'zero', x'80ff', 7), (x'00ff', 2.5, NULL, x'00');
INSERT INTO DimensionDescription VALUES (x'00ff', NULL, x'ff');
INSERT INTO SpatialCapability VALUES (x'00ff', 0, 'zero', 'much'), (x'00ff', 0, 2.5, 9e999);
INSERT INTO SpatialSalience VALUES (x'00ff', 0, 'zero', NULL, -1);
CREATE TRIGGER t AFTER INSERT ON SpatialSalience BEGIN SELECT load_extension('x'); END;
CREATE VIEW v AS SELECT * FROM ActorDescription;
"""
_DOMAIN = b"""<negotiation_template><utility_space number_of_issues="3"><objective name="trade" index="0">
<issue index="1" name="tariff" type="discrete"><item index="1" value="high"/><item index="2" value="low"/></issue>
<issue index="2" name="quota" type="integer" lowerbound="2" upperbound="6"/>
<issue index="3" name="price" type="real"><range lowerbound="0" upperbound="10"/></issue>
</objective></utility_space></negotiation_template>"""
_PROFILE = b"""<utility_space><objective name="trade" index="0">
<issue index="1" name="tariff" type="discrete">
<item value="high" evaluation="3"/><item value="low" evaluation="4"/></issue>
<issue index="2" name="quota" type="integer" lowerbound="2" upperbound="6">
<evaluator slope="0.25" offset="0.1"/></issue>
<issue index="3" name="price" type="real"><range lowerbound="0" upperbound="10"/>
<evaluator ftype="triangular" parameter0="2" parameter1="10" parameter2="4"/></issue>
<weight index="1" value="0.5"/><weight index="2" value="0.3"/><weight index="3" value="0.2"/>
</objective><reservation value="0.4"/><discount_factor value="0.9"/></utility_space>"""
_WEB = json.dumps(
    {"LinearAdditiveUtilitySpace": {
        "name": "b", "issueUtilities": {
            "fun": {"DiscreteValueSetUtilities": {"valueUtilities": {"much": 1, "none": 0.2}}},
            "fee": {"NumberValueSetUtilities": {"range": ["0", "10", "2"], "lowValue": 0, "lowUtility": 0.1,
                                                "highValue": 10, "highUtility": 0.9}}},
        "issueWeights": {"fun": 0.4, "fee": 0.6}, "domain": {"name": "d", "issuesValues": {
            "fun": {"values": ["much", "none"]}, "fee": {"range": ["0", "10", "2"]}}},
        "reservationBid": {"issuevalues": {"fun": "none"}}}}
).encode()  # fmt: skip
