"""The verb `diff`: what changed between two case files, or between two offers of one case."""

from __future__ import annotations

from typing import Any

import click

from detente.case.nouns import OPEN, Case
from detente.cli.manner import Look, Manner, clean, speaks

BACKGROUND = ("sources", "evidence", "coded", "note", "text", "why")
"""Keys whose changes move no number; the page counts them."""


@click.command("diff", short_help="What changed between two cases or offers.")
@click.argument("names", nargs=-1, metavar="A B | CASE OFFER_A OFFER_B")
@speaks()
def diff(names: tuple[str, ...], manner: Manner) -> None:
    """Say what changed between two case files, or between two offers of one case.

    Either A B (two cases), or CASE OFFER_A OFFER_B (ids of two offers of the case).
    """
    if len(names) == 2:
        found = _of_cases(*names, manner)
    elif len(names) == 3:
        found = _of_offers(*names, manner)
    else:
        raise click.UsageError("diff takes two cases, A B, or a case and two of its offers, CASE OFFER_A OFFER_B")

    def page(look: Look) -> str:
        del look
        return _page(found, whole=manner.verbose)

    manner.answer("diff", found, page)


def _of_cases(first: str, second: str, manner: Manner) -> dict[str, Any]:
    from detente.cli.cases import about, open_case
    from detente.settlement.changes import changes

    if first == second == "-":
        raise click.UsageError("only one of the two cases can come from standard input")
    before, digest = open_case(first, manner)
    after, second_digest = open_case(second, manner)
    return {
        "kind": "cases",
        "from": about(before, digest),
        "to": about(after, second_digest),
        "changes": changes(before, after),
    }


def _of_offers(name: str, first: str, second: str, manner: Manner) -> dict[str, Any]:
    from detente.cli.cases import about, known_id, open_case
    from detente.settlement.known import known
    from detente.settlement.offers import compare

    case, digest = open_case(name, manner)
    now = known(case)
    for asked in (first, second):
        known_id(asked, [offer.id for offer in now.offers], f"offer of {case.id} as of {now.as_of}")
    step = compare(case, first, second)
    changes = [_issue(now, issue, first, second) for issue in step["changed"]]
    return {"kind": "offers", "case": about(case, digest), **step, "changes": changes}


def _issue(case: Case, issue_id: str, first: str, second: str) -> dict[str, Any]:
    issue = case.issue(issue_id)
    before, after = (case.offer(offer).settlement.get(issue_id, OPEN) for offer in (first, second))
    names = {OPEN: "left open", **{option.id: option.name for option in issue.options}}
    words = f"{issue.name}: {names[before]} -> {names[after]}"
    return {"path": f"settlement.{issue_id}", "kind": "changed", "before": before, "after": after, "words": words}


def _page(found: dict[str, Any], *, whole: bool) -> str:
    count = len(found["changes"])
    shown = [row for row in found["changes"] if whole or row["path"].rpartition(".")[2] not in BACKGROUND]
    lines = [f"{count} change{'' if count == 1 else 's'}" + (":" if count else "")]
    lines += [f"  {clean(row['words'])}" for row in shown]
    if len(shown) < count:
        lines.append(f"  and {count - len(shown)} in evidence, sources and notes; all with --verbose or --json")
    if found["kind"] == "offers":
        lines += ["", *_measures(found)]
    return "\n".join(lines)


def _measures(found: dict[str, Any]) -> list[str]:
    from detente.report.digits import points, signed

    change = ", ".join(f"{party} {signed(x, exact=True)}" for party, x in found["utility_change"].items())
    return [
        f"distance of the drafts: {points(found['distance'], exact=True)} of 100 (mean difference of option scores)",
        f"change of utility, points: {change or 'none'}",
    ]
