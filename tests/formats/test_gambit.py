"""Games and maps for other programs: read back by plain readers, and by the programs where they are installed."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.ballot import Ballot
from detente.case.fault import TooLarge, Unanswerable
from detente.formats import gambit, gexf
from detente.formats.load import load, shipped
from detente.formats.markup import elements
from detente.settlement.ballot import ballot
from detente.settlement.offers import offers

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}]|[^\s{},]+')


def tokens(text: str) -> list[str]:
    return TOKEN.findall(text)


def strategic(text: str) -> dict[tuple[int, ...], tuple[float, ...]]:
    """Return the payoffs of every profile of an .nfg file, the strategy of the first player changing first."""
    words = tokens(text)
    assert words[:3] == ["NFG", "1", "R"]
    at = words.index("}") + 1
    players = words[words.index("{") + 1 : at - 1]
    sizes: list[int] = []
    at += 1
    while words[at] == "{":
        end = words.index("}", at)
        sizes.append(end - at - 1)
        at = end + 1
    at += 3
    outcomes: list[tuple[float, ...]] = []
    while words[at] == "{":
        end = words.index("}", at)
        outcomes.append(tuple(map(float, words[at + 2 : end])))
        at = end + 1
    cells = [int(word) for word in words[at + 1 :]]
    assert len(sizes) == len(players)
    profiles = [profile[::-1] for profile in product(*(range(size) for size in sizes[::-1]))]
    return {profile: outcomes[cell - 1] for profile, cell in zip(profiles, cells, strict=True)}


def solved(text: str) -> tuple[tuple[float, ...], int]:
    """Return what backward induction gives in an .efg file, ties for the first action, and how many ends there are."""
    lines = iter(text.split("\n", 3)[3].strip().split("\n"))
    ends = 0

    def value() -> tuple[float, ...]:
        nonlocal ends
        words = tokens(next(lines))
        if words[0] == "t":
            ends += 1
            return tuple(map(float, words[5:-1]))
        mover = int(words[2]) - 1
        first, second = value(), value()
        return first if first[mover] >= second[mover] else second

    found = value()
    assert next(lines, None) is None
    return found, ends


def games() -> st.SearchStrategy[Ballot]:
    """Ballots of two or three players over one to three offers, in tens of points so that ties occur."""
    points = st.integers(0, 10).map(lambda ten: 10.0 * ten)
    sizes = st.tuples(st.integers(2, 3), st.integers(1, 3))
    return sizes.flatmap(
        lambda size: st.builds(
            Ballot,
            st.just('A "game"'),
            st.just(tuple("ABC"[: size[0]])),
            st.just(tuple(f"x{at}" for at in range(size[1]))),
            st.tuples(*[st.tuples(*[points] * size[0])] * size[1]),
            st.tuples(*[points] * size[0]),
        )
    )


@settings(max_examples=60, deadline=None)
@given(games())
def test_an_offer_is_a_nash_equilibrium_of_the_strategic_form_where_no_player_has_less_than_without(
    game: Ballot,
) -> None:
    cells = strategic(gambit.write(game, ".nfg"))
    for at, payoffs in enumerate(game.payoffs):
        same = (at,) * len(game.players)
        assert cells[same] == payoffs
        better = any(
            cells[(*same[:p], other, *same[p + 1 :])][p] > payoffs[p]
            for p in range(len(same))
            for other in range(len(game.payoffs) + 1)
        )
        assert better == any(have < without for have, without in zip(payoffs, game.no_deal, strict=True))
    assert sum(payoffs != game.no_deal for payoffs in cells.values()) <= len(game.payoffs)


@settings(max_examples=60, deadline=None)
@given(games())
def test_the_tree_leads_by_backward_induction_to_the_first_offer_that_no_player_would_wait_past(game: Ballot) -> None:
    found, ends = solved(gambit.write(game, ".efg"))
    expected = game.no_deal
    for payoffs in game.payoffs[::-1]:
        if all(have >= later for have, later in zip(payoffs, expected, strict=True)):
            expected = payoffs
    assert found == expected
    assert ends == gambit.ends(len(game.players), len(game.offers))


def test_the_game_of_a_case_agrees_with_who_accepts_its_offers() -> None:
    case = load("template")
    game, lost = ballot(case)
    (row,) = offers(case)["offers"]
    assert game.offers == ("first_draft",)
    assert game.payoffs == ((row["utility"]["north"], row["utility"]["south"]),)
    assert {"north", "south"} <= set(row["accepted_by"])
    assert solved(gambit.write(game, ".efg"))[0] == game.payoffs[0]
    assert "neighbour, which consents by its red lines alone" in lost


def test_what_makes_no_game_is_refused() -> None:
    with pytest.raises(Unanswerable, match="no tabled offer is free of the red lines"):
        ballot(load("miami_2026"))
    many = Ballot("t", tuple("ABCD"), tuple(map(str, range(9))), ((0.0,) * 4,) * 9, (0.0,) * 4)
    with pytest.raises(TooLarge, match="349,525 ends, more than 10,000; keep fewer offers"):
        gambit.write(many, ".efg")
    assert len(strategic(gambit.write(many, ".nfg"))) == 10_000


@pytest.mark.parametrize("ending", gambit.ENDINGS)
def test_gambit_reads_the_game(ending: str) -> None:
    pygambit = pytest.importorskip("pygambit", reason="pygambit is not installed")
    game = Ballot('The "talks"', ("A", "B"), ("x", "y"), ((60.5, 40.0), (70.0, 55.0)), (50.0, 45.0))
    text = gambit.write(game, ending)
    read = {".nfg": "read_nfg", ".efg": "read_efg"}[ending]
    import io

    held = getattr(pygambit, read)(io.BytesIO(text.encode()))
    assert [player.label for player in held.players] == ["A", "B"]
    solutions = pygambit.nash.enumpure_solve(held).equilibria
    values = {tuple(float(solution.payoff(player)) for player in held.players) for solution in solutions}
    assert (70.0, 55.0) in values and (60.5, 40.0) not in values


@pytest.mark.parametrize("case_id", [*shipped(), "template"])
def test_a_map_holds_every_actor_and_tie(case_id: str) -> None:
    case = load(case_id)
    root = elements(gexf.write(case)[0].encode(), file="map.gexf")
    assert root.tag == "gexf" and root.attributes["version"] == "1.2"
    found = {node.attributes["id"]: node.attributes["label"] for node in root.below("node")}
    assert {f"party.{party.id}": party.name for party in case.parties}.items() <= found.items()
    assert len(found) == len(case.parties) + len(case.tracks) + len(case.levers) + len(case.guarantees)
    ties = [(edge.attributes["source"], edge.attributes["target"]) for edge in root.below("edge")]
    assert {end for tie in ties for end in tie} <= set(found)
    assert len(ties) == sum(party.of is not None for party in case.parties) + sum(
        len(track.parties) + (track.host is not None) for track in case.tracks
    ) + len(case.levers) + sum(1 + len(row.protects) for row in case.guarantees)


def test_a_map_is_read_by_a_program_for_graphs() -> None:
    networkx = pytest.importorskip("networkx", reason="networkx is not installed")
    import io

    case = load("template")
    graph = networkx.read_gexf(io.BytesIO(gexf.write(case)[0].encode()))
    north = graph.nodes["party.north"]
    assert (north["leverage"], north["required"], north["role"]) == (55.0, True, "principal")
    ties = {(a, b, held["kind"]) for a, b, held in graph.edges(data=True)}
    assert {
        ("party.neighbour", "lever.patrols", "owns"),
        ("guarantee.watch", "party.north", "protects"),
        ("party.neighbour", "track.table", "hosts"),
        ("party.neighbour", "track.table", "talks in"),
    } <= ties
