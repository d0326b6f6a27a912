"""The page of the verb `track-record`."""

from __future__ import annotations

from typing import Any

from detente.report.digits import DASH, decimal, points, share
from detente.report.economy_sentences import checked_word, product_words, published_cell
from detente.report.labels import begun
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns
from detente.report.track_record import (
    AGAINST,
    ZONE,
    agreed_option,
    chance,
    difference,
    interval,
    past_range,
    plus,
    verdict,
)

Result = dict[str, Any]
CONDITION = "Shares hold if talks conclude; where they did not, they were not made to foresee it."


def track_record_page(found: Result, look: Look, *, whole: bool) -> str:
    """Return the page; with `whole` the errors of every case by model, and every source."""
    blocks = [
        [*flow("Track record: talks that are over", look), *flow(f"This is {found['caution']}.", look)],
        _errors(found, look),
        *(_against(found, base, look) for base in AGAINST),
        flow(ZONE, look),
        _cases(found, look),
        _by_model(found, look) if whole else [],
        *(_table(found, table, look) for table in found["tables"]),
        _published(found, look),
        *_economy(found["economy"], look, whole=whole),
        flow(_made(found), look),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _errors(found: Result, look: Look) -> list[str]:
    rows = [
        [m["name"], str(m["cases"]), str(m["issues"]), interval(m["error"]), agreed_option(m)] for m in found["models"]
    ]
    head = ["Mean absolute error, 0-100", "cases", "issues", "error (95 %)", "option agreed"]
    return columns(head, rows, look)


def _against(found: Result, base: str, look: Look) -> list[str]:
    rows: list[list[str]] = []
    for model in found["models"]:
        held = model["against"].get(base)
        if held is None:
            continue
        least = points(held["detectable"], exact=True)
        rows.append([model["name"], str(held["questions"]), difference(held), chance(held), least])
    head = [f"Error less that of {AGAINST[base]}", "cases", "(95 %)", "p", "could show"]
    return columns(head, rows, look)


def _cases(found: Result, look: Look) -> list[str]:
    rows = [
        [c["id"], _zone(c), _lead(c), _share(c, found), *(DASH if c["brier"] is None else f"{c[k]:.2f}" for k in BRIER)]
        for c in found["cases"]
    ]
    held = found["scenarios"]
    said = (
        f"The outcome lies in the zone in {held['outcomes_in_zone']} of {held['outcomes_judged']}; the zone says "
        f"agreement where there was none in {', '.join(held['zone_misses']) or 'no case'}. The likeliest scenario came "
        f"true in {held['lead_hits']} of {held['cases']}; Brier score {held['brier']:.2f}, of equal odds "
        f"{held['brier_equal']:.2f} (0 best, 2 worst). {CONDITION}"
    )
    head = ["Historical cases", "in zone", "lead true", "its share", "Brier", "equal"]
    return [*columns(head, rows, look), *flow(said, look)]


BRIER = ("brier", "brier_equal")


def _zone(case: Result) -> str:
    return DASH if case["outcome_in_zone"] is None else _yes(case["outcome_in_zone"])


def _lead(case: Result) -> str:
    return DASH if case["hit"] is None else _yes(case["hit"])


def _yes(held: bool) -> str:
    return "yes" if held else "no"


def _share(case: Result, found: Result) -> str:
    return DASH if case["happened"] is None else share(case["share"], case["share_se"], found["draws"])


def _by_model(found: Result, look: Look) -> list[str]:
    lines: list[str] = []
    names = {model["model"]: model["name"] for model in found["models"]}
    for case in found["cases"]:
        told = "; ".join(f"{names[m]} {points(x, exact=True)}" for m, x in case["errors"].items())
        lines += flow(f"{case['id']}: {told or 'nothing was settled'}", look)
    return lines


def _table(found: Result, table: Result, look: Look) -> list[str]:
    names = {model["model"]: model["name"] for model in found["models"]}
    lines: list[str] = []
    for issue, outcome in table["outcomes"].items():
        rows = [[names[m], decimal(said[issue], 2)] for m, said in table["forecasts"].items() if issue in said]
        where = f", {issue}" if len(table["outcomes"]) > 1 else ""
        head = f"{table['title']}{where}{', ' * bool(table['unit'])}{table['unit']}"
        lines += columns([head, ""], [*rows, ["outcome", decimal(outcome, 2)]], look)
    printed = f"In print, not computed: {table['printed']}. " if table["printed"] else ""
    return [*lines, *flow(f"{printed}Source: {table['source']}.", look)]


def _published(found: Result, look: Look) -> list[str]:
    rows = found["published"]
    told = "; ".join(f"{row['model']} {decimal(row['value'], 2)} ({row['reading']})" for row in rows)
    first = rows[0]
    return flow(
        f"For context, {first['status']}: {first['measure']} on {first['issues']} issues of {first['data']}: {told}. "
        "These talks are cooperative and repeated; of coercive cases they prove nothing.",
        look,
    )


def _economy(held: Result, look: Look, *, whole: bool) -> list[list[str]]:
    past = [[row["what"], published_cell(row), past_range(row), verdict(row)] for row in held["past"]]
    ahead = [
        [f"{row['source'].split(':')[0].split(',')[0]}: {row['indicator']} {row['region']}".strip(),
         published_cell(row), f"{plus(row['q05'])} to {plus(row['q95'])}", verdict(row)]
        for row in held["settlement"]
    ]  # fmt: skip
    hits = sum(row["hit"] for row in [*held["past"], *held["settlement"]])
    free = [row for row in held["past"] if not row["by_construction"]]
    said = (
        f"{hits} of {len(past) + len(ahead)} meet, which is to say that the two ranges touch, and a wide one touches "
        f"easily; of the past ones not set with the figure itself {sum(row['hit'] for row in free)} of {len(free)}. "
        f"This is {held['caution']}."
    )
    notes = [f"{row['what']}: {row['note']}" for row in held["past"] if row["note"] and (whole or not row["hit"])]
    notes += [f"{row['what']}: {row['why']}" for row in held["formulas"] if whole]
    sources = [f"{row['what']}: {row['source']}" for row in held["past"]] if whole else []
    return [
        columns(["Economy, past shocks", "published", "here", ""], past, look),
        _formulas(held["formulas"], look),
        columns([f"Economy, a settlement after a year ({held['case']})", "published", "here, 5-95 %", ""], ahead, look),
        [line for text in (said, *map(_sentence, notes), *map(_sentence, sources)) for line in flow(text, look)],
    ]


def _formulas(held: list[Result], look: Look) -> list[str]:
    rows = [[begun(row["what"]), published_cell(row), product_words(row["value"]), checked_word(row)] for row in held]
    return columns(["Economy, rationing by formula, %", "published", "here", ""], rows, look)


def _sentence(text: str) -> str:
    return f"{begun(text)}."


def _made(found: Result) -> str:
    return (
        f"Intervals: {found['resamples']:,} bootstrap samples of whole cases, seed {found['seed']}. Differences: "
        "paired by case, 95 % by Student's t; p by all signs of the cases, not corrected for the many comparisons. "
        "Could show: the least true difference that a test at 5 % would find in four of five repetitions. Option "
        "agreed: that of the settlement nearest to a forecast, or of those chosen. "
        f"Shares: {found['draws']} draws."
    )
