"""Formulas of rationing beside published figures, and which of these were met by choice of an input."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from detente.case.check.fields import day, number, one_of, text, url
from detente.consequences.rationing import ces_rationing, sufficient_statistic
from detente.consequences.sheet import FAR, POSITIVE, WORD, listed, read_sheet, shipped

CES, STATISTIC = FORMULAS = ("ces", "statistic")
EXACT, UNVERIFIED = CHECKED = ("exact", "unverified")


@dataclass(frozen=True, slots=True)
class FormulaCheck:
    """A formula with its inputs, and the published figure, in per cent, that it is set beside.

    Parameters
    ----------
    id, what
        Name, and what is lost of what, where.
    formula
        ``ces`` (`rationing.ces_rationing`) or ``statistic`` (`rationing.sufficient_statistic`).
    cost_share, elasticity, remaining, multiple
        Inputs in shares of one; the statistic takes `multiple` in place of the elasticity.
    low, high
        As published, per cent.
    checked, why
        ``exact``, or ``unverified`` where agreement says nothing, and why.
    """

    id: str
    what: str
    formula: str
    cost_share: float
    elasticity: float
    remaining: float
    multiple: float
    low: float
    high: float
    checked: str
    why: str
    source: str
    as_of: date
    url: str = ""

    @property
    def value(self) -> float:
        """The result of the formula, per cent."""
        if self.formula == STATISTIC:
            return 100.0 * float(sufficient_statistic(self.cost_share, self.multiple, self.remaining))
        return 100.0 * float(ces_rationing(self.cost_share, self.elasticity, self.remaining).change)


SHARE, FIGURE = number(0.0, 1.0), number(-FAR, FAR)
TABLE = {
    "id": WORD, "what": text, "formula": one_of(FORMULAS), "cost_share": SHARE, "elasticity": POSITIVE,
    "remaining": SHARE, "multiple": POSITIVE, "low": FIGURE, "high": FIGURE, "checked": one_of(CHECKED), "why": text,
    "source": text, "as_of": day, "url": url,
}  # fmt: skip
NEEDED = tuple(key for key in TABLE if key != "url")


@cache
def formula_checks() -> tuple[FormulaCheck, ...]:
    """Return the checks that ship.

    Examples
    --------
    >>> [(row.id, round(row.value, 4)) for row in formula_checks() if row.checked == "unverified"]
    [('energy_germany', -1.5686), ('gas_germany', -2.3426), ('statistic_germany', -1.07)]
    """
    table = {"as_of": day, "checks": listed(FormulaCheck, TABLE, NEEDED)}
    return read_sheet(shipped("formula_checks.yaml"), table, file="formula_checks.yaml")["checks"]
