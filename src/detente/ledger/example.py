"""Ledgers that ship: published forecasts with sources, resolved; rows that cannot be scored are refused in words."""

from __future__ import annotations

from importlib.resources import files

from detente.formats.yaml import parse
from detente.ledger.check import CheckedLedger, check

EXAMPLES = ("ceasefire_2022_25",)


def example(name: str = EXAMPLES[0]) -> CheckedLedger:
    """Return a ledger that ships, with the faults for which some of its rows are refused.

    Raises
    ------
    ValueError
        When there is none of this name.

    Examples
    --------
    >>> len(example().found.resolutions)
    6
    """
    if name not in EXAMPLES:
        raise ValueError(f'no example "{name}"; there are {", ".join(EXAMPLES)}')
    file = f"{name}.yaml"
    return check(parse((files("detente.ledger") / "examples" / file).read_bytes(), file=file))
