"""Faults of an input file: where, what was read, what was allowed, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.case.unseen import visible


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in an input file.

    Parameters
    ----------
    where
        Path of the value in the file, as `views.RU.donbas.salience`.
    line
        1-based line, or None where the whole file is meant.
    message
        What was read and what was allowed.
    hint
        What to do, as "did you mean 'donbas'?"; empty when there is nothing to add.
    limit
        Whether nothing is wrong but the size: the message names the limit that is passed.
    cell
        Name of the cell in a workbook, as `views!D7`; empty in files that have lines alone.
    """

    where: str
    line: int | None
    message: str
    hint: str = ""
    limit: bool = False
    cell: str = ""

    def __post_init__(self) -> None:
        """Make visible what a file may have hidden in the words that are quoted from it."""
        for name in ("where", "message", "hint", "cell"):
            held = getattr(self, name)
            if not held.isprintable():
                object.__setattr__(self, name, visible(held))

    def text(self, file: str = "") -> str:
        """Return the fault as one line, `file:line: where: message (hint)`; a named cell stands for the line."""
        at = self.cell or self.line
        place = file if at is None else f"{file}:{at}"
        head = f"{place}: " if place else ""
        path = f"{self.where}: " if self.where else ""
        tail = f" ({self.hint})" if self.hint else ""
        return visible(f"{head}{path}{self.message}{tail}")


class InputFaults(ValueError):
    """An input that cannot be read; carries every fault found, in file order."""

    def __init__(self, file: str, faults: tuple[Fault, ...]) -> None:
        self.file = file
        self.faults = faults
        count = f"{len(faults)} fault" + ("" if len(faults) == 1 else "s")
        lines = "\n".join(f" * {fault.text(file)}" for fault in faults)
        super().__init__(f"{visible(file)} has {count}:\n{lines}")

    @property
    def too_large(self) -> bool:
        """Whether the input is refused for its size alone."""
        return too_large(self.faults)


def unfit(file: str, message: str, hint: str = "", *, limit: bool = False) -> InputFaults:
    """Return the refusal of a file as a whole, for one fault that stands on no line of it.

    >>> unfit("a.yaml", "it is empty", "write a case").faults[0].text("a.yaml")
    'a.yaml: it is empty (write a case)'
    """
    return InputFaults(file, (Fault("", None, message, hint, limit),))


def too_large(faults: Sequence[Fault]) -> bool:
    """Return whether there are faults and all are limits that are passed.

    >>> too_large([]), too_large([Fault("issues", 3, "300 issues are more than 200", limit=True)])
    (False, True)
    """
    return bool(faults) and all(fault.limit for fault in faults)


class Unanswerable(ValueError):
    """A question that a case without faults says too little for; the message says what to add."""


class TooLarge(ValueError):
    """A question that cannot be answered exactly within the limits; the message says which limit and what to do."""
