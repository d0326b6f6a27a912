"""Names for ids: what a reader sees instead of `views.RU.donbas.salience`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.case.nouns import ALWAYS, NO_DEAL, OPEN

PLAIN = {
    "zone": "P(zone)",
    "zone_probability": "P(zone)",
    "gap": "gap",
    NO_DEAL: "no-deal value",
    "red_lines": "red lines",
    "by_source": "by source",
    "comprehensive": "P(zone), nothing left open",
    "unexplained": "not explained by the estimator",
}
LONG = 80
MOST_LISTED = 8
"""Names that a list in a sentence holds at most; further ones are counted."""


def plain(name: str) -> str:
    """Return a key as words.

    Examples
    --------
    >>> plain("kalai_smorodinsky"), plain("red_lines"), plain("nash_by_leverage")
    ('Kalai–Smorodinsky', 'red lines', 'Nash by leverage')
    """
    if name in PLAIN:
        return PLAIN[name]
    words = name.replace("_", " ").replace("kalai smorodinsky", "Kalai–Smorodinsky")
    return words.replace("nash", "Nash")


def shorten(text: str, width: int) -> str:
    """Return a text cut at a word, with an ellipsis, to at most `width` characters.

    Examples
    --------
    >>> shorten("Limited ceasefire and frozen conflict", 20), shorten("short", 20)
    ('Limited ceasefire…', 'short')
    """
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    at_word = cut.rpartition(" ")[0] if text[width - 1] != " " else cut
    return (at_word if len(at_word) >= width // 2 else cut).rstrip(" ,;:(") + "…"


def head(text: str, width: int = 32) -> str:
    """Return the part of a name before its bracket or colon, shortened.

    Examples
    --------
    >>> head("Donetsk and Luhansk: who holds the part Ukraine still holds"), head("Russia (Kremlin)")
    ('Donetsk and Luhansk', 'Russia')
    """
    for mark in (" (", ": "):
        text = text.partition(mark)[0] or text
    return shorten(text, width)


def begun(text: str) -> str:
    """Return a text that begins as a sentence does."""
    return text[:1].upper() + text[1:]


def listed(words: Iterable[str]) -> str:
    """Return words joined as in a sentence.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["E3, EU", "US"]), listed([])
    ('a, b and c', 'E3, EU; and US', 'nobody')
    """
    items = list(words)
    if len(items) < 2:
        return items[0] if items else "nobody"
    comma = "; " if any("," in item for item in items) else ", "
    return comma.join(items[:-1]) + (comma if comma == "; " else " ") + "and " + items[-1]


def and_more(words: Sequence[str], comma: str = ", ") -> str:
    """Return words with a comma between them; of many, the first and how many more there are.

    Examples
    --------
    >>> and_more(["a", "b"]), and_more([str(k) for k in range(100)])
    ('a, b', '0, 1, 2, 3, 4, 5, 6, 7 and 92 more')
    """
    more = len(words) - MOST_LISTED
    stop = ";" if comma == "; " else ""
    return comma.join(words[:MOST_LISTED]) + (f"{stop} and {more} more" if more > 0 else "")


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of one case; an unknown id is its own name."""

    parties: Mapping[str, str]
    issues: Mapping[str, str]
    options: Mapping[tuple[str, str], str]
    scenarios: Mapping[str, str]
    offers: Mapping[str, str]

    def party(self, party_id: str, width: int = 32) -> str:
        """Return a party's name before its bracket, short enough for a table's head."""
        return head(self.parties.get(party_id, party_id), width)

    def party_list(self, party_ids: Iterable[str]) -> str:
        """Return party names as in a sentence; of many, the first and how many more there are."""
        names = [self.party(p, LONG) for p in party_ids]
        if len(names) <= MOST_LISTED:
            return listed(names)
        return and_more(names, "; " if any("," in name for name in names) else ", ")

    def issue(self, issue_id: str, width: int = 40) -> str:
        """Return an issue's name before its colon or bracket."""
        return head(self.issues.get(issue_id, issue_id), width)

    def option(self, issue_id: str, option_id: str) -> str:
        """Return an option's name; the option `open` is called left open."""
        fallback = "left open" if option_id == OPEN else option_id
        return self.options.get((issue_id, option_id), fallback)

    def scenario(self, scenario_id: str) -> str:
        """Return a scenario's name."""
        return self.scenarios.get(scenario_id) or ALWAYS.get(scenario_id, scenario_id)

    def offer(self, offer_id: str) -> str:
        """Return an offer's name."""
        return self.offers.get(offer_id, offer_id)

    def output(self, output_id: str) -> str:
        """Return the name of a result that inputs move."""
        last = output_id.rpartition(".")[2]
        return self.scenario(last) if last in self.scenarios else plain(last)

    def moved(self, output_id: str) -> str:
        """Return the name of a result inside a sentence: a scenario in quotation marks."""
        name = self.output(output_id)
        return f"“{name}”" if name in self.scenarios.values() else f"the {name}" if name == "gap" else name

    def package(self, settlement: Mapping[str, Any]) -> str:
        """Return the name of an offer, or of an optimum with its solution concept in words."""
        return plain(settlement["name"]) if settlement["kind"] == "optimum" else settlement["name"]

    def end(self, text: str) -> str:
        """Return where a low or a high comes from, with the party named.

        Examples
        --------
        >>> Labels({"RU": "Russia"}, {}, {}, {}, {}).end("RU no-deal low")
        'Russia no-deal low'
        """
        first, space, rest = text.partition(" ")
        return self.party(first) + space + rest if first in self.parties else text

    def input(self, path: str) -> str:
        """Return the name of an input, or of a group of inputs, given by its path.

        Examples
        --------
        >>> labels = Labels({"RU": "Russia"}, {"nato": "NATO"}, {("nato", "A"): "Open door"}, {}, {})
        >>> labels.input("views.RU.nato.worth.A"), labels.input("RU.no_deal"), labels.input("no_deal.RU")
        ('Russia: NATO, worth, Open door', 'Russia: no-deal value', 'Russia: no-deal value')
        """
        parts = [p for p in path.replace(" ", ".").split(".") if p not in ("views", "parties")]
        party = next((p for p in parts if p in self.parties), "")
        issue = next((p for p in parts if p in self.issues and p != party), "")
        rest = [p for p in parts if p not in (party, issue)]
        words = [self.option(issue, p) if (issue, p) in self.options else plain(p) for p in rest]
        named = ([self.issue(issue)] if issue else []) + words
        return ": ".join(part for part in (self.party(party) if party else "", ", ".join(named)) if part)


def labels_of(result: Mapping[str, Any]) -> Labels:
    """Return the names of the case that a result belongs to."""
    case = result.get("case") or {}
    issues = case.get("issues") or []
    offers = (result.get("offers") or {}).get("offers") or [] if isinstance(result.get("offers"), dict) else []
    return Labels(
        parties={p["id"]: p["name"] for p in case.get("parties") or []},
        issues={i["id"]: i["name"] for i in issues},
        options={(i["id"], o["id"]): o["name"] for i in issues for o in i["options"]},
        scenarios={s["id"]: s["name"] for s in result.get("scenarios") or []},
        offers={o["id"]: o["name"] for o in offers},
    )
