"""The page of the verb `sweep`."""

from __future__ import annotations

from typing import Any

from detente.report.digits import DASH
from detente.report.pages.whatif import answer_name
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns, title_lines

Result = dict[str, Any]
DESIGNS = {"lhs": "a Latin hypercube", "grid": "a grid"}
SHOWN, LISTED_PATHS, MOST_OUTPUTS = ("0.05", "0.25", "0.5", "0.75", "0.95"), 4, 24
"""Quantiles that are shown; inputs that are named one by one; outputs that get a row."""
FEW_DIGITS = 4
ABOUT = (
    "Shares are of the variants of this design; they are no probabilities. Each variant is judged as a case of its own,"
    " every range at its middle and every stated red line binding."
)
DRAWN = "Shares are of the variants of this design; each is the mean over its own draws, the same for all variants."
NOTE = "Rank correlation (Spearman) of inputs with {output}; ± {se:.2f} is what chance alone gives."


def sweep_page(found: Result, look: Look) -> str:
    """Return the page: how many open the zone, the spread of every output, which inputs matter, and in which box."""
    lines = [*title_lines(found, look), *flow(_design(found), look), *_zone(found, look), ""]
    lines += [*_outputs(found, look), ""]
    for output, held in found["matters"].items():
        lines += [*_matters(output, held, look), ""]
    if found["box"] is not None:
        lines += [*_box(found["box"], look), ""]
    lines += flow(DRAWN if found["draws"] else ABOUT, look)
    if found["folder"]:
        lines += flow(f"Every variant is a row of the parts in {found['folder']}.", look)
    return "\n".join(lines)


def _design(found: Result) -> str:
    paths, count = found["paths"], found["variants"]
    named = ", ".join(paths[:LISTED_PATHS]) + (f" and {len(paths) - LISTED_PATHS} more" * (len(paths) > LISTED_PATHS))
    design = DESIGNS.get(found["design"], f"the table {found['design']}")
    again = f"; {found['reused']:,} were there already" if found["reused"] else ""
    return f"{count:,} variants, {design} over {len(paths)} input{'s' * (len(paths) != 1)}: {named}{again}."


def _zone(found: Result, look: Look) -> list[str]:
    held = found["zone"]
    if held is None:
        return []
    if "mean" in held:
        return flow(
            f"On average {100 * held['mean']:.0f} % of a variant's draws have a settlement that all accept.", look
        )
    more = f"; {held['undecided']:,} are undecided" if held["undecided"] else ""
    share = 100.0 * held["open"] / found["variants"]
    return flow(f"In {held['open']:,} of them ({share:.3g} %) there is a settlement that all accept{more}.", look)


def _outputs(found: Result, look: Look) -> list[str]:
    rows = [
        [_name(name, found["names"]), *(_figure(held["quantiles"][level]) for level in SHOWN), _figure(held["mean"])]
        for name, held in found["outputs"].items()
        if held["least"] != held["most"]
    ]
    same = [name for name, held in found["outputs"].items() if held["least"] == held["most"]]
    lines = columns(["Over the variants", "5 %", "25 %", "half", "75 %", "95 %", "mean"], rows[:MOST_OUTPUTS], look)
    if len(rows) > MOST_OUTPUTS:
        lines += flow(f"  and {len(rows) - MOST_OUTPUTS} outputs more; all with --json", look)
    told = [f"{name} {_figure(found['outputs'][name]['mean'])}" for name in same]
    return lines + (flow(f"The same in all: {', '.join(told)}.", look) if same else [])


def _name(name: str, names: dict[str, str]) -> str:
    return answer_name(name, names) if name.startswith("scenarios.") else name


def _figure(value: float | None) -> str:
    return DASH if value is None else f"{value:.{FEW_DIGITS}g}"


def _matters(output: str, held: Result, look: Look) -> list[str]:
    telling = [row for row in held["inputs"] if abs(row["correlation"]) > 2.0 * held["se"]]
    if not telling:
        return flow(f"No input moves {output} by more than chance alone.", look)
    rows = [[row["input"], f"{row['correlation']:+.2f}"] for row in telling]
    return [*columns([f"What moves {output}", "rank"], rows, look),
            *flow(NOTE.format(output=output, se=held["se"]), look)]  # fmt: skip


def _box(box: Result, look: Look) -> list[str]:
    what = {"open": "the zone is open", "empty": "the zone is empty"}[box["event"]]
    if not box["restrictions"]:
        return flow(f"No box of inputs tells the variants in which {what}.", look)
    bounds = "; ".join(_bounds(row) for row in box["restrictions"])
    return flow(
        f"Mostly {what} where {bounds}: {100 * box['density']:.0f} % of the variants there, against"
        f" {100 * box['share']:.0f} % of all, and {100 * box['coverage']:.0f} % of all in which it is.",
        look,
    )


def _bounds(row: Result) -> str:
    low, high = row["low"], row["high"]
    if low is None:
        return f"{row['input']} is at most {high:.4g}"
    return f"{row['input']} is at least {low:.4g}" if high is None else f"{row['input']} is {low:.4g} to {high:.4g}"
