"""Actor tables: what is written is read, the programs' own files are read, and every fault is told with its line."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.actor_table import ActorTable, Stand, TableActor, TableIssue
from detente.case.fault import InputFaults, Unanswerable
from detente.formats import actor_tables, bdm, exchange_table, ktab_csv, ktab_sqlite, ktab_xml

PEERS = Path(os.environ.get("DETENTE_REFERENCE_DATA", "nowhere")) / "peers"
needs_peers = pytest.mark.skipif(
    not PEERS.exists(), reason="the files are read from DETENTE_REFERENCE_DATA, which is not there"
)
NAME = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_characters="\x7f#"), min_size=1, max_size=12
).filter(lambda word: word == word.strip() and word.isprintable() and not word.startswith(("'", '"')))


@st.composite
def tables(draw, *, most_issues: int = 3, full: bool = True):
    actors = draw(st.lists(NAME, min_size=1, max_size=4, unique=True))
    issues = draw(st.lists(NAME, min_size=1, max_size=most_issues, unique=True))
    number = st.floats(0, 100, allow_nan=False).map(lambda x: round(x, 6))
    stands = []
    for actor in actors:
        power = draw(number)
        for issue in issues:
            if full or draw(st.booleans()) or not stands:
                stands.append(Stand(actor, issue, draw(number), draw(number) / len(issues), power))
    held = tuple(TableActor(name, draw(st.sampled_from(["", "a note"]))) for name in actors)
    return ActorTable("talks", held, tuple(TableIssue(name) for name in issues), tuple(stands), "what it is")


@settings(max_examples=60, deadline=None)
@given(tables())
def test_what_is_written_for_ktab_is_read(table):
    assert ktab_csv.read(ktab_csv.write(table)[0].encode()) == table
    assert ktab_xml.read(ktab_xml.write(table)[0].encode()).table == table


@settings(max_examples=60, deadline=None)
@given(tables(full=False))
def test_what_is_written_for_the_exchange_model_is_read(table):
    text, lost = exchange_table.write(table)
    assert exchange_table.read(text.encode(), file="talks.tsv") == table
    assert lost == ("the title",)


@settings(max_examples=60, deadline=None)
@given(tables(most_issues=1))
def test_what_is_written_for_the_challenge_model_is_read(table):
    found = bdm.read(bdm.write(table)[0].encode())
    assert [row.actor for row in found.stands] == [row.actor for row in table.stands]
    for a, b in zip(found.stands, table.stands, strict=True):
        assert (a.position, a.capability) == (b.position, b.capability)
        assert a.salience == pytest.approx(b.salience, abs=1e-9)


@needs_peers
@pytest.mark.parametrize(
    ("name", "kind", "stands"),
    [
        ("bdm/ExampleActors.csv", "bdm", 10),
        ("ktab/dummyData_3Dim.csv", "ktab", 21),
        ("ktab/dummyData_3Dim-no-final-comma.csv", "ktab", 21),
        ("ktab/dummyData_3Dim.xml", "ktab", 21),
        ("exchange/copenhagen2009.csv", "exchange", 75),
    ],
)
def test_the_programs_own_files_are_read_and_survive_a_round_trip(name, kind, stands):
    found = actor_tables.load(str(PEERS / name))
    assert (found.kind, len(found.table.stands)) == (kind, stands)
    again = actor_tables.write(found.table, f"x.{kind}.csv")[0].encode()
    read = {"bdm": bdm, "ktab": ktab_csv, "exchange": exchange_table}[kind].read(again, file=str(PEERS / name))
    assert read.stands == found.table.stands
    assert read.actors == found.table.actors


@needs_peers
def test_ktab_in_csv_and_xml_is_one_table():
    csv, xml = (actor_tables.load(str(PEERS / f"ktab/dummyData_3Dim.{ending}")).table for ending in ("csv", "xml"))
    assert csv.stands == xml.stands


def test_saliences_are_shares_where_none_is_above_one():
    rows = "Actor,Capability,Position,Salience\nA,1,10,{}\nB,1,20,0.5\n"
    assert [s.salience for s in bdm.read(rows.format("1").encode()).stands] == [100.0, 50.0]
    assert [s.salience for s in bdm.read(rows.format("2").encode()).stands] == [2.0, 0.5]


def test_positions_keep_the_scale_of_their_issue():
    text = "#A,A\n#P,tax\n#M,tax,-5\n#M,tax,15\n#D,A,tax,0,50,1\n"
    found = exchange_table.read(text.encode())
    assert (found.issues[0].low, found.issues[0].high, found.stands[0].position) == (-5.0, 15.0, 0.0)


def test_what_a_format_cannot_hold_is_refused_with_another():
    row = Stand("A", "x", 10.0, 60.0, 1.0)
    table = ActorTable("t", (TableActor("A"),), (TableIssue("x"), TableIssue("y")), (row,))
    with pytest.raises(Unanswerable, match="every actor on every issue"):
        ktab_csv.write(table)
    with pytest.raises(Unanswerable, match="2 issues"):
        bdm.write(table)
    full = replace(table, stands=(row, replace(row, issue="y")))
    with pytest.raises(Unanswerable, match="more than 100"):
        ktab_xml.write(full)
    with pytest.raises(Unanswerable, match="another scale"):
        ktab_csv.write(replace(full, issues=(TableIssue("x", high=7.0), TableIssue("y"))))


KTAB = "Talks,of two,2,2,\nActor,Description,Power,x,sx,y,sy,\nA,one,10,0,50,5,30,\nB,two,20,100,60,6,20,\n"
KTAB_BROKEN = [
    ("", None, "it begins with no row"),
    ("only a word\n", 1, "it begins with 1 cells"),
    (KTAB.replace("Talks,of two,2,2,", "Talks,of two,2"), 1, "it begins with 3 cells"),
    (KTAB.replace("two,2,2,", "two,many,2,"), 1, 'actors is "many", not a number'),
    (KTAB.replace("two,2,2,", "two,0,2,"), 1, "allowed is between 1 and 10000"),
    (KTAB.replace("two,2,2,", "two,2.5,2,"), 1, "are whole"),
    (KTAB.replace("two,2,2,", "two,3,2,"), 1, "3 actors are announced; there are 2"),
    (KTAB.replace("two,2,2,", "two,2,3,"), 2, "3 dimensions need 9"),
    ("Talks,of two,2,2,\n", 1, "no header"),
    (KTAB.replace("Actor,Description,Power", "Who,What,Power"), 2, "it begins with Actor, Description, Power"),
    (KTAB.replace("x,sx,y,sy", "x,sx,x,sy"), 2, 'the issue "x" stands twice'),
    (KTAB.replace("x,sx,y,sy", "x,sx,,sy"), 2, "an issue has no name"),
    (KTAB.replace("A,one,10,0,50,5,30,", "A,one,10,0,50,5,"), 3, "this row has 6 cells"),
    (KTAB.replace("A,one,10", "A,one,-10"), 3, "power is"),
    (KTAB.replace("A,one,10", "A,one,1O"), 3, 'power is "1O", not a number'),
    (KTAB.replace("A,one,10,0", "A,one,10,-1"), 3, "the position on x is"),
    (KTAB.replace("A,one,10,0", "A,one,10,101"), 3, "allowed is between 0 and 100"),
    (KTAB.replace("A,one,10,0", "A,one,10,nan"), 3, "not a number"),
    (KTAB.replace("0,50,5,30", "0,80,5,30"), 3, "the saliences sum to 110"),
    (KTAB.replace("0,50,5,30", "0,,5,30"), 3, "the salience of x is empty"),
    (KTAB.replace("B,two", "A,two"), 4, 'the actor "A" stands twice'),
    (KTAB.replace("B,two", ",two"), 4, "an actor has no name"),
]
BDM = "Actor,Capability,Position,Salience\nA,1,10,50\nB,2,20,60\n"
BDM_BROKEN = [
    ("", None, "it holds no row"),
    ("Actor,Position,Salience\nA,1,2\n", 1, "the column capability or resources is missing"),
    ("Capability,Position,Salience\n1,1,2\n", 1, "the column actor or stakeholder is missing"),
    (BDM.replace("Position", "Place"), 1, "the column position is missing"),
    (BDM.replace("Salience", "Weight"), 1, "the column salience is missing"),
    (BDM.replace("Capability", "Position"), 1, "position stands twice"),
    ("Actor,Name,Capability,Position,Salience\nA,A,1,2,3\n", 1, "actor or stakeholder stands twice"),
    ("Actor,Capability,Position,Salience,Colour\nA,1,2,3,red\n", 1, '"colour" is no column'),
    ("Actor,Capability,Position,Salience\n", None, "no actor stands on any issue"),
    (BDM.replace("A,1,10,50", "A,1,10"), 2, "this row has 3 cells; the header has 4"),
    (BDM.replace("A,1,10,50", "A,1,10,50,7"), 2, "this row has 5 cells"),
    (BDM.replace("A,1", "A,-1"), 2, 'capability is "-1"; allowed is at least 0'),
    (BDM.replace("A,1", "A,one"), 2, 'capability is "one", not a number'),
    (BDM.replace("A,1", "A,"), 2, "capability is empty"),
    (BDM.replace("A,1,10", "A,1,far"), 2, 'position is "far", not a number'),
    (BDM.replace("A,1,10", "A,1,inf"), 2, "not a number"),
    (BDM.replace("A,1,10", "A,1,1e999"), 2, "not a number"),
    (BDM.replace("A,1,10,50", "A,1,10,150"), 2, "allowed is between 0 and 100"),
    (BDM.replace("A,1,10,50", "A,1,10,-5"), 2, "allowed is between 0 and 100"),
    (BDM.replace("B,2", "A,2"), 3, 'the actor "A" stands twice'),
    (BDM.replace("B,2", ",2"), 3, "an actor has no name"),
]
EXCHANGE = "#A;A\n#A;B\n#P;tax\n#M;tax;0\n#M;tax;10\n#D;A;tax;2;50;1\n#D;B;tax;8;60;2\n"
EXCHANGE_BROKEN = [
    ("", None, "no actor stands on any issue"),
    ("#A;A\n#P;tax\n", None, "no actor stands on any issue"),
    ("A;B\n" + EXCHANGE, 1, 'a row begins with "A"'),
    (EXCHANGE + "#X;y\n", 8, 'a row begins with "#X"'),
    (EXCHANGE.replace("#A;B\n", "#A;A\n"), 2, 'the actor "A" stands twice'),
    (EXCHANGE.replace("#A;B\n", "#A;\n"), 2, "an actor has no name"),
    (EXCHANGE.replace("#A;B\n", "#A\n"), 2, "an actor has no name"),
    (EXCHANGE.replace("#P;tax\n", "#P;tax\n#P;tax\n"), 4, 'the issue "tax" stands twice'),
    (EXCHANGE.replace("#P;tax\n", "#P; \n"), 3, "an issue has no name"),
    (EXCHANGE.replace("#A;B\n", ""), 6, 'no actor "B" is declared'),
    (EXCHANGE.replace("#P;tax\n", "#P;vat\n"), 4, 'no issue "tax" is declared'),
    (EXCHANGE.replace("#M;tax;10\n", "#M;tax\n"), 5, "a row #M names an issue and an end"),
    (EXCHANGE.replace("#M;tax;10\n", "#M;tax;ten\n"), 5, 'the end of the scale is "ten"'),
    (EXCHANGE.replace("#M;tax;10\n", ""), 5, "has one end only"),
    (EXCHANGE.replace("#D;A;tax;2", "#D;A;tax;12"), 6, "allowed is between 0 and 10"),
    (EXCHANGE.replace("#D;A;tax;2", "#D;A;tax;x"), 6, 'position is "x"'),
    (EXCHANGE.replace(";2;50;1", ";2;-50;1"), 6, "salience is"),
    (EXCHANGE.replace(";2;50;1", ";2;50;-1"), 6, "power is"),
    (EXCHANGE.replace(";2;50;1", ";2;50"), 6, "a row #D has 4 cells after its mark"),
    (EXCHANGE.replace(";2;50;1", ";2;50;1;9"), 6, "a row #D has 6 cells"),
    (EXCHANGE.replace("#D;B", "#D;A"), 7, '"A" stands twice on "tax"'),
]
XML = ktab_xml.write(ktab_csv.read(KTAB.encode()))[0]
XML_BROKEN = [
    ("", 1, "not well-formed XML"),
    ("<Scenario>", 1, "not well-formed XML"),
    ('<!DOCTYPE x [<!ENTITY a "b">]><Scenario/>', 1, "document type"),
    ("<Other/>", 1, "the root is <Other>, not <Scenario>"),
    ("<Scenario/>", 1, "it names no dimension"),
    (XML.replace("<dName>x</dName>", "<dName/>"), 7, "an issue has no name"),
    (XML.replace("<dName>x</dName>", "<dName>y</dName>"), 8, 'the issue "y" stands twice'),
    (XML.split("  <Actors>")[0] + "</Scenario>", 2, "it holds no <Actor>"),
    (XML.replace("<name>A</name>", "<name>B</name>"), 24, 'the actor "B" stands twice'),
    (XML.replace("<name>A</name>", ""), 11, "an actor has no name"),
    (XML.replace("<capability>10</capability>", ""), 11, "an actor has no <capability>"),
    (XML.replace("<capability>10<", "<capability>-1<"), 14, "the capability of A is"),
    (XML.replace("<capability>10<", "<capability>ten<"), 14, 'the capability of A is "ten"'),
    (XML.replace("<dCoord>0</dCoord>", ""), 15, "1 <dCoord> in <Position>; there are 2 dimensions"),
    (XML.replace("<dCoord>0<", "<dCoord>-3<"), 16, "dCoord is"),
    (XML.replace("<dCoord>0<", "<dCoord>103<"), 16, "allowed is between 0 and 100"),
    (XML.replace("<dCoord>0<", "<dCoord><"), 16, "dCoord is empty"),
    (XML.replace("<dSal>50<", "<dSal>-1<"), 20, "dSal is"),
    (XML.replace("<dSal>50<", "<dSal>90<"), 11, "sum to 120; allowed is at most 100"),
    (XML.replace("<dSal>50</dSal>", ""), 19, "1 <dSal> in <Salience>"),
    (XML.replace("<dSal>50</dSal>", "<dSal>5O</dSal>"), 20, 'dSal is "5O"'),
]
READERS = {"ktab": ktab_csv.read, "bdm": bdm.read, "exchange": exchange_table.read, "xml": ktab_xml.read}
BROKEN = {"ktab": KTAB_BROKEN, "bdm": BDM_BROKEN, "exchange": EXCHANGE_BROKEN, "xml": XML_BROKEN}


def test_the_files_that_are_broken_below_are_whole():
    for name, text in {"ktab": KTAB, "bdm": BDM, "exchange": EXCHANGE, "xml": XML}.items():
        READERS[name](text.encode())
        assert len(BROKEN[name]) >= 20


@pytest.mark.parametrize(
    ("name", "text", "line", "words"), [(name, *row) for name, rows in BROKEN.items() for row in rows]
)
def test_a_fault_is_told_with_its_line(name, text, line, words):
    with pytest.raises(InputFaults) as told:
        READERS[name](text.encode(), file="f")
    assert any(words in fault.message and fault.line == line for fault in told.value.faults), told.value


@pytest.mark.parametrize("read", [ktab_csv.read, bdm.read, exchange_table.read])
def test_what_is_no_text_is_told(read):
    for data, words in ((b"a\nb\xff", "not UTF-8"), (b"a\0b", "zero byte")):
        with pytest.raises(InputFaults, match=words):
            read(data, file="f")


def test_all_faults_are_told_at_once():
    with pytest.raises(InputFaults) as told:
        bdm.read(BDM.replace("A,1,10", "A,x,y").replace("B,2", "B,-2").encode(), file="f")
    assert len(told.value.faults) == 3


def database(path: Path, table: ActorTable, change: str = "") -> str:
    """Write a table as KTAB-SMP does; then change it."""
    with sqlite3.connect(path) as base:
        base.executescript(
            "CREATE TABLE ActorDescription (ScenarioId TEXT, Act_i INTEGER, Name TEXT, Desc TEXT);"
            "CREATE TABLE DimensionDescription (ScenarioId TEXT, Dim_k INTEGER, Desc TEXT);"
            "CREATE TABLE SpatialCapability (ScenarioId TEXT, Turn_t INTEGER, Act_i INTEGER, Cap REAL);"
            "CREATE TABLE SpatialSalience (ScenarioId TEXT, Turn_t INTEGER, Act_i INTEGER, Dim_k INTEGER, Sal REAL);"
            "CREATE TABLE VectorPosition (ScenarioId TEXT, Turn_t INTEGER, Act_i INTEGER, Dim_k INTEGER, Pos_Coord);"
        )
        for i, actor in enumerate(table.actors):
            base.execute("INSERT INTO ActorDescription VALUES ('s', ?, ?, ?)", (i, actor.name, actor.note))
        for k, issue in enumerate(table.issues):
            base.execute("INSERT INTO DimensionDescription VALUES ('s', ?, ?)", (k, issue.name))
        for i, actor in enumerate(table.actors):
            for k, issue in enumerate(table.issues):
                row = table.stand(actor.name, issue.name)
                if k == 0:
                    base.execute("INSERT INTO SpatialCapability VALUES ('s', 0, ?, ?)", (i, row.capability))
                for turn in (0, 1):
                    values = (turn, i, k, row.position / 100 / (turn + 1))
                    base.execute("INSERT INTO VectorPosition VALUES ('s', ?, ?, ?, ?)", values)
                base.execute("INSERT INTO SpatialSalience VALUES ('s', 0, ?, ?, ?)", (i, k, row.salience / 100))
        base.executescript(change)
    base.close()
    return str(path)


def test_the_first_turn_of_a_database_is_read_and_the_file_left_as_it_is(tmp_path):
    table = ktab_csv.read(KTAB.encode())
    path = database(tmp_path / "run.db", table)
    before = Path(path).read_bytes()
    found = actor_tables.load(path)
    assert found.kind == "ktab"
    assert found.table.stands == table.stands
    assert found.table.actors == table.actors
    assert Path(path).read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["run.db"]


DATABASE_BROKEN = [
    ("DROP TABLE VectorPosition", "it has no table VectorPosition"),
    ("DROP TABLE ActorDescription", "it has no table ActorDescription"),
    ("DROP TABLE SpatialSalience; CREATE VIEW SpatialSalience AS SELECT 1", "it has no table SpatialSalience"),
    ("ALTER TABLE SpatialSalience RENAME COLUMN Sal TO Weight", "other columns than Act_i, Dim_k, Sal"),
    ("ALTER TABLE ActorDescription RENAME COLUMN Name TO Who", "other columns than"),
    ("ALTER TABLE SpatialCapability RENAME COLUMN Cap TO Power", "other columns than"),
    ("ALTER TABLE VectorPosition RENAME COLUMN Turn_t TO Round", "cannot be read"),
    ("ALTER TABLE ActorDescription RENAME COLUMN ScenarioId TO Id", "cannot be read"),
    ("INSERT INTO ActorDescription VALUES ('t', 9, 'C', '')", "it holds 2 scenarios"),
    ("UPDATE VectorPosition SET Pos_Coord = 3", "allowed is a number of at least 0, at most 1"),
    ("UPDATE VectorPosition SET Pos_Coord = -1", "allowed is a number"),
    ("UPDATE VectorPosition SET Pos_Coord = 'x'", "is x; allowed"),
    ("UPDATE SpatialSalience SET Sal = 2", "Sal of actor 0, dimension 0 is 2"),
    ("UPDATE SpatialSalience SET Sal = NULL", "is None; allowed"),
    ("UPDATE SpatialCapability SET Cap = -1", "Cap of actor 0 is -1"),
    ("UPDATE SpatialCapability SET Cap = x'00'", "allowed is a number"),
    ("DELETE FROM VectorPosition", "lacks a position"),
    ("DELETE FROM SpatialCapability", "lacks a position, salience or capability"),
    ("DELETE FROM ActorDescription", "no actor stands"),
    ("UPDATE ActorDescription SET Name = 'A'", 'the actor "A" stands twice'),
    ("UPDATE DimensionDescription SET Desc = ''", "an issue has no name"),
]


@pytest.mark.parametrize(("change", "words"), DATABASE_BROKEN)
def test_a_fault_of_a_database_is_told(change, words, tmp_path):
    path = database(tmp_path / "run.db", ktab_csv.read(KTAB.encode()), change)
    with pytest.raises(InputFaults) as told:
        ktab_sqlite.load(path)
    assert words in str(told.value)


def test_what_is_no_database_is_told(tmp_path):
    path = tmp_path / "run.db"
    for data, words in ((b"text", "no SQLite database"), (b"SQLite format 3\0" + b"x" * 200, "cannot be read")):
        path.write_bytes(data)
        with pytest.raises(InputFaults, match=words):
            ktab_sqlite.load(str(path))
    with pytest.raises(InputFaults, match="no such file"):
        ktab_sqlite.load(str(tmp_path / "none.db"))
    with pytest.raises(InputFaults, match="not a file"):
        ktab_sqlite.load(str(tmp_path))
