"""The verb `levers`: what opens the zone, where it flips, and what each lever does."""

from __future__ import annotations

from typing import Any

import click

from detente.case.nouns import Case
from detente.cli.manner import Manner, speaks
from detente.cli.refusal import within_limits
from detente.cli.run import drawing
from detente.report.screen import Look

LEVER_DRAWS = 200


@click.command("levers", short_help="What opens the zone; what each lever does.")
@click.argument("case")
@click.option("--lever", multiple=True, metavar="ID", help="Only this lever; may be repeated.")
@click.option(
    "--points", metavar="N", type=click.FloatRange(0.01, 100.0), default=5.0, show_default=True,
    help="Points of a side payment, and of a fall of a no-deal value, among what may open the zone.",
)  # fmt: skip
@click.option(
    "--tornado", metavar="N", type=click.IntRange(0, 1000), default=0, show_default=True,
    help="Also what the N most telling inputs do at their low and high.",
)  # fmt: skip
@drawing(LEVER_DRAWS)
@speaks()
def levers(case: str, manner: Manner, lever: tuple[str, ...], **asked: Any) -> None:
    """Say what would open the zone of CASE, who blocks on which issue, and how far each of its levers goes.

    The smallest sets of concessions are exact, with all ties and who pays. Levers are the file's: effects are paired
    differences on common random numbers, in full, by step and in pairs. A table, in the order of the file: nothing is
    recommended.
    """
    from detente.cli.cases import known_id, open_case
    from detente.report.about import about
    from detente.report.pages.levers import levers_page

    opened, digest = open_case(case, manner)
    for name in lever:
        known_id(name, [row.id for row in opened.levers], "lever")
    head = {"case": about(opened, digest), "names": {row.id: row.name for row in opened.scenarios}}
    found = head | _answered(opened, manner, lever, asked)

    def page(look: Look) -> str:
        return levers_page(found, look, whole=manner.verbose)

    manner.answer("levers", found, page)


def _answered(case: Case, manner: Manner, only: tuple[str, ...], asked: dict[str, Any]) -> dict[str, Any]:
    from detente.cli.progress import progress
    from detente.ensemble.setting import Drawing
    from detente.scenarios.blocked import blocked
    from detente.scenarios.levers import levers as judge
    from detente.scenarios.opening import opens
    from detente.scenarios.tipping import tipping_points
    from detente.scenarios.tornado import tornado
    from detente.settlement.known import known

    now, drawing = known(case), Drawing(asked["draws"], asked["seed"], asked["threads"])
    with within_limits(), progress(manner, case.title) as told:
        found: dict[str, Any] = {
            "blocking": blocked(now),
            "opens": [opens(now, points=asked["points"], whole=whole) for whole in (False, True)],
            "tipping": tipping_points(now),
            "tornado": tornado(case, drawing, asked["tornado"], told) if asked["tornado"] else None,
        }
        if not case.levers:
            nothing: dict[str, Any] = {"levers": [], "interactions": [], "pairs_left_out": 0}
            return found | {"draws": drawing.draws, "seed": drawing.seed} | nothing
        return found | judge(case, drawing, only=only, progress=told)
