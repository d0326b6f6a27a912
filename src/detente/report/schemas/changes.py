"""Answers on what would change a case: levers, changed inputs, wild cards, channels, places, orders of phases."""

from __future__ import annotations

from collections.abc import Mapping

from detente.report.schemas.pieces import (
    Schema,
    answer,
    by_id,
    either,
    error,
    filled,
    flag,
    listing,
    maybe,
    names,
    number,
    one_of,
    points,
    positive,
    record,
    rows,
    shape,
    share,
    text,
    whole,
)
from detente.report.schemas.shared import CASE, CODED, SETTLEMENT, SOURCES, estimate, results, settlements

NAMES = by_id("Names of the scenarios", text("Name"), "Scenario id")
DRAWN = {"draws": whole("Draws", "draws"), "seed": whole("Seed of the draws", "seed")}
PAIRED = shape("paired", "Before and after")
VALUE = either(
    "What it is changed to or by; null: the row is dropped",
    number("A number", "in the unit of the input"),
    filled(listing("A range: low, mid, high", number("One of them", "in the unit of the input"))),
    {"type": "null", "description": "Nothing"},
)
CHANGES = rows("What is changed", {
    "path": text("Place in the case"), "kind": one_of("How", "set", "add", "scale", "drop"), "value": VALUE,
})  # fmt: skip
MOVES = rows("Concessions that open it together", {
    "kind": one_of("What kind", "lift", "step", "payment", "no_deal"), "party": text("Party id"),
    "issue": text("Issue id; empty: none"), "option": text("Option id; empty: none"),
    "points": points("Its size; 0: it has none"), "pays": text("Who pays: a party id, or others"),
})  # fmt: skip
OPENING: Mapping[str, Schema] = {
    "whole": flag("A settlement must leave nothing open"),
    "points": points("Size of a payment, and of a fall of a no-deal value"),
    "moves": whole("Single concessions that were considered", "concessions"),
    "size": maybe(whole("Concessions in a smallest set; 0: it is open; null: none was found", "concessions")),
    "tested": maybe(whole("Size up to which it is proven that nothing opens; null: every size", "concessions")),
    "count": whole("Smallest sets", "sets"),
    "sets": rows("The first of them", {
        "moves": MOVES, "options": SETTLEMENT,
        "surplus": by_id("What it is worth against no deal, as things stand", points("Surplus"), "Party id"),
        "crossed": names("Parties whose red lines it crosses"),
    }),
}  # fmt: skip
BLOCKED = rows("Issues of which every option meets a red line", {
    "issue": text("Issue id"), "deferrable": flag("It can be left open meanwhile"),
    "barred": by_id("Who bars which", names("Party ids"), "Option id"),
})  # fmt: skip
LEVER: Mapping[str, Schema] = {
    "id": text("Id"), "name": text("Name"), "owner": text("Party id"),
    "cost": maybe(shape("range", "Cost of the whole lever, in its unit; null: not said")),
    "unit": text("Unit of the cost"), "coded": CODED, "sources": SOURCES, "why": text("Why it may work"),
    "changes": CHANGES, "effects": results("What it does to each result, in full", PAIRED),
    "parties": by_id("What it does to each party", shape("paired", "Points that it ends with"), "Party id"),
    "gains": names("Parties that gain by more than the error"),
    "harmed": names("Parties that lose by more than the error"),
}  # fmt: skip
BASE = results("The case as it stands", estimate("One result"))
CURVE = rows("The lever pulled by each of its steps", {
    "part": share("How much of it"), "cost": maybe(shape("range", "Cost of that part")),
    "effects": results("What it does", PAIRED),
})  # fmt: skip
TORNADO = maybe(record("The most telling inputs at their low and high; null: not asked", {
    "draws": whole("Draws", "draws"), "inputs": whole("Inputs with a range that were tried", "inputs"),
    "rows": rows("Inputs, in falling order of how far they move the gap", {
        "path": text("Place in the case"),
        "gap": record("The central gap", {"low": maybe(points("At the low")), "high": maybe(points("At the high"))}),
        "answers": results("Each result", record("At both ends", {
            "low": number("At the low", "share 0 to 1"), "low_se": error(),
            "high": number("At the high", "share 0 to 1"), "high_se": error(),
        })),
        "flips_at": record("Value of the input at which the central zone flips; null: none", {
            "some": maybe(number("Whether it holds a settlement", "in the unit of the input")),
            "whole": maybe(number("One that leaves nothing open", "in the unit of the input")),
        }),
    }),
}))  # fmt: skip
MISS = maybe(record("The settlement that comes nearest; null: there is a zone, or nothing is near", {
    "gap": points("Its least surplus"), "short": by_id("What those who refuse it lack", points("Surplus"), "Party id"),
    "settlements": settlements("All that tie"),
}))  # fmt: skip
LEVERS: Mapping[str, Schema] = {
    "case": CASE, "names": NAMES, "blocking": BLOCKED,
    "opens": rows("What opens the zone: for any settlement, and for one of everything", {
        **OPENING, "nearest_miss": MISS,
    }),
    "tipping": rows("No-deal value at which the central zone flips", {
        "party": text("Party id"), "whole": flag("For a settlement of everything"), "now": points("As it stands"),
        "holds": flag("There is one now"),
        "flips_at": maybe(points("Up to this there is one; null: no value flips it")),
    }),
    "tornado": TORNADO, **DRAWN,
    "base": BASE, "sub_sample": whole("Draws of steps and pairs", "draws"),
    "levers": rows("Levers of the file, in its order", {**LEVER, "curve": CURVE}),
    "interactions": rows("Pairs of levers", {
        "first": text("Lever id"), "second": text("Lever id"),
        "extra": results("What both do together beyond what each does", estimate("One result")),
    }),
    "pairs_left_out": whole("Pairs that were not followed", "pairs"),
}  # fmt: skip
SOUGHT: Mapping[str, Schema] = {
    "path": text("Input that was sought"), "output": text("Answer that is wished"), "share": share("The share wished"),
    "now": number("The input as it stands", "in its unit"), **DRAWN, "present": share("The answer as it stands"),
    "present_se": error(), "from": number("Least value tried", "in its unit"),
    "to": number("Greatest value tried", "in its unit"), "lowest": share("Least share found"),
    "highest": share("Greatest share found"),
    "value": maybe(number("Where the answer reaches the share; null: nowhere", "in its unit")),
    "reached": maybe(share("The answer there")),
    "side": maybe(one_of("Where the answer has at least the share: from the value, or up to it", "from", "up_to")),
    "crossings": whole("How often it crosses the share", "crossings"),
    "within": maybe(listing("Between these two the draws cannot tell", number("Value", "in its unit"))),
}  # fmt: skip
MEANS = results("Per result", estimate("One result"))
WILD: Mapping[str, Schema] = {
    "cards": rows("Wild cards, in the order of the file", {
        "id": text("Id"), "name": text("Name"), "kind": text("Actor or event"),
        "probability": estimate("Chance that it happens by the horizon"),
        "given": results("What each result comes to if it happens alone", estimate("One result")),
        "effect": results("What it adds, paired", estimate("One result")),
        "average": results("That times its chance", estimate("One result")),
    }),
    "without": MEANS, "expected": MEANS, "shift": MEANS,
    "combinations": whole("Combinations that were judged", "combinations"), "exact": flag("They are all there are"),
}  # fmt: skip
THRESHOLD = "Chance of a leak a month above which it lowers that; 0: it never helps; null: no leak undoes it"
TRACK: Mapping[str, Schema] = {
    "id": text("Id"), "name": text("Name"), "kind": one_of("Kind", "official", "back_channel"),
    "parties": names("Who takes part"), "absent": names("Required parties that do not"),
    "host": maybe(text("Party id of the host")), "flag": maybe(text("Its role, if principal or mediator")),
    "leak": share("Mean chance of a leak in a month"), "signed": estimate("Chance of a signature, share 0 to 1"),
    "deal": estimate("Chance that it is signed and ratified"), "gain": estimate("Signatures more than in open talks"),
    "deal_gain": estimate("Deals more than in open talks"), "threshold": maybe(share(THRESHOLD)),
    "deal_threshold": maybe(share(THRESHOLD)), "closes": share("Draws with a zone in which a leak closes it"),
    "closed_form": maybe(share("The threshold of constant rates without a horizon, a month")),
}  # fmt: skip
WORTH = record("What knowing something first would be worth", {
    "of": text("What would be known"), "value": number("Its worth", "share 0 to 1"), "se": error(),
    "floor": number("What noise alone shows", "share 0 to 1"), "changes": share("How often the choice changes"),
    "groups": whole("Groups of draws it was told from", "groups"),
})  # fmt: skip
VENUES = maybe(record("Places of talks under all weights of their criteria; null: the case has none", {
    "criteria": names("Criteria"), "exact": flag("Shares are exact"),
    "samples": whole("Weights drawn where they are not", "weights"),
    "evidence": text("How far this carries"),
    "venues": rows("Places", {
        "id": text("Id"), "name": text("Name"), "scores": by_id("Scores", number("Score", "0 to 100"), "Criterion"),
        "share": share("Weights under which it comes out best"), "se": error(),
        "dominated_by": names("Places as good on every criterion and better on one"),
        "host": maybe(text("Party id on whose soil it lies")),
        "flag": maybe(text("Its role, if principal or mediator")),
    }),
}))  # fmt: skip
ORDER = record("An order of phases", {
    "id": text("Id"), "name": text("Name"), "phases": names("Phases, in order"),
    "where": by_id("Who is exposed", by_id("By party", share("Draws below no deal"), "Party id"), "Phase id"),
    "ends": by_id("Where the deal ends", share("Share of draws"), "Phase id"),
    "worst": estimate("Deepest exposure on the way, points"), "stopped": estimate("Draws in which somebody stops"),
    "signed": estimate("Draws in which all sign nevertheless"),
    "lasting": maybe(estimate("Exposure summed over the way, points times months; null: no lengths are stated")),
    "months": maybe(listing("Low, mid and high of its length; null: not stated", positive("Length", "months"))),
})  # fmt: skip
CHANNELS: Mapping[str, Schema] = {
    "wild_cards": maybe(record("Wild cards; null: the case has none", WILD)),
    "tracks": maybe(listing("Channels of talks; null: none, or no timing", shape("track", "One channel"))),
    "information": maybe(record("What knowing more before a channel is chosen would be worth; null: no choice", {
        "payoff": text("What is to be as large as can be"),
        "means": by_id("Mean payoff", number("Mean", "share 0 to 1"), "Channel id"),
        "everything": shape("worth_knowing", "Of knowing everything"),
        "cards": listing("Of each wild card", shape("worth_knowing", "One")),
        "inputs": listing("Of each input", shape("worth_knowing", "One")),
    })),
    "venues": VENUES,
}  # fmt: skip
"""Of `wildcards`, and of a run."""
SHAPES: Mapping[str, Schema] = {
    "track": record("A channel of talks", TRACK), "worth_knowing": WORTH, "order": ORDER,
    "lever": record("What a lever is, and what it does in full", LEVER),
}  # fmt: skip
ANSWERS: Mapping[str, Schema] = {
    "levers": answer("levers", "What opens the zone, where it flips, and what each lever does", LEVERS,
                     optional=("base", "sub_sample")),
    "whatif": either(
        "Changed inputs, or with --seek a value sought",
        answer("whatif", "Changed inputs: before and after", {
            "case": CASE, "names": NAMES, **DRAWN, "changes": CHANGES,
            "outputs": results("Results", PAIRED), "parties": by_id("Points each ends with", PAIRED, "Party id"),
        }),
        answer("whatif", "The value of an input at which an answer reaches a share", {
            "case": CASE, "names": NAMES, **SOUGHT,
        }),
    ),
    "wildcards": answer("wildcards", "Wild cards, channels, places, orders of phases", {
        "case": CASE, **DRAWN,
        "outlook": record("What is told", {
            "by_horizon": flag("Shares hold by the horizon; else if talks conclude"), "results": names("Results"),
        }),
        **CHANNELS,
        "sequencing": maybe(rows("Orders of phases, per offer; null: no phases", {
            "id": text("Offer id"), "name": text("Name"),
            "declared": listing("Orders that the case names", shape("order", "One order")),
            "possible": maybe(whole("Orders that phases allow; null: too many to count", "orders")),
            "least": listing("Orders with the least exposure", shape("order", "One order")),
            "ties": whole("How many those are", "orders"),
            "at_once": share("Draws in which all would sign if all were done at once"),
            "differs": share("Draws in which the named orders do not agree on whether all sign"),
        })),
    }),
}  # fmt: skip
