"""NegMAS agrees on frontier and welfare of random additive domains; it is installed by `python3 run.py bench`."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.domains import case_made, made, peer_made, space_made
from detente.settlement import zone
from detente.solutions.concepts import solutions

pytest.importorskip("negmas", reason="NegMAS comes with: pip install 'detente[bench]'")


@pytest.mark.parametrize("parties", [2, 3, 4, 5])
@pytest.mark.parametrize("seed", range(5))
def test_frontier_and_welfare_are_the_peers(parties: int, seed: int) -> None:
    from negmas.preferences.ops import max_welfare_points, pareto_frontier

    domain = made([3, 4, 2, 5], parties, seed=seed, reservation=0.0, conflict=0.5 * (seed % 2))
    space = space_made(case_made(domain))
    issues, functions = peer_made(domain)
    points, _ = pareto_frontier(functions, issues=issues, sort_by_welfare=True)
    front = zone.frontier(space, zone=True, parties=space.signers)
    ours = {tuple(np.round([s.utility[p] / 100 for p in space.signers], 9)) for s in front.settlements}
    assert ours == {tuple(np.round(point, 9)) for point in points}
    best = {tuple(np.round(point, 9)) for point, _ in max_welfare_points(functions, points, issues=issues)}
    chosen = solutions(space)["utilitarian"].settlements
    assert {tuple(np.round([s.utility[p] / 100 for p in space.signers], 9)) for s in chosen} == best
