"""The answer of a run on one page of a terminal: bottom line first, the same words and digits as the report."""

from __future__ import annotations

import unicodedata
from shlex import quote
from textwrap import wrap
from typing import Any

from detente.report.change_sentences import CHANGES, change_facts
from detente.report.digits import FEW, ends, share
from detente.report.economy_sentences import economy_line
from detente.report.escaping import visible
from detente.report.evidence_blocks import evidence_line
from detente.report.hold_sentences import horizon_line
from detente.report.labels import MOST_LISTED, Labels, labels_of, shorten
from detente.report.sentences import (
    NOT_A_FORECAST,
    bottom_line,
    dated,
    given_share,
    marks,
    no_deal_phrase,
    sampling_line,
    sources_line,
    undecided,
)

Result = dict[str, Any]
WIDTH, LINES = 100, 53
BAR = 20
NUMBERS, LEAST_NAME = 36, 24
"""Columns that a scenario's numbers take, and that its name keeps on a narrow screen."""
FULL, HALF = "\u2588", "\u258c"
TO_ASCII = {
    FULL: "#",
    HALF: ":",
    "\u2013": "-",
    "\u2212": "-",
    "\u2026": "~",
    "\u00d7": "x",
    "\u2192": "->",
    "\u201c": '"',
    "\u201d": '"',
}
MOST_SCENARIOS, MOST_NAMED = 10, 3
MOST_FACT_LINES, MOST_CHANGE_LINES = 3, 2
INDENT = 11
MARKED = {"stale": "carried forward", "hindsight": "coded with hindsight"}


def answer(run: Result, *, source: str = "", called: str = "detente", ascii: bool = False, width: int = WIDTH) -> str:
    """Return a run as one page of at most 53 lines at 100 columns.

    Parameters
    ----------
    run
        The result of `detente run`.
    source
        What the case was named on the command line.
    called
        What the program is called with.
    ascii
        Whether only ASCII can be shown: bars become `#`, dashes `-`, other letters their nearest.
    width
        Columns of the screen; at most 100 are used. A narrower screen takes more lines.
    """
    labels, width = labels_of(run), min(width, WIDTH)
    top = [*_title(run, width), "", *_bottom_line(run, labels, width), ""]
    table = [*_scenarios(run, labels, width), ""]
    closing = _closing(run, width, (called, source))
    room = LINES - len(top) - len(table) - len(closing)
    facts: list[str] = []
    for name, text in _facts(run, labels):
        told = _fact(name, text, width, MOST_CHANGE_LINES if name in CHANGES else MOST_FACT_LINES)
        facts += told if width < WIDTH or len(facts) + len(told) <= room else []
    lines = [*top, *table, *facts, *closing]
    text = "\n".join(line.rstrip() for line in lines)
    return plainer(text) if ascii else text


def plainer(text: str) -> str:
    """Return text in ASCII.

    Examples
    --------
    >>> plainer("Détente 5–9 % …")
    'Detente 5-9 % ~'
    """
    known = "".join(TO_ASCII.get(c, c) for c in text)
    return unicodedata.normalize("NFKD", known).encode("ascii", "ignore").decode()


def _filled(text: str, width: int, indent: str = "") -> list[str]:
    kept = visible(text).replace(" %", "\u00a0%")
    return [line.replace("\u00a0", " ") for line in wrap(kept, width, subsequent_indent=indent, break_on_hyphens=False)]


def _title(run: Result, width: int) -> list[str]:
    case = run["case"]
    dates = f"{dated(case)}; {', '.join(marks(case))}"
    title = shorten(visible(case["title"]), width)
    return [f"{title}: {dates}"] if len(title) + len(dates) + 2 <= width else [title, *_filled(dates, width)]


def _bottom_line(run: Result, labels: Labels, width: int) -> list[str]:
    return _filled(" ".join(bottom_line(run, labels)), width)


def _scenarios(run: Result, labels: Labels, width: int) -> list[str]:
    bar = max(0, min(BAR, width - NUMBERS - LEAST_NAME))
    wide = width - NUMBERS - bar
    head = shorten(run["condition"].capitalize(), wide)
    lines = [f"{head:{wide}} {'':{bar}} {'share':>8} {'low-high':>11} {'if settled':>12}"]
    ranked = sorted(run["scenarios"], key=lambda s: -s["value"])
    never = [s for s in ranked if s["value"] == s["high"] == 0.0]
    seen = [s for s in ranked if s not in never]
    rows = [_scenario(s, run, labels, (wide, bar)) for s in seen[:MOST_SCENARIOS]]
    more = len(seen) - len(rows)
    lines += rows + ([f"and {more} more, each smaller: see the report"] if more > 0 else [])
    names = "; ".join(labels.scenario(s["id"]) for s in never)
    none = (
        f"In none of {run['draws']:,} draws, nor with any input moved: {shorten(visible(names), 2 * width - BAR * 4)}"
    )
    return lines + _filled(none, width, " ") if never else lines


def _scenario(scenario: Result, run: Result, labels: Labels, columns: tuple[int, int]) -> str:
    wide, bar = columns
    name = shorten(visible(labels.scenario(scenario["id"])), wide)
    value = share(scenario["value"], scenario["se"], run["draws"])
    span, drawn = ends(scenario), _bar(scenario["value"], bar)
    return f"{name:{wide}} {drawn:{bar}} {value:>8} {span:>11} {given_share(scenario, run):>12}"


def _bar(value: float, cells: int) -> str:
    halves = round(2 * cells * value)
    return FULL * (halves // 2) + HALF * (halves % 2)


def _fact(name: str, text: str, width: int, most: int = MOST_FACT_LINES) -> list[str]:
    lines = _filled(f"{name + ':':{INDENT - 1}} {text}", width, " " * INDENT)
    most = most if width == WIDTH else len(lines)
    return lines if len(lines) <= most else [*lines[: most - 1], shorten(lines[most - 1] + " and more", width - 1)]


def _facts(run: Result, labels: Labels) -> list[tuple[str, str]]:
    by_horizon = horizon_line(run)
    return [
        *([("Horizon", by_horizon)] if by_horizon else []),
        ("P(zone)", f"any settlement/one that leaves nothing open, by what is drawn: {sources_line(run)}."),
        ("Blocking", _blocking(run, labels)),
        ("Binding", _binding(run, labels)),
        ("No deal", _no_deal(run, labels)),
        ("Offers", _offers(run)),
        *change_facts(run, labels),
        *([("Evidence", told)] if (told := evidence_line(run)) else []),
        ("Movers", _movers(run, labels)),
        *([("Economy", told)] if (told := economy_line(run)) else []),
        ("Inputs", _inputs(run)),
    ]


def _empty(run: Result) -> tuple[str, list[Result], list[Result], int]:
    """Return what the empty draws lack, who blocks and binds there, and how many such draws there are."""
    full, sub = run["comprehensive"], run["sub_samples"]
    if sub["blocking"] < FEW <= sub["comprehensive"]:
        return "the way to one that leaves nothing open", full["blocking"], full["binding"], sub["comprehensive"]
    return "the zone", run["blocking"], run["binding"], sub["blocking"]


def _blocking(run: Result, labels: Labels) -> str:
    barred = [labels.issue(b["issue"]) for b in run["central"]["blocking"] if b["all_barred"]]
    what, rows, _, draws = _empty(run)
    opens = sorted((b for b in rows if b["opens_alone"]), key=lambda b: -b["opens_alone"])[:MOST_NAMED]
    first = (
        f"every option meets a red line on {'; '.join(barred[:MOST_NAMED])}." if barred else "no issue wholly barred."
    )
    if draws < FEW or not opens:
        return first
    named = ", ".join(f"{labels.issue(b['issue'])} {share(b['opens_alone'], b['se'], draws)}" for b in opens)
    return f"{first} Red lines whose lifting alone opens {what}: {named}."


def _binding(run: Result, labels: Labels) -> str:
    what, _, rows, draws = _empty(run)
    if draws < FEW or not rows:
        return f"{draws} draws with an empty zone looked at, too few to say who binds."
    ranked = sorted((b for b in rows if b["share"]), key=lambda b: -b["share"])[:MOST_NAMED]
    if not ranked:
        return f"no party's consent alone closes {what}, in {draws} closed draws."
    named = ", ".join(f"{labels.party(b['party'])} {share(b['share'], b['se'], draws)}" for b in ranked)
    return f"dropping one party's consent opens {what}: {named} of {draws} closed draws."


def _no_deal(run: Result, labels: Labels) -> str:
    if not run["no_deal"]:
        return "no party has a no-deal value."
    coded = dict.fromkeys(i["coded"] for i in run["inputs"] if i["path"].startswith("no_deal."))
    parties = [*run["no_deal"]]
    values = "; ".join(no_deal_phrase(run, party, labels) for party in parties[:MOST_LISTED])
    more = len(parties) - MOST_LISTED
    rest = f" {more} more part{'y has' if more == 1 else 'ies have'} one." if more > 0 else ""
    return f"{values} points, {' or '.join(coded)}.{rest}"


def _offers(run: Result) -> str:
    rows = sorted((a for a in run["acceptability"] if a["kind"] == "offer"), key=lambda a: -a["share"])
    if not run["offers"]["offers"]:
        return "the case holds none."
    if not rows:
        return "none settles or defers every issue, so that none is a settlement."
    if not rows[0]["share"]:
        named = "the one tabled offer is not" if len(rows) == 1 else f"none of the {len(rows)} tabled offers is"
        return f"{named} accepted by all required parties in any draw."
    shown = [f"{a['name']} {share(a['share'], a['se'], run['draws'])}" for a in rows[:MOST_NAMED]]
    return f"accepted by all required parties in: {'; '.join(shown)} of draws."


def _movers(run: Result, labels: Labels) -> str:
    outputs = [r["output"] for r in run["sensitivity"]]
    top = max(run["scenarios"], key=lambda s: s["value"])["id"]
    wanted = next((o for o in (f"scenarios.{top}", top, "zone_probability") if o in outputs), None)
    rows = [r for r in run["sensitivity"] if r["output"] == wanted and r["input"] != "unexplained"]
    rows = sorted(rows, key=lambda r: -r["share"])[:MOST_NAMED]
    if not rows and run["sensitivity_method"]["r2"]:
        return "the leading share is the same in every draw, so that nothing moves it."
    if not rows:
        return run["sensitivity_method"].get("note") or "nothing varies."
    named = ", ".join(f"{labels.input(r['input'])} {share(r['share'])}" for r in rows)
    rest = [r["share"] for r in run["sensitivity"] if r["output"] == wanted and r["input"] == "unexplained"]
    left = f"; {share(rest[0])} not explained" if rest else ""
    return f"of the spread of {labels.moved(str(wanted))}: {named}{left}."


def _inputs(run: Result) -> str:
    inputs = run["inputs"]
    judged = sum(1 for i in inputs if "judged" in i["coded"])
    assumed = sum(1 for i in inputs if i["coded"] == "assumed")
    marked = [f"{n} {words}" for name, words in MARKED.items() if (n := sum(1 for i in inputs if i.get(name)))]
    guessed = f", {assumed} assumed" if assumed else ""
    return f"{judged} of {len(inputs)} numbers are judged{guessed}" + "".join(f", {m}" for m in marked) + "."


def _closing(run: Result, width: int, said: tuple[str, str]) -> list[str]:
    limits = " ".join(s for s in (NOT_A_FORECAST, undecided(run), sampling_line(run)) if s)
    called, source = said
    more = f"{called} run {quote(source or run['case']['id'])} --out DIR: every number. {called} serve: the app."
    return [*_fact("Limits", limits, width), *_fact("More", more, width)]
