"""The pages of the verb `forecast`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.report.digits import DASH, entries, share, whole
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns

Result = Mapping[str, Any]
WEAK = ("relay", "press report", "hindsight-coded")
SEALED = 12
"""Characters of a seal that are printed; so many tell two histories apart."""
NOTHING = "Nothing to score: no question with a forecast is resolved."
LOWER = "Scores are losses: 0 is best. Brier: the sum over bins, 0 to 2; of two bins half of it is (p - o)²."
SKILL = (
    "Skill: 1 - score / score of the uniform forecast on the same questions; each forecaster's last forecast counts."
)
FEW = 10
"""Questions, or forecasts in a bin, below which a page says that they are few."""


def score_text(value: float | None) -> str:
    """Return a score with four decimals, a dash where there is none.

    >>> score_text(0.10579), score_text(None) == DASH
    ('0.1058', True)
    """
    return DASH if value is None else f"{value:.4f}"


def percents(p: Sequence[float], bins: Sequence[str]) -> str:
    """Return probabilities as percent: of two bins the first, else of all."""
    shown = [share(x) for x in p]
    return shown[0] if len(bins) == 2 else "  ".join(shown)


def _by_bin(p: Sequence[float], bins: Sequence[str]) -> str:
    """Return probabilities as percent, each with its bin; of two bins the first."""
    if len(bins) == 2:
        return share(p[0])
    return "; ".join(f"{name} {share(x)}" for name, x in zip(bins, p, strict=True))


def written_page(data: Result, look: Look) -> str:
    """Return the page of what was added."""
    rows = [
        f"{row['kind']} {row['subject']}: entry {row['n']}, seal {row['sha256'][:SEALED]}" for row in data["recorded"]
    ]
    rows = rows or ["Nothing new, so nothing was added."]
    return "\n".join([*(line for row in rows for line in flow(row, look)), *flow(f"In {data['ledger']}.", look)])


# Lists


def list_page(data: Result, look: Look) -> str:
    """Return the page of questions, or of one with its history."""
    lines = flow(f"{data['ledger']}: {entries(data['entries'])}, seal {data['seal'][:SEALED]}.", look)
    lines += [line for told in data["broken"] for line in flow(f"Not as written: {told}.", look)]
    if "sealed_at" in data:
        at = data["sealed_at"]
        told = (
            f"The seal stood after entry {at['n']}, and all up to it is as it was." if at else "No entry has this seal."
        )
        lines += flow(told, look)
    rows = [[row["id"], row["status"], row["horizon"], whole(row["forecasts"])] for row in data["questions"]]
    if rows:
        lines += ["", *columns(["question", "status", "horizon", "forecasts"], rows, look)]
    for row in data["questions"]:
        lines += _history(row, look) if "history" in row else []
    return "\n".join(lines)


def _history(row: Result, look: Look) -> list[str]:
    lines = ["", *flow(row["statement"], look), *flow(f"Rule: {row['rule']}", look)]
    lines += flow(f"Bins: {'; '.join(row['bins'])}." if row["bins"] else f"Unit: {row['unit']}.", look)
    lines += flow(f"Counts only if: {row['condition']}.", look) if row["condition"] else []
    for entry in row["history"]:
        said = f"{entry['date']} {_said(entry, row['bins'])}"
        said += f". {entry['reason']}" if entry.get("reason") else ""
        said += f" (entered {entry['at'][:10]})" if entry["at"][:10] != entry["date"] else ""
        lines += flow(f"  {said}", look)
    return lines


def _said(entry: Result, bins: Sequence[str]) -> str:
    if entry["kind"] == "resolution":
        came = f"void: {entry['void']}" if entry["void"] else f"resolved: {entry['outcome']} ({entry['source']})"
        return f"{came}; corrects the one before: {entry['correction']}" if entry["correction"] else came
    if entry["p"]:
        return f"{entry['forecaster']}: {_by_bin(entry['p'], bins)}"
    return f"{entry['forecaster']}: " + ", ".join(f"{level:g}: {value:g}" for level, value in entry["quantiles"])


# Scores


def league_page(data: Result, look: Look) -> str:
    """Return the league table, and every question with what was said on it."""
    lines = [*flow(data["title"], look), ""] if data["title"] else []
    lines += _table(data, look)
    for row in data["questions"]:
        lines += _question(row, look)
    lines += _pairs(data, look)
    lines += _calibration(data, look)
    lines += ["", f"Not resolved yet: {', '.join(data['open'])}."] if data["open"] else []
    if data["refused"]:
        lines += ["", *flow("Refused, not scored:", look)]
        lines += [line for row in data["refused"] for line in flow(f"  {row['why']}", look)]
    return "\n".join(lines)


def _table(data: Result, look: Look) -> list[str]:
    if not data["table"]:
        numeric = any(row["scored"] for row in data["questions"])
        told = "No table: numbers are scored each in their unit." if numeric else NOTHING
        return flow(told, look)
    rows = [
        [
            row["forecaster"], whole(row["questions"]), score_text(row["brier"]), f"{row['skill']['uniform']:+.2f}",
            _log(row), score_text(row["rps_normalised"]),
        ]
        for row in data["table"]
    ]  # fmt: skip
    head = ["forecaster", "questions", "Brier", "skill", "log", "RPS 0-1"]
    fewest = min(row["questions"] for row in data["table"])
    few = " Few questions: no ranking follows from this." if fewest < FEW else ""
    return [*columns(head, rows, look), "", *flow(LOWER, look), *flow(f"{SKILL}{few}", look)]


def _log(row: Result) -> str:
    """Return a mean log score: infinite where what happened had been called impossible."""
    return "infinite" if row["impossible"] else score_text(row["log"])


def _question(row: Result, look: Look) -> list[str]:
    end = row["resolution"]
    if end is None:
        return []
    came = f"void, {end['void']}" if end["void"] else f"{end['outcome']} ({end['date']})"
    lines = ["", *flow(f"{row['statement']}: {came}.", look)]
    if not row["bins"]:
        numbers = [[_who(held), score_text(held["quantile_score"])] for held in row["scored"]]
        return lines + (columns(["", f"quantile score, {row['unit']}"], numbers, look) if numbers else [])
    name, title = ("half_brier", "(p - o)²") if row["type"] == "binary" else ("rps", "RPS sum")
    table = [
        [
            _who(held), percents(held["p"], row["bins"]),
            score_text(held["brier"]), score_text(held[name]), score_text(held["log"]),
        ]
        for held in row["scored"]
    ]  # fmt: skip
    return lines + (columns(["", "said", "Brier", title, "log"], table, look) if table else [])


def _who(row: Result) -> str:
    """Return the forecaster with the date and what weakens the row."""
    if row["reference"]:
        return row["forecaster"]
    marks = [row["provenance"]] if row["provenance"] in WEAK else []
    marks += ["entered late"] if row["late"] else []
    marks += [] if row["counts"] else ["earlier"]
    return f"{row['forecaster']} {row['date']}" + (f" ({', '.join(marks)})" if marks else "")


def _pairs(data: Result, look: Look) -> list[str]:
    lines = [""] if data["pairs"] else []
    for row in data["pairs"]:
        head = f"{row['first']} and {row['second']}, Brier score on {whole(row['questions'])} common"
        if row["se"] is None:
            lines += flow(f"{head} question: {row['difference']:+.4f}; one question cannot tell them apart.", look)
            continue
        p = row["p_value"] if row["p_exact"] is None else row["p_exact"]
        lines += flow(
            f"{head} questions: {row['difference']:+.4f}, 95 % interval {row['low']:+.4f} to {row['high']:+.4f},"
            f" p = {p:.2f}; so many questions would show a difference of {row['detectable']:.4f}.", look,
        )  # fmt: skip
    return lines


def events_page(data: Result, look: Look) -> str:
    """Return the page of a table of events."""
    lines = [*(line for told in _events(data) for line in flow(told, look)), ""]
    lines += _bins(data, look)
    groups = [[row["group"] or DASH, whole(row["n"]), score_text(row["brier"]), _log(row)] for row in data["groups"]]
    return "\n".join(lines + (["", *columns(["group", "forecasts", "Brier", "log"], groups, look)] if groups else []))


def _bins(data: Result, look: Look) -> list[str]:
    """Return the bins that hold forecasts, each with its count."""
    rows = [
        [f"{share(row['low'])} to {share(row['high'])}", whole(row["n"]), share(row["mean_p"]), share(row["frequency"])]
        for row in data["calibration"]
        if row["n"]
    ]
    return columns(["said", "forecasts", "mean", "happened"], rows, look)


def _calibration(data: Result, look: Look) -> list[str]:
    """Return the calibration of what was last said on binary questions; nothing where none is resolved."""
    if not data["n"]:
        return []
    told = "Calibration: last forecasts on binary questions, all forecasters together"
    few = ". A bin of so few proves little" if min(row["n"] for row in data["calibration"] if row["n"]) < FEW else ""
    return ["", *flow(f"{told}{few}.", look), *_bins(data, look)]


def _events(data: Result) -> list[str]:
    """Return the sentences on a table of events."""
    made, fitted, gain = data["murphy"], data["corp"], data["skill"]
    left = [
        f"{whole(data[key])} {word}" for key, word in (("unresolved", "not resolved"), ("void", "void")) if data[key]
    ]
    error = f" ± {data['se']:.4f}, clustered by question" if data["se"] is not None else ""
    never = f"infinite, {data['impossible']} called impossible what happened"
    return [
        f"{whole(data['n'])} forecasts on {whole(data['questions'])} questions.",
        *([f"Left out: {', '.join(left)}."] if left else []),
        f"Brier score (binary half-form, 0 to 1): {score_text(data['brier'])}{error}."
        f" Log score: {never if data['log'] is None else score_text(data['log'])}.",
        f"Brier = reliability {score_text(made['reliability'])} - resolution {score_text(made['resolution'])}"
        f" + uncertainty {score_text(made['uncertainty'])}; after isotonic recalibration, miscalibration"
        f" {score_text(fitted['miscalibration'])} - discrimination {score_text(fitted['discrimination'])}.",
        f"Skill against one half {score_text(gain['uniform'])}, the base rate {score_text(gain['base_rate'])}.",
    ]


# Pools and runs


def pool_page(data: Result, look: Look) -> str:
    """Return the page of pools, with what was pooled."""
    names = [row["forecaster"] for row in data["forecasts"]]
    bins = [*next(iter(data["pools"].values()))]
    head = ["", *names, *data["pools"]]
    rows = [
        [
            name,
            *(share(row["p"][k]) for row in data["forecasts"]),
            *(share(made[name]) for made in data["pools"].values()),
        ]
        for k, name in enumerate(bins)
    ]
    lines = [*flow(data["statement"], look), "", *columns(head, rows, look), ""]
    told = "Linear: the mean, for models of which one must be true. Geometric: of class probabilities, for experts."
    if data["power"] is not None:
        told += (
            f" Extremised: the geometric pool to the power {data['power']:g}, for experts who know different things."
        )
    lines += flow(told, look)
    return "\n".join(lines + [f"Added as entry {row['n']}." for row in data["kept"]])


def runs_page(data: Result, look: Look) -> str:
    """Return the page of kept runs."""
    if not data["runs"]:
        return "\n".join(flow(f"No run was kept in {data['ledger']}: detente run CASE --keep keeps one.", look))
    rows = [
        [
            row["run"],
            row["at"][:16].replace("T", " "),
            row["as_of"],
            whole(row["draws"]),
            whole(row["seed"]),
            row["inputs"][:SEALED],
        ]
        for row in data["runs"]
    ]
    lines = columns(["run", "kept", "as of", "draws", "seed", "inputs"], rows, look)
    last = data["runs"][-1]
    odds = [[name, share(p)] for name, p in last["odds"].items()]
    when = last["condition"] or f"signed by {last['horizon']}"
    return "\n".join([*lines, "", *columns([f"{last['run']}, {when}", ""], odds, look)])
