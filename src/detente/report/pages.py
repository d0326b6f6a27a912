"""The answer of a run for a terminal: one screen, bottom line first, the same words and digits as the report."""

from __future__ import annotations

from textwrap import wrap
from typing import Any, Protocol

from detente.report.digits import points, share, share_range
from detente.report.labels import Labels, labels_of, shorten
from detente.report.sentences import (
    NOT_A_FORECAST,
    bottom_line,
    comprehensive,
    marks,
    no_deal_phrase,
    sampling_line,
    sources_line,
    undecided,
)

Result = dict[str, Any]
BAR = 8
FULL, PART = "\u2588", "\u258c"
PLAIN_BAR, PLAIN_PART = "#", "-"
PLAINER = str.maketrans(
    {"\u2013": "-", "\u2212": "-", "\u2026": "...", "\u00d7": "x", "é": "e", FULL: PLAIN_BAR, PART: PLAIN_PART}
)
SHOWN_ISSUES, SHOWN_OFFERS, SHOWN_MOVERS = 3, 3, 3


class Look(Protocol):
    """What the reader's screen allows."""

    @property
    def width(self) -> int:
        """Columns."""
        ...

    @property
    def ascii(self) -> bool:
        """Whether only ASCII can be shown."""
        ...


def one_page(run: Result, look: Look) -> str:
    """Return a run as one screen: bottom line, scenarios, P(zone), what blocks, what moves the answer."""
    labels = labels_of(run)
    width = min(look.width, 100)
    lines = [*_title(run, width), *_filled(" ".join(bottom_line(run, labels)), width), ""]
    lines += _scenarios(run, labels, width) + [""]
    lines += _fact("P(zone)", f"{sources_line(run)}. Nothing left open: {comprehensive(run)}.", width)
    lines += _fact("Blocking", _blocking(run, labels), width)
    lines += _fact("Full deal", _full(run, labels), width)
    lines += _fact("No deal", "; ".join(no_deal_phrase(run, p, labels) for p in run["no_deal"]) + " points.", width)
    lines += _fact("Offers", _offers(run), width)
    lines += _fact("Movers", _movers(run, labels), width)
    lines += _fact("Limits", " ".join(x for x in (NOT_A_FORECAST, undecided(run), sampling_line(run)) if x), width)
    return _finish(lines, look)


def _title(result: Result, width: int) -> list[str]:
    case = result["case"]
    tags = f"as of {case['as_of']}, horizon {case['horizon']}; {', '.join(marks(case))}"
    return [*_filled(f"{case['title']}: {tags}", width), ""]


def _scenarios(run: Result, labels: Labels, width: int) -> list[str]:
    given = {s["id"]: s["given_settlement"] for s in run["scenarios"]}
    name_width = width - BAR - 36
    lines = [f"{'Scenario, ' + run['condition']:{name_width}} {'share':>{BAR + 7}} {'low-high':>11} {'if settled':>11}"]
    for s in sorted(run["scenarios"], key=lambda s: -s["value"]):
        value = share(s["value"], s["se"], run["draws"])
        bar = FULL * round(BAR * s["value"])
        title = shorten(labels.scenario(s["id"]), name_width)
        settled = share(given[s["id"]], s["se"], run["draws"])
        span = share_range(s["low"], s["high"], s["se"])
        lines.append(f"{title:{name_width}} {bar:{BAR}} {value:>6} {span:>11} {settled:>11}")
    return lines


def _blocking(run: Result, labels: Labels) -> str:
    rows = run["central"]["blocking"]
    barred = [labels.issue(b["issue"]) for b in rows if b["all_barred"]]
    text = f"every option meets a red line on {'; '.join(barred)}." if barred else "no issue has every option barred."
    costly = [b for b in rows if (b["gap_points"] or 0) > 0][:SHOWN_ISSUES]
    if costly:
        named = ", ".join(f"{labels.issue(b['issue'])} {points(b['gap_points'], exact=True)}" for b in costly)
        text += f" Red lines that cost most points of the least surplus: {named}."
    return text


def _full(run: Result, labels: Labels) -> str:
    rows = [b for b in run["comprehensive"]["blocking"] if b["opens_alone"]]
    drawn = run["sub_samples"]["comprehensive"]
    if not drawn:
        return "a settlement that leaves nothing open exists in every draw."
    if not rows:
        return f"in {drawn} draws without one, lifting the red lines on no single issue opens the way."
    named = ", ".join(
        f"{labels.issue(b['issue'])} ({share(b['opens_alone'], b['se'], drawn)})" for b in rows[:SHOWN_ISSUES]
    )
    return f"lifting one issue's red lines opens the way to leaving nothing open: {named} of {drawn} closed draws."


def _offers(run: Result) -> str:
    rows = [a for a in run["acceptability"] if a["kind"] == "offer"]
    if not rows:
        return "none settles or defers every issue."
    best = rows[:SHOWN_OFFERS]
    if best[0]["share"] == 0:
        return f"none of the {len(rows)} tabled offers is accepted by all required parties in any draw."
    return "; ".join(f"{a['name']}: {share(a['share'], a['se'], run['draws'])}" for a in best)


def _movers(run: Result, labels: Labels) -> str:
    top = max(run["scenarios"], key=lambda s: s["value"])["id"]
    rows = [r for r in run["sensitivity"] if r["output"] == f"scenarios.{top}" and r["input"] != "unexplained"]
    rows = sorted(rows, key=lambda r: -r["share"])[:SHOWN_MOVERS]
    if not rows:
        return run["sensitivity_method"].get("note") or "nothing varies."
    named = ", ".join(f"{labels.input(r['input'])} {share(r['share'])}" for r in rows)
    return f"of the spread of {labels.scenario(top)}: {named}."


def _fact(name: str, text: str, width: int) -> list[str]:
    return _filled(f"{name + ':':10} {text}", width, indent=" " * 11)


def _filled(text: str, width: int, *, indent: str = "") -> list[str]:
    return wrap(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _finish(lines: list[str], look: Look) -> str:
    text = "\n".join(line.rstrip() for line in lines)
    return text.translate(PLAINER) if look.ascii else text
