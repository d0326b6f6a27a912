"""What follows of a case for the economy and for a portfolio: the objects of `economy` and `portfolio`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from detente.case.holdings import CASH, MOST_HOLDINGS
from detente.case.nouns import Case
from detente.consequences.portfolio.prior import SAME_SIGN_WEIGHT
from detente.consequences.portfolio.series import catalogue
from detente.ensemble.consequences import economy as follow
from detente.ensemble.consequences.portfolio import Asked, Implied
from detente.ensemble.consequences.portfolio import portfolio as weigh
from detente.ensemble.consequences.portfolio.asked import LEVEL
from detente.ensemble.consequences.portfolio.tables_read import Sheet, Tables, read_tables
from detente.ensemble.hold import draws_of
from detente.ensemble.setting import Drawing, Progress, setting_of
from detente.formats.holdings import example_holdings, holdings_table, meant
from detente.web.problems import UNFIT, Problem, Refused
from detente.web.records import Number, Question, Sent
from detente.web.routes.answers import answered
from detente.web.settings import MOST_BYTES
from detente.web.state import Here

router = APIRouter(prefix="/api/v1", tags=["consequences"])
MOST_IMPLIED = 20
Name = Annotated[str, Field(max_length=200)]
Price = Annotated[float, Field(gt=-1e15, lt=1e15, allow_inf_nan=False)]


class HoldingSent(Sent):
    """A row of what is held; the weights of all sum to one, or each has an amount instead."""

    asset: Name
    weight: Number | None = None
    amount: Number | None = None
    proxy: Name | None = None
    note: Annotated[str, Field(max_length=2_000)] | None = None


class ImpliedSent(Sent):
    """A price of which is asked what it implies: as a change of a series in %, or with its two values."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    price: Price
    if_settled: Price | None = None
    if_not: Price | None = None


Rows = Annotated[list[HoldingSent], Field(min_length=1, max_length=MOST_HOLDINGS)]
Csv = Annotated[str, Field(max_length=MOST_BYTES)]


class PortfolioAsked(Question):
    """What is asked of a portfolio: holdings as CSV or as rows, the example without them; prices as CSV."""

    holdings: Csv | Rows | None = None
    prices: Csv | None = None
    equity: Name | None = None
    prior: Annotated[float, Field(ge=0, le=1)] = SAME_SIGN_WEIGHT
    level: Annotated[float, Field(ge=0.5, le=0.99)] = LEVEL
    implied: Annotated[list[ImpliedSent], Field(max_length=MOST_IMPLIED)] = []


@router.post("/cases/{name}/economy")
def economy(here: Here, name: str, asked: Question) -> dict[str, Any]:
    """Say what follows from each scenario for prices, growth, people and security, as `detente economy`."""

    def judge(case: Case, a: Question, told: Progress) -> dict[str, Any]:
        return {"seed": a.seed, **follow(setting_of(case, Drawing(a.draws, a.seed), told))}

    return answered(here, name, "economy", asked, judge)


@router.post("/cases/{name}/portfolio")
def portfolio(here: Here, name: str, asked: PortfolioAsked) -> dict[str, Any]:
    """Say what a portfolio gains and loses under each scenario, as `detente portfolio`; nothing sent is kept."""
    held = _read(asked)

    def judge(case: Case, a: Question, told: Progress) -> dict[str, Any]:
        setting = setting_of(case, Drawing(a.draws, a.seed), told)
        return {"seed": a.seed, **weigh(setting, draws_of(a.draws), held)}

    return answered(here, name, "portfolio", asked, judge)


@router.get("/portfolio/example")
def example() -> dict[str, Any]:
    """Return holdings to start from, as CSV, and the series that a holding may follow."""
    rows = [{"id": row.id, "name": row.name, "unit": row.unit} for row in catalogue().series]
    text = example_holdings().decode("utf-8")
    return {"schema": "detente.portfolio_example/1", "text": text, "cash": CASH, "series": rows}


def _read(asked: PortfolioAsked) -> Asked:
    """Return what is asked, tables as read; refused with every fault of a table, by its line."""
    prices = None if asked.prices is None else Sheet(asked.prices.encode("utf-8"), "prices")
    tables = read_tables(_holdings(asked.holdings), prices)
    try:
        equity = tables.equity(asked.equity)
    except ValueError as error:
        raise Refused(Problem(UNFIT, "request", f"equity: {error}")) from error
    implied = tuple(_implied(row, tables) for row in asked.implied)
    return Asked(tables.holdings, tables.prices, equity, asked.prior, asked.level, implied)


def _holdings(sent: str | list[HoldingSent] | None) -> Sheet | None:
    if sent is None:
        return None
    data = sent.encode("utf-8") if isinstance(sent, str) else holdings_table([row.model_dump() for row in sent])
    return Sheet(data, "holdings")


def _implied(sent: ImpliedSent, tables: Tables) -> Implied:
    """Return what is asked of a price; refused where nothing can follow from it."""
    ends = (sent.if_settled, sent.if_not)
    message = ""
    if (ends[0] is None) != (ends[1] is None):
        message = "give both if_settled and if_not, or neither"
    elif ends[0] is None and sent.name not in tables.series:
        message = f"there is no series {sent.name[:80]!r}; {meant(sent.name, tables.series)}"
    elif ends[0] is not None and ends[0] == ends[1]:
        message = "with two equal values a price implies nothing"
    if message:
        raise Refused(Problem(UNFIT, "request", f"implied: {message}"))
    return Implied(sent.name, sent.price, *ends)
