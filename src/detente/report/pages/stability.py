"""The page of the verb `stability`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from detente.report.digits import counted, share, whole
from detente.report.labels import LONG, Labels, labels_of, listed
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns, title_lines

Result = dict[str, Any]
NAMES = {"nash": "Nash", "gmr": "GMR", "smr": "SMR", "seq": "SEQ"}
MOST_STATES, MOST_LISTED, MOST_LINES = 12, 16, 12
"""States in a table, states in a list, and lines of a block; all of them are in the JSON."""
SANCTIONS = {"canonical": "no opponent moves twice in a row", "once": "no opponent moves twice"}


def stability_page(found: Result, look: Look, *, tell_all: bool = False) -> str:
    """Return the page: what holds, for whom, and why; with `tell_all` every verdict that is in the narration."""
    blocks = [
        _head(found, look),
        _equilibria(found, look),
        _stable(found, look),
        _why(found, look, tell_all),
        _joint(found, look),
        _paths(found, look),
        _changes(found, look),
        _near(found, look),
        [line for text in found["warnings"] for line in flow(f"Note: {text}.", look)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _head(found: Result, look: Look) -> list[str]:
    sizes = f"{counted(found['parties'], 'decision maker')}, {counted(found['states'], 'state')}"
    lines = flow(found["title"], look) + flow(f"Graph model: {sizes}; {SANCTIONS[found['sanction']]}.", look)
    if not found["options"]:
        return lines
    named = "; ".join(f"{option['name']} ({option['party']})" for option in found["options"])
    return lines + flow(f"Options in order: {named}.", look)


def _state(found: Result, number: int) -> str:
    return f"{number} {found['states'][number - 1]['options']}"


def _equilibria(found: Result, look: Look) -> list[str]:
    held = {concept: set(ids) for concept, ids in found["equilibria"].items()}
    states = sorted(set[int]().union(*held.values()), key=lambda s: (-sum(s in ids for ids in held.values()), s))
    if not states:
        return flow("No state is stable for all under any concept.", look)
    rows = [
        [_state(found, s), *("yes" if s in held[concept] else "-" for concept in NAMES)]
        for s in sorted(states[:MOST_STATES])
    ]
    return columns(["Equilibria: stable for all", *NAMES.values()], rows, look) + _more(states, MOST_STATES, look)


def _more(held: Sequence[Any], shown: int, look: Look) -> list[str]:
    more = len(held) - shown
    return flow(f"  and {whole(more)} more; all with --json", look) if more > 0 else []


def _stable(found: Result, look: Look) -> list[str]:
    lines = flow("States that are stable for each:", look)
    for party in found["parties"]:
        told = "; ".join(f"{name} {_ids(found['stable'][concept][party])}" for concept, name in NAMES.items())
        lines += flow(f"  {party}: {told}", look)
    return lines


def _ids(ids: Sequence[int]) -> str:
    more = f" and {whole(len(ids) - MOST_LISTED)} more" if len(ids) > MOST_LISTED else ""
    return (", ".join(map(str, ids[:MOST_LISTED])) or "none") + more


def _why(found: Result, look: Look, tell_all: bool) -> list[str]:
    held = {concept: set(ids) for concept, ids in found["equilibria"].items()}
    rows = [
        row
        for row in found["narration"]
        if row["improvements"] and (tell_all or (row["state"] in held[row["concept"]]))
    ]
    if not rows:
        return []
    head = "Why, for every party that could improve:" if tell_all else "Who would move, and who punishes it:"
    lines = flow(head, look)
    shown = len(rows) if tell_all else MOST_LINES
    for row in rows[:shown]:
        lines += flow(f"  {_story(found, row)}", look)
    return lines + _more(rows, shown, look)


def _story(found: Result, row: Result) -> str:
    verdict = "stable" if row["stable"] else "not stable"
    answers = "; ".join(_answer(answer) for answer in row["improvements"])
    return f"{_state(found, row['state'])} is {verdict} for {row['party']}, {NAMES[row['concept']]}: {answers}."


def _answer(answer: Result) -> str:
    moved = f"it would move to {answer['to']}"
    if answer["deterred"]:
        return f"{moved}; {_steps(answer['by'])} leaves it no better off"
    if answer["by"]:
        return f"{moved}; after {_steps(answer['by'])} it goes on to {answer['escape']}, better off"
    return f"{moved}, and no answer leaves it no better off"


def _steps(steps: Iterable[Result]) -> str:
    return ", ".join(f"{step['party']} to {step['to']}" for step in steps)


def _joint(found: Result, look: Look) -> list[str]:
    rows = found["coalitions"]
    if not rows:
        return []
    lines = flow("Joint moves that every member prefers:", look)
    for row in rows[:MOST_LINES]:
        who, ways = " and ".join(row["members"]), _steps(row["by"])
        deterred = ", ".join(NAMES[concept] for concept in row["deterred"])
        told = f"the others can deter it ({deterred})" if deterred else "nobody can deter it"
        lines += flow(f"  {who} from {row['from']} to {row['to']}: {ways}; {told}.", look)
    return lines + _more(rows, MOST_LINES, look)


def _paths(found: Result, look: Look) -> list[str]:
    if found["status_quo"] is None:
        return []
    lines = flow(f"From the status quo {_state(found, found['status_quo'])} to the equilibria:", look)
    for row in found["paths"][:MOST_LINES]:
        names = ", ".join(NAMES[concept] for concept in row["equilibrium"])
        lines += flow(f"  {_state(found, row['to'])} ({names}): {_way(row)}.", look)
    return lines + _more(found["paths"], MOST_LINES, look)


def _way(row: Result) -> str:
    if row["by_moves"] is None:
        return "cannot be reached"
    if not row["by_moves"]:
        return "is the status quo itself"
    if row["by_improvements"] is None:
        return f"only against somebody's own interest, {_steps(row['by_moves'])}"
    return f"by improvements, {_steps(row['by_improvements'])}"


def _changes(found: Result, look: Look) -> list[str]:
    lines = flow("Smallest changes of preferences that make a state stable for all:", look) if found["changes"] else []
    for row in found["changes"]:
        head = f"  {_state(found, row['state'])}, {NAMES[row['concept']]}"
        if not row["needed"]:
            lines += flow(f"{head}: none, it is an equilibrium.", look)
            continue
        told = "; ".join(
            f"{need['party']} must like it as much as {_ids(need['level_with'])}" for need in row["needed"]
        )
        lines += flow(f"{head}: {told}.", look)
    return lines


def _near(found: Result, look: Look) -> list[str]:
    lines = flow("Near ties that decide a verdict:", look) if found["near_ties"] else []
    for row in found["near_ties"][:MOST_LINES]:
        turns = sorted({f"{NAMES[turn['concept']]} of {turn['state']} for {turn['party']}" for turn in row["turns"]})
        told = f"{row['party']} values {row['better']} and {row['worse']} within {row['margin']:.3g}"
        lines += flow(f"  {told}; it decides {', '.join(turns[:4])}{' and more' if len(turns) > 4 else ''}.", look)
    return lines + _more(found["near_ties"], MOST_LINES, look)


# Offers of a case


def offers_page(found: Result, look: Look) -> str:
    """Return the page of a case: how often each offer is stable once signed, and who would leave it for what."""
    labels, draws = labels_of(found), found["draws"]
    rows = [
        [row["name"], *(share(row["stable"][c], row["stable_se"][c], draws) for c in NAMES)] for row in found["offers"]
    ]
    about = (
        "Nash: nobody gains by leaving. GMR: whoever gains can be punished. SMR: and cannot escape it. SEQ: punished by"
        " moves from which those who make them gain themselves."
    )
    lines = [
        *title_lines(found, look),
        *flow("Share of draws in which an offer, once it is signed, is left by nobody.", look),
        *columns(["Offer, signed", *NAMES.values()], rows, look),
        *flow(about, look),
    ]
    for row in found["offers"]:
        lines += ["", *flow(f"{row['name']}:", look)]
        lines += [line for party in row["parties"] for line in flow(f"  {_leaving(party, labels, found)}", look)]
    return "\n".join(lines)


def _leaving(row: Result, labels: Labels, found: Result) -> str:
    """Return in which share of the draws a party prefers to leave, and who deters it."""
    party = labels.party(row["party"], LONG)
    parts = [
        f"{words} in {share(row[key], 0.0, found['draws'])}"
        for key, words in (("to_no_deal", "no deal"), ("to_breach", "a breach"))
        if row[key]
    ]
    if not parts:
        return f"{party} would stay in every draw."
    said = f"{party} prefers {listed(parts)} of draws"
    if row["deterred"]:
        by = listed(labels.party(other, LONG) for other in row["by"])
        said += f"; deterred by {by} in {share(row['deterred'], 0.0, found['draws'])}"
    return f"{said}; would leave in {share(row['leaves'], 0.0, found['draws'])}."
