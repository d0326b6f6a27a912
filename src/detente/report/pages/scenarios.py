"""The pages of the verb `scenarios`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.report.digits import decimal, ends, error, share, whole
from detente.report.labels import LONG, Labels, begun, head, labels_of
from detente.report.pages.wider_futures import futures_blocks
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns, title_lines

Result = Mapping[str, Any]
MOST_SHOWN, MOST_NAMED = 30, 12
"""Consistent scenarios in the table, and those told in words; all of them are in the JSON."""


def matrix_page(found: Result, look: Look) -> str:
    """Return the page of a cross-impact matrix."""
    return "\n".join([*flow(str(found["title"]), look), "", *_futures(found, look)])


def case_page(found: Result, look: Look) -> str:
    """Return the page of a case: odds, boxes, wider futures with their indicators."""
    labels = labels_of(found)
    blocks = [title_lines(dict(found), look)[:-1], _odds(found, labels, look), _boxes(found, labels, look)]
    held = found["cross_impact"]
    if held is not None:
        intro = (
            "Wider futures: what goes together, from judged impacts. Consistent is not likely; there are no odds here."
        )
        blocks += [[*flow(intro, look), "", *_futures(held, look)], _indicators(held, look)]
    if found["futures"] is not None:
        blocks += futures_blocks(found["futures"], found["sub_samples"]["futures"], labels, look)
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _odds(found: Result, labels: Labels, look: Look) -> list[str]:
    rows = [_odd(row, found["draws"]) for row in sorted(found["scenarios"], key=lambda row: -row["value"])]
    title = begun(found["condition"])
    lines = columns([title, "share", "sampling", "over models", "over inputs"], rows, look)
    note = (
        f"Three uncertainties, not to be added: sampling is the standard error of {whole(found['draws'])} draws; the"
        " ranges are the lowest and highest of the models, and of one group of inputs at its low or high"
        f" ({whole(found['sub_samples']['inputs'])} draws). No forecast: shares hold {found['condition']}."
    )
    return [*lines, "", *flow(note, look)]


def _odd(row: Result, draws: int) -> list[str]:
    return [
        row["name"],
        share(row["value"], row["se"], draws),
        error(row["se"]),
        ends(row["models"]),
        ends(row["inputs"]),
    ]


def _boxes(found: Result, labels: Labels, look: Look) -> list[str]:
    lines = flow("Scenario discovery: the box of inputs in which a result mostly happens.", look)
    for row in found["boxes"]:
        lines += flow(f"  {_box(row, labels)}", look)
    return lines


def _box(row: Result, labels: Labels) -> str:
    often = share(row["share"], row["share_se"], row["draws"])
    head_ = f"{begun(row['name'])} in {often} of {whole(row['draws'])} draws"
    box = row["box"]
    if box is None:
        return f"{head_}: it hardly varies, so there is no box."
    if not box["restrictions"]:
        return f"{head_}: no input tells these draws from the others."
    bounds = " and ".join(_bound(held, labels) for held in box["restrictions"])
    density, coverage = (share(box[key], box[f"{key}_se"]) for key in ("density", "coverage"))
    held = f"so are {density} of the draws in this box, which holds {coverage} of them"
    return f"{head_}, mostly when {bounds}: {held}."


def _bound(held: Result, labels: Labels) -> str:
    name, low, high = labels.input(held["input"]), held["low"], held["high"]
    if held["input"].endswith(".red_lines"):
        return f"{name} bind" if low is not None else f"{name} do not bind"
    if low is not None and high is not None:
        return f"{name} from {decimal(low, 2)} to {decimal(high, 2)}"
    return f"{name} at least {decimal(low, 2)}" if high is None else f"{name} at most {decimal(high, 2)}"


def _futures(found: Result, look: Look) -> list[str]:
    listed = found["consistent"]
    total, count = whole(found["combinations"]), whole(len(listed))
    lines = flow(f"{count} of {total} scenarios {'is' if len(listed) == 1 else 'are'} consistent, exactly.", look)
    if not listed:
        return lines + flow("Every scenario holds a variant that its own judgements push aside.", look)
    shown = sorted(enumerate(listed, start=1), key=lambda row: -row[1]["weight"])
    rows = [_row(number, row) for number, row in shown[:MOST_SHOWN]]
    lines += ["", *columns(["Variants, by descriptor", "impact score", "consistency", "starts"], rows, look)]
    if len(listed) > MOST_SHOWN:
        lines += flow(f"  and {whole(len(listed) - MOST_SHOWN)} more; all with --json", look)
    lines += ["", *_starts(found, look), ""]
    for number, row in shown[:MOST_NAMED]:
        lines += flow(f"{number}: {_told(found, row)}", look)
    return lines


def _row(number: int, row: Result) -> list[str]:
    value = "-" if row["consistency"] is None else str(row["consistency"])
    variants = " ".join(map(str, row["variants"]))
    return [f"{number}  {variants}", str(row["impact_score"]), value, share(row["share"], row["share_se"])]


def _starts(found: Result, look: Look) -> list[str]:
    held = found["succession"]
    of = "all" if held["exact"] else f"a sample of {whole(held['starts'])}"
    ringed = f"; {share(held['in_rings'], held['in_rings_se'])} end in a ring" if held["in_rings"] else ""
    return flow(f"Starts: share of {of} scenarios that global succession leads there, no probability{ringed}.", look)


def _told(found: Result, row: Result) -> str:
    pairs = zip(found["descriptors"], row["variants"], strict=True)
    return "; ".join(f"{head(d['name'], LONG)}: {d['variants'][v - 1]['name']}" for d, v in pairs)


def _indicators(found: Result, look: Look) -> list[str]:
    """Return the indicators of every variant, with how often the consistent futures hold it."""
    lines = flow("Indicators of each variant (judged unless a source is named), and futures that hold it:", look)
    total = len(found["consistent"])
    for d, descriptor in enumerate(found["descriptors"]):
        lines += flow(f"  {descriptor['name']}", look)
        for v, variant in enumerate(descriptor["variants"], start=1):
            count = sum(row["variants"][d] == v for row in found["consistent"])
            lines += flow(f"    {v} {variant['name']} ({count} of {total})", look)
            for told in variant["indicators"]:
                lines += flow(f"      {_indicator(told)}", look)
    return lines


def _indicator(told: Result) -> str:
    by = f", by {told['by']}" if told["by"] else ""
    sources = f" [{', '.join(told['sources'])}]" if told["sources"] else ""
    return f"{told['what']}: {told['threshold']}{by}{sources}"
