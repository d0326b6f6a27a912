"""The verb `whatif`: one or more changes, before and after; or the value that makes an answer what is wished."""

from __future__ import annotations

from typing import Any

import click

from detente.case.nouns import Case
from detente.cli.manner import Manner, speaks
from detente.cli.refusal import within_limits
from detente.cli.run import drawing
from detente.report.screen import Look

WHATIF_DRAWS = 500


@click.command("whatif", short_help="One change: before, after, paired error.")
@click.argument("case")
@click.option("--set", "put", multiple=True, metavar="PATH=VALUE", help="Set an input to a number or low:mid:high.")
@click.option("--add", multiple=True, metavar="PATH=VALUE", help="Add to an input; worth.PARTY.ISSUE.OPTION pays.")
@click.option("--scale", multiple=True, metavar="PATH=FACTOR", help="Multiply an input by a factor.")
@click.option("--drop", multiple=True, metavar="PATH", help="Drop a red line, a guarantee or a step of ratification.")
@click.option("--seek", metavar="PATH", help="Seek the value of this input that makes --until true.")
@click.option("--until", metavar="ANSWER=SHARE", help="With --seek: as scenarios.ID=0.5, zone=0.5 or signed=0.2.")
@drawing(WHATIF_DRAWS)
@speaks()
def whatif(case: str, manner: Manner, **asked: Any) -> None:
    """Change inputs of CASE and say what that does to its main answers.

    Before and after use the same random numbers, so that the error printed is that of the difference. Paths are those
    that runs print, as `no_deal.RU` or `views.UA.donbas.salience`; a wrong one is refused with what was meant.
    """
    from detente.case.levers import CannotChange
    from detente.cli.cases import open_case
    from detente.report.about import about
    from detente.report.pages.whatif import seek_page, whatif_page

    opened, digest = open_case(case, manner)
    head = {"case": about(opened, digest), "names": {row.id: row.name for row in opened.scenarios}}
    try:
        found = head | _answered(opened, manner, asked)
    except CannotChange as error:
        raise click.UsageError(str(error)) from error

    def page(look: Look) -> str:
        return (seek_page if asked["seek"] else whatif_page)(found, look)

    manner.answer("whatif", found, page)


def _answered(case: Case, manner: Manner, asked: dict[str, Any]) -> dict[str, Any]:
    from detente.cli.changes import read_changes
    from detente.cli.progress import progress
    from detente.ensemble.setting import Drawing
    from detente.scenarios.change import apply
    from detente.scenarios.tipping import seek
    from detente.scenarios.whatif import whatif as judge

    changes = read_changes(asked["put"], asked["add"], asked["scale"], asked["drop"])
    drawn = Drawing(asked["draws"], asked["seed"], asked["threads"])
    if (asked["seek"] is None) != (asked["until"] is None):
        raise click.UsageError("--seek PATH and --until ANSWER=SHARE go together")
    if not changes and asked["seek"] is None:
        raise click.UsageError("nothing to change: give --set, --add, --scale or --drop, or --seek with --until")
    with within_limits(), progress(manner, case.title) as told:
        if asked["seek"] is None:
            return judge(case, changes, drawn, told)
        return seek(apply(case, changes), _wish(asked["seek"], asked["until"]), drawn, told)


def _wish(path: str, until: str) -> Any:
    from detente.cli.changes import value_of
    from detente.scenarios.tipping import Wish

    output, _, text = until.rpartition("=")
    share = value_of(f"--until {until}", text)
    if not output or not isinstance(share, float) or not 0.0 <= share <= 1.0:
        raise click.UsageError(f"--until {until}: write ANSWER=SHARE with a share of 0 to 1, as signed=0.5")
    return Wish(path, output.strip(), share)
