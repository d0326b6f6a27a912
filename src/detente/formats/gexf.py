"""The actor map of a case as GEXF 1.2: parties, tracks, levers and guarantees, and who is tied to what.

For Gephi and other programs that draw graphs (GEXF working group, "GEXF 1.2draft primer", gexf.net).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from detente.case.nouns import Case

ATTRIBUTES = {
    "kind": "string", "role": "string", "required": "boolean", "at_table": "boolean", "track": "string",
    "leverage_low": "double", "leverage": "double", "leverage_high": "double", "coded": "string", "note": "string",
}  # fmt: skip
"""Attribute of a node -> its type."""
Node = tuple[str, str, dict[str, Any]]
"""Id, label and attributes."""
Edge = tuple[str, str, str]
"""Ids of both ends, and the kind of tie."""


def write(case: Case) -> tuple[str, tuple[str, ...]]:
    """Return the actor map of a case as text, and what of the case it does not hold."""
    index = {name: str(at) for at, name in enumerate(ATTRIBUTES)}
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">',
        f'  <meta lastmodifieddate="{case.as_of}">',
        f"    <creator>detente</creator><description>{_text(case.title)}</description>",
        "  </meta>",
        '  <graph mode="static" defaultedgetype="directed">',
        '    <attributes class="node">',
        *(f'      <attribute id="{index[name]}" title="{name}" type="{kind}"/>' for name, kind in ATTRIBUTES.items()),
        "    </attributes>",
        '    <attributes class="edge"><attribute id="0" title="kind" type="string"/></attributes>',
        "    <nodes>",
        *(_node(node, index) for node in nodes(case)),
        "    </nodes>",
        "    <edges>",
        *(_edge(at, edge) for at, edge in enumerate(edges(case))),
        "    </edges>",
        "  </graph>",
        "</gexf>",
    ]
    return "\n".join(lines) + "\n", ("issues, views, no-deal values, offers, scenarios and sources",)


def nodes(case: Case) -> Iterator[Node]:
    """Yield parties, tracks, levers and guarantees; ids have their kind before them, as `party.UA`."""
    for party in case.parties:
        spread = party.leverage
        held = {"role": party.role, "required": party.required, "at_table": party.at_table, "track": party.track}
        lever = {"leverage_low": spread.low, "leverage": spread.mid, "leverage_high": spread.high}
        rest = {"kind": "party", "coded": party.coded, "note": party.note}
        yield f"party.{party.id}", party.name, held | lever | rest
    for kind, rows in {"track": case.tracks, "lever": case.levers, "guarantee": case.guarantees}.items():
        for row in rows:
            yield f"{kind}.{row.id}", row.name, {"kind": kind, "coded": row.coded}


def edges(case: Case) -> Iterator[Edge]:
    """Yield the ties: who approves for whom, talks in or hosts a track, owns a lever, gives or has a guarantee."""
    for party in case.parties:
        if party.of is not None:
            yield f"party.{party.id}", f"party.{party.of}", "approves for"
    for track in case.tracks:
        yield from ((f"party.{party}", f"track.{track.id}", "talks in") for party in track.parties)
        if track.host is not None:
            yield f"party.{track.host}", f"track.{track.id}", "hosts"
    for lever in case.levers:
        yield f"party.{lever.owner}", f"lever.{lever.id}", "owns"
    for row in case.guarantees:
        yield f"party.{row.by}", f"guarantee.{row.id}", "gives"
        yield from ((f"guarantee.{row.id}", f"party.{party}", "protects") for party in row.protects)


def _node(node: Node, index: dict[str, str]) -> str:
    key, label, held = node
    values = "".join(
        f'<attvalue for="{index[name]}" value={_quoted(_word(value))}/>' for name, value in held.items() if value != ""
    )
    return f"      <node id={_quoted(key)} label={_quoted(label)}><attvalues>{values}</attvalues></node>"


def _edge(at: int, edge: Edge) -> str:
    source, target, kind = edge
    ends = f"source={_quoted(source)} target={_quoted(target)} label={_quoted(kind)}"
    return f'      <edge id="{at}" {ends}><attvalues><attvalue for="0" value={_quoted(kind)}/></attvalues></edge>'


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(text: str) -> str:
    return quoteattr("".join(c if c.isprintable() else " " for c in text))


def _text(text: str) -> str:
    return escape("".join(c if c.isprintable() else " " for c in text))
