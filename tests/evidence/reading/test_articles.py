"""Flawed texts raise the flags that were planted, clean ones none; each held against its case, and against others."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from detente.case.nouns import Case
from detente.evidence.reading.intake import take_in
from detente.evidence.reading.read import read
from detente.evidence.reading.records import Flag, Reading
from detente.evidence.reading.sentences import sentences
from detente.formats.load import load

TEXTS = Path(__file__).parent / "texts"
ARTICLE = Path(os.environ.get("DETENTE_REFERENCE_DATA", "nowhere")) / "article/miami.txt"
needs_article = pytest.mark.skipif(
    not ARTICLE.exists(), reason="the article is read from DETENTE_REFERENCE_DATA, which is not there"
)
TWELVE = {
    "office_holder", "former_office", "secrecy", "neutral_ground", "unverified_expert", "anonymous_source",
    "likelihood_without_number", "unit_slip", "single_source", "missing_party", "missing_issue", "unconditional_advice",
}  # fmt: skip
FLAWED = {"flawed_miami.txt": "miami", "flawed_dayton.txt": "dayton_1995", "flawed_istanbul.txt": "istanbul_2022"}
NOT_PLANTED = {"flawed_istanbul.txt": {"neutral_ground"}}  # this text denies that the place is neutral
CLEAN = [
    ("control_miami.md", "miami"), ("control_dayton.txt", "dayton_1995"), ("control_istanbul.html", "istanbul_2022"),
    ("control_aceh.txt", None), ("control_aceh.txt", "miami"), ("control_ireland.txt", None),
    ("control_ireland.txt", "dayton_1995"), ("control_news.md", "miami"), ("control_news.md", None),
    ("control_korea.txt", "korea_1951"),
]  # fmt: skip


@cache
def case(name: str) -> Case:
    return load(name)


@cache
def reading(path: Path, name: str | None) -> Reading:
    return read(path.read_bytes(), case(name) if name else None, file=path.name)


def flags(path: Path, name: str | None, kind: str) -> list[Flag]:
    return [flag for flag in reading(path, name).flags if flag.kind == kind]


@pytest.mark.parametrize(("text", "name"), FLAWED.items())
def test_what_was_planted_is_flagged(text: str, name: str) -> None:
    raised = {flag.kind for flag in reading(TEXTS / text, name).flags}
    assert TWELVE - NOT_PLANTED.get(text, set()) <= raised
    assert not NOT_PLANTED.get(text, set()) & raised


@pytest.mark.parametrize(("text", "name"), CLEAN)
def test_nothing_is_flagged_in_a_clean_text(text: str, name: str | None) -> None:
    assert [(flag.kind, flag.sentence) for flag in reading(TEXTS / text, name).flags] == []


def test_without_a_case_only_what_the_text_shows_by_itself_is_flagged() -> None:
    raised = {flag.kind for flag in reading(TEXTS / "flawed_miami.txt", None).flags}
    assert not raised & {"secrecy", "neutral_ground", "missing_party", "missing_issue", "date", "office_holder"}
    assert {"anonymous_source", "unit_slip", "unverified_expert"} <= raised


def test_orders_in_a_text_are_text() -> None:
    kinds = [flag.kind for flag in reading(TEXTS / "hostile.md", "miami").flags]
    assert kinds == ["anonymous_source"]


def test_an_expert_is_never_called_invented() -> None:
    for flag in flags(TEXTS / "flawed_miami.txt", "miami", "unverified_expert"):
        assert flag.why.startswith("unverified: ")
        assert "fabricat" not in flag.why and "invent" not in flag.why


def test_a_flag_on_an_office_names_its_source() -> None:
    (flag,) = flags(TEXTS / "flawed_dayton.txt", "dayton_1995", "office_holder")
    assert "then it was Bill Clinton" in flag.why
    assert "https://" in flag.why


def test_the_date_of_the_text_itself_decides_who_was_in_office() -> None:
    text = b"1 December 2024. President Biden is sending arms. Former President Trump objects."
    assert read(text, case("miami")).flags == ()


def test_what_is_left_out_is_named() -> None:
    (party,) = flags(TEXTS / "flawed_miami.txt", "miami", "missing_party")
    (issue,) = flags(TEXTS / "flawed_miami.txt", "miami", "missing_issue")
    assert "UA (principal)" in party.why
    assert all(word in issue.why for word in ("znpp", "force_cap", "assets", "elections", "prisoners"))


def test_claims_carry_who_says_them_and_what_of() -> None:
    claims = {claim.number: claim for claim in reading(TEXTS / "control_miami.md", "miami").claims}
    refugees = next(claim for claim in claims.values() if "refugees from Ukraine" in claim.text)
    assert refugees.attribution.startswith("UN refugee agency")
    assert [(q.value, q.unit) for q in refugees.quantities] == [(5.9e6, "refugees"), (3.7e6, "people")]
    assert "UA" in refugees.parties
    odds = next(claim for claim in claims.values() if "question market" in claim.text)
    assert ("sequence" in odds.issues, odds.quantities[0].value, odds.quantities[0].unit) == (True, 12.0, "%")


@needs_article
def test_the_news_analysis_raises_the_flags_of_a_careful_reader() -> None:
    raised = {flag.kind for flag in reading(ARTICLE, "miami").flags}
    assert len(raised & TWELVE) >= 8
    assert "undated" in raised


@needs_article
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("office_holder", "Biden administration is leading"), ("former_office", "former President Trump"),
        ("secrecy", "secret"), ("neutral_ground", "neutral ground"), ("unverified_expert", "Anya Petrova"),
        ("anonymous_source", "analysts suggest"), ("likelihood_without_number", "most likely short-term outcome"),
        ("unit_slip", "displaced over 6 million"), ("unconditional_advice", "Investors should"),
    ],
)  # fmt: skip
def test_a_flag_stands_at_the_sentence_that_earns_it(kind: str, words: str) -> None:
    assert any(words in flag.sentence for flag in flags(ARTICLE, "miami", kind))


@needs_article
def test_the_hand_made_annotations_of_the_news_analysis_are_met() -> None:
    """69 sentences and six attributions were counted by hand; a heading more or less is a matter of taste."""
    found = reading(ARTICLE, "miami")
    assert abs(found.sentences - 69) <= 1
    blocks, _ = take_in(ARTICLE.read_bytes(), file="miami.txt")
    assert len(sentences(blocks)) == found.sentences
    said = " ".join(claim.attribution for claim in found.claims)
    for who in ("reports surface", "analysts suggest", "MarketScreener", "Anya Petrova", "Ukraine"):
        assert who in said
