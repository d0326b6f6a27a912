"""The verbs `evidence add` and `evidence grade`: one claim more, or one grade, in a file that people keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from detente.case.fault import InputFaults
from detente.case.nouns import Case
from detente.case.quantity import Quantity
from detente.cli.changes import value_of
from detente.cli.deeds import told
from detente.cli.manner import Manner, as_json, speaks, write
from detente.cli.refusal import Unwritable

TEXTS = ("source", "date", "attribution", "hedge", "grade", "group", "relevance", "on", "why")
RANGES = ("ratio", "sens", "fpr")


def _texts(command: Callable[..., None]) -> Callable[..., None]:
    helped = {
        "source": ("ID", "Source of the case that was read."),
        "date": ("DATE", "Day of the claim, as 2025-12-21."),
        "attribution": ("TEXT", "Whom the text names for it."),
        "hedge": ("TEXT", "How the text softens it."),
        "grade": ("GRADE", "Admiralty grade, as B2."),
        "group": ("NAME", "Independence group: one origin counts once."),
        "relevance": ("LEVEL", "low, medium or high."),
        "on": ("ID", "Hypothesis that it bears on."),
        "why": ("TEXT", "Why the numbers are what they are."),
    }
    for name in reversed(TEXTS):
        metavar, words = helped[name]
        command = click.option(f"--{name}", metavar=metavar, help=words)(command)
    return command


@click.command("add", short_help="Write a claim into a case file.")
@click.argument("case")
@click.option("--claim", "text", required=True, metavar="TEXT", help="The claim, in one sentence.")
@click.option("--id", "name", metavar="ID", help="Its id; else c1, c2 and so on.")
@_texts
@click.option("--ratio", metavar="R", help="How many times as likely if --on holds: a number, or low:mid:high.")
@click.option("--sens", metavar="P", help="Probability of the claim if --on holds.")
@click.option("--fpr", metavar="P", help="Probability of the claim if another hypothesis holds.")
@click.option("--likelihood", "likelihoods", multiple=True, metavar="ID=P", help="Probability under a hypothesis.")
@click.option("--input", "inputs", multiple=True, metavar="PATH=VALUE", help="What it says of an input.")
@speaks(out=False)
def add(case: str, manner: Manner, text: str, name: str | None, **asked: Any) -> None:
    """Write a claim into the file CASE; comments and layout stay, and a claim with faults is not written."""
    from detente.evidence.ledger import fresh
    from detente.formats.write import append

    path, before = _own_file(case)
    held = _checked(before, path)
    _printable({"--claim": text, "--id": name} | {f"--{key}": asked[key] for key in TEXTS})
    row: dict[str, Any] = {"id": name or fresh([claim.id for claim in held.claims]), "text": text}
    row |= {key: asked[key] for key in TEXTS if asked[key] is not None}
    row |= {key: _plain(f"--{key}", asked[key]) for key in RANGES if asked[key] is not None}
    if asked["likelihoods"]:
        row["likelihoods"] = dict(_pair("--likelihood", text) for text in asked["likelihoods"])
    if asked["inputs"]:
        pairs = (_pair("--input", text) for text in asked["inputs"])
        row["inputs"] = [{"path": key, "value": value} for key, value in pairs]
    _write(path, append(before, "claims", row), manner, {"written": "claim", "id": row["id"]})


@click.command("grade", short_help="Grade a claim of a case file.")
@click.argument("case")
@click.argument("claim")
@click.argument("grade")
@speaks(out=False)
def grade(case: str, claim: str, grade: str, manner: Manner) -> None:
    """Grade the CLAIM of the file CASE: a letter A-F for its source, a digit 1-6 for the item, as B2."""
    from detente.cli.cases import known_id
    from detente.formats.write import edit

    path, before = _own_file(case)
    ids = [row.id for row in _checked(before, path).claims]
    known_id(claim, ids, "claim")
    text = edit(before, {f"claims[{ids.index(claim)}].grade": grade})
    _write(path, text, manner, {"written": "grade", "id": claim, "grade": grade})


def _own_file(case: str) -> tuple[str, str]:
    """Return path and text of a file that can be written to."""
    from detente.formats.load import ENDINGS, contents, is_path, is_secret

    if is_path(case) and is_secret(case):
        raise click.UsageError(f"{case} is encrypted; decrypt it, write the claim, and encrypt it again")
    if not case.endswith(ENDINGS):
        raise click.UsageError(f"{case} is not a file of yours; begin with: detente new NAME --from {case}")
    told("open", case)
    return case, contents(case).decode("utf-8", errors="surrogateescape")


def _checked(text: str, path: str) -> Case:
    from detente.case.check import check
    from detente.formats.load import case_id
    from detente.formats.yaml import parse

    found = check(parse(text.encode("utf-8", errors="surrogateescape"), file=path), case_id=case_id(path))
    if found.case is None:
        raise InputFaults(path, found.faults)
    return found.case


def _write(path: str, text: str, manner: Manner, done: dict[str, Any]) -> None:
    """Check a changed text as a whole, then put it in the file's place in one step."""
    from detente.formats.write import save

    _checked(text, path)
    told("save", path)
    try:
        save(Path(path), text)
    except OSError as error:
        raise Unwritable(f"cannot write {path}: {(error.strerror or str(error)).lower()}") from error
    if manner.json:
        write(as_json({"schema": "detente.evidence-write/1", "file": path, **done}))
        return
    write(done["id"])
    manner.say(f"{done['written']} written to {path}")


def _printable(texts: Mapping[str, str | None]) -> None:
    """Refuse text with characters that a terminal would obey."""
    from detente.formats.yaml import REFUSED_CHARACTER

    for option, text in texts.items():
        if found := REFUSED_CHARACTER.search(text or ""):
            raise click.UsageError(f"{option}: U+{ord(found[0]):04X} cannot be printed; leave it out")


def _pair(option: str, text: str) -> tuple[str, Any]:
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise click.UsageError(f"{option} {text}: write NAME=VALUE, the value a number or low:mid:high")
    return key.strip(), _plain(f"{option} {text}", value)


def _plain(where: str, text: str) -> Any:
    value = value_of(where, text)
    return {"low": value.low, "mid": value.mid, "high": value.high} if isinstance(value, Quantity) else value
