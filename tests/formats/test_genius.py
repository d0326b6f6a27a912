"""GENIUS files: its semantics, its faults, and nothing hostile."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from detente.case.fault import InputFaults
from detente.formats import genius, genius_write, geniusweb
from detente.formats.domains import load

DOMAIN = """<negotiation_template><utility_space number_of_issues="3"><objective name="trade" index="0">
<issue index="1" name="tariff" type="discrete"><item index="1" value="high"/><item index="2" value="low"/></issue>
<issue index="2" name="quota" type="integer" lowerbound="2" upperbound="6"/>
<issue index="3" name="price" type="real"><range lowerbound="0" upperbound="10"/></issue>
</objective></utility_space></negotiation_template>"""
PROFILE = """<utility_space><objective name="trade" index="0">
<issue index="1" name="tariff" type="discrete">
<item value="high" evaluation="3"/><item value="low" evaluation="4"/></issue>
<issue index="2" name="quota" type="integer" lowerbound="2" upperbound="6">
<evaluator slope="0.25" offset="0.1"/></issue>
<issue index="3" name="price" type="real"><range lowerbound="0" upperbound="10"/>
<evaluator ftype="triangular" parameter0="2" parameter1="10" parameter2="4"/></issue>
<weight index="1" value="0.5"/><weight index="2" value="0.3"/><weight index="3" value="0.2"/>
</objective><reservation value="0.4"/><discount_factor value="0.9"/></utility_space>"""


def read(profile: str = PROFILE, domain: str = DOMAIN):
    return genius.read([("d.xml", domain.encode()), ("p.xml", profile.encode())])


def test_evaluations_are_divided_by_the_largest_and_numbers_follow_their_line() -> None:
    domain, (profile,) = read()
    assert (domain.name, [issue.kind for issue in domain.issues]) == ("trade", ["discrete", "integer", "real"])
    assert domain.issues[1].values == ("2", "3", "4", "5", "6")
    assert len(domain.issues[2].values) == genius.LEVELS
    assert profile.evaluations[0] == (0.75, 1.0)
    assert profile.evaluations[1] == pytest.approx((0.1, 0.35, 0.6, 0.85, 1.0))
    price = dict(zip(domain.issues[2].values, profile.evaluations[2], strict=True))
    assert (price["2"], price["3"], price["4"], price["7"], price["10"]) == (0.0, 0.5, 1.0, 0.5, 0.0)
    assert (profile.weights, profile.reservation, profile.discount) == ((0.5, 0.3, 0.2), 0.4, 0.9)


def test_real_issues_of_the_linear_and_the_constant_kind() -> None:
    line = PROFILE.replace(
        'ftype="triangular" parameter0="2" parameter1="10" parameter2="4"',
        'ftype="linear" parameter0="-0.1" parameter1="0.2"',
    )
    domain, (profile,) = read(line)
    price = dict(zip(domain.issues[2].values, profile.evaluations[2], strict=True))
    assert (price["0"], price["3"], price["10"]) == (0.0, pytest.approx(0.5), 1.0)
    flat = line.replace('ftype="linear"', 'ftype="constant"').replace('"-0.1"', '"0.7"')
    assert set(read(flat)[1][0].evaluations[2]) == {0.7}


def test_what_is_written_reads_as_it_was() -> None:
    domain, (profile,) = read()
    texts = [("d.xml", genius_write.write_domain(domain)), ("p.xml", genius_write.write_profile(domain, profile))]
    again, (other,) = genius.read([(name, text.encode()) for name, text in texts])
    assert [issue.values for issue in again.issues] == [issue.values for issue in domain.issues]
    worth = [[w * e for e in row] for w, row in zip(profile.weights, profile.evaluations, strict=True)]
    assert [[w * e for e in row] for w, row in zip(other.weights, other.evaluations, strict=True)] == [
        pytest.approx(row) for row in worth
    ]
    assert (other.reservation, other.discount) == (profile.reservation, profile.discount)


FAULTS = {
    "entity": (f'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>{PROFILE}', "document type", 1),
    "no weight": (PROFILE.replace('<weight index="2" value="0.3"/>', ""), 'no <weight index="2">', 4),
    "maximum": (PROFILE.replace('"3"/>', '"-3"/>').replace('"4"/>', '"-4"/>'), "largest evaluation is -3", 2),
    "negative": (PROFILE.replace('evaluation="3"', 'evaluation="-3"'), "an evaluation is negative", 2),
    "type": (PROFILE.replace('type="integer"', 'type="colour"'), 'the issue type "colour" is unknown', 4),
    "word": (PROFILE.replace('evaluation="3"', 'evaluation="much"'), 'evaluation is "much", not a number', 3),
    "nan": (PROFILE.replace('evaluation="3"', 'evaluation="nan"'), 'evaluation is "nan", not a number', 3),
    "value": (PROFILE.replace('value="high"', 'value="hihg"'), 'the value "hihg" is not in the domain', 3),
    "left out": (PROFILE.replace('<item value="high" evaluation="3"/>', ""), 'the value "high" is not evaluated', 2),
    "issue": (PROFILE.replace('name="quota"', 'name="qota"'), "this issue is not in the domain", 4),
    "reservation": (PROFILE.replace('"0.4"', '"40"'), "allowed is between 0 and 1", 9),
    "evaluator": (PROFILE.replace("triangular", "wavy"), 'the evaluator "wavy" is unknown', 7),
    "nonlinear": (PROFILE.replace("<utility_space>", '<utility_space type="nonlinear">'), "not additive", 1),
    "nested": (PROFILE.replace("<issue index=\"2\"", '<objective name="o"/><issue index="2"'), "objectives inside", 4),
    "broken": (PROFILE[:200], "not well-formed XML", 4),
    "page": ("<html><body/></html>", "not a GENIUS <utility_space>", 1),
    "empty": ("", "not well-formed XML", 1),
    "weights": (PROFILE.replace('"0.5"', '"0"').replace('"0.3"', '"0"').replace('"0.2"', '"0"'), "sum to nothing", 1),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words", "line"), FAULTS.values(), ids=FAULTS)
def test_a_fault_has_its_line_and_says_what_was_read(text: str, words: str, line: int) -> None:
    with pytest.raises(InputFaults) as caught:
        read(text)
    told = caught.value.faults[0]
    assert caught.value.file == "p.xml"
    assert words in told.text()
    assert told.line == line


def test_all_faults_of_a_file_come_at_once() -> None:
    text = PROFILE.replace('evaluation="3"', 'evaluation="x"').replace('slope="0.25"', "").replace('"0.4"', '"7"')
    with pytest.raises(InputFaults) as caught:
        read(text)
    assert len(caught.value.faults) == 3


@pytest.mark.parametrize("value", ["1e9", "3.5"])
def test_a_range_of_too_many_or_broken_integers_is_refused(value: str) -> None:
    with pytest.raises(InputFaults, match="are read|whole numbers"):
        read(domain=DOMAIN.replace('upperbound="6"', f'upperbound="{value}"'))


def test_a_hundred_megabytes_are_refused_with_flat_memory(tmp_path: Path) -> None:
    path = tmp_path / "p.xml"
    with path.open("wb") as stream:
        stream.write(b'<utility_space><objective name="')
        for _ in range(100):
            stream.write(b"x" * 1_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(InputFaults, match="more than 5 MB"):
        load([str(path)])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000


def test_a_web_profile_is_what_was_written() -> None:
    domain, (profile,) = read()
    text = geniusweb.write_profile(domain, profile).encode()
    again, (other,) = geniusweb.read([("p.json", text)])
    assert [issue.values for issue in again.issues] == [issue.values for issue in domain.issues]
    assert (other.weights, other.evaluations, other.reservation) == (profile.weights, profile.evaluations, 0.0)


WEB = """{"LinearAdditiveUtilitySpace": {"name": "p", "domain": {"name": "d", "issuesValues": {
"a": {"values": ["x", "y"]}, "n": {"range": [1, 3, "0.5"]}}},
"issueWeights": {"a": 0.4, "n": 0.6}, "issueUtilities": {
"a": {"discreteutils": {"valueUtilities": {"x": 0.2, "y": 1}}},
"n": {"numberutils": {"lowValue": 1, "lowUtility": 0.5, "highValue": 3, "highUtility": 0}}},
"reservationBid": {"issuevalues": {"a": "x"}}}}"""


def test_a_web_profile_with_numbers_and_a_reservation_bid() -> None:
    domain, (profile,) = geniusweb.read([("p.json", WEB.encode())])
    assert domain.issues[1].values == ("1", "1.5", "2", "2.5", "3")
    assert profile.evaluations == ((0.2, 1.0), pytest.approx((0.5, 0.375, 0.25, 0.125, 0.0)))
    assert profile.reservation == pytest.approx(0.08)


WEB_FAULTS = {
    "syntax": (WEB[:-3], "not JSON"),
    "weight": (WEB.replace('"n": 0.6', '"m": 0.6'), "issueWeights.n: is missing"),
    "kind": (WEB.replace("discreteutils", "colours"), "its kind is unknown"),
    "outside": (WEB.replace('"x": 0.2', '"x": 2'), "allowed is 0-1"),
    "unknown": (WEB.replace('"y": 1}', '"y": 1, "z": 0}'), "this value is not in the domain"),
    "range": (WEB.replace("[1, 3,", "[4, 3,"), "does not rise"),
    "list": ("[1]", "not an object"),
    "other": ('{"PartialOrdering": {}}', "no LinearAdditiveUtilitySpace"),
    "deep": ("[" * 100_000, "not JSON"),
}


@pytest.mark.parametrize(("text", "words"), WEB_FAULTS.values(), ids=WEB_FAULTS)
def test_a_fault_of_a_web_profile_is_told(text: str, words: str) -> None:
    with pytest.raises(InputFaults) as caught:
        geniusweb.read([("p.json", text.encode())])
    assert any(words in fault.text() for fault in caught.value.faults), caught.value
