"""`convert`, and `zone` on profiles: there and back, what is not kept, and what is refused."""

from __future__ import annotations

import pytest

from tests.cli.calls import GOOD, SMALL, data, detente, refused
from tests.formats.test_genius import DOMAIN, PROFILE

OTHER = PROFILE.replace('evaluation="3"', 'evaluation="9"').replace('slope="0.25"', 'slope="-0.2"')


@pytest.fixture
def trade(here):
    """Return the names of a domain and two profiles in an empty folder."""
    for name, text in {"trade.xml": DOMAIN, "buyer.xml": PROFILE, "seller.xml": OTHER}.items():
        (here / name).write_text(text, encoding="utf-8")
    return "trade.xml", "buyer.xml", "seller.xml"


def judged(*names: str) -> dict:
    """Return what does not hang on the names of parties."""
    found = data("zone", *names)
    best = {
        concept: sorted(sorted(round(u, 6) for u in s["utility"].values()) for s in solution["settlements"])
        for concept, solution in found["solutions"].items()
    }
    return {"settlements": found["settlements"], "gap": round(found["gap"], 6), "best": best}


def test_zone_judges_profiles_directly(trade):
    found = data("zone", *trade)
    assert found["case"]["title"] == "trade"
    assert found["parties"] == ["buyer", "seller"]
    assert found["settlements"]["total"] == {"value": 210, "exact": True, "se": 0.0}
    assert found["no_deal"] == {"buyer": pytest.approx(40.0), "seller": pytest.approx(40.0)}
    page = detente("zone", *trade).stdout
    assert "From utility profiles, so without a date." in page and "0001" not in page


def test_a_case_in_between_keeps_discount_factors_and_loses_nothing_else(trade, here):
    detente("convert", *trade, "case.yaml")
    assert data("convert", "case.yaml", "again.xml")["lost"] == ["2 sources"]
    assert (here / "again_buyer.xml").read_text(encoding="utf-8").count('<discount_factor value="0.9" />') == 1
    assert judged("again.xml", "again_buyer.xml", "again_seller.xml") == judged(*trade)


def test_options_and_issues_of_one_name_are_told_apart_by_their_ids(here):
    (here / "own.yaml").write_text(GOOD.replace("name: Swap", "name: Freeze"), encoding="utf-8")
    detente("convert", "own.yaml", "own.xml")
    assert 'value="Freeze (b)"' in (here / "own.xml").read_text(encoding="utf-8")
    assert data("zone", "own.xml", "own_N.xml", "own_S.xml")["settlements"]["total"]["value"] == 2


@pytest.mark.parametrize("out", ["case.yaml", "again.xml"])
def test_a_conversion_keeps_every_utility(trade, here, out):
    written = data("convert", *trade, out)["written"]
    assert all((here / name).exists() for name in written)
    assert judged(*written) == judged(*trade)


def test_there_and_back_by_the_web_format_loses_the_reservation_values_and_says_so(trade):
    told = data("convert", *trade, "web.json")
    assert told["written"] == ["web_buyer.json", "web_seller.json"]
    assert told["lost"][-1] == "reservation values"
    assert judged(*told["written"])["settlements"]["zone"]["value"] == 210


def test_a_written_case_has_no_faults_and_no_notes(trade):
    detente("convert", *trade, "case.yaml")
    assert detente("check", "case.yaml").stdout == "case.yaml: no faults\n"


def test_what_profiles_cannot_hold_is_named(here):
    done = detente("convert", SMALL, "out.xml")
    assert done.exit_code == 0
    assert "not kept: " in done.stdout and "red lines" in done.stdout and "scenarios" in done.stdout


def test_nothing_is_written_over_unless_asked(trade, here):
    (here / "case.yaml").write_text("mine", encoding="utf-8")
    refused(detente("convert", *trade, "case.yaml"), 5, "case.yaml exists", "--force")
    assert (here / "case.yaml").read_text(encoding="utf-8") == "mine"
    assert detente("convert", *trade, "case.yaml", "--force").exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("convert", "trade.xml"), 2, "what to write"),
        (("convert", "trade.xml", "buyer.xml", "out.pdf"), 2, "no known format"),
        (("convert", "trade.xml", "buyer.xml", ".xml"), 2, "no known format"),
        (("convert", "trade.xml", "buyer.xml", f"{'x' * 300}.yaml"), 2, "cannot write"),
        (("convert", "trade.xml", "buyer.xml", "."), 2, "no known format"),
        (("convert", "trade.xml", "buyer.xml", "no/such/place.yaml"), 2, "choose another place"),
        (("convert", "trade.xml", "-", "out.yaml"), 2, "- is no domain or profile"),
        (("convert", "trade.xml", "out.yaml"), 1, "no utility profile was given"),
        (("zone", "trade.xml", "miami"), 2, "miami is no domain or profile"),
        (("zone", "miami", "miami_2026"), 2, "one case at a time"),
        (("zone", "trade.xml", "bayer.xml"), 1, "no such file"),
        (("zone", "trade.xml", "buyer.xml", "--frontier", "seller"), 2, "there are: buyer"),
        (("zone", "trade.xml", "buyer.xml", "--frontier", ","), 2, "name parties"),
    ],
)
def test_what_cannot_be_read_or_written_is_refused(trade, words, code, told):
    refused(detente(*words), code, told)


def test_a_frontier_for_chosen_parties(trade):
    assert data("zone", *trade, "--frontier", "seller")["frontier"]["parties"] == ["seller"]
    assert data("zone", *trade, "--frontier", "all")["frontier"]["parties"] == ["buyer", "seller"]


@pytest.mark.parametrize("out", ["case.csv", "case.xlsx"])
def test_a_spreadsheet_is_a_case_for_every_verb_and_comes_back(here, out):
    if out.endswith(".xlsx"):
        pytest.importorskip("openpyxl")
    assert data("convert", SMALL, out)["lost"] == []
    assert detente("check", out).stdout.startswith(f"{out}: no faults")
    assert data("zone", out)["settlements"] == data("zone", SMALL)["settlements"]
    assert "compromise" in detente("models", out).stdout.lower()
    for name in (out, SMALL):
        detente("convert", name, f"{name.partition('.')[0]}_back.yaml")
    assert data("zone", "case_back.yaml")["solutions"] == data("zone", f"{SMALL}_back.yaml")["solutions"]


def test_a_fault_of_a_spreadsheet_is_told_at_its_cell(here):
    detente("convert", SMALL, "case.csv")
    text = (here / "case.csv").read_text(encoding="utf-8")
    (here / "case.csv").write_text(text.replace("north,monitors,,50,", "north,monitors,,500,"), encoding="utf-8")
    at = next(k for k, line in enumerate(text.split("\n"), start=1) if line.startswith("north,monitors,,50,"))
    done = detente("check", "case.csv")
    assert done.exit_code == 1
    assert f"case.csv:{at}: views.north.monitors.salience: 500 is not between 0 and 100" in done.stdout


def test_an_actor_table_is_no_case_and_the_message_says_what_one_is(here):
    (here / "actors.csv").write_text("Actor,Capability,Position,Salience\nA,1,10,50\n", encoding="utf-8")
    refused(detente("zone", "actors.csv"), 1, "a case in CSV begins with [case]")


@pytest.mark.parametrize(("out", "head"), [("case.nfg", "NFG 1 R "), ("case.efg", "EFG 2 R "), ("case.gexf", "<?xml")])
def test_games_and_maps_are_written_and_name_what_they_do_not_hold(here, out, head):
    assert data("convert", SMALL, out)["lost"]
    assert (here / out).read_text(encoding="utf-8").startswith(head)
