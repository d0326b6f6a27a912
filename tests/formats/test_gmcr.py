"""`.gmcr` files: what is read, every fault with its line, there and back, and nothing hostile."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.fault import InputFaults
from detente.case.graph import DIRECTIONS, Choice, ConflictGraph, DecisionMaker, Preference
from detente.case.graph_check import count, faults
from detente.formats.gmcr import read, write
from detente.strategy.stability.graph import graph_of
from detente.strategy.stability.judge import stable
from detente.strategy.stability.preferences import doubts, payoffs_of, ranked

DATA = Path(os.environ.get("DETENTE_REFERENCE_DATA", "nowhere"))
EXAMPLE = DATA / "peers" / "gmcr" / "format_example.gmcr"
PLAIN = {
    "options": [{"name": "Release", "permittedDirection": "both"}, {"name": "Attack"}, {"name": "Escalate"}],
    "decisionMakers": [
        {"name": "Syria", "options": [0, 2], "preferences": [[[1, "N"]], [[0, "N"], [2, "N"]]]},
        {"name": "Iraq", "options": [1], "preferenceVector": [[1, 2, 3], 6, 5, 4]},
    ],
    "infeasibles": [[[0, "Y"], [2, "Y"]]],
    "useManualPreferenceVectors": True,
}


def text(**changes) -> bytes:
    return json.dumps({**PLAIN, **changes}, indent=1).encode()


def refused(data: bytes) -> str:
    with pytest.raises(InputFaults) as caught:
        read(data, file="f.gmcr")
    return str(caught.value)


def test_an_old_file_is_read_and_options_are_regrouped_before_states_are_numbered():
    graph = read(text(), file="folder/talks.gmcr").graph
    assert graph.title == "talks"
    made = graph_of(graph)
    assert made.options == ("Release", "Escalate", "Attack")
    assert [made.label(s) for s in range(made.size)] == ["NNN", "YNN", "NYN", "NNY", "YNY", "NYY"]
    assert payoffs_of(graph, made).tolist() == [[4, 3, 3, 2, 1, 1], [4, 4, 4, 1, 2, 3]]


@pytest.mark.skipif(not EXAMPLE.exists(), reason="the file is read from DETENTE_REFERENCE_DATA, which is not there")
def test_a_file_with_every_key_is_read():
    held = read(EXAMPLE.read_bytes(), file=str(EXAMPLE))
    made = graph_of(held.graph)
    assert held.ignored == () and doubts(held.graph, made) == ()
    assert held.graph.makers[1].preference.statements[0] == (((0, True), (1, False), (2, False)),)
    assert payoffs_of(held.graph, made).tolist() == [[6, 3, 5, 2, 1, 4], [3, 6, 1, 5, 2, 4]]


MAKER = {"name": "Syria", "options": [0, 2], "preferences": [[[1, "N"]]], "preferenceRanking": [6, 5, 4, 3, 2, 1]}


@pytest.mark.parametrize(
    ("manual", "ranking", "payoffs", "counts", "words"),
    [
        (True, [6, 5, 4, 3, 2, 1], None, "ranking", "the ranking, set by hand, and the statements disagree"),
        (False, [6, 5, 4, 3, 2, 1], None, "statements", "the statements and the ranking in the file disagree"),
        (True, [], None, "statements", ""),
        (False, [6, 5], None, "statements", "does not rank every state once"),
        (False, [], [1, 2, 3, 4, 5, 6], "statements", "the payoffs in the file disagree with the statements"),
        (False, [[1, 2, 3], [4, 5, 6]], None, "statements", ""),
    ],
)
def test_the_ranking_counts_where_it_was_set_by_hand(manual, ranking, payoffs, counts, words):
    maker = {**MAKER, "preferenceRanking": ranking, **({"payoffs": payoffs} if payoffs else {})}
    data = {**PLAIN, "decisionMakers": [maker, {"name": "Iraq", "options": [1], "payoffs": [1] * 6}]}
    data.pop("useManualPreferenceVectors")
    graph = read(json.dumps({**data, "useManualPreferenceRanking": manual}).encode(), file="f.gmcr").graph
    assert graph.makers[0].preference.source == counts
    told = doubts(graph, graph_of(graph))
    assert [words in line for line in told] == ([True] if words else [])


def test_who_prefers_nothing_is_indifferent_and_told_so():
    makers = [{"name": "Syria", "options": [0, 2]}, {"name": "Iraq", "options": [1]}]
    graph = read(text(decisionMakers=makers), file="f.gmcr").graph
    made = graph_of(graph)
    assert payoffs_of(graph, made).tolist() == [[1] * 6] * 2
    assert "indifferent" in doubts(graph, made)[0]


def test_more_statements_than_an_integer_holds_are_weighed_exactly():
    maker = {"name": "A", "options": [0, 1], "preferences": [[[0, "Y"]]] + [[[1, "Y"]]] * 99}
    graph = read(json.dumps({"options": ["a", "b"], "decisionMakers": [maker]}).encode(), file="f.gmcr").graph
    assert payoffs_of(graph, graph_of(graph)).tolist() == [[1, 3, 2, 4]]


def test_named_states_and_listed_moves():
    data = {
        "states": ["talks", "truce", "war"],
        "decisionMakers": [
            {"name": "A", "moves": [[1, 2], [2, 3]], "preferencePairs": [[2, 1], [1, 3]]},
            {"name": "B", "moves": [[3, 1]], "payoffs": [2, 2.5, 0], "margin": 0.6},
        ],
    }
    graph = read(json.dumps(data).encode(), file="f.gmcr").graph
    made = graph_of(graph)
    assert (made.names, payoffs_of(graph, made).tolist()) == (("talks", "truce", "war"), [[2, 3, 1], [2, 2.5, 0]])
    assert read(write(graph).encode(), file="f.gmcr").graph == graph


def test_faults_come_with_their_lines_in_file_order():
    wrong = text(
        decisionMakers=[
            {"name": "Syria", "options": [0, 2], "preferences": [[[1, "N"]], [[7, "Y"]]]},
            {"name": "Iraq", "options": [1, 9]},
        ],
        coalitions=[[0, 4]],
    )
    told = refused(wrong).splitlines()
    assert told[0] == "f.gmcr has 3 faults:"
    lines = wrong.decode().splitlines()
    assert told[1].endswith("decisionMakers[0].preferences[1][0]: no option 7; they are 0 to 2")
    at = int(told[1].split(":")[1])
    assert "\n".join(lines[at - 1 : at + 4]).count("7") == 1
    assert "decisionMakers[1].options: no option 9" in told[2]
    assert "coalitions[0]: no decision maker 4" in told[3]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "f.gmcr:1: not JSON"),
        (b"[1]", "[1] is no object"),
        (b"\xff\xfe", "not JSON"),
        (b'{"options": NaN}', "NaN is no number"),
        (b'{"options": [], "options": []}', "two values under 'options'"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not JSON"),
        (b" " * 5_000_001, "more than 5 MB"),
        (b"{}", "no decision makers"),
        (text(options=3), "3 is no list"),
        (text(options=[3]), "3 is no object"),
        (text(options=[{"name": 3}, "b", "c"]), "options[0].name: 3 is no text"),
        (text(options=[{}, "b", "c"]), "options[0].name: it is missing"),
        (text(options=[{"name": "a", "permittedDirection": "up"}, "b", "c"]), 'permittedDirection: "up" is no'),
        (text(infeasibles=[[[0, "X"]]]), "is no list of [option, Y or N]"),
        (text(infeasibles=[[[True, "Y"]]]), "is no list of [option, Y or N]"),
        (text(infeasibles=[{"members": []}]), "no compound statement"),
        (text(infeasibles=[[[10**30, "Y"]]]), "no option 1000000"),
        (text(decisionMakers=[{"name": "A", "options": ["0"]}]), '"0" is no whole number'),
        (text(decisionMakers=[{"name": "A", "options": [0, 1, 2], "payoffs": ["1"]}]), '"1" is no number'),
        (text(decisionMakers=[{"name": "A", "options": [0, 1, 2], "payoffs": [10**400]}]), "is no number"),
        (text(decisionMakers=[{"name": "A", "moves": [[1]]}]), "no pair of state numbers"),
        (text(decisionMakers=[{"name": "A", "options": [0, 1, 2], "preferenceVector": [1]}]), "preferenceVector"),
    ],
)
def test_malformed_files_end_in_words(data, words):
    assert words in refused(data)


def test_a_file_of_nothing_but_faults_names_a_hundred():
    told = refused(text(infeasibles=[[[0, "X"]]] * 5000))
    assert "and 4,900 faults more" in told
    assert len(told.splitlines()) == 102


def test_too_many_states_are_refused_for_their_size():
    options = [f"o{k}" for k in range(30)]
    with pytest.raises(InputFaults) as caught:
        read(text(options=options, decisionMakers=[{"name": "A", "options": [*range(30)]}], infeasibles=[]), file="f")
    assert caught.value.too_large


def test_keys_that_say_nothing_about_the_conflict_are_named():
    assert read(text(comments="x", version="0.4"), file="f.gmcr").ignored == ("comments",)


NAMES = st.text(min_size=1, max_size=6).filter(lambda name: name.strip() and name.isprintable())


@st.composite
def conflicts(draw) -> ConflictGraph:
    """Graph models of either form, whole."""
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    if draw(st.booleans()):
        states = draw(st.lists(NAMES, min_size=2, max_size=5, unique=True))
        number = st.integers(1, len(states))
        pairs = st.tuples(number, number).filter(lambda pair: pair[0] != pair[1])
        makers = [DecisionMaker(n, moves=tuple(draw(st.lists(pairs, max_size=4)))) for n in names]
        graph = ConflictGraph(draw(NAMES), tuple(makers), states=tuple(states))
    else:
        owner = [*range(len(names)), *draw(st.lists(st.integers(0, len(names) - 1), max_size=3))]
        choices = tuple(Choice(draw(NAMES), draw(st.sampled_from(DIRECTIONS))) for _ in owner)
        literals = st.lists(st.tuples(st.integers(0, len(owner) - 1), st.booleans()), min_size=1, max_size=3)
        pattern = literals.map(lambda held: tuple(dict(held).items()))
        patterns = st.lists(pattern, max_size=2).map(tuple)
        statements = st.lists(st.lists(pattern, min_size=1, max_size=2).map(tuple), max_size=3).map(tuple)
        makers = [
            DecisionMaker(
                name,
                options=tuple(k for k, of in enumerate(owner) if of == at),
                preference=Preference(statements=draw(statements)),
                misperceived=draw(patterns),
            )
            for at, name in enumerate(names)
        ]
        graph = ConflictGraph(draw(NAMES), tuple(makers), choices, draw(patterns))
    return graph


@settings(max_examples=150)
@given(conflicts())
def test_what_is_written_reads_as_it_was_and_is_as_stable(graph):
    if faults(graph):
        return
    assert count(graph)
    made = graph_of(graph)
    whole = ranked(graph, made)
    again = read(write(whole).encode(), file="f.gmcr").graph
    assert again == whole
    assert read(write(again).encode(), file="f.gmcr").graph == again
    found = stable(made, payoffs_of(graph, made))
    other = graph_of(again)
    assert np.array_equal(found.threshold, stable(other, payoffs_of(again, other)).threshold)
    assert doubts(again, other) == tuple(line for line in doubts(graph, made) if line in doubts(again, other))
