"""From a run to the ordered blocks of its report."""

from __future__ import annotations

from typing import Any

from detente.report.answer_blocks import bottom_line_blocks, scenario_blocks, zone_blocks
from detente.report.barrier_blocks import binding_blocks, blocking_blocks, moves_blocks
from detente.report.blocks import Block, Heading, Items, Link
from detente.report.change_blocks import change_blocks
from detente.report.economy_blocks import economy_blocks
from detente.report.evidence_blocks import evidence_blocks
from detente.report.ground_blocks import input_blocks, method_blocks, no_deal_blocks, published_blocks, version_blocks
from detente.report.hold_blocks import hold_blocks, horizon_blocks
from detente.report.labels import Labels, labels_of
from detente.report.settlement_blocks import acceptability_blocks, map_blocks, offers_blocks, preference_blocks

Result = dict[str, Any]


def sections(run: Result, published: list[Result]) -> list[Block]:
    """Return the report of a run, bottom line first.

    Parameters
    ----------
    run
        The result of `detente run`.
    published
        Published forecasts of questions near the case's own, as `detente.report.published.published` gives them.
    """
    labels = labels_of(run)
    body = _body(run, published, labels)
    return [*bottom_line_blocks(run, labels), _contents(body), *body]


def _body(run: Result, published: list[Result], labels: Labels) -> list[Block]:
    return [
        *scenario_blocks(run, labels),
        *horizon_blocks(run, labels),
        *hold_blocks(run, labels),
        *zone_blocks(run, labels),
        *map_blocks(run, labels),
        *offers_blocks(run, labels),
        *blocking_blocks(run, labels),
        *binding_blocks(run, labels),
        *moves_blocks(run, labels),
        *change_blocks(run, labels),
        *economy_blocks(run),
        *acceptability_blocks(run, labels),
        *preference_blocks(run, labels),
        *no_deal_blocks(run, labels),
        *evidence_blocks(run),
        *published_blocks(run, published),
        *input_blocks(run, labels),
        *method_blocks(run, labels),
        *version_blocks(run),
    ]


def _contents(body: list[Block]) -> Items:
    heads = [b for b in body if isinstance(b, Heading) and b.level == 2]
    return Items(tuple((Link(h.text, f"#{h.id}"),) for h in heads), nav=True)
