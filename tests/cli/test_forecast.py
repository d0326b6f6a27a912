"""The verb `forecast`: questions asked, answered, resolved and scored; and what is refused."""

from __future__ import annotations

import json

import pytest

from detente.cli.forecast import FORECAST_VERBS
from tests.cli.calls import data, detente, refused

ASKED = ("--statement", "A truce holds", "--rule", "Both say so", "--opened", "2001-01-01", "--horizon", "2001-06-30")
NARROW = {"COLUMNS": "40"}
pytestmark = pytest.mark.usefixtures("home")  # each test has a ledger of its own


def done(*words: str) -> str:
    made = detente("forecast", *words)
    assert made.exit_code == 0, made.stderr
    return made.stdout


def ask(*more: str, question: str = "truce") -> None:
    done("new", question, *ASKED, *more)


def answer(who: str, p: str, day: str = "2001-02-01", question: str = "truce") -> None:
    done("add", question, "--by", who, "--p", p, "--date", day)


def resolve(question: str = "truce", outcome: str = "no") -> None:
    done("resolve", question, outcome, "--date", "2001-06-30", "--source", "the press")


@pytest.mark.parametrize("verb", FORECAST_VERBS)
def test_every_verb_of_forecast_has_help_json_and_a_ledger(verb) -> None:
    page = done(verb, "--help")
    assert "--json" in page
    assert "--db" in page


def one_line(page: str) -> str:
    """Return a page as one line."""
    return " ".join(page.split())


def test_a_question_is_asked_answered_resolved_and_scored(home) -> None:
    ask()
    answer("Ann", "0.3")
    answer("Ann", "0.2", "2001-03-01")
    answer("Bob", "0.6")
    assert [row["status"] for row in data("forecast", "list")["questions"]] == ["due"]
    resolve()
    found = data("forecast", "score")
    assert found["schema"] == "detente.forecast.score/1"
    table = {row["forecaster"]: row for row in found["table"]}
    assert table["Ann"]["brier"] == pytest.approx(2 * 0.04)
    assert table["Bob"]["skill"]["uniform"] == pytest.approx(1 - 0.72 / 0.5)
    assert {"uniform", "linear pool", "geometric pool"} <= set(table)
    (home / "ledger.sqlite").stat()


def test_pages_fit_the_screen() -> None:
    ask()
    answer("Ann", "0.3")
    answer("Bob", "0.6")
    resolve()
    for words in (
        ["list"],
        ["list", "truce"],
        ["score"],
        ["score", "--example"],
        ["pool", "truce", "--extremise", "2"],
        ["runs"],
    ):
        made = detente("forecast", *words, env=NARROW)
        assert made.exit_code == 0, made.stderr
        lines = [line for line in made.stdout.splitlines() if "ledger.sqlite" not in line]
        assert max(map(len, lines), default=0) <= 40, words


def test_the_example_prints_the_league_beside_what_knows_nothing() -> None:
    page = done("score", "--example")
    assert "Calibration: last forecasts on binary questions, all forecasters together." in one_line(page)
    assert "40 % to 50 %" in page
    for word in ("RFI", "0.1058", "linear pool", "0.2213", "geometric pool", "0.2089", "uniform", "0.7500", "(relay)"):
        assert word in page
    assert "0.0441" in page
    assert 'questions.peace_deal: the key "horizon" is missing' in page.replace("\n    ", " ").replace("\n", "")
    assert "Goldman Sachs" in page
    assert data("forecast", "score", "ceasefire_2022_25") == data("forecast", "score", "--example")


def test_a_csv_has_the_promised_keys(here) -> None:
    (here / "f.csv").write_text("question,p,outcome,group\na,0.7,1,x\nb,0.2,0,x\nc,0.4,,y\n")
    found = data("forecast", "score", "f.csv")
    assert (found["n"], found["unresolved"]) == (2, 1)
    assert found["brier"] == pytest.approx((0.09 + 0.04) / 2)
    assert set(found["calibration"][0]) == {"low", "high", "n", "mean_p", "frequency"}
    assert set(found["murphy"]) == {"reliability", "resolution", "uncertainty"}
    assert "2 forecasts on 2 questions" in done("score", "f.csv")


def test_faults_of_a_csv_are_told_with_their_lines(here) -> None:
    (here / "f.csv").write_text("question,p,outcome\na,7,1\nb,0.2,0.3\n")
    refused(detente("forecast", "score", "f.csv"), 1, "f.csv:2: p:", "f.csv:3: outcome:", "price")


def test_others_are_imported_all_or_nothing(here) -> None:
    ask("--bin", "Q1", "--bin", "Q2", "--bin", "later", "--type", "ordered")
    (here / "bad.csv").write_text(
        "question,forecaster,date,p\ntruce,A,2001-02-01,0.33|0.33|0.33\ntruce,B,2001-08-01,1|0|0\n"
    )
    refused(detente("forecast", "import", "bad.csv"), 1, "bad.csv:3", "after the horizon")
    assert data("forecast", "list")["questions"][0]["forecasts"] == 0
    (here / "good.csv").write_text("question,forecaster,date,p\ntruce,A,2001-02-01,0.33|0.33|0.33\n")
    found = data("forecast", "import", "good.csv")
    assert len(found["recorded"]) == 1
    assert "sum to 0.99" in found["notes"][0]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("new", "q", "--statement", "S", "--rule", "R"), 1, '"horizon" is missing'),
        (("new", "q", "--statement", "S", "--horizon", "2001-06-30"), 1, '"rule" is missing'),
        (
            ("add", "truce", "--by", "A", "--p", "yes=0.3", "--p", "no=0.3", "--date", "2001-02-01"),
            1,
            "yes 0.5000, no 0.5000",
        ),
        (("add", "truse", "--by", "A", "--p", "0.3", "--date", "2001-02-01"), 1, 'did you mean "truce"'),
        (("add", "truce", "--by", "A", "--p", "30%"), 2, "write 0.3 for 30 %"),
        (("add", "truce", "--by", "A"), 2, "--p, --quantile or --run"),
        (("add", "truce", "--p", "0.3"), 2, "--by NAME"),
        (("add", "truce", "--by", "A", "--p", "0.3", "--date", "2001-07-01"), 1, "after the horizon"),
        (("resolve", "truce", "no", "--source", "S", "--date", "2001-02-01"), 1, "before the horizon"),
        (("resolve", "truce", "no", "--source", "S", "--date", "9999-02-01"), 1, "has not come yet"),
        (("resolve", "truce", "perhaps", "--source", "S", "--date", "2001-06-30"), 1, "one of: yes; no"),
        (("list", "nothing"), 1, "no question"),
        (("list", "--seal", "abc"), 2, "at least 8"),
        (("score", "nothing"), 2, "ceasefire_2022_25"),
        (("score", "x.csv", "--example"), 2, "not both"),
        (("score", "gone.csv"), 1, "no such file"),
        (("pool", "truce"), 1, "nobody has a forecast"),
        (("pool", "truce", "--on", "soon"), 2, "year-month-day"),
        (("scroe",), 2, "did you mean 'score'"),
        (("list", "--db", "mysql://x"), 1, "PostgreSQL"),
        (("runs", "--answer", "talks"), 1, "no run talks was kept"),
    ],
)
def test_what_cannot_be_is_refused(words, code, told) -> None:
    ask()
    made = detente("forecast", *words)
    refused(made, code)
    assert told in " ".join(made.stderr.split())


def test_there_is_no_ledger_until_a_question_is_asked() -> None:
    for words in (["list"], ["score"], ["runs"], ["pool", "q"]):
        refused(detente("forecast", *words), 1, "there is no ledger", "forecast new")


def test_a_file_that_is_no_ledger_is_left_alone(here) -> None:
    (here / "x.db").write_text("something else")
    refused(detente("forecast", "new", "q", *ASKED, "--db", "x.db"), 1, "is not a ledger", "--db")
    refused(detente("forecast", "new", "q", *ASKED, "--db", "x.db/y.db"), 2, "choose another place")
    assert (here / "x.db").read_text() == "something else"


def test_a_void_question_is_not_scored() -> None:
    ask("--condition", "talks begin")
    answer("Ann", "0.3")
    done("void", "truce", "--reason", "talks never began", "--date", "2001-06-30")
    assert data("forecast", "score")["void"] == ["truce"]
    assert "talks never began" in done("list", "truce")


def test_a_seal_says_whether_the_ledger_is_as_it_was() -> None:
    ask()
    seal = data("forecast", "list")["seal"]
    answer("Ann", "0.3")
    assert data("forecast", "list", "--seal", seal)["sealed_at"]["n"] == 1
    lost = detente("forecast", "list", "--seal", "0123456789ab")
    assert lost.exit_code == 1
    assert "not as it was written" in lost.stderr


def test_a_pool_is_kept_as_a_forecast() -> None:
    ask()
    answer("Ann", "0.2")
    answer("Bob", "0.4")
    found = data("forecast", "pool", "truce", "--on", "2001-03-01", "--keep", "linear")
    assert found["pools"]["linear"]["yes"] == pytest.approx(0.3)
    assert len(found["kept"]) == 1
    latest = {row["forecaster"]: row["p"][0] for row in data("forecast", "list", "truce")["questions"][0]["latest"]}
    assert latest["kept linear pool"] == pytest.approx(0.3)
    again = data("forecast", "pool", "truce")
    assert [row["forecaster"] for row in again["forecasts"]] == ["Ann", "Bob"]


def test_a_number_is_forecast_in_quantiles() -> None:
    ask("--type", "numeric", "--unit", "days")
    done("add", "truce", "--by", "Ann", "--quantile", "0.25=10", "--quantile", "0.75=30", "--date", "2001-02-01")
    resolve(outcome="34")
    (row,) = data("forecast", "score")["questions"][0]["scored"]
    assert row["quantile_score"] == pytest.approx(0.25 * 24 + 0.75 * 4)
    assert "0.25: 10" in done("list", "truce")


def test_a_run_is_kept_and_its_odds_become_a_forecast(here) -> None:
    made = detente("run", "template", "--draws", "20", "--keep", "--json")
    assert made.exit_code == 0, made.stderr
    assert "kept as template:1" in made.stderr
    result = json.loads(made.stdout)
    (row,) = data("forecast", "runs", "template")["runs"]
    assert (row["run"], row["seed"], row["draws"]) == ("template:1", 1, 20)
    assert row["inputs"] == result["case"]["sha256"]
    assert json.loads(done("runs", "--answer", "template")) == result
    assert "template:1" in done("runs")
    done("new", "which", "--from", "template")
    done("add", "which", "--run", "template:1")
    (latest,) = data("forecast", "list", "which")["questions"][0]["latest"]
    assert sum(latest["p"]) == pytest.approx(1.0)
    assert latest["forecaster"] == "detente"
    refused(detente("run", "template", "--db", "x.db"), 2, "--keep")


def test_a_run_of_a_case_coded_with_later_knowledge_is_marked_where_it_is_scored() -> None:
    assert detente("run", "minsk_2015", "--draws", "20", "--keep", "--json").exit_code == 0
    (row,) = data("forecast", "runs")["runs"]
    assert row["hindsight"]
    bins = [word for name in row["odds"] for word in ("--bin", name)]
    asked = ("--statement", "S", "--rule", "R", "--opened", row["as_of"], "--horizon", row["horizon"])
    done("new", "which", *asked, *bins, "--condition", "talks conclude")
    done("add", "which", "--run", "minsk_2015")
    done("resolve", "which", [*row["odds"]][0], "--date", row["horizon"], "--source", "the record")
    assert "hindsight-coded" in done("score")


def test_an_import_that_adds_nothing_says_so_and_names_the_rows(here) -> None:
    ask()
    (here / "odds.csv").write_text("question,forecaster,date,p\ntruce,Ann,2001-02-01,0.3\n", encoding="utf-8")
    done("import", "odds.csv")
    again = detente("forecast", "import", "odds.csv")
    assert "Nothing new" in again.stdout
    assert "note: odds.csv:2: " in again.stderr


def test_a_table_with_a_thousand_faults_is_refused_without_a_trace(here) -> None:
    ask()
    rows = "".join(f"truce,A{k},2001-02-01,7\n" for k in range(1_100))
    (here / "odds.csv").write_text("question,forecaster,date,p\n" + rows, encoding="utf-8")
    refused(detente("forecast", "import", "odds.csv"), 1, "more than 1000 faults")


def test_a_forecast_over_many_bins_names_each() -> None:
    ask("--bin", "a", "--bin", "b", "--bin", "c")
    done("add", "truce", "--by", "Ann", "--p", "a=0.2", "--p", "b=0.3", "--p", "c=0.5", "--date", "2001-02-01")
    assert "Ann: a 20 %; b 30 %; c 50 %" in done("list", "truce")


def test_a_pool_that_was_kept_is_told_from_the_pool_of_now() -> None:
    ask()
    answer("Ann", "0.3")
    answer("Bob", "0.6")
    done("pool", "truce", "--keep", "linear", "--on", "2001-03-01")
    resolve()
    names = [row["forecaster"] for row in data("forecast", "score")["table"]]
    assert len(names) == len(set(names))
    assert "kept linear pool" in names


def test_a_ledger_is_exported_and_imported(here) -> None:
    ask()
    answer("Ann", "0.3")
    resolve()
    assert done("export", "all.json") == "all.json: questions 1, forecasts 1, resolutions 1.\n"
    done("import", "all.json", "--db", "other.sqlite")
    first, second = (data("forecast", "score", *more)["table"] for more in ([], ["--db", "other.sqlite"]))
    assert first == second
    refused(detente("forecast", "export", "all.json"), 5, "is there already")
    refused(detente("forecast", "export", "all.csv"), 2, "ends in .json")


def test_a_number_is_scored_in_its_unit_and_may_be_voided_later() -> None:
    ask("--type", "numeric", "--unit", "USD", question="oil")
    done("add", "oil", "--by", "Ann", "--quantile", "0.1=50", "--quantile", "0.9=75", "--date", "2001-02-01")
    resolve("oil", "64")
    page = done("score")
    assert "Nothing to score" not in page
    assert "quantile score, USD" in page
    assert "Unit: USD." in done("list", "oil")
    refused(detente("forecast", "void", "oil", "--reason", "no market"), 1, "say why")
    done("void", "oil", "--reason", "no market", "--correction", "it was closed")
    assert data("forecast", "list")["questions"][0]["status"] == "void"


def test_a_group_that_called_impossible_what_happened_has_an_infinite_log_score(here) -> None:
    (here / "e.csv").write_text("question,p,outcome,group\na,0.2,0,A\nb,1,0,B\n", encoding="utf-8")
    assert done("score", "e.csv").splitlines()[-1].split() == ["B", "1", "1.0000", "infinite"]
