"""The main job in full: the run of a case, and what would change it.

`ensemble.run` answers what the case says; here stand beside it, on a printed sub-sample of the draws, what would open
the zone, what levers and wild cards do, how the talks could be set up, and which wider futures are consistent.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.ensemble import propagate
from detente.ensemble.draws import Streams, generator
from detente.ensemble.hold.months import talk_months
from detente.ensemble.run import run as run_inside
from detente.ensemble.setting import Drawing, Progress, silent
from detente.kernels.cache import ready
from detente.kernels.size import BATCH
from detente.kernels.solve import threads_available
from detente.scenarios.aside import aside
from detente.scenarios.blocked import blocked
from detente.scenarios.cross_impact import as_rows, futures
from detente.scenarios.levers import in_full
from detente.scenarios.opening import opens
from detente.scenarios.track_choice import track_choice
from detente.scenarios.tracks import compare_tracks
from detente.scenarios.venues import compare_venues
from detente.scenarios.wild_cards import Worlds, wild_cards, worlds
from detente.settlement.known import known

CHANGED_DRAWS = 50
"""Draws at most on which a case is run again with a lever pulled, or under a combination of wild cards."""
TESTED_SETS = 100_000
"""Sets of concessions of one size that a run tests at most; `detente levers` tests more."""
MOST_WORLDS = 64
"""Combinations of wild cards that a run follows at most; `detente wildcards` follows more."""
SHOWN_SETS = 5
SHOWN_WORTHS = 10


def run(
    case: Case, *, draws: int, seed: int, progress: Progress | None = None, threads: int | None = None
) -> dict[str, Any]:  # fmt: skip
    """Run a case and what would change it; returns the object of ``detente run --json``.

    What the case does not name (`levers`, `wild_cards`, `tracks`, `venues`, `cross_impact`) is null.
    """
    drawing = Drawing(min(CHANGED_DRAWS, draws), seed, threads)
    with _beside(case, drawing, draws, progress) as under_wild_cards:
        found = run_inside(case, draws=draws, seed=seed, progress=progress, threads=threads)
        now = known(case)
        found |= {"opening": opening(now)}
        try:
            changed = {"levers": in_full(case, drawing, progress) if case.levers else None} | under_wild_cards()
        except Unanswerable as error:
            changed = _nothing()
            found["notes"] = [*found["notes"], str(error)]
    found["sub_samples"] |= {"levers": drawing.draws, "wild_cards": drawing.draws}
    return found | changed | _around(now, drawing)


@contextmanager
def _beside(
    case: Case, drawing: Drawing, draws: int, progress: Progress | None
) -> Generator[Callable[[], dict[str, Any]], None, None]:  # fmt: skip
    """Yield what tells a case's answers under its wild cards: from a second process, from now on, or when asked.

    A second process pays where nothing is compiled, so that numpy keeps the interpreter, and there is much to ask.
    """
    now = known(case)
    pays = now.wild_cards and drawing.threads != 1 and threads_available() > 1 and not ready()
    if pays and propagate.backend_for(propagate.signing(now)[0], draws * len(talk_months(now))) == BATCH:
        with aside(in_worlds, case, drawing) as answer:
            yield lambda: _heard(answer, progress or silent)
    else:
        yield lambda: in_worlds(case, drawing, progress)


def _heard(answer: Callable[[], dict[str, Any]], told: Progress) -> dict[str, Any]:
    told("worlds", 0, 1)
    found = answer()
    told("worlds", 1, 1)
    return found


def opening(now: Case, progress: Progress | None = None) -> dict[str, Any]:
    """Return of a case, as known, who blocks which issue, and the smallest sets of concessions that open its zone."""
    told, rows = progress or silent, list[dict[str, Any]]()
    for done, whole in enumerate((False, True)):
        told("sets of concessions", done, 2)
        rows.append(opens(now, whole=whole, most=TESTED_SETS))
    keys = ("whole", "points", "moves", "size", "tested", "count")
    kept = [{"id": "comprehensive" if row["whole"] else "any", **{key: row[key] for key in keys}} for row in rows]
    shown = [{"sets": row["sets"][:SHOWN_SETS]} for row in rows]
    return {"blocking": blocked(now), "opens": [head | sets for head, sets in zip(kept, shown, strict=True)]}


def _nothing() -> dict[str, Any]:
    return {"levers": None, "wild_cards": None, "tracks": None, "information": None}


def in_worlds(case: Case, drawing: Drawing, progress: Progress | None = None) -> dict[str, Any]:
    """Return what asks for runs under combinations of wild cards: these, and the choice of a channel."""
    found: dict[str, Any] = {"wild_cards": None, "tracks": None, "information": None}
    if len(known(case).wild_cards) > MOST_WORLDS or not (case.wild_cards or case.tracks):
        return found
    held = worlds(case, drawing, progress, most=MOST_WORLDS)
    if case.wild_cards:
        found["wild_cards"] = wild_cards(held).to_dict()
    if case.tracks and held.base.given.rates is not None:
        found["tracks"] = [row.to_dict() for row in compare_tracks(held.base)]
        found["information"] = _worth_knowing(held)
    return found


def _worth_knowing(held: Worlds) -> dict[str, Any] | None:
    choice = track_choice(held)
    if choice is None:
        return None
    found = choice.to_dict()
    return found | {"inputs": found["inputs"][:SHOWN_WORTHS]}


def _around(now: Case, drawing: Drawing) -> dict[str, Any]:
    """Return the comparison of venues, and the consistent futures of the case's cross-impact matrix."""
    rng = Streams(now, drawing.draws, drawing.seed).generator("venues.weights")
    model = now.cross_impact
    wide = None
    if model is not None:
        wide = as_rows(model, futures(model, rng=generator(drawing.seed, "cross_impact")))
        wide["consistent"] = [{"id": str(k + 1), **row} for k, row in enumerate(wide["consistent"])]
    return {
        "venues": compare_venues(now, rng=rng).to_dict() if now.venues and now.venue_criteria else None,
        "futures": wide,
    }
