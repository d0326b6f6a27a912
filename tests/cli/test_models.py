"""The verb `models`: tables of other programs and cases, text and JSON, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calls import data, detente
from tests.formats.test_actor_tables import BDM, EXCHANGE, KTAB, PEERS, XML, needs_peers

GOLDEN = Path(__file__).parents[1] / "published/data"


def answer(*words: str) -> dict:
    return data("models", *words)


@pytest.fixture
def emissions(tmp_path):
    golden = json.loads((GOLDEN / "emission_standards.json").read_text(encoding="utf-8"))
    rows = [f"{r['actor']},{r['capability']},{r['position']},{r['salience']}" for r in golden["input"]]
    path = tmp_path / "emissions.csv"
    path.write_text("\r".join(["Actor,Capability,Position,Salience", *rows]), encoding="utf-8")
    return str(path), golden


def test_the_emission_standards_give_the_published_rounds(emissions):
    path, golden = emissions
    found = answer(path)
    assert found["schema"] == "detente.models/1"
    assert found["models"]["compromise"]["position"] == pytest.approx(7.38995568685, abs=1e-9)
    assert found["models"]["weighted_median"]["position"] == 7.0
    rounds = found["models"]["challenge"]["rounds"]
    assert [r["median"] for r in rounds] == pytest.approx([r["median"] for r in golden["rounds"]], abs=1e-6)
    assert [r["mean"] for r in rounds] == pytest.approx([r["mean"] for r in golden["rounds"]], abs=1e-6)
    assert rounds[0]["positions"]["France"] == 10.0
    assert "one issue" in found["not_played"]["exchange"]


def test_other_readings_are_played_on_request(emissions):
    found = answer(emissions[0], "--variant", "printed", "--rounds", "3")
    assert found["models"]["challenge"]["variant"] == "printed"
    assert len(found["models"]["challenge"]["rounds"]) == 4


@needs_peers
def test_copenhagen_gives_437_exchanges():
    found = answer(str(PEERS / "exchange/copenhagen2009.csv"))["models"]["exchange"]
    assert (found["count"], found["valid"], len(found["exchanges"])) == (437, 420, 437)
    assert found["total_gain"] == pytest.approx(112.883093171, abs=1e-9)
    first = {side["actor"]: side for side in found["exchanges"][0]["sides"]}
    assert first["USA"] == {"actor": "USA", "gives": "Extra", "from": 10.0, "to": 90.0}


@needs_peers
@pytest.mark.parametrize("ending", ["csv", "xml"])
def test_the_scenario_of_ktab_stops_after_ten_turns(ending):
    found = answer(str(PEERS / f"ktab/dummyData_3Dim.{ending}"))["models"]["spatial"]
    assert found["turns"] == 10
    assert [round(r, 3) for r in found["risk"].values()] == [-0.5, -0.459, -0.499, -0.274, 1.0, -0.232, -0.43]
    assert [round(p, 4) for p in found["probabilities"].values()] == [
        0.0047, 0.0302, 0.0054, 0.1492, 0.6001, 0.1447, 0.0656,
    ]  # fmt: skip


def test_the_parameters_of_a_file_are_used_or_named(tmp_path):
    chosen = "<ModelParameters><BigRRange>Max</BigRRange><VotingRule>ASymProsp</VotingRule></ModelParameters>"
    path = tmp_path / "talks.xml"
    path.write_text(XML.replace("  <Dimensions>", f"{chosen}<Dimensions>"), encoding="utf-8")
    found = answer(str(path))
    assert found["not_used"] == ["VotingRule ASymProsp"]
    assert min(found["models"]["spatial"]["risk"].values()) == -1.0


def test_a_table_of_two_actors_has_a_page(tmp_path):
    path = tmp_path / "talks.csv"
    path.write_text(KTAB, encoding="utf-8")
    done = detente("models", str(path), "--quota", "15")
    assert done.exit_code == 0, done.stderr
    for words in ("Talks", "2 actors, 2 issues", "Exchange model", "Spatial model", "Shapley-Shubik", "Track record"):
        assert words in done.stdout


def test_an_exchange_table_keeps_its_own_scale(tmp_path):
    path = tmp_path / "talks.tsv"
    path.write_text(EXCHANGE, encoding="utf-8")
    found = answer(str(path))
    assert found["models"]["compromise"]["tax"] == pytest.approx((2 * 50 + 8 * 120) / 170)
    assert found["issues"] == [{"name": "tax", "low": 0.0, "high": 10.0}]


@pytest.mark.parametrize("case", ["minsk_2015", "miami"])
def test_a_case_gives_every_model_a_row_of_scenarios(case):
    found = answer(case)
    assert {"nash", "compromise", "weighted_median", "challenge", "exchange", "spatial"} <= {*found["models"]}
    ids = [row["id"] for row in found["scenarios"]]
    for model in found["models"].values():
        assert [*model["shares"]] == ids
        assert sum(model["shares"].values()) == pytest.approx(1.0)
    assert sorted(m for side in found["apart"] for m in side["models"]) == sorted(found["models"])
    assert found["track_record"][0]["source"]


def test_the_compromise_row_is_that_of_zone():
    zone = data("zone", "minsk_2015")["compromise"]
    row = answer("minsk_2015")["models"]["compromise"]
    assert row["values"] == pytest.approx({k: v for k, v in zone["positions"].items() if k in row["values"]})
    assert row["settlements"] == zone["settlements"]


@pytest.fixture(scope="module")
def miami():
    return detente("models", "miami").stdout, answer("miami")


def test_a_case_is_told_by_names_never_by_ids(miami):
    page, found = miami
    assert next(a["name"] for a in found["actors"] if a["id"] == "RU").startswith("Russia")
    assert {row["issue"] for row in found["disagreements"]} <= {issue["id"] for issue in found["issues"]}
    said = {word.strip(",;:.*“”") for word in page.split()}
    ids = {a["id"] for a in found["actors"]} | {i["id"] for i in found["issues"] if "_" in i["id"]}
    names = " ".join(a["name"] for a in found["actors"])
    assert not {i for i in ids if i in said and i not in names}
    assert "NATO membership of Ukraine, 57 percent: challenge model 35, “Ukraine shelves" in " ".join(page.split())


def test_every_model_has_its_track_record_or_says_that_it_has_none(miami):
    page, found = miami
    lines = " ".join(page.split())
    assert [row["value"] for row in found["models"]["compromise"]["track_record"]] == [22.99]
    assert found["models"]["exchange"]["track_record"] == []
    assert "compromise mean*: Land for guarantees; off by 23 of 100 points" in lines
    assert lines.count("no published error") == sum(not m["track_record"] for m in found["models"].values())


def test_the_page_says_who_would_sign(miami):
    told = " ".join(miami[0].split())
    assert "Would it be signed?" in told
    assert "spatial model: Russia −16.9, Ukraine +3.2; refused, on a red line in it, by Russia." in told
    assert "utilitarian: Russia +2.0, Ukraine +0.1; 26 % at 20 points, 28 % at 5, 38 % at 1." in told


def test_the_page_of_a_case_says_whether_models_disagree():
    assert "The models disagree" in detente("models", "miami").stdout
    assert "All models point to the same scenario" in detente("models", "minsk_2015").stdout


@pytest.mark.parametrize(
    ("text", "words", "code", "said"),
    [
        (BDM.replace("A,1", "A,-1"), [], 1, "talks.csv:2: capability"),
        (BDM, ["--quota", "9"], 2, "the quota 9.0 is not above 0"),
        (BDM, ["--rounds", "0"], 2, "0 is not in the range"),
        (BDM, ["--variant", "other"], 2, "'other' is not one of"),
    ],
)
def test_what_is_refused_says_why(tmp_path, text, words, code, said):
    path = tmp_path / "talks.csv"
    path.write_text(text, encoding="utf-8")
    done = detente("models", str(path), *words)
    assert done.exit_code == code
    assert said in done.stderr


def test_models_of_a_case_are_shown_over_draws_with_their_weights():
    done = detente("models", "minsk_2015", "--draws", "20", "--rounds", "1")
    assert done.exit_code == 0, done.stderr
    told = " ".join(done.stdout.split())
    for words in ("Over 20 draws, if talks conclude", "Nash, weight 20 %.", "spatial model, weight 0 %.", "mixture."):
        assert words in told


def test_draws_are_of_cases_alone(tmp_path):
    path = tmp_path / "talks.csv"
    path.write_text(KTAB, encoding="utf-8")
    done = detente("models", str(path), "--draws", "20")
    assert (done.exit_code, "--draws is for a CASE" in done.stderr) == (2, True)


def test_votes_are_of_tables_alone():
    done = detente("models", "miami", "--quota", "3")
    assert (done.exit_code, "--quota is for a TABLE" in done.stderr) == (2, True)


def test_tables_convert_and_say_what_is_lost(tmp_path):
    path, out = tmp_path / "talks.csv", tmp_path / "talks.xml"
    path.write_text(KTAB, encoding="utf-8")
    data("convert", path, out)
    back = tmp_path / "back.ktab.csv"
    assert detente("convert", str(out), str(back)).exit_code == 0
    assert back.read_text(encoding="utf-8").splitlines()[2] == "A,one,10,0,50,5,30"
    told = detente("convert", str(path), str(tmp_path / "x.bdm.csv"))
    assert (told.exit_code, "2 issues do not go into a table of one" in told.stderr) == (1, True)
    wrong = detente("convert", "miami", str(tmp_path / "miami.tsv"))
    assert (wrong.exit_code, "an actor table" in wrong.stderr) == (2, True)
