"""The pages of the verb `evidence`."""

from __future__ import annotations

from typing import Any

from detente.case.likelihood import likelihood
from detente.report.digits import DASH, JUDGED_ERROR, MINUS, share, share_change, share_range
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns, title_lines

Result = dict[str, Any]
WATCHED = 5
ABOUT = (
    "Every number is judged: priors, likelihoods, and how far a letter is trusted (table of {as_of}). Interval: ranges"
    " of all of them as independent; bounds: all at their worst end at once. Words after ICD 203."
)
ITEMS = (
    "Points of probability that each origin added, over all orders of the claims; they add up to the change. Without"
    " it: what would be left."
)
MATRIX = (
    "The matrix is a view of the same claims: CC and C fit, N is neutral, I and II speak against. The score adds up"
    " what speaks against a hypothesis; it is no probability and ranks nothing."
)
NO_CLAIMS = "The case has no `claims`; write one with: detente evidence add"
NOTHING_WATCHED = "No `indicators`: the case names nothing to watch."


def claims_page(found: Result, look: Look) -> str:
    """Return the list of claims."""
    lines = title_lines(found, look)
    if not found["claims"]:
        return "\n".join([*lines, *flow(NO_CLAIMS, look)])
    for row in found["claims"]:
        lines += flow(_claim(row), look)
    return "\n".join(lines)


def _claim(row: Result) -> str:
    told = [row["date"] or "undated", row["source"] or "no source", row["attribution"], row["hedge"]]
    head = f"{row['id']} [{row['grade']}] {row['text']} ({'; '.join(part for part in told if part)})"
    if row["counted_as"]:
        return f"{head} A copy: {row['counted_as']} counts for it."
    bears = [f"Bears on {row['on'] or 'all hypotheses'}."] if row["bears"] else []
    inputs = [f"Speaks of {', '.join(row['inputs'])}."] if row["inputs"] else []
    return " ".join([head, *bears, *inputs])


def update_page(found: Result, look: Look, *, whole: bool) -> str:
    """Return the page; with `whole` every indicator and what is said of each origin."""
    lines = [*title_lines(found, look), *_posteriors(found, look)]
    if found["change"]:
        lines += ["", *_changed(found["change"], look)]
    if found["items"]:
        lines += ["", *_items(found, look), "", *_matrix(found, look)]
    else:
        lines += ["", *flow(NO_CLAIMS, look)]
    lines += ["", *_watch(found, look, len(found["watch"]) if whole else WATCHED)]
    if found["proposals"]:
        lines += ["", *_proposals(found, look)]
    return "\n".join(lines)


def _posteriors(found: Result, look: Look) -> list[str]:
    rows = [
        [
            row["name"],
            _whole(row["prior"]),
            _whole(row["value"]),
            share_range(row["low"], row["high"]),
            share_range(row["least"], row["most"]),
            likelihood(row["value"]),
        ]
        for row in found["hypotheses"]
    ]
    head = ["Hypothesis", "prior", "now", "interval", "bounds", "in words"]
    return [*columns(head, rows, look), *flow(ABOUT.format(as_of=found["grades"]["as_of"]), look)]


def _changed(change: Result, look: Look) -> list[str]:
    keys = [*change["after"]]
    rows = [[f"as of {change['since']}", *(_whole(change["before"][key]) for key in keys)]]
    rows += [
        [f"{row['kind']}: {row['id'] or 'priors'}", *(share_change(row["probability"][key], 0.0) for key in keys)]
        for row in change["reasons"]
    ]
    rows.append(["now", *(_whole(change["after"][key]) for key in keys)])
    about = "What moved them since, in points of probability: the parts add up to the change."
    return [*columns(["Change", *keys], rows, look), *flow(about, look)]


def _whole(p: float) -> str:
    """Return a judged probability: whole percent are fine enough."""
    return share(p, JUDGED_ERROR)


def _items(found: Result, look: Look) -> list[str]:
    keys = [row["id"] for row in found["hypotheses"]]
    rows = [
        [
            f"{row['id']} [{row['grade']}]" + _copies(len(row["copies"])),
            *(share_change(row["probability"][key], 0.0) for key in keys),
            " / ".join(_whole(row["without"][key]) for key in keys),
        ]
        for row in found["items"]
    ]
    lines = [*columns(["Origin", *keys, "without it"], rows, look), *flow(ITEMS, look)]
    for row in found["items"]:
        for link in row["links"]:
            lines += flow(_link(link), look)
    return lines


def _copies(count: int) -> str:
    return f" and {count} cop{'y' if count == 1 else 'ies'}" if count else ""


def _link(link: Result) -> str:
    if link["why"] == "group":
        return f"{link['other']} has the independence group of {link['one']}: one origin."
    alike = share(link["similarity"], JUDGED_ERROR)
    return f"{link['other']} has nearly the text of {link['one']} ({alike}): one origin."


def _matrix(found: Result, look: Look) -> list[str]:
    keys = [row["id"] for row in found["hypotheses"]]
    held = found["matrix"]
    rows = [
        [
            row["id"],
            row["credibility"],
            row["relevance"],
            *(row["consistency"][k] for k in keys),
            f"{row['diagnosticity']:.2f}",
        ]
        for row in held["rows"]
    ]
    total = ["score", DASH, DASH, *(_score(held["inconsistency"][key]) for key in keys), DASH]
    head = ["Claim", "credible", "relevant", *keys, "tells apart"]
    return [*columns(head, [*rows, total], look), *flow(MATRIX, look)]


def _score(value: float) -> str:
    return f"{value + 0.0:.1f}".replace("-", MINUS)


def _watch(found: Result, look: Look, most: int) -> list[str]:
    if not found["watch"]:
        return flow(NOTHING_WATCHED, look)
    lines = flow("To watch, the most telling first (bits that it is expected to tell):", look)
    for row in found["watch"][:most]:
        lines += flow(_indicator(row), look)
    left = len(found["watch"]) - most
    return [*lines, *(flow(f"  and {left} more.", look) if left > 0 else [])]


def _indicator(row: Result) -> str:
    seen, unseen = (
        ", ".join(f"{key} {_whole(p)}" for key, p in row[name].items()) for name in ("if_seen", "if_unseen")
    )
    head = f"  by {row['by']} ({row['days']} days): {row['name']}"
    threshold = f" ({row['threshold']})" if row["threshold"] else ""
    return f"{head}{threshold}. Seen: {seen}. Not seen: {unseen}. {row['gain']:.2f} bits."


def _proposals(found: Result, look: Look) -> list[str]:
    lines = flow("Proposed, and not entered:", look)
    for row in found["proposals"]:
        before, after = (_range(row[key]) for key in ("before", "after"))
        who = ", ".join(f"{key} {_whole(part)}" for key, part in row["weights"].items()) or DASH
        lines += flow(f"  {row['path']}: {before} -> {after} (weights: {who})", look)
    return lines


def _range(value: Result) -> str:
    if value["low"] == value["high"]:
        return f"{value['mid']:.3g}"
    return f"{value['mid']:.3g} ({value['low']:.3g} to {value['high']:.3g})"
