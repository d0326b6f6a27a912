"""GENIUS files: its semantics, its faults, and nothing hostile."""

from __future__ import annotations

import re
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
    "infinite": (PROFILE.replace('evaluation="3"', 'evaluation="1e400"'), 'evaluation is "1e400", not a number', 3),
    "program's number": (PROFILE.replace('evaluation="3"', 'evaluation="1_0"'), 'is "1_0", not a number', 3),
    "long": (PROFILE.replace('"0.4"', f'"{"4" * 3_000_000}"'), "an attribute of more than 2,000 characters", 9),
    "encoding": ('<?xml version="1.0" encoding="klingon"?>' + PROFILE, "the encoding that it names", None),
    "prefix": ('<g:utility_space xmlns:g="u"/>', "the root is <g:utility_space>", 1),
    "heavy": (PROFILE.replace('"0.5"', '"1e308"'), "allowed is between 0 and 1,000,000", 8),
    "light": (re.sub(r'(weight index="\d" value=)"[\d.]+"', r'\1"1e-300"', PROFILE), "sum to nothing", 1),
    "weight twice": (PROFILE.replace('<weight index="2"', '<weight index="1"'), "a weight with this index stands", 8),
    "weight of none": (PROFILE.replace("</objective>", '<weight index="9"/></objective>'), "no issue of this", 9),
    "issue twice": (PROFILE.replace('name="quota" type="integer"', 'name="tariff" type="integer"'), "stands twice", 4),
    "index twice": (PROFILE.replace('issue index="2"', 'issue index="1"'), 'its index "1" is that of another issue', 4),
    "value twice": (PROFILE.replace('value="low"', 'value="high"'), 'the value "high" stands twice', 3),
    "discount": (PROFILE.replace('"0.9"', '"5"'), "allowed is between 0 and 1", 9),
    "reservation twice": (PROFILE.replace("<discount_factor", '<reservation value="1"/><discount_factor'), "above", 9),
    "range": (PROFILE.replace('upperbound="10"', 'upperbound="5"'), "its range is 0 to 5; in the domain", 6),
    "triangle": (PROFILE.replace('parameter2="4"', 'parameter2="40"'), "the triangle's top 40 is not between", 7),
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


DOMAIN_FAULTS = {
    "twice": (DOMAIN.replace('name="quota"', 'name="tariff"'), "this issue stands twice"),
    "unnamed": (DOMAIN.replace('value="low"', ""), "an <item> of tariff has no value"),
    "control": (DOMAIN.replace('"trade"', f'"a{chr(0x86)}"'), "is no name"),
    "wide": (DOMAIN.replace('lowerbound="0" upperbound="10"', 'lowerbound="-1e308" upperbound="1e308"'), "too wide"),
    "turned": (DOMAIN.replace('upperbound="10"', 'upperbound="-10"'), "the range ends at -10"),
    "many": (DOMAIN.replace("<item", "".join(f'<item value="v{k}"/>' for k in range(300)) + "<item", 1), "302 values"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), DOMAIN_FAULTS.values(), ids=DOMAIN_FAULTS)
def test_a_fault_of_a_domain_is_told(text: str, words: str) -> None:
    with pytest.raises(InputFaults) as caught:
        read(domain=text)
    assert caught.value.file == "d.xml"
    assert words in caught.value.faults[0].text()


def test_a_reservation_value_counts_wherever_it_stands() -> None:
    moved = PROFILE.replace('</objective><reservation value="0.4"/>', '<reservation value="0.4"/></objective>')
    assert read(moved)[1][0].reservation == 0.4


def test_a_real_issue_without_width_has_one_value() -> None:
    narrow = [
        text.replace('lowerbound="0" upperbound="10"', 'lowerbound="4" upperbound="4"') for text in (DOMAIN, PROFILE)
    ]
    domain, (profile,) = read(narrow[1], narrow[0])
    assert (domain.issues[2].values, profile.evaluations[2]) == (("4",), (1.0,))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings_that_a_file_names_are_read(encoding: str) -> None:
    told = encoding.removesuffix("-sig")
    head = "" if told.startswith("utf") else f'<?xml version="1.0" encoding="{told}"?>'
    texts = [(head + text.replace("high", "hôch")).encode(encoding) for text in (DOMAIN, PROFILE)]
    domain, _ = genius.read([("d.xml", texts[0]), ("p.xml", texts[1])])
    assert domain.issues[0].values[0] == "hôch"


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
    _, (more,) = geniusweb.read([("p.json", WEB.replace('{"a": "x"}', '{"a": "x", "n": 2.0}').encode())])
    assert more.reservation == pytest.approx(0.08 + 0.6 * 0.25)


WEB_FAULTS = {
    "syntax": (WEB[:-3], "not JSON"),
    "bytes": (WEB.encode("latin-1").replace(b"p", b"\xff"), "no Unicode encoding"),
    "weight": (WEB.replace('"n": 0.6', '"m": 0.6'), "issueWeights.n: is missing"),
    "kind": (WEB.replace("discreteutils", "colours"), "its kind is unknown"),
    "outside": (WEB.replace('"x": 0.2', '"x": 2'), "allowed is 0 to 1"),
    "nan": (WEB.replace('"x": 0.2', '"x": NaN'), '"NaN" is not a number'),
    "digits": (WEB.replace('"x": 0.2', f'"x": {"9" * 400}'), "is not a number"),
    "text": (WEB.replace('"x": 0.2', '"x": "0.2"'), 'the text "0.2" is not a number'),
    "flag": (WEB.replace('"x": 0.2', '"x": true'), '"true" is not a number'),
    "heavy": (WEB.replace("0.4", "1e308"), "allowed is 0 to 1,000,000"),
    "light": (WEB.replace("0.4", "0").replace("0.6", "1e-300"), "the weights sum to nothing"),
    "twice": (WEB.replace('"x": 0.2', '"x": 0.9, "x": 0.2'), '"x" stands twice in one object'),
    "value twice": (WEB.replace('["x", "y"]', '["x", "x"]'), 'the value "x" stands twice'),
    "unnamed": (WEB.replace('"a":', '"":'), "is no name"),
    "half a letter": (WEB.replace('"name": "p"', '"name": "\\ud800"'), "is no name"),
    "numbers": (WEB.replace('["x", "y"]', "[1, 2]"), "neither `values`, a list of words, nor"),
    "vast": (WEB.replace('[1, 3, "0.5"]', '["0", "1e99999", "1e-99999"]'), "three numbers within 1e+15"),
    "fine": (WEB.replace('[1, 3, "0.5"]', '["0", "3", "1e-9"]'), "values; at most 200 are read"),
    "line": (WEB.replace('"lowValue": 1', '"lowValue": 2'), "leaves out values of the domain"),
    "bid": (WEB.replace('{"issuevalues": {"a": "x"}}', "5"), "issuevalues: it is missing"),
    "bid's issue": (WEB.replace('{"issuevalues": {"a"', '{"issuevalues": {"b"'), 'the issue "b" is not in the domain'),
    "bid's value": (WEB.replace('{"issuevalues": {"a": "x"', '{"issuevalues": {"a": "z"'), 'the value "z" is not in'),
    "unknown": (WEB.replace('"y": 1}', '"y": 1, "z": 0}'), "this value is not in the domain"),
    "range": (WEB.replace("[1, 3,", "[4, 3,"), "does not rise"),
    "list": ("[1]", "no JSON object"),
    "other": ('{"PartialOrdering": {}}', "no LinearAdditiveUtilitySpace"),
    "deep": ("[" * 100_000, "nested too deep"),
}


@pytest.mark.parametrize(("text", "words"), WEB_FAULTS.values(), ids=WEB_FAULTS)
def test_a_fault_of_a_web_profile_is_told(text: str | bytes, words: str) -> None:
    with pytest.raises(InputFaults) as caught:
        geniusweb.read([("p.json", text if isinstance(text, bytes) else text.encode())])
    assert any(words in fault.text() for fault in caught.value.faults), caught.value
