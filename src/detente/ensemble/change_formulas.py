"""How the numbers of what would change a case are made, in words: openings, levers, wild cards, channels, places."""

from __future__ import annotations

from detente.ensemble.hold.formulas import ALL
from detente.ensemble.rules import EVERYTHING, ZONE, Rule, central, drawn

LEVERS, CARDS, CHANNELS = (*ALL, "levers"), (*ALL, "wild_cards"), (*ALL, "tracks")
CHOICE = (*ALL, "wild_cards", "tracks")
OPENS = "scenarios.opening.opens"
MEASURED = "on the same random numbers as the case as it is, draw by draw"
PAIRED = "sd over draws of (after - before) / sqrt(n): the error of the paired difference"
SPREAD = "sd over draws / sqrt(n)"


def _lever(pattern: str, unit: str, formula: str, made_by: str, kinds: tuple[str, ...] = LEVERS) -> Rule:
    return drawn(f"levers.{pattern}", unit, formula, made_by, kinds, sample="levers")


def _card(pattern: str, unit: str, formula: str, made_by: str, kinds: tuple[str, ...] = CARDS) -> Rule:
    return drawn(pattern, unit, formula, made_by, kinds, sample="wild_cards")


_OPENING = (
    central("opening.opens.{opening}.points", "points",
            "how much a side payment, or a fall of a no-deal value, is worth among the moves", OPENS, ()),
    central("opening.opens.{opening}.moves", "count",
            "single concessions that a party that must consent could make: lift a red line, give one step, be paid,"
            " have less without a deal", OPENS),
    central("opening.opens.{opening}.size|count", "count",
            "least number of concessions that together make the central zone hold a settlement, and how many such sets"
            " there are; null: none of those tested", OPENS),
    central("opening.opens.{opening}.tested", "count", "size up to which it is proven that no set opens", OPENS),
    central("opening.opens.{opening}.sets.{set}.moves.{move}.points", "points", "points that the move is about", OPENS,
            ()),
    central("opening.opens.{opening}.sets.{set}.surplus.{party}", "points",
            "utility of the settlement that the set opens, minus the no-deal value of {party}, as things stand", OPENS,
            EVERYTHING),
)  # fmt: skip

_LEVERS = (
    _lever("base.{result}.value", "share", "mean over draws of {result}, no lever pulled",
           "scenarios.measure.measure", ALL),
    _lever("base.{result}.se", "share", SPREAD, "scenarios.measure.measure", ALL),
    Rule("levers.rows.{lever}.cost.low|mid|high", "number", "cost of pulling {lever} in full, as its file says",
         "detente.scenarios.pull.cost_of", ("levers",), drawn=False),
    Rule("levers.rows.{lever}.changes.{change}.value", "number", "what {lever} does to {change}, as its file says",
         "detente.scenarios.levers.change_row", ("levers",), drawn=False),
    Rule("levers.rows.{lever}.changes.{change}.value.{end}", "number",
         "low, mid and high of what {lever} does to {change}, as its file says",
         "detente.scenarios.levers.change_row", ("levers",), drawn=False),
    _lever("rows.{lever}.effects.{result}.before|after", "share",
           f"mean over draws of {{result}} without and with {{lever}}, {MEASURED}", "scenarios.paired.effect_on"),
    _lever("rows.{lever}.effects.{result}.value", "share",
           f"mean over draws of {{result}} with {{lever}} minus without it, {MEASURED}", "scenarios.paired.effect_on"),
    _lever("rows.{lever}.parties.{party}.before|after", "points",
           f"mean over draws of what {{party}} ends with without and with {{lever}}, {MEASURED}",
           "scenarios.paired.effect"),
    _lever("rows.{lever}.parties.{party}.value", "points",
           f"mean over draws of what {{party}} ends with: with {{lever}} minus without it, {MEASURED}",
           "scenarios.paired.effect"),
    _lever("rows.{lever}.effects|parties.{of}.se", "number", PAIRED, "scenarios.paired.effect"),
    _lever("rows.{lever}.effects|parties.{of}.before_se|after_se", "number", SPREAD, "scenarios.paired.effect"),
)  # fmt: skip

_CARDS = (
    _card("wild_cards.combinations", "count", "product over groups of wild cards of which at most one happens of"
          " (members + 1)", "scenarios.wild_cards.worlds", ()),
    _card("wild_cards.cards.{card}.probability.value", "share",
          "mean over draws of the chance by the horizon: as coded, or 1 - exp(-rate x years)",
          "scenarios.wild_cards.chances", ("wild_cards",)),
    _card("wild_cards.cards.{card}.given.{result}.value", "share",
          "mean over draws of {result}, {card} having happened on the as-of date and no other",
          "scenarios.outlook.outlook"),
    _card("wild_cards.cards.{card}.effect.{result}.value", "share",
          f"mean over draws of {{result}} with {{card}} minus without, {MEASURED}", "scenarios.wild_cards.wild_cards"),
    _card("wild_cards.cards.{card}.average.{result}.value", "share",
          "mean over draws of the chance of {card} times its effect on {result}", "scenarios.wild_cards.wild_cards"),
    _card("wild_cards.cards.{card}.probability.se", "share", SPREAD, "scenarios.mean.mean_of", ("wild_cards",)),
    _card("wild_cards.cards.{card}.given|effect|average.{result}.se", "share", SPREAD, "scenarios.mean.mean_of"),
    _card("wild_cards.without.{result}.value", "share", "mean over draws of {result}, no wild card having happened",
          "scenarios.outlook.outlook", ALL),
    _card("wild_cards.expected.{result}.value", "share",
          "sum over combinations of wild cards of their chance times {result} given them, mean over draws",
          "scenarios.wild_cards.wild_cards"),
    _card("wild_cards.shift.{result}.value", "share",
          "the same minus {result} without any, paired: what wild cards do on average",
          "scenarios.wild_cards.wild_cards"),
    _card("wild_cards.without|expected|shift.{result}.se", "share",
          f"{SPREAD}; a sample of the combinations adds the spread of their means", "scenarios.mean.mean_of"),
)  # fmt: skip

_CHANNELS = (
    _card("tracks.{track}.leak", "share", "mean over draws of the chance of a leak in a month, as coded",
          "scenarios.tracks.drawn_tracks", ("tracks",)),
    _card("tracks.{track}.signed.value", "share",
          "mean over draws of the chance of a signature by the horizon: months of closing, leak and ending as competing"
          " risks; once leaked, the bar of those whom it costs is higher", "scenarios.leak.signed", CHANNELS),
    _card("tracks.{track}.deal.value", "share", "the same, times the chance that what is signed is ratified",
          "scenarios.tracks.compare_tracks", CHANNELS),
    _card("tracks.{track}.gain|deal_gain.value", "share", "the same minus that of talks in the open, paired",
          "scenarios.tracks.compare_tracks", CHANNELS),
    _card("tracks.{track}.signed|deal|gain|deal_gain.se", "share", SPREAD, "scenarios.mean.mean_of", CHANNELS),
    _card("tracks.{track}.threshold|deal_threshold", "share",
          "chance of a leak in a month at which the gain over open talks is 0, by bisection; null: none undoes it",
          "scenarios.leak.horizon_threshold", CHANNELS),
    _card("tracks.{track}.closes", "share", "share of the draws with a zone in which a leak closes it",
          "scenarios.tracks.compare_tracks", (*ZONE, "tracks")),
    _card("tracks.{track}.closed_form", "share",
          "(efficiency - 1) x rate of ending / share that a leak closes, as a chance in a month: constant rates, no"
          " horizon", "scenarios.leak.share_threshold", CHANNELS),
    _card("information.means.{track}", "share",
          "mean over draws and combinations of wild cards of the chance of a signature through {track}",
          "scenarios.track_choice.track_choice", CHOICE),
    _card("information.everything.value", "share", "mean of the best track in each row minus the best mean of a track",
          "scenarios.information.evpi", CHOICE),
    _card("information.cards|inputs.{input}.value", "share",
          "mean over groups of like {input} of the best track in each, minus the best track overall; never below 0",
          "scenarios.information.evppi", CHOICE),
    _card("information.cards|inputs.{input}.floor", "share",
          "mean of the same over shuffled {input}, which tell nothing",
          "scenarios.information.evppi", CHOICE),
    _card("information.cards|inputs.{input}.changes", "share",
          "chance that another track is chosen once {input} is known", "scenarios.information.evppi", CHOICE),
    _card("information.cards|inputs.{input}.groups", "count", "groups of like {input}", "scenarios.information.grouped",
          ()),
    _card("information.cards|inputs.{input}.se", "share", "sd over rows, by their weights, of what knowing adds",
          "scenarios.information.evppi", CHOICE),
    _card("information.everything.se|floor|changes", "share", "as of one input", "scenarios.information.evpi", CHOICE),
    _card("information.everything.groups", "count", "rows: draws times combinations", "scenarios.information.evpi", ()),
)  # fmt: skip

_AROUND = (
    Rule("venues.venues.{venue}.share", "share",
         "share of all weights of the criteria under which {venue} has the highest weighted score, ties shared: exact"
         " for up to three criteria, else sampled uniformly", "detente.scenarios.venues.compare_venues", ("venues",),
         drawn=False),
    Rule("venues.venues.{venue}.se", "share", "sampling error over the weights drawn; 0 where exact",
         "detente.scenarios.venues.compare_venues", ("venues",), drawn=False),
    Rule("venues.venues.{venue}.scores.{criterion}", "score", "score of {venue} for {criterion}, as coded",
         "detente.scenarios.venues.compare_venues", ("venues",), drawn=False),
    Rule("venues.samples", "count", "sets of weights drawn; 0 where the shares are exact",
         "detente.scenarios.venues.compare_venues", (), drawn=False),
    Rule("futures.combinations", "count", "product of the numbers of variants of the descriptors",
         "detente.scenarios.cross_impact.futures", (), drawn=False),
    Rule("futures.consistent.{future}.variants.{descriptor}", "number",
         "variant, from 1, that future {future} holds of the descriptor", "detente.scenarios.cross_impact.futures", (),
         drawn=False),
    Rule("futures.consistent.{future}.impact_score", "number",
         "sum of the judgements of all variants of {future} on one another", "detente.scenarios.cross_impact.futures",
         (), drawn=False),
    Rule("futures.consistent.{future}.consistency", "number",
         "least lead of a variant of {future} over the others of its descriptor, by the judgements",
         "detente.scenarios.cross_impact.futures", (), drawn=False),
    Rule("futures.consistent.{future}.weight", "number", "starts that global succession leads to {future}",
         "detente.scenarios.cross_impact.futures", (), drawn=False),
    Rule("futures.consistent.{future}.share|share_se", "share",
         "the same over all starts, and its sampling error; no probability", "detente.scenarios.cross_impact.as_rows",
         (), drawn=False),
    Rule("futures.succession.starts", "count", "scenarios from which succession was followed",
         "detente.scenarios.cross_impact.futures", (), drawn=False),
    Rule("futures.succession.in_rings|in_rings_se", "share", "share of starts that end in a ring of scenarios",
         "detente.scenarios.cross_impact.as_rows", (), drawn=False),
)  # fmt: skip

CHANGE: tuple[Rule, ...] = (*_OPENING, *_LEVERS, *_CARDS, *_CHANNELS, *_AROUND)
