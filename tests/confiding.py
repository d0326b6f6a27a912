"""What a party might confide, drawn at random: every kind of row, with any content, anywhere in its section."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from detente.case.evidence import Claim
from detente.case.levers import Change, Lever
from detente.case.marking import CONFIDABLE, MARKINGS, Confides
from detente.case.nouns import Case, NoDeal, Offer, RedLine, Source, Statement, Trajectory, TrajectoryPoint, View
from detente.case.quantity import Quantity
from detente.case.tracks import Track, Venue
from detente.case.wild_cards import WildCard

Draw = Random
ROWS = ("sources", "statements", "offers", "trajectories", "tracks", "venues", "levers", "wild_cards", "claims")
WORDS = (
    "well",
    "mayor",
    "letter",
    "quiet",
    "summer",
    "pump",
    "metre",
    "refuse",
    "agree",
    "\u00fcber",
    "a: b",
    "#",
    '"',
)


def declared(case: Case, party: str) -> Case:
    """Return the case in which a party may have confided anything, and has: what it wants and has is now secret."""
    mine = [row for row in case.views if row.party == party]
    return replace(
        case,
        confides=(*(row for row in case.confides if row.party != party), Confides(party, CONFIDABLE)),
        views=tuple(replace(row, confided_by=party) if row in mine else row for row in case.views),
        no_deal=tuple(
            replace(row, confided_by=party) if row.party == party and row.value else row for row in case.no_deal
        ),
    )


def confided(case: Case, party: str, draw: Draw) -> Case:
    """Return the case in which a party confided something else altogether: other rows, more or fewer, elsewhere."""
    public = {name: [row for row in getattr(case, name) if row.confided_by != party] for name in (*ROWS, "views")}
    bare = replace(case, **{name: tuple(rows) for name, rows in public.items()})
    made: dict[str, list[Any]] = {"sources": [_source(draw, k) for k in range(draw.randrange(4))]}
    cited = [row.id for row in made["sources"]]
    made["offers"] = [_offer(bare, draw, k, party) for k in range(draw.randrange(3))]
    for name, make in MAKERS.items():
        made[name] = [_dressed(make(bare, party, draw, k), cited, draw) for k in range(draw.randrange(3))]
    made["statements"] = [_statement(bare, party, draw) for _ in range(draw.randrange(3)) if bare.offers]
    made["views"] = _views(bare, party, cited, draw)
    mixed = {name: _mixed(public[name], made[name], party, draw) for name in made}
    return replace(bare, no_deal=_no_deal(case, party, draw), **mixed)


def _mixed(public: list[Any], made: list[Any], party: str, draw: Draw) -> tuple[Any, ...]:
    rows = list(public)
    for row in made:
        marking = draw.choice(("", *MARKINGS))
        rows.insert(draw.randint(0, len(rows)), replace(row, confided_by=party, marking=marking))
    return tuple(rows)


def _dressed(row: Any, cited: list[str], draw: Draw) -> Any:
    own = tuple(draw.sample(cited, draw.randint(0, len(cited))))
    return replace(row, sources=own) if hasattr(row, "sources") else row


def _text(draw: Draw) -> str:
    return " ".join(draw.choices(WORDS, k=draw.randint(1, 30)))


def _number(draw: Draw, low: float = 0.0, high: float = 100.0) -> float:
    return round(draw.uniform(low, high), draw.randint(0, 6))


def _range(draw: Draw, low: float = 0.0, high: float = 100.0) -> Quantity:
    return Quantity(*sorted(_number(draw, low, high) for _ in range(3)))


def _source(draw: Draw, k: int) -> Source:
    return Source(f"own_{k}_{draw.randrange(10**6)}", _text(draw), note=_text(draw), grade=draw.choice(("", "A1")))


def _offer(case: Case, draw: Draw, k: int, party: str) -> Offer:
    issue = draw.choice(case.issues)
    held = {issue.id: draw.choice(issue.option_ids)}
    return Offer(f"own_{k}_{draw.randrange(10**6)}", _text(draw), held, by=party, note=_text(draw))


def _statement(case: Case, party: str, draw: Draw) -> Statement:
    verdict = draw.choice(("accepted", "talkable", "refused"))
    return Statement(party, draw.choice(case.offers).id, verdict, text=_text(draw))


def _views(case: Case, party: str, cited: list[str], draw: Draw) -> list[View]:
    taken = {(row.party, row.issue, row.date) for row in case.views}
    needed = _named(case, party)
    rows = [_view(case, party, issue, draw) for issue in case.issues if issue.id in needed or draw.random() < 0.7]
    rows += [] if rows or any(row.party == party for row in case.views) else [_view(case, party, case.issues[0], draw)]
    return [_dressed(row, cited, draw) for row in rows if (row.party, row.issue, row.date) not in taken]


def _named(case: Case, party: str) -> set[str]:
    """Return the issues on which rows that all read would change what the party wants: it has a view of them."""
    paths = [change.path for row in (*case.levers, *case.wild_cards) for change in row.changes]
    paths += [said.path for row in case.claims for said in row.inputs]
    steps = [path.split(".") for path in paths]
    return {step[2] for step in steps if step[0] in ("views", "worth") and step[1] == party}


def _view(case: Case, party: str, issue: Any, draw: Draw) -> View:
    scored = all(option.score is not None for option in issue.options)
    lines = draw.sample(issue.option_ids, draw.randint(0, len(issue.option_ids)))
    wish: dict[str, Any] = {"position": _range(draw)} if scored else {
        "worth": {option: _range(draw) for option in issue.option_ids}
    }  # fmt: skip
    return View(
        party, issue.id, _range(draw, 1.0), **wish, evidence=_text(draw),
        red_lines=tuple(RedLine(line, draw.choice((None, 0.5))) for line in lines),
        date=case.as_of - timedelta(days=1000 + draw.randrange(1000)),
    )  # fmt: skip


def _no_deal(case: Case, party: str, draw: Draw) -> tuple[NoDeal, ...]:
    """Return no-deal values in which the confided ones of a party are others, and more, and stand elsewhere."""
    rows = [row for row in case.no_deal if row.confided_by != party]
    if len(rows) == len(case.no_deal):
        return case.no_deal
    days = draw.sample(range(2000), draw.randint(1, 3))
    own = [NoDeal(party, _range(draw), date=case.as_of - timedelta(days=day), why=_text(draw)) for day in days]
    return _mixed(rows, own, party, draw)


MAKERS: dict[str, Callable[[Case, str, Draw, int], Any]] = {
    "claims": lambda case, party, draw, k: Claim(f"own_{k}_{draw.randrange(10**6)}", _text(draw), grade="B2"),
    "levers": lambda case, party, draw, k: Lever(
        f"own_{k}_{draw.randrange(10**6)}", _text(draw), party,
        (Change(f"parties.{party}.leverage", "set", Quantity(*(_number(draw),) * 3)),),
    ),
    "wild_cards": lambda case, party, draw, k: WildCard(
        f"own_{k}_{draw.randrange(10**6)}", _text(draw), "event",
        (Change(f"parties.{party}.leverage", "set", Quantity(*(_number(draw),) * 3)),),
        probability=_range(draw, 0.0, 0.3),
    ),
    "tracks": lambda case, party, draw, k: Track(
        f"own_{k}_{draw.randrange(10**6)}", _text(draw), "back_channel", (party,), note=_text(draw)
    ),
    "venues": lambda case, party, draw, k: Venue(
        f"own_{k}_{draw.randrange(10**6)}", _text(draw), {row.id: _number(draw) for row in case.venue_criteria}
    ),
    "trajectories": lambda case, party, draw, k: Trajectory(
        party, draw.choice(case.issues).id, (TrajectoryPoint(case.as_of, _number(draw), _text(draw)),)
    ),
}  # fmt: skip
