"""Answers held to their schemas: where one does not fit."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any

from detente.report.schemas import ANSWERS, answer_schema

THERE = find_spec("jsonschema") is not None and find_spec("jsonschema_rs") is not None
"""Whether the packages that judge are installed: the quick one says whether, the other one why not."""


def verb_of(words: tuple[Any, ...]) -> str:
    """Return the verb of a call."""
    return next(" ".join(map(str, words[:n])) for n in (2, 1) if " ".join(map(str, words[:n])) in ANSWERS)


def faults(verb: str, answer: Any) -> list[str]:
    """Return where an answer does not fit its schema; of the forms that it may have, the nearest."""
    if not THERE or _quick(verb).is_valid(answer):
        return []
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    errors = Draft202012Validator(answer_schema(verb)).iter_errors(answer)
    return [f"{error.json_path}: {error.message[:300]}" for error in map(best_match, ([e] for e in errors))]


@cache
def _quick(verb: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(answer_schema(verb))
