/** The answers that the screen of scenarios reads, as far as it reads them. */
import type { About, Figure } from "../types";

export type Spread = Figure & { low: number; high: number };
export type Named = { id: string; name: string };

export type Month = {
  months: number;
  date: string;
  beyond: boolean;
  zone: number;
  signed: Spread;
  scenarios: Record<string, number>;
  standing: Record<string, number>;
};
export type ByDate = { draws: number; seed: number; horizon: string; scenarios: Named[]; standing: Named[]; by_month: Month[] };

export type ZoneShare = { value: number; se: number; draws: number; undecided: number; comprehensive: number; comprehensive_se: number };
export type ZoneProbability = {
  value: number;
  se: number;
  by_source: Record<string, ZoneShare>;
  by_firmness: (ZoneShare & { firmness: number })[];
};

export type Lever = {
  id: string;
  name: string;
  owner: string;
  cost: { low: number; mid: number; high: number } | null;
  unit: string;
  coded: string;
  why: string;
  effects: Record<string, Figure>;
  gains: string[];
  harmed: string[];
};
export type Levers = { draws: number; names: Record<string, string>; base: Record<string, Figure>; rows: Lever[] };

export type Card = Named & { kind: string; exclusive: string; probability: Figure; happened: boolean };
export type Happened = {
  draws: number;
  cards: Card[];
  without: Record<string, Figure>;
  given: Record<string, Figure>;
  effect: Record<string, Figure>;
};

export type Sought = {
  path: string;
  output: string;
  share: number;
  now: number;
  present: number;
  present_se: number;
  from: number;
  to: number;
  lowest: number;
  highest: number;
  value: number | null;
  reached: number | null;
  side: "from" | "up_to" | null;
  crossings: number;
  within: [number, number] | null;
  draws: number;
};

export type ModelRow = { name: string; weight: number; shares: Record<string, number>; se: Record<string, number> };
export type Models = { draws: number; models: Record<string, ModelRow>; mixture: { shares: Record<string, number> }; not_played: Record<string, string> };

export type Variant = Named & { indicators: { what: string; threshold: string; by: string | null }[] };
export type CrossImpact = {
  descriptors: (Named & { variants: Variant[] })[];
  combinations: number;
  consistent: { variants: number[]; impact_score: number; consistency: number | null; share: number; share_se: number }[];
  succession: { starts: number; exact: boolean; in_rings: number };
  judgements: number[][];
};
export type FutureCell = { strategy: string; world: string; result: number; result_se: number; regret: number; regret_se: number };
export type RegretTable = {
  payoff: string;
  futures: FutureCell[];
  worst_regret: Record<string, number>;
  minimax_regret: string[];
  within_error: string[];
  maximin: string[];
  dominated: string[];
};
export type TwoByTwo = {
  axes: (Named & { poles: Named[] })[];
  worlds: { id: string; poles: string[] }[];
  strategies: (Named & { levers: string[] })[];
  tables: RegretTable[];
};
export type Wider = {
  note: string;
  two_by_two: TwoByTwo | null;
  box: { configurations: number; consistent: number } | null;
};
export type Scenarios = { case: About; draws: number; sub_samples: { futures: number }; futures: Wider | null; cross_impact: CrossImpact | null };
