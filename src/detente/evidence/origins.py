"""Which claims have one origin: by their independence group, and by texts that are nearly the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import ceil

from detente.case.evidence import Claim
from detente.case.nouns import Case
from detente.evidence.grades import grade_of, grades

WORD = re.compile(r"[^\W_]+")
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
GROUP, TEXT = "group", "text"
SLACK = 1e-9
"""Rounding of a share of a whole number."""

Run = tuple[str, ...]
"""Words that follow one another."""


@dataclass(frozen=True, slots=True)
class Link:
    """Why two claims have one origin: a common `group`, or nearly the same `text`, with the share that is common."""

    one: str
    other: str
    why: str
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Claims of one origin.

    Parameters
    ----------
    counted
        The claim that counts for all: the earliest, so that whoever repeats it later adds nothing.
    copies
        The others, in the order of the file.
    links
        What ties them together.
    """

    counted: Claim
    copies: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()


def origins(case: Case) -> tuple[Origin, ...]:
    """Return the claims of a case by origin, in file order of the claims that count.

    Claims of one independence group have one origin, and so have claims with nearly the same text, the same figures
    and no opposite bearing. Where several dates are equal, the better letter counts, then the id.
    """
    claims = case.claims
    links = [*_grouped(claims), *_alike(claims, [row.id for row in case.hypotheses])]
    head = {claim.id: claim.id for claim in claims}
    for link in links:
        one, other = _root(head, link.one), _root(head, link.other)
        head[max(one, other)] = min(one, other)
    held: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        held[_root(head, claim.id)].append(claim)
    found = {root: _origin(case, members, links) for root, members in held.items()}
    order = {claim.id: k for k, claim in enumerate(claims)}
    return tuple(sorted(found.values(), key=lambda origin: order[origin.counted.id]))


def dated(case: Case, claim: Claim) -> date | None:
    """Return the day of a claim: its own, else its source's."""
    return claim.date or (case.source(claim.source).date if claim.source else None)


def _origin(case: Case, members: list[Claim], links: Iterable[Link]) -> Origin:
    ids = {claim.id for claim in members}
    counted = min(members, key=lambda claim: (dated(case, claim) or date.max, grade_of(case, claim), claim.id))
    copies = tuple(claim for claim in members if claim is not counted)
    return Origin(counted, copies, tuple(link for link in links if link.one in ids))


def _root(head: Mapping[str, str], key: str) -> str:
    while head[key] != key:
        key = head[key]
    return key


def _grouped(claims: Sequence[Claim]) -> Iterator[Link]:
    first: dict[str, str] = {}
    for claim in claims:
        if claim.group and first.setdefault(claim.group, claim.id) != claim.id:
            yield Link(first[claim.group], claim.id, GROUP)


def _alike(claims: Sequence[Claim], hypotheses: Sequence[str]) -> Iterator[Link]:
    """Yield pairs of claims with nearly the same text, in file order."""
    least = grades().copy_similarity
    runs = [_runs(claim.text) for claim in claims]
    for one, other in sorted(_candidates(runs, least)):
        shared = len(runs[one] & runs[other])
        alike = shared / (len(runs[one]) + len(runs[other]) - shared)
        if alike >= least and _may_be_one(claims[one], claims[other], hypotheses):
            yield Link(claims[one].id, claims[other].id, TEXT, alike)


def _candidates(runs: Sequence[frozenset[Run]], least: float) -> set[tuple[int, int]]:
    """Return the pairs that may have a similarity of at least `least`; no such pair is missed.

    Of two sets that share so much, the rarest ``n - ceil(least n) + 1`` members of each share one (prefix filter,
    Chaudhuri, Ganti & Kaushik 2006, from memory).
    """
    count = Counter(run for held in runs for run in held)
    holders: dict[Run, list[int]] = defaultdict(list)
    for k, held in enumerate(runs):
        rarest = sorted(held, key=lambda run: (count[run], run))
        for run in rarest[: len(rarest) - ceil(least * len(rarest) - SLACK) + 1]:
            holders[run].append(k)
    return {pair for held in holders.values() for pair in combinations(held, 2)}


def similarity(one: str, other: str) -> float:
    """Return the share of the runs of words of two texts that are common to both (Jaccard 1901; Broder 1997).

    Examples
    --------
    >>> similarity("A truce was signed in Geneva.", "A truce was signed in Geneva!"), similarity("a b c", "d e f")
    (1.0, 0.0)
    """
    left, right = _runs(one), _runs(other)
    return len(left & right) / max(1, len(left | right))


def _runs(text: str) -> frozenset[Run]:
    words, size = WORD.findall(text.casefold()), grades().copy_words
    if len(words) <= size:
        return frozenset([tuple(words)])
    return frozenset(tuple(words[k : k + size]) for k in range(len(words) - size + 1))


def _may_be_one(one: Claim, other: Claim, hypotheses: Sequence[str]) -> bool:
    """Return whether nothing but the wording tells two claims apart: another figure, or a denial, is no copy."""
    left, right = _leans(one, hypotheses), _leans(other, hypotheses)
    opposed = any((left[a] - left[b]) * (right[a] - right[b]) < 0.0 for a, b in combinations(range(len(left)), 2))
    return not opposed and sorted(FIGURE.findall(one.text)) == sorted(FIGURE.findall(other.text))


def _leans(claim: Claim, hypotheses: Sequence[str]) -> list[float]:
    """Return how well a claim fits each hypothesis, in any unit; all alike where it says nothing of them."""
    bears = claim.bears
    if bears.likelihoods:
        return [bears.likelihoods[key].mid for key in hypotheses]
    one, rest = bears.ratio or bears.sens, bears.fpr
    on = (one.mid if one else 1.0) if bears.on else 1.0
    return [on if key == bears.on else (rest.mid if rest else 1.0) for key in hypotheses]
