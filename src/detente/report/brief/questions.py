"""The standing questions that a reader of such a brief asks, in order; each with the section that answers at length."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A standing question; `section` is the section that answers it, `missing` what a case lacks that cannot."""

    id: str
    text: str
    section: str
    missing: str


PANEL = "the run holds no such panel; `detente economy CASE` prints it where `consequences` names its data"
QUESTIONS: tuple[Question, ...] = (
    Question("path", "A path to peace, or a pause before more war?", "evidence", "hypotheses and claims"),
    Question("table", "Who is at the table, and who can block?", "binding", "draws without a zone"),
    Question("venue", "Why this place, and is it neutral?", "change", "venues with scores"),
    Question("channel", "Does a back-channel help or harm?", "change", "a track that is secret"),
    Question("cards", "What could one person or one event change?", "change", "wild cards"),
    Question("points", "Which points are on the table?", "offers", "offers"),
    Question("nato", "How far apart are they on the alliance (NATO)?", "blocking", "an issue on NATO"),
    Question("wants", "What does each have without a deal?", "no-deal", "no-deal values"),
    Question("frozen", "A limited ceasefire and a frozen conflict?", "scenarios", "a scenario frozen_conflict"),
    Question("land", "Land for guarantees?", "scenarios", "a scenario land_for_guarantees"),
    Question("neutral", "Neutrality and demilitarisation?", "scenarios", "a scenario neutral_demilitarised"),
    Question("whole", "Do the scenarios exclude one another and leave nothing out?", "scenarios", "scenarios"),
    Question("zone", "Is there a zone at all?", "zone", "required parties"),
    Question("stable", "Would anybody move away from a deal?", "hold", "offers that were tabled"),
    Question("last", "Would it last?", "hold", "durability"),
    Question("levers", "What would change it?", "change", "levers"),
    Question("guarantees", "Are the guarantees credible?", "hold", "guarantees"),
    Question("territory", "What of territory?", "blocking", "an issue on territory"),
    Question("refugees", "How many would return?", "economy", PANEL),
    Question("commodities", "Do oil and grain calm down?", "economy", "consequences"),
    Question("inflation", "Does inflation ease?", "economy", "consequences"),
    Question("energy", "How much leverage has energy over Europe?", "economy", "consequences"),
    Question("recession", "If the war goes on: a recession?", "economy", "consequences"),
    Question(
        "portfolio", "What does it do to a portfolio?", "economy", "holdings: `detente portfolio CASE --holdings F`"
    ),
    Question("regime", "A new cold war, or pragmatism?", "change", "cross_impact"),
    Question("proxy", "Proxy conflicts, cyber attacks, rivalry?", "economy", PANEL),
    Question("alliances", "Do alliances realign?", "change", "futures.alliances; `detente scenarios CASE` prints them"),
    Question("defence", "What will Europe spend on defence?", "economy", PANEL),
    Question("obstacles", "What are the biggest obstacles?", "hold", "draws"),
    Question("sources", "Are the sources credible?", "inputs", "sources"),
    Question("watch", "What is to be watched in the coming days and weeks?", "watch", "indicators"),
    Question("sure", "How sure are we?", "judgements", "timing"),
    Question("before", "Were we right before?", "method", "a record"),
    Question("sequence", "What comes first: truce, terms, votes?", "hold", "ratification with steps after one another"),
    Question("spillovers", "What spills over to others?", "economy", "a mechanism with evidence: unmodelled"),
)
"""All thirty-five; a run answers each, or says what is missing."""
