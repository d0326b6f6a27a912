"""Cross-impact matrices by name for the verbs: a `.scw`, or YAML that holds nothing but the section."""

from __future__ import annotations

from typing import Any

from detente.case.cross_impact import CrossImpact

SECTION = "cross_impact"


def open_matrix(name: str) -> CrossImpact | None:
    """Return the matrix of a `.scw`, or of YAML whose one key is the section; None where a name is that of a case.

    Raises
    ------
    InputFaults
        With every fault of a matrix.
    """
    from detente.formats import scw

    if scw.is_scw(name):
        return scw.load(name)
    return _section(name)


def _section(name: str) -> CrossImpact | None:
    from detente.case.check.alone import check_matrix
    from detente.case.fault import InputFaults
    from detente.formats.load import ENDINGS, contents
    from detente.formats.yaml import parse

    if not name.endswith(ENDINGS):
        return None
    data = contents(name)
    if SECTION.encode() not in data:
        return None
    document = parse(data, file=name)
    held: Any = document.value
    if not isinstance(held, dict) or list(held) != [SECTION]:
        return None
    model, faults = check_matrix(document)
    if model is None:
        raise InputFaults(name, faults)
    return model


def converted(name: str, out: str) -> tuple[str, tuple[str, ...]]:
    """Return the matrix of a file or of a case as text in the format that the ending of `out` names, and what is lost.

    Raises
    ------
    Unanswerable
        When a case has no matrix.
    """
    from detente.case.fault import Unanswerable
    from detente.formats import scw
    from detente.formats.load import load
    from detente.formats.write import dump_section

    model = open_matrix(name)
    if model is None:
        model = load(name).cross_impact
    if model is None:
        raise Unanswerable(f"{name} has no {SECTION}, so there is no matrix to write")
    if scw.is_scw(out):
        return scw.write(model, out)
    return dump_section(SECTION, model), ()
