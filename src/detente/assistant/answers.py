"""What an assistant is told: the library's answers, cut to what can be read, each with what made it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from detente.assistant.cases import Cases, Opened
from detente.case.levers import Change, undoing
from detente.case.nouns import ALWAYS
from detente.ensemble.central import judge_central
from detente.ensemble.explain import explain, ids
from detente.ensemble.setting import Drawing
from detente.ledger.example import example
from detente.ledger.records import Ledger, Question
from detente.report.labels import labels_of
from detente.report.sentences import IGNORANCE, NO_ADVICE, NOT_A_FORECAST, bottom_line, marks
from detente.scenarios.odds import odds_of
from detente.scenarios.run import run
from detente.scenarios.whatif import whatif
from detente.settlement.known import known
from detente.settlement.offers import offers

Answer = dict[str, Any]

DRAWS, FEWEST_DRAWS, MOST_DRAWS = 200, 20, 2_000
"""Joint draws: unless said otherwise, at least, and at most; more are a matter of the command line."""
MOST_CHANGES = 50
MOST_LISTED = 20
"""Settlements, offers and ids that a reply lists at most; it says how many there are."""
KEPT = 4
"""Runs that are kept, so that the numbers of one can be explained without making it anew."""


class OutOfBounds(ValueError):
    """Raised for a question larger than is answered here; the message says the bound."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The cases at hand, and the latest runs."""

    cases: Cases
    runs: OrderedDict[tuple[str, int, int], Answer] = field(default_factory=lambda: OrderedDict())

    def list_cases(self) -> Answer:
        """Return the cases that can be asked about."""
        return {"cases": [self.cases.row(name) for name in self.cases.names()]}

    def describe(self, name: str) -> Answer:
        """Return the parties, issues, scenarios, offers and levers of a case by id and name, as known at its date."""
        opened = self.cases.opened(name)
        case = known(opened.case)
        named = {"parties": case.parties, "offers": case.offers, "levers": case.levers, "wild_cards": case.wild_cards}
        lists = {key: {row.id: row.name for row in rows} for key, rows in named.items()}
        issues = {
            issue.id: {"name": issue.name, "options": {option.id: option.name for option in issue.options}}
            for issue in case.issues
        }
        scenarios = {row.id: row.name for row in case.scenarios} | ALWAYS
        return _headed(opened, {"summary": case.summary, **lists, "issues": issues, "scenarios": scenarios})

    def zone(self, name: str) -> Answer:
        """Return the exact judgement of the central case, its frontiers cut short."""
        opened = self.cases.opened(name)
        found = judge_central(opened.case)
        frontier = {key: _cut(part) if isinstance(part, dict) else part for key, part in found["frontier"].items()}
        wanted = ("parties", "settlements", "no_deal", "solutions", "gap", "nearest_miss", "blocking")
        return _headed(opened, {key: found[key] for key in wanted} | {"frontier": frontier})

    def scenarios(self, name: str, draws: int, seed: int) -> Answer:
        """Return the scenarios' shares with sampling error, range over models and range over inputs apart."""
        opened = self.cases.opened(name)
        return _headed(opened, odds_of(opened.case, _drawing(draws, seed)) | {"cautions": [NOT_A_FORECAST]})

    def summary(self, name: str, draws: int, seed: int) -> Answer:
        """Return the bottom line of a run with its main numbers, and what it rests on."""
        opened, found = self._run(name, draws, seed)
        timing = found["hold"]["timing"]
        dated = None if timing is None else {key: timing[key] for key in ("signed", "ratified", "in_force")}
        numbers = ("id", "name", "value", "se", "low", "high", "low_from", "high_from", "given_settlement")
        return _headed(
            opened,
            {
                **{key: found[key] for key in ("draws", "seed", "condition", "binding", "notes")},
                "marks": marks(found["case"]),
                "bottom_line": bottom_line(found, labels_of(found)),
                "zone_probability": {key: found["zone_probability"][key] for key in ("value", "se", "by_source")},
                "scenarios": [{key: row[key] for key in numbers} for row in found["scenarios"]],
                "by_horizon": dated,
                "survival": found["hold"]["survival"],
                "blocking": found["blocking"][:MOST_LISTED],
                "inputs": _coded(found["inputs"]),
                "cautions": [NOT_A_FORECAST, IGNORANCE, NO_ADVICE],
            },
        )

    def offers(self, name: str) -> Answer:
        """Return the offers by party and date, with what each is worth to whom and which red lines it meets."""
        opened = self.cases.opened(name)
        found = offers(opened.case)
        return _headed(opened, found | {"offers": found["offers"][-MOST_LISTED:], "count": len(found["offers"])})

    def explain(self, name: str, number: str, draws: int, seed: int) -> Answer:
        """Return where a number of a run comes from."""
        opened, found = self._run(name, draws, seed)
        made = explain(found, number)
        count = {"inputs": len(made["inputs"]), "sources": len(made["sources"]), "coded": _coded(made["inputs"])}
        kept = {key: made[key][:MOST_LISTED] for key in ("inputs", "products", "sources")}
        return _headed(opened, made | kept | {"count": count})

    def numbers(self, name: str, containing: str, draws: int, seed: int) -> Answer:
        """Return the ids of a run's numbers that contain some text."""
        opened, found = self._run(name, draws, seed)
        held = [number for number in ids(found) if containing in number]
        return _headed(opened, {"count": len(held), "ids": held[: 10 * MOST_LISTED]})

    def whatif(self, name: str, changes: list[Change], draws: int, seed: int) -> Answer:
        """Return the main answers before and after some changes, on the same draws; the case stays as it is."""
        if not 0 < len(changes) <= MOST_CHANGES:
            raise OutOfBounds(f"{len(changes)} changes; give 1 to {MOST_CHANGES}")
        void = undoing(changes)
        if void is not None:
            raise OutOfBounds(f"{changes[void].path} is changed twice, and this undoes the other; give one of both")
        opened = self.cases.opened(name)
        return _headed(opened, whatif(opened.case, changes, _drawing(draws, seed)))

    def _run(self, name: str, draws: int, seed: int) -> tuple[Opened, Answer]:
        opened, drawing = self.cases.opened(name), _drawing(draws, seed)
        key = (opened.digest, drawing.draws, drawing.seed)
        if key not in self.runs:
            self.runs[key] = run(opened.case, draws=drawing.draws, seed=drawing.seed)
            while len(self.runs) > KEPT:
                self.runs.popitem(last=False)
        return opened, self.runs[key]


def forecasts() -> Answer:
    """Return the questions of the ledger that ships, with the last word of every forecaster and how each ended."""
    ledger = example().found
    return {"questions": [_question(ledger, question) for question in ledger.questions.values()]}


def _question(ledger: Ledger, question: Question) -> Answer:
    end = ledger.resolutions.get(question.id)
    latest = [{"forecaster": f.forecaster, "date": str(f.date), "p": [*f.p]} for f in ledger.latest(question.id)]
    return {
        "id": question.id, "statement": question.statement, "rule": question.rule, "bins": [*question.bins],
        "horizon": str(question.horizon), "forecasts": latest,
        "resolution": None if end is None else {"date": str(end.date), "outcome": end.outcome, "void": end.void},
    }  # fmt: skip


def _drawing(draws: int, seed: int) -> Drawing:
    if not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        raise OutOfBounds(f"{draws:,} draws; give {FEWEST_DRAWS} to {MOST_DRAWS:,}, or ask on the command line")
    if seed < 0:
        raise OutOfBounds(f"seed {seed}; give 0 or more")
    return Drawing(draws, seed)


def _headed(opened: Opened, found: Answer) -> Answer:
    case = opened.case
    head = {"id": case.id, "title": case.title, "as_of": str(case.as_of), "horizon": str(case.horizon)}
    return {"case": head | {"status": case.status, "sha256": opened.digest}, **found}


def _cut(part: Answer) -> Answer:
    return part | {"settlements": part["settlements"][:MOST_LISTED]}


def _coded(rows: list[Answer]) -> dict[str, int]:
    """Return how many inputs are sourced, judged and assumed."""
    kinds = sorted({row["coded"] for row in rows})
    return {kind: sum(row["coded"] == kind for row in rows) for kind in kinds}
