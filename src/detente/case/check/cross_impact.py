"""Wider futures: the section `cross_impact` of a case file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.case.check.desk import MISSING, Missing, Node, listed, show
from detente.case.check.fields import Table, build, day, entries, kept, listing, record, text, whole, words
from detente.case.check.names import Names, chosen, marks, sources
from detente.case.check.sections import CODED, rows
from detente.case.cross_impact import (
    MOST_DESCRIPTORS,
    MOST_IMPACT,
    MOST_OF_ONE,
    MOST_VARIANTS,
    Block,
    CrossImpact,
    Descriptor,
    Impact,
    Indicator,
    Variant,
)

NUMBER = whole(-MOST_IMPACT, MOST_IMPACT)
Variants = Mapping[str, tuple[str, ...]]
"""Descriptor id -> ids of its variants, as far as they can be read."""


def cross_impact(node: Node, names: Names) -> Any:
    """Read `cross_impact`."""
    if not _of_a_size(node):
        return MISSING
    held = _variants(node)
    table: Table = {
        "descriptors": lambda item: _descriptors(item, names),
        "blocks": lambda item: kept(_block(row, names, held) for row in rows(item)),
        "impacts": lambda item: kept(_impact(row, names, held) for row in rows(item)),
        "note": words,
        **marks(names),
    }
    found = build(CrossImpact, record(node, table, ("descriptors",)), ("descriptors",))
    if not isinstance(found, Missing):
        _judged_once(node)
    return found


def _of_a_size(node: Node) -> bool:
    """Return whether there are no more descriptors and variants than can be worked with; add a fault if not."""
    held = node.value.get("descriptors") if isinstance(node.value, dict) else None
    sizes = [len(ids) for ids in _variants(node).values()]
    place = (*node.place, "descriptors")
    for count, most, what in (
        (len(held) if isinstance(held, dict) else 0, MOST_DESCRIPTORS, "descriptors"),
        (sum(sizes), MOST_VARIANTS, "variants of all descriptors"),
        (max(sizes, default=0), MOST_OF_ONE, "variants of one descriptor"),
    ):
        if count > most:
            message = f"{count} {what} are more than the {most} that can be worked with"
            node.desk.fault(place, message, "merge some", limit=True)
    return node.desk.sound(*place)


def _variants(node: Node) -> Variants:
    held = node.value.get("descriptors") if isinstance(node.value, dict) else None
    found: dict[str, tuple[str, ...]] = {}
    for key, descriptor in (held if isinstance(held, dict) else {}).items():
        variants = descriptor.get("variants") if isinstance(descriptor, dict) else None
        found[key] = tuple(variants) if isinstance(variants, dict) else ()
    return found


def _descriptors(node: Node, names: Names) -> tuple[Descriptor, ...]:
    indicator: Table = {"what": text, "threshold": text, "by": _ahead(names), "sources": sources(names), "coded": CODED}
    needed = ("what", "threshold")

    def indicators(item: Node) -> Any:
        return kept(build(Indicator, record(row, indicator, needed), needed) for row in rows(item))

    variant: Table = {"name": text, "indicators": indicators, "note": words}
    table: Table = {
        "name": text,
        "variants": lambda item: kept(_variant(key, row, variant) for key, row in entries(item, filled=True)),
        "note": words,
        "sources": sources(names),
    }
    both = ("name", "variants")
    return kept(build(Descriptor, record(row, table, both), both, id=key) for key, row in entries(node, filled=True))


def _variant(key: str, node: Node, table: Table) -> Any:
    if isinstance(node.value, str):
        name = text(node)
        return name if isinstance(name, Missing) else Variant(key, name)
    return build(Variant, record(node, table, ("name",)), ("name",), id=key)


def _ahead(names: Names) -> Any:
    """Return the reader of a day that comes after the as-of date."""

    def read(node: Node) -> Any:
        found, as_of = day(node), names.top.get("as_of")
        if not isinstance(found, Missing) and isinstance(as_of, str) and found.isoformat() <= as_of:
            return node.fault(f"{found} is not after as_of, {as_of}; an indicator looks ahead", "write a later date")
        return found

    return read


def _block(node: Node, names: Names, held: Variants) -> Any:
    descriptor = chosen(dict.fromkeys(held), "descriptor", "descriptors are")
    table: Table = {
        "from": descriptor,
        "to": descriptor,
        "impacts": listing(listing(NUMBER)),
        "why": words,
        "sources": sources(names),
        "coded": CODED,
    }
    return _renamed(Block, record(node, table, ("from", "to", "impacts")), "impacts", node, held)


def _renamed(noun: Any, row: Any, number: str, node: Node, held: Variants) -> Any:
    """Return a judgement made of a row, whose `from` and `to` are its source and target."""
    if isinstance(row, Missing) or any(key not in row for key in ("from", "to", number)):
        return MISSING
    found = noun(source=row.pop("from"), target=row.pop("to"), **row)
    if isinstance(found, Block) and not _fits(found, node.at("impacts"), held):
        return MISSING
    return found


def _fits(block: Block, node: Node, held: Variants) -> bool:
    """Return whether a block has a row per variant that acts and a number per variant acted on; add a fault if not."""
    tall, wide = len(held[block.source]), len(held[block.target])
    widths = sorted({len(row) for row in block.impacts})
    if len(block.impacts) == tall and widths in ([wide], []):
        return True
    read = f"{len(block.impacts)} rows of {' or '.join(map(str, widths)) or 'no'} numbers"
    wanted = f"{block.source} has {tall} variants and {block.target} has {wide}"
    node.fault(f"{read}; {wanted}", "write a row per variant of from, and in it a number per variant of to")
    return False


def _impact(node: Node, names: Names, held: Variants) -> Any:
    table: Table = {
        "from": lambda item: _named(item, held),
        "to": lambda item: _named(item, held),
        "impact": NUMBER,
        "why": words,
        "sources": sources(names),
        "coded": CODED,
    }
    return _renamed(Impact, record(node, table, ("from", "to", "impact")), "impact", node, held)


def _named(node: Node, held: Variants) -> Any:
    """Read `descriptor.variant`."""
    word = words(node)
    if isinstance(word, Missing):
        return word
    descriptor, _, variant = word.partition(".")
    if variant in held.get(descriptor, ()):
        return word
    if descriptor not in held:
        meant = node.desk.meant(descriptor, held) or "write descriptor.variant, as talks.no_deal"
        return node.fault(f"no descriptor in {show(word)}; descriptors are {listed(held)}", meant)
    meant = node.desk.meant(variant, held[descriptor]) or "write descriptor.variant, as talks.no_deal"
    return node.fault(f"no variant in {show(word)}; variants of {descriptor} are {listed(held[descriptor])}", meant)


def _judged_once(node: Node) -> None:
    """Fault what is judged twice: two blocks of one pair, two numbers of one cell, or a number inside a block."""
    seen: dict[tuple[str, str], Node] = {}
    for key in ("blocks", "impacts"):
        for row in rows(node.at(key)) if key in node.value else ():
            if not isinstance(row.value, dict) or not row.desk.sound(*row.place):
                continue
            pair = (str(row.value["from"]), str(row.value["to"]))
            inside = (pair[0].partition(".")[0], pair[1].partition(".")[0])
            first = seen.setdefault(pair, row) if pair in seen else seen.get(inside, seen.setdefault(pair, row))
            if first is not row:
                row.fault(f"{pair[0]} upon {pair[1]} is judged in {first.named()} already", "keep one of the two")
