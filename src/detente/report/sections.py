"""From a run to the ordered blocks of its report: every section by its id, and those that an audience is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.report.answer_blocks import bottom_line_blocks, scenario_blocks, title_blocks, zone_blocks
from detente.report.barrier_blocks import binding_blocks, blocking_blocks, moves_blocks
from detente.report.blocks import Block, Details, Heading, Items, Link
from detente.report.brief.assumptions import assumption_blocks
from detente.report.brief.changed import changed_blocks
from detente.report.brief.grounds import alternative_blocks, decision_blocks, diligence_blocks, watch_blocks
from detente.report.brief.guide import guide_blocks
from detente.report.brief.judgements import judgement_blocks
from detente.report.brief.lint import lint
from detente.report.brief.records import Finding
from detente.report.brief.stamp import stamp_blocks
from detente.report.change_blocks import change_blocks
from detente.report.economy_blocks import economy_blocks
from detente.report.evidence_blocks import evidence_blocks
from detente.report.glance_blocks import glance_blocks
from detente.report.ground_blocks import input_blocks, method_blocks, no_deal_blocks, published_blocks, version_blocks
from detente.report.hold_blocks import hold_blocks, horizon_blocks
from detente.report.labels import Labels, labels_of
from detente.report.settlement_blocks import acceptability_blocks, map_blocks, offers_blocks, preference_blocks

Result = dict[str, Any]
Maker = Callable[[Result, Labels], list[Block]]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: its name in a list, and what makes its blocks from a run."""

    name: str
    make: Maker


FEWEST_LISTED = 3
"""Sections from which on a table of contents stands before them."""
CITE = "cite"
"""The section that no report goes without: as-of date, version, seed, hash of the case, how to cite."""
GLANCE = "glance"
"""The answer in three small tables, for those who read one page; the whole report says the same at length."""
SECTIONS: Mapping[str, Section] = {
    "bottom-line": Section("Bottom line", bottom_line_blocks),
    "judgements": Section("Key judgements", judgement_blocks),
    GLANCE: Section("At a glance", glance_blocks),
    "decisions": Section("So what: decisions", lambda run, _: decision_blocks(run)),
    "guide": Section("The guide: standing questions", guide_blocks),
    "alternatives": Section("Alternatives and dissent", alternative_blocks),
    "assumptions": Section("Assumptions by effect", assumption_blocks),
    "changed": Section("What changed, and what moved it", changed_blocks),
    "watch": Section("Indicators to watch", lambda run, _: watch_blocks(run)),
    "scenarios": Section("Scenarios", scenario_blocks),
    "horizon": Section("By the horizon", horizon_blocks),
    "hold": Section("Would it be ratified, and would it hold?", hold_blocks),
    "zone": Section("Is there a zone?", zone_blocks),
    "map": Section("Settlement map", map_blocks),
    "offers": Section("Offers and parties", offers_blocks),
    "blocking": Section("Blocking issues", blocking_blocks),
    "binding": Section("Who binds", binding_blocks),
    "moves": Section("What moves the answer", moves_blocks),
    "change": Section("What would change it?", change_blocks),
    "economy": Section("What would follow for prices and growth?", lambda run, _: economy_blocks(run)),
    "acceptability": Section("Acceptability of offers and optima", acceptability_blocks),
    "preferences": Section("What must be true for a settlement to be signed", preference_blocks),
    "no-deal": Section("No-deal values", no_deal_blocks),
    "evidence": Section("What we know", lambda run, _: evidence_blocks(run)),
    "published": Section("Published forecasts beside ours", lambda run, _: published_blocks(run, run["published"])),
    "inputs": Section("Assumptions and sources", input_blocks),
    "method": Section("Method and limits", method_blocks),
    "diligence": Section("Due diligence", lambda run, _: diligence_blocks(run)),
    CITE: Section("As of, version, how to cite", lambda run, _: version_blocks(run)),
}
"""Id of a section -> the section, in the order of the whole report."""


@dataclass(frozen=True, slots=True)
class Preset:
    """What an audience is given.

    Parameters
    ----------
    name
        For whom, as it stands in a list.
    sections
        Ids of sections, in order.
    brief
        Whether what opens on demand is left out.
    """

    name: str
    sections: tuple[str, ...]
    brief: bool = False


WHOLE = "analyst"
PRESETS: Mapping[str, Preset] = {
    "principal": Preset("Principal: the answer on one page", ("bottom-line", GLANCE, CITE), brief=True),
    WHOLE: Preset("Analyst: everything", tuple(name for name in SECTIONS if name != GLANCE)),
    "investor": Preset(
        "Investor: odds, dates and what follows for prices and growth",
        ("bottom-line", "scenarios", "horizon", "hold", "economy", "moves", "evidence", "published", CITE),
        brief=True,
    ),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes into one report: sections in order, and whether what opens on demand is left out."""

    sections: tuple[str, ...]
    brief: bool = False


class UnknownSection(ValueError):
    """Raised for a section or a preset that no report has; the message names those that there are."""


def plan(preset: str = WHOLE, chosen: Sequence[str] | None = None) -> Plan:
    """Return the plan of a preset, with the sections that were chosen in place of its own.

    The section on how to cite is added where it was left out; a section that is named twice stands once.

    Raises
    ------
    UnknownSection
        For a preset or a section that there is not.

    Examples
    --------
    >>> plan("principal").sections
    ('bottom-line', 'glance', 'cite')
    >>> plan("principal", ["zone"])
    Plan(sections=('zone', 'cite'), brief=True)
    """
    if preset not in PRESETS:
        raise UnknownSection(f"no preset {preset!r}; presets are {', '.join(PRESETS)}")
    held = PRESETS[preset]
    wanted = held.sections if chosen is None else tuple(chosen)
    unknown = [name for name in wanted if name not in SECTIONS]
    if unknown:
        raise UnknownSection(f"no section {', '.join(map(repr, unknown))}; sections are {', '.join(SECTIONS)}")
    return Plan(tuple(dict.fromkeys((*wanted, *(() if CITE in wanted else (CITE,))))), held.brief)


@dataclass(frozen=True, slots=True)
class Built:
    """The whole report of a run: every section's blocks by its id, and what the lint finds; any plan is taken of it."""

    run: Result
    sections: Mapping[str, list[Block]]
    findings: list[Finding]


def built(run: Result, published: list[Result]) -> Built:
    """Return the whole report of a run, made once for its lint, every format and every preset.

    Parameters
    ----------
    run
        The result of `detente run`.
    published
        Published forecasts of questions near the case's own, as `detente.report.published.published` gives them.
    """
    labels, held = labels_of(run), {**run, "published": published}
    every = every_section(held, labels)
    return Built(run, every, lint(held, labels, every))


def every_section(held: Result, labels: Labels) -> dict[str, list[Block]]:
    """Return the blocks of every section, those of no preset too: what the lint of a brief reads."""
    return {name: section.make(held, labels) for name, section in SECTIONS.items()}


def sections(whole: Built, wanted: Plan | None = None) -> list[Block]:
    """Return a report as blocks, by default all of it, bottom line first, below the stamp of a draft."""
    chosen = wanted or plan()
    made = {name: whole.sections[name] for name in chosen.sections}
    if chosen.brief:
        made = {name: [b for b in found if not isinstance(b, Details)] for name, found in made.items()}
    first, *rest = made.values()
    opening, rest = (first, rest) if chosen.sections[0] == "bottom-line" else ([], [first, *rest])
    body = [block for found in rest for block in found]
    return [*title_blocks(whole.run), *stamp_blocks(whole.findings), *opening, *_contents(body), *body]


def _contents(body: list[Block]) -> list[Block]:
    """Return the table of contents, where there is enough to find."""
    heads = [b for b in body if isinstance(b, Heading) and b.level == 2]
    return [Items(tuple((Link(h.text, f"#{h.id}"),) for h in heads), nav=True)] if len(heads) >= FEWEST_LISTED else []
