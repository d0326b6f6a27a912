"""The verb `diff`: what changed between two case files, or between two offers of one case."""

from __future__ import annotations

from typing import Any

import click

from detente.case.nouns import OPEN, Case
from detente.cli.manner import Manner, speaks
from detente.report.screen import Look, flow, legible


@click.command("diff", short_help="What changed between two cases or offers.")
@click.argument("names", nargs=-1, metavar="A B | CASE OFFER_A OFFER_B")
@speaks()
def diff(names: tuple[str, ...], manner: Manner) -> None:
    """Say what changed between two case files, or between two offers of one case.

    Either A B (two cases), or CASE OFFER_A OFFER_B (ids of two offers of the case).
    """
    if len(names) == 2:
        _both_are_cases(*names, manner)
        found = _of_cases(*names, manner)
    elif len(names) == 3:
        found = _of_offers(*names, manner)
    else:
        raise click.UsageError("diff takes two cases, A B, or a case and two of its offers, CASE OFFER_A OFFER_B")

    def page(look: Look) -> str:
        return _page(found, look, whole=manner.verbose)

    manner.answer("diff", found, page)


def _both_are_cases(first: str, second: str, manner: Manner) -> None:
    """Refuse a second name that is no case where the first is one that has offers: a second offer was forgotten."""
    from detente.cli.cases import is_case, nearest, open_case

    if is_case(second) or not is_case(first):
        return
    case, _ = open_case(first, manner)
    offers = [offer.id for offer in case.offers]
    if not offers:
        return
    if second in offers:
        others = ", ".join(offer for offer in offers if offer != second)
        if not others:
            raise click.UsageError(f"{second} is the only offer of {case.id}; there is no other to compare it with")
        message = f"{second} is an offer of {case.id}; which other one is it to be compared with? there are: {others}"
        raise click.UsageError(f"{message}. As: detente diff {first} {second} OTHER_OFFER")
    from detente.formats.load import shipped

    cases = shipped()
    hint = nearest(second, [*offers, *cases])
    raise click.UsageError(
        f"{second!r} is neither a case nor an offer of {case.id}; {hint}a case is a file ending in .yaml or one of "
        f"{', '.join(cases)}; offers of {case.id}: {', '.join(offers)}"
    )


def _of_cases(first: str, second: str, manner: Manner) -> dict[str, Any]:
    from detente.cli.cases import open_case
    from detente.report.about import about
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
    from detente.cli.cases import known_id, open_case
    from detente.report.about import about
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
    row = {"path": f"settlement.{issue_id}", "kind": "changed", "before": before, "after": after}
    return {**row, "what": issue.name, "words": words}


def _page(found: dict[str, Any], look: Look, *, whole: bool) -> str:
    from detente.settlement.changes import BACKGROUND, is_background

    count = len(found["changes"])
    shown = [row for row in found["changes"] if whole or not is_background(row, BACKGROUND)]
    lines = flow(_head(found, count), look)
    lines += [line for row in shown for line in _row(row, look)]
    if len(shown) < count:
        lines += flow(f"  and {count - len(shown)} in evidence, sources and notes; all with --verbose or --json", look)
    if found["kind"] == "offers":
        lines += ["", *_measures(found, look)]
    return "\n".join(lines)


def _head(found: dict[str, Any], count: int) -> str:
    if found["kind"] == "offers":
        return f"From {found['from']} to {found['to']}: {count} issue{'' if count == 1 else 's'} settled otherwise"
    return f"{count} change{'' if count == 1 else 's'}" + (":" if count else "")


def _row(row: dict[str, Any], look: Look) -> list[str]:
    """Return a change on one line where it fits, else what changed, and below it the old and the new."""
    line = legible(f"  {row['words']}", look)
    if len(line) <= look.width:
        return [line]
    before, arrow, after = row["words"][len(row["what"]) + 2 :].partition(" -> ")
    ends = ((f"from {before}"), (f"to   {after}")) if arrow else (before,)
    return [*flow(f"  {row['what']}", look), *(part for end in ends for part in flow(f"    {end}", look))]


def _measures(found: dict[str, Any], look: Look) -> list[str]:
    from detente.report.digits import points, signed
    from detente.report.labels import LONG, and_more, labels_of

    labels = labels_of(found)
    moved = [f"{labels.party(party, LONG)} {signed(x, exact=True)}" for party, x in found["utility_change"].items()]
    apart = points(found["distance"], exact=True)
    return [
        *flow(f"distance of the drafts: {apart} of 100 (mean difference of option scores where both settle)", look),
        *flow(f"change of utility, points: {and_more(moved, '; ') or 'none'}", look),
    ]
