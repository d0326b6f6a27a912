"""The shape of the results that are read again: those of a run, and the answer of `portfolio`."""

from __future__ import annotations

from detente.formats.shape import FLAG, LIKELIHOOD, NUMBER, TEXT, WHOLE, Agreement, Each, Filled, Maybe, Shape, row

NUMBERS, TEXTS, NAMES = Each(NUMBER), Each(TEXT), [TEXT]
UNKNOWN, UNSAID = Maybe(NUMBER), Maybe(TEXT)
SHARE = row("", "value se")
RANGE = row("", "low mid high")
COUNT = row("", "value se", "exact")
SETTLEMENT = row("", "", "in_zone", options=TEXTS, utility=NUMBERS)
FRONTIER = row("", "size", "exact", settlements=[SETTLEMENT])
EFFECT = row("", "before after value se before_se after_se")

CASE = row(
    "id title as_of horizon status marking summary", "", "hindsight",
    withheld=Maybe({"view_of": UNSAID, "above": UNSAID, "rows": NUMBERS}),
    parties=[row("id name role track", "", "required", also=NAMES, of=UNSAID, leverage=UNKNOWN)],
    issues=[row("id name", "", "deferrable", options=[row("id name", score=UNKNOWN)])],
) | {"sha256?": TEXT}  # fmt: skip
CENTRAL = row(
    parties=NAMES, valued=NAMES, settlements={"total": COUNT, "admissible": COUNT, "zone": COUNT}, no_deal=NUMBERS,
    frontier={"parties": NAMES, "zone": FRONTIER, "admissible": FRONTIER},
    solutions=Each(row("objective flag", "ties slack", value=UNKNOWN, settlements=[SETTLEMENT])),
    compromise={"positions": NUMBERS, "settlements": [SETTLEMENT]},
    gap=UNKNOWN, gap_slack=NUMBER, gap_without_red_lines=UNKNOWN,
    nearest_miss=Maybe({"settlements": [SETTLEMENT], "short": NUMBERS}),
    coalitions=Maybe(row("", "undecided", blocking=[NAMES], opening=[NAMES])),
    blocking=[row("issue", "", "all_barred opens_alone", gap_points=UNKNOWN, barred=Each(NAMES))],
    ratified=Maybe(COUNT | row(asked=NAMES, unheard=NAMES)),
)  # fmt: skip
SOURCED = row("", "value se undecided draws comprehensive comprehensive_se comprehensive_undecided")
ZONE = row(
    "", "value se undecided",
    by_source=dict.fromkeys(("central", "no_deal", "preferences", "red_lines", "all"), SOURCED),
    by_firmness=[SOURCED | {"firmness": NUMBER}], comprehensive=row("", "value se undecided draws"),
)  # fmt: skip
SCENARIO = row(
    "id name note low_from high_from", "value se low high low_se high_se",
    given_settlement=UNKNOWN, given_settlement_se=UNKNOWN, models=NUMBERS, models_se=NUMBERS,
)  # fmt: skip
BINDING = [row("party", share=UNKNOWN, se=UNKNOWN, gap_points=UNKNOWN)]
BLOCKING = [row("issue", "all_barred all_barred_se", opens_alone=UNKNOWN, se=UNKNOWN, gap_points=UNKNOWN)]
PACKAGE = SETTLEMENT | row(
    "id name kind", "share se", by_party=NUMBERS, by_party_se=NUMBERS, optimal=NUMBERS, optimal_se=NUMBERS
)
PREFERRED = row(
    "id name", "accepted", confidence=UNKNOWN, confidence_se=UNKNOWN,
    inputs=[row("input", "mean_all mean_all_se mean_accepted mean_accepted_se shift")],
)  # fmt: skip

CHANCE = row("", "se low high", value=LIKELIHOOD)
CONCEPTS = row("", "nash gmr smr seq")
OUTCOMES = ("signed", "ratified", "in_force")
TIMING = row(
    "", "unknown_steps", **dict.fromkeys(OUTCOMES, CHANCE),
    assumptions=[RANGE | row("path name coded", moves=dict.fromkeys(OUTCOMES, row("", "at_low at_high")))],
    by_month=Filled(row("date", "zone signed war escalation collapse pending rejected in_force broken")),
    scenarios=[row("id", "signed in_force", by_month=[NUMBER])],
)  # fmt: skip
SURVIVAL = row(
    "reference_class name source scope warning", "cases ended",
    hazard=[row("basis", "since months value low high of_class")],
    rows=[row("basis", "months value low high of_class", published=UNKNOWN)],
)  # fmt: skip
DAYS = RANGE | {"expected": NUMBER}
STEP = row("id name basis", "low high", "needed", of=UNSAID, probability=UNKNOWN, done=DAYS, polls=NAMES)
RATIFIED = row(
    "earliest dependence", "low high", probability=UNKNOWN, bounds=row("", "low high"), days=DAYS, chain=NAMES,
    steps=[STEP],
)  # fmt: skip
KEEPING = row(
    "party", "keeps se answer", slack=row("", "mean low high"),
    guarantees=[row("id name", "strength", strength_needed=UNKNOWN)],
)  # fmt: skip
KEPT = row(
    "id name", "", "tabled", signed=SHARE, ratified=Maybe(RATIFIED), keeping=[KEEPING],
    exposed=[row("id name phase party", "surplus low high exposed stops")],
)  # fmt: skip
STABLE = row(
    "id name", stable=CONCEPTS, stable_se=CONCEPTS,
    parties=[row("party", "to_no_deal to_breach deterred leaves", by=NAMES)],
)  # fmt: skip
HOLD = row(
    "", "draws", timing=Maybe(TIMING), fragility=row("", "zone zone_without", bar=NUMBERS),
    ratified_zone=Maybe(row("", "zone ratified undecided zone_se ratified_se", asked=NAMES, unheard=NAMES)),
    survival=Maybe(SURVIVAL), offers=[KEPT], stability=[STABLE],
    obstacles=[row("id kind at why", "share", points=UNKNOWN)],
    ripeness=Maybe(row("", "ripe way_out", parties=[row("party", "slope low high hurting", "waits")])),
    score=Maybe(
        row("question", "", "hindsight", outcome=Maybe(FLAG), forecasts=Each(row("", "p", brier=UNKNOWN)))
    ),
)  # fmt: skip

MONTH = row("", "month mean se q05 q25 q50 q75 q95 quantile_se")
MONTHS = Filled(MONTH)
INDICATOR = row(
    "id name region unit", ways=[row("driver", responses=NAMES)], scenarios=[row("id", months=MONTHS)],
    mixture=MONTHS, given_settlement=Maybe(MONTHS),
)  # fmt: skip
RECESSION = row(
    "id region definition coded source", "baseline mixture", scenarios=[SHARE | {"id": TEXT}], given_settlement=UNKNOWN
)
LINE = row("id driver part", "size coefficient lag value", via=NAMES, responses=NAMES)
CONTRIBUTION = row("id", "month", scenarios=[row("id", "total rest", lines=[LINE])])
CONSISTENCY = row(
    "caution",
    rows=[row("id scenario indicator region unit source url as_of",
              "month published_low published_high q05 q50 q95 quantile_se")],
    formulas=[row("id what checked why source url as_of", "published_low published_high value")],
)  # fmt: skip
ECONOMY = row(
    "as_of baseline caution", "draws", warnings=NAMES, months=Filled(NUMBER),
    odds=row(
        "basis", "draws", settled=Maybe(SHARE),
        scenarios=[SHARE | row("id name", given_settlement=UNKNOWN, given_settlement_se=UNKNOWN)],
    ),
    survival=[row("", "month value")], indicators=[INDICATOR], recession=[RECESSION], contributions=[CONTRIBUTION],
    consistency=CONSISTENCY, drivers=[RANGE | row("scenario driver name unit coded ground url")],
    responses=[RANGE | row("id unit coded source url as_of")],
)  # fmt: skip

BOUNDS = Each({"low": UNKNOWN, "high": UNKNOWN, "from": {"low": UNSAID, "high": UNSAID}})
OFFERS = row(
    offers=[row("id name track", "", "tabled", by=UNSAID, date=UNSAID, options=TEXTS, utility=NUMBERS,
                accepted_by=NAMES, red_lines=Each(NAMES))],
    bounds=BOUNDS, bounds_without_red_lines=BOUNDS, intersections=Each(row(not_red=NAMES, acceptable=NAMES)),
    convergence=[row("from to", date=UNSAID, distance=UNKNOWN, changed=NAMES, utility_change=Each(UNKNOWN))],
)  # fmt: skip
EVIDENCE = row(
    hypotheses=[row("id name", "prior value low high least most")],
    items=[row("id text grade", copies=NAMES, probability=NUMBERS)],
    watch=[row("id name threshold by", "days expected gain", if_seen=NUMBERS, if_unseen=NUMBERS)],
)  # fmt: skip
BRIEF = row(
    "premortem coded", asker={"who?": TEXT, "goal?": TEXT, "date?": UNSAID},
    gates=[row("id name text elsewhere", "", "waived")], alternatives=[row("name why")], dissent=[row("who what why")],
    so_what=[row("decision", by=UNSAID, levers=NAMES)], sources=NAMES,
)  # fmt: skip
MOVE = row("kind party issue option pays", "points")
OPENING = row(
    blocking=[row("issue", "", "deferrable", barred=Each(NAMES))],
    opens=[row("id", "points moves count", "whole", size=UNKNOWN, tested=UNKNOWN,
               sets=[row(moves=[MOVE], options=TEXTS, surplus=NUMBERS, crossed=NAMES)])],
)  # fmt: skip
LEVERS = row(
    base=Each(SHARE),
    rows=[row("id name owner unit coded why", cost=Maybe(RANGE), sources=NAMES, changes=[row("path kind")],
              effects=Each(EFFECT), parties=Each(EFFECT), gains=NAMES, harmed=NAMES)],
)  # fmt: skip
CARD = row("id name kind", probability=SHARE, given=Each(SHARE), effect=Each(SHARE), average=Each(SHARE))
WILD_CARDS = row(
    "", "combinations", "exact", cards=[CARD], without=Each(SHARE), expected=Each(SHARE), shift=Each(SHARE)
)
TRACK = row(
    "id name kind", "leak closes", parties=NAMES, absent=NAMES, host=UNSAID, flag=UNSAID, signed=SHARE, deal=SHARE,
    gain=SHARE, deal_gain=SHARE, threshold=UNKNOWN, deal_threshold=UNKNOWN, closed_form=UNKNOWN,
)  # fmt: skip
KNOWN = row("of", "value se floor changes groups")
VENUES = row(
    "evidence", "samples", "exact", criteria=NAMES,
    venues=[row("id name", "share se", scores=NUMBERS, dominated_by=NAMES, host=UNSAID, flag=UNSAID)],
)  # fmt: skip
VARIANT = row("id name", indicators=[row("what threshold coded", by=UNSAID, sources=NAMES)])
FUTURES = row(
    "", "combinations", descriptors=[row("id name", variants=[VARIANT])],
    consistent=[row("id", "impact_score weight share share_se", variants=[WHOLE], consistency=UNKNOWN)],
    succession=row("", "starts in_rings in_rings_se", "exact"),
)  # fmt: skip

INPUT = RANGE | row("path shape coded evidence", "", "stale hindsight", sources=NAMES, date=UNSAID)
SOURCE = row("id title url grade note", "", "approximate", date=UNSAID)
SUB_SAMPLES = row(
    "",
    "blocking binding comprehensive low_high all_barred confidence by_source by_firmness hold economy levers "
    "wild_cards",
)
RUN: Shape = row(
    "version condition", case=CASE, draws=WHOLE, seed=WHOLE, sub_samples=SUB_SAMPLES, inputs=[INPUT], sources=[SOURCE],
    central=CENTRAL, zone_probability=ZONE, scenarios=Filled(SCENARIO),
    models=[row("id name about", "weight ties_cut flagged capped", capped_gap=UNKNOWN)],
    gap=row("", "missing", mean=UNKNOWN, q05=UNKNOWN, q50=UNKNOWN, q95=UNKNOWN),
    binding=BINDING, blocking=BLOCKING, comprehensive={"binding": BINDING, "blocking": BLOCKING},
    left_open=[row("issue", "share se")], acceptability=[PACKAGE],
    most_accepted=row("", "draws tied", judged=UNKNOWN, settlements=[SETTLEMENT | row("", "share se")]),
    ranks=[row("party", packages=[row("id", "entropy", ranks=[NUMBER], beats=NUMBERS)])],
    central_preferences=[PREFERRED], sensitivity=[row("output input", "share", first_order=UNKNOWN)],
    sensitivity_method=row("estimator note", "draws", r2=Each(UNKNOWN), unsplit=NAMES),
    hold=HOLD, offers=OFFERS, notes=NAMES, opening=OPENING, levers=Maybe(LEVERS), wild_cards=Maybe(WILD_CARDS),
    tracks=Maybe([TRACK]), venues=Maybe(VENUES), futures=Maybe(FUTURES),
    information=Maybe(row("payoff", means=NUMBERS, everything=KNOWN, cards=[KNOWN], inputs=[KNOWN])),
    no_deal=Each(row("", "mean q05 q95 contradicted contradicted_se", coded=RANGE)),
) | {"economy?": Maybe(ECONOMY), "evidence?": Maybe(EVIDENCE), "brief?": Maybe(BRIEF)}  # fmt: skip
"""The object of ``detente run --json``; parts that an older version did not write may be missing."""
AGREEMENTS = (
    Agreement("scenarios.*.models", "models"), Agreement("scenarios.*.models_se", "models"),
    Agreement("acceptability", "ranks.*.packages"),
    Agreement("economy.odds.scenarios", "economy.indicators.*.scenarios"),
    Agreement("economy.indicators.*.scenarios", "economy.odds.scenarios"),
    Agreement("economy.recession.*.scenarios", "economy.odds.scenarios"),
    Agreement("economy.indicators", "economy.contributions"),
    Agreement("economy.drivers", "economy.contributions.*.scenarios.*.lines", "driver"),
    Agreement("economy.responses", "economy.contributions.*.scenarios.*.lines.*.responses"),
)  # fmt: skip
"""Parts of a run that name the same things."""

VIEW = row("scenario driver series coded ground", "low mid high")
PORTFOLIO_ANSWER: Shape = row(
    case=row("id title", parties=[row("id", "", "required")]), draws=WHOLE, seed=WHOLE, range_draws=WHOLE,
    odds=row("basis", "draws"), credits=[row("id name licence url", series=NAMES)], views=[VIEW],
    holdings=row(rows=[row("asset basis", "weight", exposures=NUMBERS)]),
    prior=row("coded demand energy", "same_sign_weight"),
)  # fmt: skip
"""What is read again of the object of ``detente portfolio --json``."""
