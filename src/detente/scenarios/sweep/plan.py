"""The plan of a sweep: what every worker must know, small and the same for all, and the hash that tells two apart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from detente import __version__
from detente.case.fault import InputFaults
from detente.case.nouns import Case
from detente.formats.load import checked, find
from detente.formats.write import dump
from detente.kernels.size import BATCH, BATCH_PARTIES, COMPILED, SWEPT_VARIANTS
from detente.scenarios.sweep.designs import Design, Wished
from detente.scenarios.sweep.outputs import DRAWN, OUTPUTS, USUAL, USUAL_DRAWN
from detente.scenarios.sweep.settle import settled

Source = Case | str | Path | tuple[str, bytes]
"""A case, the path or id of one, or the name and bytes of its file."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What a sweep asks of every variant.

    Parameters
    ----------
    file, data
        Name and bytes of the case file.
    outputs
        Names of the outputs.
    draws
        Draws of every variant; 0: its central case alone.
    seed
        Seed of what is drawn in a variant.
    backend
        Backend of the kernels, one for the whole sweep.
    parties
        Who must consent in some variant.
    digest
        Hash of the case, the design, the outputs and the version: parts of another sweep have another.
    version
        Version that planned it; only the same may work on it.
    """

    file: str
    data: bytes
    outputs: tuple[str, ...]
    draws: int
    seed: int
    backend: str
    parties: tuple[str, ...]
    digest: str
    version: str = __version__


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every variant: names of outputs, None for the usual; draws, 0 for none; their seed."""

    outputs: tuple[str, ...] | None = None
    draws: int = 0
    seed: int = 1


def planned(source: Source, wished: Wished, question: Question) -> tuple[Plan, Design]:
    """Return the plan of a sweep and its design.

    Raises
    ------
    InputFaults, CannotChange, Unanswerable, TooLarge
        When the case has faults or does not allow the design; `ValueError` for an output that there is not.
    """
    file, data = case_file(source)
    case = case_in(file, data)
    design = settled(case, wished)
    names = outputs_named(question)
    parties = _consenting(case, design)
    backend = COMPILED if design.size > SWEPT_VARIANTS or len(parties) > BATCH_PARTIES else BATCH
    told = {
        "case": sha256(data).hexdigest(), "design": design.to_dict(), "outputs": names, "draws": question.draws,
        "seed": question.seed, "version": __version__,
    }  # fmt: skip
    digest = sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return Plan(file, data, names, question.draws, question.seed, backend, parties, digest), design


def case_file(source: Source) -> tuple[str, bytes]:
    """Return the name and the bytes of the file of a case; one that is no file yet is written as one."""
    if isinstance(source, Case):
        return f"{source.id}.yaml", dump(source).encode("utf-8")
    return source if isinstance(source, tuple) else find(str(source))


def case_of(plan: Plan) -> Case:
    """Return the case of a plan."""
    return case_in(plan.file, plan.data)


@lru_cache(maxsize=4)
def case_in(file: str, data: bytes) -> Case:
    """Return the case in the bytes of a file; a process reads it once."""
    found = checked(file, file, data)
    if found.case is None:
        raise InputFaults(file, found.faults)
    return found.case


def outputs_named(question: Question) -> tuple[str, ...]:
    """Return the outputs that are asked for, in the order of the table and each once."""
    known = DRAWN if question.draws else tuple(OUTPUTS)
    usual = USUAL_DRAWN if question.draws else USUAL
    asked = usual if question.outputs is None else question.outputs
    for name in asked:
        if name not in known:
            raise NoOutput(name, known, question.draws)
    return tuple(name for name in known if name in asked)


class NoOutput(ValueError):
    """An output that there is not; the message names the nearest and all that there are."""

    def __init__(self, name: str, known: Sequence[str], draws: int) -> None:
        from difflib import get_close_matches

        near = get_close_matches(name[:80], known, 1)
        meant = f'did you mean "{near[0]}"? ' if near else ""
        kind = "with draws" if draws else "of a central case"
        super().__init__(f'no output "{name[:80]}"; {meant}outputs {kind} are {", ".join(known)}')


def _consenting(case: Case, design: Design) -> tuple[str, ...]:
    varied = set(design.paths)
    return tuple(p.id for p in case.parties if p.required or f"parties.{p.id}.required" in varied)
