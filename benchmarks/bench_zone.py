"""Zone, frontier and solutions of one case, beside NegMAS on the same numbers."""

from __future__ import annotations

from functools import partial

import numpy as np

from benchmarks.domains import Made, case_made, made, peer_made, space_made
from benchmarks.row import Row, in_process, timed
from detente.settlement import zone
from detente.solutions.concepts import solutions

WORKS = {
    "10^6 settlements x 5 parties": (made([10] * 6, 5, seed=1, reservation=0.3), 1.0),
    "10^7 settlements x 2 parties": (made([10] * 7, 2, seed=1, reservation=0.3), 1.5),
    "240,000 settlements x 5 parties, opposed wishes": (
        made([10, 10, 10, 10, 24], 5, seed=1, reservation=0.3, conflict=0.9), 2.0,
    ),
}  # fmt: skip
MOST_MEGABYTES = 500
PATIENCE = 180.0
"""Seconds after which the peer is stopped."""


def run() -> list[Row]:
    """Time the central judgement with loaded kernels, its memory in a fresh process, and the peer once."""
    return [_row(name, *work) for name, work in WORKS.items()]


def _row(name: str, domain: Made, reach: float) -> Row:
    case = case_made(domain)
    seconds = timed(lambda: judge(case))
    efficient = judge(case)
    ours = in_process(partial(_judge_made, domain), PATIENCE)
    theirs = in_process(partial(_peer, domain), PATIENCE)
    memory = f"{efficient:,} efficient; peak {ours.megabytes:.0f} MB of {MOST_MEGABYTES}"
    if theirs.seconds is None:
        return Row(f"zone, frontier, solutions: {name}", seconds, reach, note=f"{memory}; NegMAS: {theirs.why}")
    note = f"{memory}, NegMAS {theirs.megabytes:,.0f} MB"
    return Row(f"zone, frontier, solutions: {name}", seconds, reach, "NegMAS", theirs.seconds, note)


def judge(case: object) -> int:
    """Judge a case: count of the zone, frontier of all parties, solutions; returns the size of the frontier."""
    given = space_made(case)
    zone.in_zone(given, rng=np.random.default_rng(1))
    found = zone.frontier(given, zone=True, parties=given.signers)
    solutions(given)
    return found.size


def _judge_made(domain: Made) -> None:
    judge(case_made(domain))


def _peer(domain: Made) -> None:
    """Do the same with NegMAS: the frontier, and the four points on it."""
    from negmas.preferences.ops import kalai_points, ks_points, max_welfare_points, nash_points, pareto_frontier

    issues, functions = peer_made(domain)
    points, _ = pareto_frontier(functions, issues=issues)
    most = [w @ [held[p].max() for held in domain.evaluations] for p, w in enumerate(domain.weights)]
    ranges = [(0.0, float(top)) for top in most]
    for concept in (nash_points, kalai_points, ks_points, max_welfare_points):
        concept(functions, points, ranges=ranges, issues=issues)
