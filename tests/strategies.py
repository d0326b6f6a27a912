"""Hypothesis strategies of whole cases: every noun, odd ids and texts, and nothing that a check refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from detente.case import consequences as following
from detente.case import cross_impact, durable, futures, nouns
from detente.case import ratification as made
from detente.case.brief import GATES, Alternative, Asker, Brief, Decision, Dissent
from detente.case.check.reach import exclusions, outcomes, taken
from detente.case.check.scenarios import RESERVED
from detente.case.check.sections import PREDICATE_WORDS
from detente.case.evidence import LEVELS, LIKELY, RATIOS, Bearing, Claim, Hypothesis, Indicator, Said
from detente.case.levers import STEPS, Change, Lever
from detente.case.marking import MARKINGS, Confides, Withheld
from detente.case.mixture import MIXABLE, Mixture
from detente.case.nouns import Case, Issue, Predicate, View
from detente.case.outcome import Held, Outcome, Talks
from detente.case.quantity import exactly
from detente.case.ratification import BY_UTILITY
from detente.case.timing import Record, Timing
from detente.case.tracks import BETTER, TRACK_KINDS, VenueCriterion
from detente.case.wild_cards import WILD_CARD_KINDS, WildCard
from tests.pool import AS_OF, Pool


class _Table(Pool):
    """The parties and issues of a case, and what can be said of them."""

    def __init__(self, draw: st.DrawFn) -> None:
        super().__init__(draw)
        self.raw = self.coin()
        self.bounds = (-500.0, 500.0) if self.raw else (0.0, 100.0)
        self.parties = self.ids(1, 3)
        self.issues = [self.issue(key) for key in self.ids(1, 3, but=PREDICATE_WORDS)]

    def issue(self, key: str) -> Issue:
        scored = self.coin()
        keys = self.ids(1, 3, but=(nouns.OPEN,))
        options = tuple(nouns.Option(own, self.name(), self.number() if scored else None) for own in keys)
        return Issue(key, self.name(), options, self.coin(), self.cited(), self.text())

    def outcomes(self, issue: Issue) -> list[str]:
        return [*issue.option_ids, *([nouns.OPEN] if issue.deferrable else [])]

    def settlement(self, least: int) -> dict[str, str]:
        return {issue.id: self.one(self.outcomes(issue)) for issue in self.some(self.issues, least)}

    def settlements(self, least: int, most: int) -> list[dict[str, str]]:
        count = self.draw(st.integers(0, most)) if len(self.issues) >= least else 0
        return [self.settlement(least) for _ in range(count)]

    def party(self, key: str, *, leads: bool) -> nouns.Party:
        return nouns.Party(
            key,
            self.name(),
            "principal" if leads else self.one(nouns.ROLES),
            also=self.some(nouns.ROLES),
            of=self.one([None, *self.parties[: self.parties.index(key)]]),
            required=leads or self.coin(),
            leverage=self.quantity(),
            track=self.one(nouns.TRACKS),
            at_table=self.coin(),
            coded=self.coded(),
            sources=self.cited(),
            note=self.text(),
        )

    def views(self, party: str) -> list[View]:
        """Return dated rows on some issues, in any order; the party that leads has one at least."""
        issues = self.some(self.issues, least=int(party == self.parties[0]))
        return [self.view(party, issue, day) for issue in issues for day in self.rows()]

    def view(self, party: str, issue: Issue, day: date | None) -> View:
        placed = all(option.score is not None for option in issue.options) and self.coin()
        lines = self.some(issue.option_ids)
        firm = self.coin()
        return View(
            party,
            issue.id,
            exactly(40.0) if party == self.parties[0] else self.quantity(),
            position=self.quantity() if placed else None,
            shape=self.one(nouns.WORTH_SHAPES) if placed else "point",
            worth={} if placed else {key: self.quantity(*self.bounds) for key in issue.option_ids},
            accepts=self.some([key for key in issue.option_ids if key not in lines]),
            red_lines=tuple(nouns.RedLine(key, self.number(0.0, 1.0) if firm else None) for key in lines),
            flexibility=self.number() if self.coin() else None,
            date=day,
            evidence=self.text(),
            sources=self.cited(),
            coded=self.coded(),
            hindsight=self.coin(),
        )

    def interactions(self, party: str) -> list[nouns.Interaction]:
        return [nouns.Interaction(party, row, self.number(-100.0, 100.0)) for row in self.settlements(2, 2)]

    def exclusions(self) -> list[nouns.Exclusion]:
        apart = {frozenset(row.items()): row for row in self.settlements(2, 2)}
        return [nouns.Exclusion(row, self.text(), self.cited(), self.coded()) for row in apart.values()]

    def offer(self, key: str, settlement: dict[str, str]) -> nouns.Offer:
        return nouns.Offer(
            key,
            self.name(),
            settlement,
            by=self.one([None, *self.parties]),
            date=self.day(),
            track=self.one(nouns.TRACKS),
            tabled=self.coin(),
            note=self.text(),
            sources=self.cited(),
        )

    def offers(self, forbid: list[nouns.Exclusion]) -> list[nouns.Offer]:
        """Return offers that hold no exclusion."""
        made = [self.offer(key, self.settlement(1)) for key in self.ids(0, 2)]
        barred = [row.settlement.items() for row in forbid]
        return [offer for offer in made if not any(row <= offer.settlement.items() for row in barred)]

    def no_deal(self, party: str, offers: list[str], *, weighs: bool) -> list[nouns.NoDeal]:
        """Return dated values of a party whose views weigh something, else `none`."""
        if not weighs:
            return [nouns.NoDeal(party, None)]
        return [
            nouns.NoDeal(
                party,
                self.quantity(*self.bounds, cites=False),
                relative_to=self.some(offers) or None,
                date=day,
                why=self.text(),
                sources=self.cited(),
                coded=self.coded(),
                hindsight=self.coin(),
                discount=self.number(0.0, 1.0) if self.coin() else None,
            )
            for day in self.rows()
        ]

    def predicate(self, depth: int = 2) -> Predicate:
        kind = self.one(("is", "is", "not", "all", "any")) if depth else "is"
        if kind == "is":
            issue = self.one(self.issues)
            return Predicate("is", issue.id, self.some(self.outcomes(issue), least=1))
        count = 1 if kind == "not" else self.draw(st.integers(1, 2))
        return Predicate(kind, parts=tuple(self.predicate(depth - 1) for _ in range(count)))

    def scenario(self, key: str) -> nouns.Scenario:
        return nouns.Scenario(key, self.name(), self.predicate(), self.text(), self.cited(), self.coded())

    def scenarios(self, forbid: list[nouns.Exclusion]) -> tuple[nouns.Scenario, ...]:
        """Scenarios, without those that no settlement could fall in."""
        kept: list[nouns.Scenario] = []
        for key in self.ids(0, 2, but=RESERVED):
            one = self.scenario(key)
            if not taken(one.when, kept, exclusions(forbid), outcomes(self.issues)):
                kept.append(one)
        return tuple(kept)

    def statements(self, offers: list[str]) -> list[nouns.Statement]:
        return [
            nouns.Statement(
                self.one(self.parties), offer, self.one(nouns.VERDICTS), self.day(), self.text(), self.cited()
            )
            for offer in self.some(offers)
        ]

    def correlation(self, views: list[View], no_deal: list[nouns.NoDeal]) -> list[nouns.Correlation]:
        inputs = [f"parties.{party}.leverage" for party in self.parties]
        inputs += [f"views.{row.party}.{row.issue}.salience" for row in views]
        inputs += [f"views.{row.party}.{row.issue}.position" for row in views if row.position is not None]
        inputs += [f"no_deal.{row.party}" for row in no_deal if row.value is not None]
        chosen = self.some(list(dict.fromkeys(inputs)))
        signs = tuple(self.one((1, -1)) for _ in chosen)
        row = nouns.Correlation(chosen, signs, self.number(0.0, 0.99), self.coded(), self.text())
        return [row] if chosen else []

    def trajectories(self) -> list[nouns.Trajectory]:
        points = [nouns.TrajectoryPoint(day, self.number(), self.text(), self.cited()) for day in self.days]
        row = nouns.Trajectory(self.one(self.parties), self.one(self.issues).id, self.some(points))
        return [row] if self.coin() else []

    def venue(self, key: str) -> nouns.Venue:
        scores = {own: self.number() for own in self.ids(0, 2)}
        texts = (self.text(), self.text(), self.text(), self.some(self.texts), self.text())
        host = self.one([None, *self.parties])
        return nouns.Venue(key, self.name(), scores, texts[0], host, *texts[1:], self.cited(), self.coded())

    def criterion(self, key: str) -> VenueCriterion:
        return VenueCriterion(key, self.name(), self.one(BETTER), self.text())

    def track(self, key: str) -> nouns.Track:
        cost = {party: self.quantity(0.0, 9.0) for party in self.some(self.parties)}
        return nouns.Track(
            key,
            self.name(),
            self.one(TRACK_KINDS),
            tuple(self.parties[:1]),
            self.one([None, *self.parties]),
            self.quantity(0.0, 1.0),
            cost,
            self.quantity(0.5, 3.0),
            self.text(),
            self.cited(),
            self.coded(),
        )

    def source(self, key: str) -> nouns.Source:
        url, grade = self.one(("", "https://example.org/?a=1#b")), self.one(("", "A1", "F6"))
        return nouns.Source(key, self.name(), url, self.day(), self.coin(), grade, self.text())

    def steps(self, offers: list[str], valued: list[str]) -> list[made.RatificationStep]:
        """Return steps that each wait for some before them; only parties without a no-deal row have a reversion."""
        keys = self.ids(0, 3)
        worth: dict[str, Any] = {}
        return [self.step(key, tuple(keys[:at]), offers, (valued, worth)) for at, key in enumerate(keys)]

    def step(self, key: str, earlier: tuple[str, ...], offers: list[str], held: Any) -> made.RatificationStep:
        rule = self.rule()
        by = self.one([None, *self.parties])
        polls = tuple(self.poll(offers) for _ in range(self.draw(st.integers(0, 2)))) if rule.kind in BY_UTILITY else ()
        reversion, none = self.reversion(by, *held) if rule.kind in BY_UTILITY else (None, False)
        if rule.kind in BY_UTILITY and by is None and not polls:
            polls = (self.poll(offers),)
        return made.RatificationStep(
            key,
            rule,
            by=by,
            body=self.name() if by is None or self.coin() else "",
            of=self.one([None, *self.parties]),
            when=self.predicate(2) if self.coin() else None,
            reversion=reversion,
            red_lines_only=none,
            polls=polls,
            after=self.some(earlier),
            takes=self.quantity(0.0, 900.0),
            note=self.text(),
            sources=self.cited(),
            coded=self.coded(),
        )

    def reversion(self, by: str | None, valued: list[str], worth: dict[str, Any]) -> tuple[Any, bool]:
        if by is None or by in valued:
            return None, False
        if by not in worth:
            worth[by] = (None, True) if self.coin() else (self.quantity(*self.bounds), False)
        return worth[by]

    def rule(self) -> made.Rule:
        kind = self.one(made.RULES)
        if kind == made.REFERENDUM:
            return made.Rule(kind, self.number(0.0, 1.0), self.one([None, 0.1]))
        if kind in (made.ASSENT, made.WAIT):
            return made.Rule(kind)
        blocs = tuple(self.bloc(f"{self.name()} {at}", kind) for at in range(self.draw(st.integers(1, 3))))
        if kind != made.VOTE:
            return made.Rule(kind, blocs=blocs, **({} if kind == made.UNANIMITY else {"states": self.number(0.0, 1.0)}))
        seats = sum(bloc.seats for bloc in blocs)
        return made.Rule(kind, seats=seats + 1, needed=self.draw(st.integers(1, seats)), blocs=blocs)

    def bloc(self, name: str, kind: str) -> made.Bloc:
        told = self.coin()
        return made.Bloc(
            name,
            self.draw(st.integers(1, 5)),
            self.quantity(0.0, 1.0) if told else None,
            None if told else self.one(self.parties),
            together=kind != made.VOTE or self.coin(),
            population=self.number() if kind == made.QUALIFIED_MAJORITY else 0.0,
        )

    def poll(self, offers: list[str]) -> made.Poll:
        when = self.predicate(1) if not offers or self.coin() else None
        share = self.one([None, self.number(0.0, 1.0)])
        return made.Poll(
            self.one(self.days),
            self.draw(st.integers(1, 3000)),
            share,
            0.5 if share is None else self.one([None, 1.0 - share]),
            self.text(),
            self.some(offers, least=int(when is None)),
            when,
            self.one([None, 1.0]),
            self.cited(),
            self.coded(),
        )

    def guarantee(self, key: str) -> durable.Guarantee:
        """Return a promise of the first party to the second."""
        by, protects, *_ = self.parties
        ranges = (self.quantity(0.0, 1.0), self.quantity(0.0, 1.0), self.quantity(0.0, 900.0))
        when = self.predicate() if self.coin() else None
        rest = (self.day(), self.text(), self.cited(), self.coded())
        return durable.Guarantee(key, self.name(), by, (protects,), *ranges, when, *rest)

    def breach(self, party: str) -> durable.Breach:
        low, high = sorted((self.number(*self.bounds), self.number(*self.bounds)))
        return durable.Breach(party, exactly(high), exactly(low), self.text(), self.cited(), self.coded())

    def phase(self, key: str, issue: str, before: list[str]) -> durable.Phase:
        return durable.Phase(
            key,
            self.name(),
            {party: (issue,) for party in self.some(self.parties, least=1)},
            after=self.some(before),
            months=self.quantity() if self.coin() else None,
            standing={party: self.quantity(*self.bounds) for party in self.some(self.parties)},
            note=self.text(),
            sources=self.cited(),
            coded=self.coded(),
        )

    def durability(self, valued: list[str]) -> durable.Durability | None:
        """Return phases that wait for earlier ones only, each with an issue of its own."""
        ids = self.ids(0, len(self.issues))
        return durable.Durability(
            self.one(durable.REFERENCE_CLASSES),
            self.quantity(0.5, 2.0),
            self.quantity(0.01, 1.0) if self.coin() else None,
            tuple(self.breach(party) for party in self.some(self.parties)),
            tuple(self.phase(key, self.issues[at].id, ids[:at]) for at, key in enumerate(ids)),
            {party: self.quantity(*self.bounds) for party in self.some(valued)},
            self.text(),
            self.cited(),
            self.coded(),
            (durable.PhaseOrder("as_it_is", self.name(), tuple(ids), self.text(), self.cited(), self.coded()),)
            if ids
            else (),
        )

    def timing(self, valued: list[str]) -> Timing | None:
        """Return rates, and drifts of parties with a no-deal value."""
        if self.coin():
            return None
        begun = AS_OF - timedelta(days=self.draw(st.integers(1, 2000)))
        record = Record(begun, self.draw(st.integers(0, 3)), self.text(), self.cited())
        return Timing(
            *(self.quantity(0.0, 9.0) for _ in range(3)),
            {party: self.quantity(-9.0, 9.0) for party in self.some(valued)},
            record if self.coin() else None,
            self.text(),
            self.cited(),
            self.coded(),
        )

    def lever(self, key: str) -> Lever:
        """Return a lever on leverages and on who is required."""
        path = f"parties.{self.one(self.parties)}"
        spread = self.quantity()
        value = spread.mid if spread == exactly(spread.mid) else spread
        changes = (Change(f"{path}.leverage", "set", value), Change(f"{path}.required", "set", 1.0))
        cost, unit = self.one([(None, ""), (self.quantity(), self.name())])
        steps = self.one([STEPS, (0.5,), (0.1, 1.0)])
        texts = (self.text(), self.cited(), self.coded())
        return Lever(key, self.name(), self.one(self.parties), changes, cost, unit, steps, *texts)

    def mixture(self) -> Mixture | None:
        """Return no weights, or weights of some models, the first above 0."""
        if self.coin():
            return None
        first, *rest = self.some(list(MIXABLE), least=1)
        weights = {first: self.number(0.5, 9.0)} | {model: self.number(0.0, 9.0) for model in rest}
        return Mixture(weights, self.text(), self.cited(), self.coded())

    def brief(self) -> Brief | None:
        """Return no brief, or one whose decisions name no lever."""
        if self.coin():
            return None
        said = {gate: self.one(("waived: no time", "asked on the day")) for gate in self.some(list(GATES))}
        return Brief(
            Asker("a mission", "a truce", AS_OF) if self.coin() else None,
            said,
            (Alternative(self.name(), self.text()),) if self.coin() else (),
            (Dissent("the desk", self.name(), self.text()),),
            (Decision(self.name(), AS_OF if self.coin() else None),),
            self.text(),
            self.cited(),
            self.coded(),
        )

    def wild_card(self, key: str) -> WildCard:
        """Return a wild card on a leverage; of the groups, the first alone."""
        changes = (Change(f"parties.{self.one(self.parties)}.leverage", "set", self.number()),)
        texts = (self.text(), self.cited(), self.coded())
        kind = self.one(WILD_CARD_KINDS)
        if self.coin():
            return WildCard(key, self.name(), kind, changes, None, self.quantity(0.0, 9.0), "", *texts)
        return WildCard(key, self.name(), kind, changes, self.quantity(0.0, 0.5), None, self.one(("", "war")), *texts)

    def hypotheses(self) -> tuple[Hypothesis, ...]:
        """Return no hypotheses, or two whose priors add up to one."""
        if self.coin():
            return ()
        first = self.number(0.01, 0.99)
        priors = (exactly(first), exactly(1.0 - first))
        keys = self.ids(2, 2)
        texts = (self.text(), self.cited(), self.coded())
        return tuple(Hypothesis(key, self.name(), prior, *texts) for key, prior in zip(keys, priors, strict=True))

    def bearing(self, hypotheses: tuple[Hypothesis, ...], *, ratio: bool) -> Bearing:
        keys = [row.id for row in hypotheses]
        forms = [
            Bearing(self.one(keys), sens=self.quantity(*LIKELY), fpr=self.quantity(*LIKELY)),
            Bearing(likelihoods={key: self.quantity(*LIKELY) for key in keys}),
            Bearing(self.one(keys), self.quantity(*RATIOS)),
        ]
        return self.one(forms if ratio else forms[:2])

    def claim(self, key: str, hypotheses: tuple[Hypothesis, ...]) -> Claim:
        bears = self.bearing(hypotheses, ratio=True) if hypotheses and self.coin() else Bearing()
        said = Said(f"parties.{self.one(self.parties)}.leverage", self.quantity())
        return Claim(
            key,
            self.name(),
            source=self.one(["", *self.sources]),
            date=self.day(),
            attribution=self.text(),
            hedge=self.text(),
            grade=self.one(["", "A1", "F6"]),
            group=self.one(["", *self.filled]),
            relevance=self.one(LEVELS),
            bears=bears,
            noise=None if bears.ratio else self.one([None, 0.5]),
            inputs=(said,) if self.coin() else (),
            why=self.text(),
            coded=self.coded(),
        )

    def indicator(self, key: str, hypotheses: tuple[Hypothesis, ...]) -> Indicator:
        by = AS_OF + timedelta(days=self.draw(st.integers(1, 90)))
        texts = (self.text(), self.text(), self.cited(), self.coded())
        return Indicator(key, self.name(), by, self.bearing(hypotheses, ratio=False), *texts)

    def consequences(self) -> following.Consequences:
        """Return what a case says of drivers: rows and a parent of the scenarios that every case has."""
        kinds = [("no_deal", driver) for driver in self.draw(st.sets(st.sampled_from(following.DRIVERS), max_size=2))]
        rows = tuple(
            following.ScenarioDriver(*key, self.quantity(-50.0, 50.0), self.text(), self.cited(), self.coded())
            for key in kinds
        )
        parent = following.DriverParent("other_settlement", "no_deal", self.one((1.0, 1.5)), self.text())
        panel = self.one(("", "ukraine"))
        inherits = (parent,) if self.coin() else ()
        return following.Consequences(
            self.one((24, 60)), panel, panel, rows, inherits, self.text(), self.cited(), self.coded()
        )

    def outcome(self, forbid: list[nouns.Exclusion]) -> Outcome | None:
        """Return what came of the talks, after the as-of date; what was agreed holds no exclusion."""
        if self.coin():
            return None
        day = AS_OF + timedelta(days=self.draw(st.integers(1, 900)))
        settlement = self.settlement(1)
        barred = any(row.settlement.items() <= settlement.items() for row in forbid)
        agreed = self.coin() and not barred
        talks = Talks(self.day(), days=None, hours=self.one([None, 17.0])) if self.coin() else None
        more = self.agreement(day, settlement) if agreed else {}
        return Outcome(
            agreed,
            day,
            talks=talks,
            blocking=self.text(),
            note=self.text(),
            sources=self.cited(),
            coded=self.coded(),
            **more,
        )

    def descriptor(self, key: str) -> cross_impact.Descriptor:
        variants = tuple(self.variant(own) for own in self.ids(1, 3))
        return cross_impact.Descriptor(key, self.name(), variants, self.text(), self.cited())

    def variant(self, key: str) -> cross_impact.Variant:
        by = self.one([None, AS_OF + timedelta(days=30)])
        row = cross_impact.Indicator(self.name(), self.name(), by, self.cited(), self.coded())
        return cross_impact.Variant(key, self.name(), (row,) if self.coin() else (), self.text())

    def cross_impact(self) -> cross_impact.CrossImpact:
        """Return a matrix: blocks of some pairs, and one single judgement in a pair without a block."""
        descriptors = tuple(self.descriptor(key) for key in self.ids(1, 3))
        pairs = [(one, other) for one in descriptors for other in descriptors]
        judged = self.some(pairs, least=1)
        blocks, impacts = [], []
        for at, (one, other) in enumerate(judged):
            rest = (self.text(), self.cited(), self.coded())
            if at:
                rows = tuple(tuple(self.draw(st.integers(-3, 3)) for _ in other.variants) for _ in one.variants)
                blocks.append(cross_impact.Block(one.id, other.id, rows, *rest))
            else:
                ends = (f"{held.id}.{self.one(held.variants).id}" for held in (one, other))
                impacts.append(cross_impact.Impact(*ends, self.draw(st.integers(-9, 9)), *rest))
        return cross_impact.CrossImpact(descriptors, tuple(blocks), tuple(impacts), self.text())

    def futures(self) -> futures.Futures:
        """Return axes on leverages with strategies, a box in which something stands, and ties of two blocs."""
        texts = (self.text(), self.cited(), self.coded())
        path = f"parties.{self.one(self.parties)}.leverage"
        poles = [
            futures.Pole(key, self.name(), (Change(path, "scale", 0.9),) if at else (), (), self.text())
            for at, key in enumerate(self.ids(2, 2))
        ]
        axes = tuple(futures.Axis(key, self.name(), tuple(poles), *texts) for key in self.ids(2, 2))
        plans = tuple(
            futures.Strategy(key, self.name(), (), (Change(path, "scale", 0.5),) if at else (), *texts)
            for at, key in enumerate(self.ids(2, 3))
        )
        states = {key: self.name() for key in self.ids(2, 3)}
        factors = tuple(futures.Factor(key, self.name(), states, *texts[1:]) for key in self.ids(2, 3))
        pair = {factor.id: next(iter(states)) for factor in factors[:2]}
        box = futures.MorphologicalFactors(factors, (futures.Apart(pair, *texts),) if self.coin() else ())
        blocs = {key: self.name() for key in self.ids(2, 2)}
        tie = futures.Tie(tuple(blocs), self.one(futures.SIGNS), *texts)
        two = (axes, plans) if self.coin() else ((), ())
        return futures.Futures(("zone", "zone_full"), *two, box, futures.Alliances(blocs, (tie,)), self.text())

    def agreement(self, day: date, settlement: dict[str, str]) -> dict[str, object]:
        """Return what only an agreement has; a score only where the issue has an axis."""
        later = day + timedelta(days=30)
        held = self.one([None, Held(until=later, note=self.text()), Held(to_date=later, note=self.text())])
        axes = [i.id for i in self.issues if all(option.score is not None for option in i.options)]
        return {
            "signed": self.one([None, day, later]),
            "settlement": settlement,
            "scores": {key: self.number() for key in self.some(axes)},
            "realised": self.settlement(1) if self.coin() else {},
            "held": held,
        }


def valued_now(no_deal: list[nouns.NoDeal]) -> list[str]:
    """Return the parties with a no-deal value in some row."""
    return list(dict.fromkeys(row.party for row in no_deal if row.value is not None))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Return a case in which everything that the file can say may be said; the first party leads."""
    table = _Table(draw)
    first = table.parties[0]
    views = [row for key in table.parties for row in table.views(key)]
    forbid = table.exclusions()
    offers = table.offers(forbid)
    tabled = [offer.id for offer in offers]
    venues = [table.venue(key) for key in table.ids(0, 1)]
    no_deal = [row for key in table.parties for row in table.no_deal(key, tabled, weighs=key == first)]
    hypotheses = table.hypotheses()
    made_case = Case(
        id="made",
        title=table.name(),
        as_of=AS_OF,
        horizon=AS_OF + timedelta(days=draw(st.integers(1, 900))),
        parties=tuple(table.party(key, leads=key == first) for key in table.parties),
        issues=tuple(table.issues),
        views=tuple(views),
        status=table.one(nouns.STATUSES),
        summary=table.text(),
        hindsight=table.coin(),
        scale="raw" if table.raw else "points",
        sources=tuple(table.source(key) for key in table.sources),
        forbid=tuple(forbid),
        interactions=tuple(row for key in table.parties for row in table.interactions(key)),
        no_deal=tuple(no_deal),
        statements=tuple(table.statements(tabled)),
        correlation=tuple(table.correlation(views, no_deal)),
        offers=tuple(offers),
        scenarios=table.scenarios(forbid),
        staleness=nouns.Staleness(draw(st.integers(0, 900)), table.number(), table.coded()),
        trajectories=tuple(table.trajectories()),
        tracks=tuple(table.track(key) for key in table.ids(0, 2)),
        venue_criteria=tuple(table.criterion(key) for venue in venues for key in venue.scores) if table.coin() else (),
        venues=tuple(venues),
        ratification=tuple(table.steps(tabled, [row.party for row in no_deal])),
        dependence=draw(
            st.sampled_from([made.INDEPENDENT, made.Dependence(made.ALIKE), made.Dependence(made.ONE_FACTOR, 0.25)])
        ),
        guarantees=tuple(table.guarantee(key) for key in table.ids(0, 2)) if len(table.parties) > 1 else (),
        durability=table.durability(valued_now(no_deal)) if table.coin() else None,
        timing=table.timing(valued_now(no_deal)),
        levers=tuple(table.lever(key) for key in table.ids(0, 2)),
        wild_cards=tuple(table.wild_card(key) for key in table.ids(0, 2)),
        outcome=table.outcome(forbid),
        cross_impact=table.cross_impact() if table.coin() else None,
        futures=table.futures() if table.coin() else None,
        hypotheses=hypotheses,
        claims=tuple(table.claim(key, hypotheses) for key in table.ids(0, 2)),
        indicators=tuple(table.indicator(key, hypotheses) for key in table.ids(0, 2)) if hypotheses else (),
        consequences=table.consequences() if table.coin() else None,
        models=table.mixture(),
        brief=table.brief(),
    )
    return _marked(made_case, table) if table.coin() else made_case


FREE = ("views", "statements", "offers", "levers", "wild_cards", "venues", "guarantees", "sources", "claims", "tracks")
"""Sections whose rows may be marked as one likes, as far as nothing else refers to them by an id."""


def _marked(case: Case, table: _Table) -> Case:
    """Return the case with marks on some of its rows, one of them confided."""
    first = case.parties[0].id
    marks = [{"marking": table.one(("", *MARKINGS))} for _ in range(3)]
    rows = {
        name: tuple(replace(row, **table.one(marks)) for row in getattr(case, name)) for name in (*FREE, "interactions")
    }
    told = tuple(replace(row, confided_by=first) if row.party == first else row for row in rows["views"])
    held = Withheld(first, table.one(("", *MARKINGS)), {"views": 2} if table.coin() else {})
    said = (Confides(first, ("views", "no_deal")),)
    usual = table.one(MARKINGS)
    return replace(case, **(rows | {"views": told}), confides=said, withheld=held, marking=usual)


TENTHS = st.integers(0, 10).map(lambda tenth: 10.0 * tenth)
"""Coarse points, so that ties are common."""


@st.composite
def bargains(draw: st.DrawFn, least: int = 2, most: int = 3) -> Case:
    """Return a small case of `least` to `most` principals with worths for all options and a no-deal value, all coarse.

    Red lines, exclusions and issues that can stay open occur; every party has a view on every issue.
    """
    options = [tuple("xyz"[: draw(st.integers(2, 3))]) for _ in range(draw(st.integers(1, 3)))]
    issues = tuple(
        Issue(f"i{k}", f"Issue {k}", tuple(nouns.Option(key, key) for key in keys), draw(st.booleans()))
        for k, keys in enumerate(options)
    )
    parties = "abcdefgh"[: draw(st.integers(least, most))]
    whole = {issue.id: draw(st.sampled_from(issue.option_ids)) for issue in issues}
    return Case(
        id="bargain",
        title="A bargain",
        as_of=AS_OF,
        horizon=AS_OF + timedelta(days=100),
        parties=tuple(
            nouns.Party(key, key.upper(), "principal", required=True, leverage=exactly(draw(st.integers(0, 3))))
            for key in parties
        ),
        issues=issues,
        views=tuple(_bargainer(draw, party, issue) for party in parties for issue in issues),
        forbid=(nouns.Exclusion(whole),) if len(whole) > 1 and draw(st.booleans()) else (),
        no_deal=tuple(nouns.NoDeal(party, exactly(draw(TENTHS) / 2)) for party in parties),
    )


def _bargainer(draw: st.DrawFn, party: str, issue: Issue) -> View:
    worth = {key: exactly(draw(TENTHS)) for key in issue.option_ids}
    barred = draw(st.sampled_from([None, None, None, *issue.option_ids]))
    lines = (nouns.RedLine(barred),) if barred else ()
    return View(party, issue.id, exactly(draw(st.integers(1, 3))), worth=worth, red_lines=lines)
