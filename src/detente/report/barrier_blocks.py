"""Who blocks, who binds, and what moves the answer."""

from __future__ import annotations

from typing import Any

from detente.report.blocks import Block, Cell, Details, Heading, Table, say, table
from detente.report.digits import FEW, points, share, whole
from detente.report.figures import LEAST_SHARE, UNEXPLAINED, binding_figure, sensitivity_figure
from detente.report.labels import LONG, Labels, begun, listed

Result = dict[str, Any]
FIRST_OUTPUTS = 2


def blocking_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return blocking issues first, then the matrix of issues, options and who bars what."""
    text = say(
        "An issue blocks when every option of it meets a binding red line,",
        "or when lifting its red lines alone opens an empty zone.",
    )
    found: list[Block] = [Heading(2, "Blocking issues", "blocking"), text, _blocking(run, labels)]
    full = run["comprehensive"]["blocking"]
    if full:
        found.append(_opening(full, "comprehensive", run, labels))
    matrix = "Central inputs, every stated red line binding; issues worst first. Each cell begins with an option id."
    return [
        *found,
        Heading(3, "Who bars which option"),
        say(matrix, _abbreviations(run, labels), kind="small"),
        _matrix(run, labels),
        Details("The same with options in words", (_matrix_in_words(run, labels),)),
    ]


def _blocking(run: Result, labels: Labels) -> Table:
    return _opening(run["blocking"], "blocking", run, labels)


def _opening(blocking: list[Result], sample: str, run: Result, labels: Labels) -> Table:
    looked, draws = run["sub_samples"][sample], run["sub_samples"]["all_barred"]
    rows: list[tuple[Cell, ...]] = [
        (
            labels.issue(b["issue"]),
            share(b["all_barred"], b["all_barred_se"], draws),
            share(b["opens_alone"], b["se"], looked),
            points(b["gap_points"]),
        )
        for b in blocking
        if b["all_barred"] >= LEAST_SHARE or (looked >= FEW and b["opens_alone"])
    ]
    what = "Blocking issues" + (" when nothing may stay open" if sample == "comprehensive" else "")
    barred, opens = "Every option barred: share of draws#", "Lifting it alone opens the zone: share of empty draws#"
    return table(f"{what} ({_sample(looked)})", f"Issue|{barred}|{opens}|Points of gap#", rows)


def _sample(looked: int) -> str:
    return f"{whole(looked)} empty draw{'' if looked == 1 else 's'} looked at" if looked else "no empty draw"


def _abbreviations(run: Result, labels: Labels) -> str:
    ids = [p for p in run["central"]["parties"] if labels.party(p) != p]
    return "; ".join(f"{p} = {labels.party(p, LONG)}" for p in ids) + "." if ids else ""


def _issues(run: Result) -> list[Result]:
    barred = [b["issue"] for b in run["central"]["blocking"]]
    place = {issue: n for n, issue in enumerate(barred)}
    return sorted(run["case"]["issues"], key=lambda i: place.get(i["id"], len(barred)))


def _bars(run: Result) -> dict[str, Result]:
    return {b["issue"]: b for b in run["central"]["blocking"]}


def _state(issue: Result, found: Result) -> str:
    if found.get("all_barred"):
        return "all barred"
    return "may stay open" if issue["deferrable"] else "must be settled"


def _matrix(run: Result, labels: Labels) -> Table:
    bars, most = _bars(run), max((len(i["options"]) for i in run["case"]["issues"]), default=0)
    rows: list[tuple[Cell, ...]] = []
    for issue in _issues(run):
        found = bars.get(issue["id"], {})
        who = found.get("barred") or {}
        cells = [f"{o['id']} {_who(who.get(o['id']) or [])}" for o in issue["options"]]
        rows.append((labels.issue(issue["id"]), _state(issue, found), *cells, *[""] * (most - len(cells))))
    names = "".join(f"|{n + 1}!" for n in range(most))
    return table("Issues and options: ✕ barred by, ○ on no red line", f"Issue|State!{names}", rows)


def _who(parties: list[str]) -> str:
    return f"✕ {', '.join(parties)}" if parties else "○"


def _matrix_in_words(run: Result, labels: Labels) -> Table:
    bars = _bars(run)
    rows: list[tuple[Cell, ...]] = [
        (labels.issue(issue["id"]), o["id"], o["name"], labels.party_list(who) if who else "on no red line")
        for issue in _issues(run)
        for o in issue["options"]
        for who in [(bars.get(issue["id"], {}).get("barred") or {}).get(o["id"])]
    ]
    return table("Every option and who bars it", "Issue|Id!|Option~|Barred by~", rows)


def binding_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return who binds: the parties without whose consent an empty zone would open."""
    text = "Of the draws with an empty zone: the share in which dropping one party's consent opens it. Shares overlap."
    found: list[Block] = [Heading(2, "Who binds", "binding"), say(text)]
    looked, full = run["sub_samples"]["binding"], run["comprehensive"]["binding"]
    if run["binding"] and looked >= FEW:
        found += [say(f"{_sample(looked).capitalize()}."), binding_figure(run["binding"], looked, labels)]
    else:
        found.append(say(f"Any settlement: {_sample(looked)}, too few to say who binds."))
    if full and run["sub_samples"]["comprehensive"] >= FEW:
        looked = run["sub_samples"]["comprehensive"]
        found.append(say(f"The same for settlements that leave nothing open, {_sample(looked)}:"))
        found.append(binding_figure(full, looked, labels, "comprehensive"))
    return found


def moves_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return what moves the answer: input shares for P(zone) and for the scenarios."""
    outputs = list(dict.fromkeys(r["output"] for r in run["sensitivity"]))
    head = Heading(2, "What moves the answer", "moves")
    method = run["sensitivity_method"]
    if not outputs:
        return [head, say(begun(method["note"] or "no input moves the answer") + ".")]
    top = f"scenarios.{max(run['scenarios'], key=lambda s: s['value'])['id']}"
    told = {r["output"] for r in run["sensitivity"] if r["input"] != UNEXPLAINED and r["share"] >= LEAST_SHARE}
    order = [top, "zone_probability.comprehensive", "zone_probability", *outputs]
    figures = [sensitivity_figure(run, o, labels) for o in dict.fromkeys(order) if o in told]
    silent = [labels.moved(o) for o in outputs if o not in told]
    unexplained = f"The estimator explains nothing of {listed(silent)}." if silent else ""
    text = say(
        "Share of a result's spread that each group of inputs accounts for.",
        "Finding out about the longest bar would narrow the result most.",
    )
    found: list[Block] = [head, text, *figures[:FIRST_OUTPUTS]]
    if figures[FIRST_OUTPUTS:]:
        found.append(Details("What moves the other results", tuple(figures[FIRST_OUTPUTS:])))
    estimator = f"Estimator: {method.get('estimator') or 'not named'}."
    flat = [labels.moved(o) for o in method["unsplit"] or []]
    constant = f"Nothing to split in {listed(flat)}: the same in all draws, or unknown in some." if flat else ""
    note = method["note"] or ""
    return [
        *found,
        say(unexplained, constant, estimator, f"{begun(note)}." if note else "", kind="small"),
    ]
