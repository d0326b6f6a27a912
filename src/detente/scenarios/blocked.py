"""Who blocks on which issue in the central case, for any settlement and for one that leaves nothing open."""

from __future__ import annotations

from typing import Any

from detente.case.nouns import OPEN, Case
from detente.settlement import zone
from detente.settlement.inputs import central_inputs
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import space


def blocked(case: Case) -> list[dict[str, Any]]:
    """Return the issues on which required parties bar every option between them: who bars which.

    `deferrable` says whether the issue can stay open meanwhile, so that it blocks only a settlement of everything.
    """
    inputs = central_inputs(case)
    given = space(case, inputs, no_deal_values(case, inputs).value)
    issues = [issue for issue in case.issues if zone.all_barred(given, issue.id)[0]]
    rows = {row.issue: row for row in zone.blocking(given, tuple(issue.id for issue in issues))}
    return [
        {
            "issue": issue.id,
            "deferrable": issue.deferrable,
            "barred": {option: who for option, who in rows[issue.id].barred.items() if option != OPEN},
        }
        for issue in issues
    ]
