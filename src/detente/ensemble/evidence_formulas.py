"""How the numbers of `evidence` are made, in words."""

from __future__ import annotations

from detente.ensemble.rules import Rule, central

KINDS = ("hypotheses", "claims")
WATCHED = (*KINDS, "indicators")
UPDATE, WATCH = "evidence.update.update", "evidence.watch.watch_list"


def _of(pattern: str, unit: str, formula: str, made_by: str, kinds: tuple[str, ...]) -> Rule:
    return central(f"evidence.{pattern}", unit, formula, made_by, kinds)


EVIDENCE: tuple[Rule, ...] = (
    _of("hypotheses.{hypothesis}.prior", "share", "prior of {hypothesis} at mid, as judged", UPDATE, ("hypotheses",)),
    _of("hypotheses.{hypothesis}.value", "share",
        "prior x product over origins of the likelihood under {hypothesis}, over the sum of that for all hypotheses;"
        " likelihoods mixed over the reliability of the source, r x stated + (1 - r) x noise", UPDATE, KINDS),
    _of("hypotheses.{hypothesis}.low|high", "share",
        "log-odds at mid, less or plus the root of the sum of squares of what each range does alone at its ends",
        UPDATE, KINDS),
    _of("hypotheses.{hypothesis}.least|most", "share", "with all ranges at their worst end for {hypothesis} at once",
        UPDATE, KINDS),
    _of("items.{claim}.probability.{hypothesis}", "share",
        "part of {claim} in the change of {hypothesis} from prior to posterior, mean over all orders of the origins",
        UPDATE, KINDS),
    _of("watch.{indicator}.days", "count", "days from the as-of date to the last day on which {indicator} can be seen",
        WATCH, ()),
    _of("watch.{indicator}.expected", "share",
        "sum over hypotheses of posterior x probability that {indicator} is seen by its day", WATCH, WATCHED),
    _of("watch.{indicator}.gain", "number",
        "bits: uncertainty of the hypotheses now, less what is expected to be left once {indicator} is seen or not",
        WATCH, WATCHED),
    _of("watch.{indicator}.if_seen|if_unseen.{hypothesis}", "share",
        "posterior of {hypothesis} once {indicator} is seen, or its day has passed without", WATCH, WATCHED),
)  # fmt: skip
