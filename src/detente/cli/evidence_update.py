"""The verbs `evidence list` and `evidence update`."""

from __future__ import annotations

import click

from detente.cli.manner import Manner, speaks
from detente.report.screen import Look


@click.command("list", short_help="The claims of a case, with grades and copies.")
@click.argument("case")
@speaks()
def list_claims(case: str, manner: Manner) -> None:
    """List the claims of CASE: day, source, grade, whom they name, and which are copies of another."""
    from detente.cli.cases import open_case
    from detente.evidence.answer import claims
    from detente.report.about import about
    from detente.report.pages.evidence import claims_page

    opened, digest = open_case(case, manner)
    found = {"case": about(opened, digest), "claims": claims(opened)}

    def page(look: Look) -> str:
        return claims_page(found, look)

    manner.answer("evidence-list", found, page)


@click.command("update", short_help="Hypotheses after the evidence; what to watch.")
@click.argument("case")
@click.option("--since", metavar="CASE", help="Also what moved the hypotheses since this earlier version.")
@speaks()
def update(case: str, manner: Manner, since: str | None) -> None:
    """Say how likely the hypotheses of CASE are after its claims, what each claim did, and what to watch next.

    Likelihoods are mixed over the reliability of their source, and one origin counts once. The matrix of hypotheses is
    a view of the same claims and gives no probability. What claims say of inputs is proposed, never entered.
    """
    from detente.cli.cases import open_case
    from detente.evidence.answer import changed, evidence
    from detente.report.about import about
    from detente.report.pages.evidence import update_page
    from detente.settlement.known import known

    opened, digest = open_case(case, manner)
    found = {"case": about(opened, digest), **evidence(known(opened)), "change": None}
    if since is not None:
        found["change"] = changed(known(open_case(since, manner)[0]), known(opened))

    def page(look: Look) -> str:
        return update_page(found, look, whole=manner.verbose)

    manner.answer("evidence-update", found, page)
