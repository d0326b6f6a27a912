"""The verbs `levers` and `whatif`: pages, JSON and refusals."""

from __future__ import annotations

import pytest

from tests.cli.calls import GOOD, SMALL, data, detente, refused

RIVER = "views.south.line.red_lines.river"


def test_levers_say_what_opens_who_owns_and_who_is_harmed():
    page = detente("levers", SMALL, "--draws", "40", "-v").stdout
    for words in ("Central case:", "patrols", "winter_stops", "Owner:", "harmed:", "beyond the sum of both"):
        assert words in page
    assert "recommended" in page


def test_levers_of_the_flagship_say_who_bars_which_option():
    found = data("levers", "miami", "--draws", "20", "--lever", "monitoring")
    assert found["blocking"][0]["issue"] == "donbas"
    assert [row["size"] for row in found["opens"]] == [0, 3]
    assert [row["id"] for row in found["levers"]] == ["monitoring"]


def test_a_case_without_levers_is_told_so_after_what_opens_it(here):
    (here / "small.yaml").write_text(GOOD)
    done = detente("levers", "small.yaml", "--draws", "20")
    assert done.exit_code == 0
    assert "names no `levers`" in done.stdout


def test_inputs_are_told_from_the_most_telling_one_on():
    found = data("levers", SMALL, "--draws", "20", "--lever", "patrols", "--tornado", "3")
    assert len(found["tornado"]["rows"]) == 3
    assert "Input, at its low" in detente("levers", SMALL, "--draws", "20", "--tornado", "2").stdout


def test_an_unknown_lever_is_refused_with_those_there_are():
    refused(detente("levers", SMALL, "--lever", "patrol"), 2, "did you mean 'patrols'")


def test_whatif_prints_before_after_and_the_paired_error():
    page = detente("whatif", SMALL, "--draws", "40", "--add", "no_deal.south=-5").stdout
    assert "before" in page
    assert "±" in page or "+/-" in page
    found = data("whatif", SMALL, "--draws", "40", "--add", "no_deal.south=-5")
    assert found["changes"] == [{"path": "no_deal.south", "kind": "add", "value": -5.0}]
    assert set(found["outputs"]["signed"]) == {"before", "before_se", "after", "after_se", "value", "se"}


def test_whatif_takes_ranges_and_several_changes():
    words = [
        "--set",
        "no_deal.south=55:60:70",
        "--drop",
        "views.south.line.red_lines.river",
        "--scale",
        "timing.closing=2",
    ]
    found = data("whatif", SMALL, "--draws", "20", *words)
    assert [row["kind"] for row in found["changes"]] == ["set", "scale", "drop"]
    assert found["changes"][0]["value"] == [55.0, 60.0, 70.0]


def test_whatif_seeks_a_value_and_says_when_there_is_none():
    page = detente("whatif", SMALL, "--draws", "20", "--seek", "no_deal.south", "--until", "zone=0.5").stdout
    assert "It is at least 50 % up to no_deal.south =" in page
    assert "cannot tell it from 50 %" in page
    page = detente(
        "whatif", SMALL, "--draws", "20", "--seek", "parties.neighbour.leverage", "--until", "zone=0.99"
    ).stdout
    assert "No value" in page


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "nothing to change"),
        (["--set", "no_deal.sout=3"], "did you mean"),
        (["--set", "no_deal.south"], "PATH=VALUE"),
        (["--set", "no_deal.south=x"], "not a number"),
        (["--set", "no_deal.south=nan"], "not a number"),
        (["--set", "no_deal.south=3:2:1"], "low:mid:high"),
        (["--set", "no_deal.south=300"], "not between 0 and 100"),
        (["--set", "no_deal.south=60", "--set", "no_deal.south=70"], "give one of both"),
        (["--set", f"{RIVER}=0.5", "--drop", RIVER], "give one of both"),
        ([f"--set=parties.{party}.required=0" for party in ("north", "south", "neighbour")], "leave one"),
        (["--seek", "parties.neighbour.required", "--until", "zone=0.5"], "yes or no"),
        (["--seek", "no_deal.south"], "go together"),
        (["--seek", "no_deal.south", "--until", "zone=2"], "ANSWER=SHARE"),
        (["--seek", "no_deal.south", "--until", "zones=0.5"], "answers are zone"),
    ],
)
def test_what_cannot_be_asked_is_refused_as_usage(words, told):
    refused(detente("whatif", SMALL, "--draws", "20", *words), 2, told)
