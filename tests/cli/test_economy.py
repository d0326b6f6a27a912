"""The verb `economy`: its page, its object, and what it refuses."""

from __future__ import annotations

from tests.cli.calls import data, detente, refused


def test_the_page_says_what_it_is() -> None:
    done = detente("economy", "miami", "-n", "40")
    assert done.exit_code == 0, done.stderr
    told = (
        "Scenario arithmetic, not advice",
        "Consumer prices, euro area",
        "Recession, euro area",
        "Energy leverage",
        "New START",
    )
    for words in (*told, "consistency, not validation", "Defence to the target", "Returned from abroad"):
        assert words in done.stdout
    assert done.stdout.count("NOT VERIFIED") == 3
    assert "the cost share was chosen because it meets 2.3 %" in " ".join(done.stdout.split())
    for word in (" buy ", " sell ", "recommend"):
        assert word not in done.stdout.lower()


def test_the_object_holds_every_part() -> None:
    found = data("economy", "template", "-n", "40")
    assert found["schema"] == "detente.economy/1"
    assert {"odds", "indicators", "recession", "leverage", "contributions", "consistency", "drivers"} <= found.keys()


def test_verbose_adds_the_ledger_and_its_sources() -> None:
    done = detente("economy", "template", "-n", "40", "-v")
    assert "The ledger, after a year" in done.stdout
    assert "Gourinchas" in done.stdout


def test_a_case_of_another_time_is_refused_in_words() -> None:
    done = detente("economy", "korea_1951", "-n", "40")
    refused(done, 1, "are changes as of 2025-12-15, the case is as of 1953-07-26", "write its own under")
