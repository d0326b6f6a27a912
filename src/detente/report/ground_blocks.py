"""What the answer rests on: no-deal values, other forecasts, inputs, sources, method and version."""

from __future__ import annotations

from typing import Any

from detente.report.blocks import Block, Cell, Details, Heading, Items, Link, Mark, Note, Run, Table, Text, say, table
from detente.report.digits import DASH, decimal, ends, error, points, share, share_range, whole
from detente.report.head import cite, digest
from detente.report.labels import Labels
from detente.report.record_blocks import record_blocks
from detente.report.sentences import IGNORANCE, NO_ADVICE, NOT_A_FORECAST, sampling_line

Result = dict[str, Any]
NO_DEAL_CAPTION = "No-deal values and their bounds, in points"
QUESTIONS_DIFFER = (
    "The questions differ. The published ones ask whether something happens by a date; ours has no timing and holds "
    "only if talks conclude. Read them side by side; do not subtract them."
)
OUTCOMES = (
    "Outcomes are as known when the list was compiled. Void: the condition of a conditional question was not met. "
    "Relay: read on a weak second-hand page."
)
RELIABILITY = "A reliable … F cannot be judged; 1 confirmed … 6 cannot be judged"


def no_deal_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return the no-deal values as coded, as drawn, and as statements bound them."""
    offers = run["offers"]
    rows: list[tuple[Cell, ...]] = []
    for party, row in run["no_deal"].items():
        coded = row["coded"] or {}
        rows.append(
            (
                labels.party(party),
                f"{decimal(coded.get('low'))}{DASH}{decimal(coded.get('high'))}",
                points(run["central"]["no_deal"].get(party), exact=True),
                f"{points(row['q05'])}{DASH}{points(row['q95'])}",
                _bounds(offers["bounds"].get(party), labels),
                _bounds(offers["bounds_without_red_lines"].get(party), labels),
                share(row["contradicted"], row["contradicted_se"], run["draws"]),
            )
        )
    bounds = "Bounds from statements~|Bounds if red lines are ignored~|Draws that statements contradict#"
    columns = f"Party|Coded range#|Central#|Nine draws in ten#|{bounds}"
    silent = [p for p in run["central"]["parties"] if p not in run["no_deal"]]
    text = say(
        "What each party has without a settlement, on the scale of its utility.",
        "An accepted or talkable offer bounds it from above, a refused offer from below.",
        "Statements are bargaining moves, so the bounds are soft evidence.",
    )
    found: list[Block] = [Heading(2, "No-deal values", "no-deal"), text, table(NO_DEAL_CAPTION, columns, rows)]
    if silent:
        who = f"Without a no-deal value, consenting by red lines alone: {labels.party_list(silent)}."
        found.append(say(who, kind="small"))
    return found


def _bounds(bounds: Result | None, labels: Labels) -> str:
    if not bounds or (bounds["low"] is None and bounds["high"] is None):
        return "none"
    parts = []
    for end, word in (("low", "from"), ("high", "to")):
        if bounds[end] is not None:
            offer = bounds["from"].get(end)
            parts.append(f"{word} {points(bounds[end], exact=True)}" + (f": {labels.offer(offer)}" if offer else ""))
    return "; ".join(parts)


def published_blocks(run: Result, rows: list[Result]) -> list[Block]:
    """Return published forecasts of neighbouring questions beside ours."""
    head = Heading(2, "Published forecasts beside ours", "published")
    as_of = str(run["case"]["as_of"])
    seen = [r for r in rows if r["published"][:10] <= as_of[: len(r["published"][:10])]]
    if not seen:
        return [head, say("No published forecast of a like question is kept for this case.")]
    zone, later = run["zone_probability"], len(rows) - len(seen)
    ours = f"Ours: P(zone) {share(zone['value'], zone['se'], run['draws'])}; no deal {_no_deal(run)}."
    left_out = f"Left out because published after the as-of date: {later}." if later else ""
    return [
        head,
        Note(QUESTIONS_DIFFER),
        say(ours, f"Horizon of the case: {run['case']['horizon']}."),
        _published_table(seen),
        say(left_out, OUTCOMES, kind="small"),
    ]


def _no_deal(run: Result) -> str:
    row = next((s for s in run["scenarios"] if s["id"] == "no_deal"), None)
    if row is None:
        return DASH
    return f"{share(row['value'], row['se'], run['draws'])} (range {ends(row)})"


def _published_table(rows: list[Result]) -> Table:
    cells: list[tuple[Cell, ...]] = []
    for r in rows:
        odds = "; ".join(f"{b}: {share(p)}" for b, p in zip(r["bins"], r["p"], strict=False))
        odds = odds or share_range(r["low"], r["high"])
        if r["normalised"]:
            odds += f" (published sum {decimal(r['sum'], 2)}, divided by it)"
        who: tuple[Run, ...] = (Link(r["source"], r["url"]),)
        outcome = "void (conditional)" if r["conditional"] else r["outcome"]
        cells.append(
            (
                who,
                r["published"],
                r["question"],
                r["horizon"] or "none stated",
                odds,
                outcome,
                r["provenance"],
                r["note"],
            )
        )
    return table("Published forecasts", "Who|Published!|Question~|Horizon!|Forecast~|Outcome|Read from|Note~", cells)


def input_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return every input with range, coding and sources, and every source with its grade."""
    inputs, sources = run["inputs"], run["sources"]
    judged = sum(1 for i in inputs if "judged" in i["coded"])
    assumed = sum(1 for i in inputs if i["coded"] == "assumed")
    stale, hindsight = sum(1 for i in inputs if i["stale"]), sum(1 for i in inputs if i["hindsight"])
    counted = say(
        f"{whole(len(inputs))} inputs: {whole(judged)} hold a judged number, {whole(assumed)} are assumed,",
        f"{whole(stale)} are stale (carried forward, range widened), {whole(hindsight)} are coded with hindsight.",
        f"{whole(len(sources))} sources.",
    )
    by_id = {s["id"]: s for s in sources}
    return [
        Heading(2, "Assumptions and sources", "inputs"),
        counted,
        Details("Every input", (_input_table(inputs, by_id, labels),)),
        Details(
            "Every source with its grade",
            (_source_table(sources), Text((f"Grade: Admiralty code, {RELIABILITY}.",), "small")),
        ),
    ]


def _input_table(inputs: list[Result], sources: dict[str, Result], labels: Labels) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            labels.input(i["path"]),
            decimal(i["mid"], 2),
            _range(i),
            _coding(i),
            _cited(i, sources),
            str(i["date"] or DASH),
            i["evidence"] or "",
        )
        for i in inputs
    ]
    return table("Inputs", "Input~|Central#|Range#|Coded|Sources|Date!|Evidence~", rows)


def _range(row: Result) -> str:
    low, high = row["low"], row["high"]
    return "no range" if low is None or high is None or low == high else f"{decimal(low, 2)}{DASH}{decimal(high, 2)}"


def _coding(row: Result) -> Cell:
    flags = [Mark(name, "warn") for name in ("stale", "hindsight") if row.get(name)]
    return (Mark(row["coded"]), *flags)


def _cited(row: Result, sources: dict[str, Result]) -> Cell:
    runs: list[Run] = []
    for source_id in row["sources"] or []:
        source = sources.get(source_id, {})
        runs += [" " if runs else "", Link(source_id, source.get("url") or "")]
    return tuple(runs) or DASH


def _source_table(sources: list[Result]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            s["id"],
            (Link(s["title"], s["url"] or ""),),
            f"{s.get('date') or DASH}{' (approximate)' if s.get('approximate') else ''}",
            s["grade"] or "not graded",
            s["note"] or "",
        )
        for s in sources
    ]
    return table("Sources", "Id!|Title~|Date!|Grade|Note~", rows)


def method_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return how the numbers were made, the three kinds of uncertainty, and the limits."""
    return [
        Heading(2, "Method and limits", "method"),
        Text(("Three kinds of uncertainty, kept apart:",)),
        Items(_uncertainties(run, labels)),
        Text((_exactness(run),)),
        Note(IGNORANCE),
        Items(tuple((text,) for text in _limits())),
        *_models(run),
        *record_blocks(),
        *_notes(run),
    ]


def _uncertainties(run: Result, labels: Labels) -> tuple[tuple[Run, ...], ...]:
    scenarios = run["scenarios"]
    apart = max(scenarios, key=_model_spread)
    weighing = [m["id"] for m in run["models"] if m["weight"] > 0.0]
    own = [(apart["models"][m], apart["models_se"][m]) for m in weighing] or [(apart["value"], apart["se"])]
    widest = max(scenarios, key=lambda s: (s["high"] or 0.0) - (s["low"] or 0.0))
    worst = error(max((s["se"] or 0.0) for s in scenarios))
    (least, least_se), (most, most_se) = min(own), max(own)
    model = f"{labels.scenario(apart['id'])}, {share_range(least, most, least_se, most_se)}"
    spread = f"{labels.scenario(widest['id'])}, {ends(widest)}"
    some = f" The effect of inputs is computed on {whole(run['sub_samples']['low_high'])} draws."
    return (
        (f"Sampling error, from finite draws: at most {worst} for a scenario (standard error). More draws shrink it.",),
        (f"Model spread: the models differ most on {model}. More draws do not help.",),
        (f"Input spread: with the models it gives low to high, widest for {spread}.{some} Evidence narrows it.",),
    )


def _model_spread(scenario: Result) -> float:
    found = list(scenario["models"].values())
    return max(found) - min(found) if found else 0.0


def _exactness(run: Result) -> str:
    counted = run["central"]["settlements"]
    exact = all(c["exact"] for c in counted.values())
    frontier = run["central"]["frontier"]
    whole_frontier = all(frontier[w]["exact"] for w in ("zone", "admissible"))
    first = "Counts of the central case are exact integers." if exact else "Some counts are estimates; each says so."
    second = "Both frontiers are exact." if whole_frontier else "A frontier is not complete."
    models = run["models"]
    cut, capped = (max((m.get(k) or 0 for m in models), default=0) for k in ("ties_cut", "capped"))
    third = "Optima in each draw are found over all settlements."
    ties = f" In {whole(cut)} draws more ties were found than are kept." if cut else " Every tie is kept."
    limit = f" In {whole(capped)} draws the search met its limit; those optima are not proven." if capped else ""
    return f"{first} {second} {third}{ties}{limit}"


def _limits() -> tuple[str, ...]:
    return (
        NOT_A_FORECAST,
        NO_ADVICE,
        "Utilities add up over issues, apart from declared interactions. Real parties may not value a settlement so.",
        "Scores order the options of an issue; distances between them are judged.",
        "Positions come from public statements. Statements are bargaining moves, not revealed values.",
        "Egalitarian and utilitarian solutions compare points between parties. That comparison is a convention.",
        "Ratification and durability are not part of these shares: they are in the chances by the horizon.",
        "What follows for prices and growth is scenario arithmetic on published coefficients; it moves no share.",
    )


def _models(run: Result) -> list[Block]:
    models = run["models"]
    rows: list[tuple[Cell, ...]] = [
        (
            m["name"],
            m["about"] or "",
            share(m["weight"]),
            *(whole(m[k]) for k in ("ties_cut", "flagged", "capped")),
            _gap(m),
        )
        for m in models
    ]
    counted = "Draws with ties cut#|Draws flagged#|Draws at the search limit#"
    columns = f"Model|How it picks a settlement~|Weight#|{counted}|Gap there at most#"
    return (
        [Details("The forecast models", (table("Forecast models and their weights", columns, rows),))] if models else []
    )


def _gap(model: Result) -> str:
    return DASH if model["capped_gap"] is None else decimal(model["capped_gap"], 2)


def _notes(run: Result) -> list[Block]:
    notes = run["notes"]
    return [Text(("Notes of this run:",)), Items(tuple((n,) for n in notes))] if notes else []


def version_blocks(run: Result) -> list[Block]:
    """Return as-of date, version, seed, case hash, and how to cite."""
    case = run["case"]
    return [
        Heading(2, "As of, version, how to cite", "cite"),
        Text((f"As of {case['as_of']}. {sampling_line(run)}",)),
        Text(("Cite as: ", cite(run))),
        Text((f"SHA-256 of the case file: {digest(run)}",), "small"),
    ]
