/** Whether a deal is signed, ratified and kept, as far as the screen reads it. */
import type { About, Figure } from "../types";

export type Chance = Figure & { low: number; high: number };
export type Ends = { at_low: number; at_high: number };
export type Assumption = {
  path: string;
  name: string;
  low: number;
  mid: number;
  high: number;
  coded: string;
  moves: Record<"signed" | "ratified" | "in_force", Ends>;
};
export const STATES = ["in_force", "war", "collapse", "escalation", "pending", "rejected", "broken"] as const;
export type State = (typeof STATES)[number];
export type MonthRow = { date: string; zone: number; signed: number } & Record<State, number>;
export type Step = {
  id: string;
  name: string;
  of: string | null;
  needed: boolean;
  basis: string;
  probability: number | null;
  low: number;
  high: number;
  done: { low: number; mid: number; high: number };
};
export type Ratified = {
  probability: number | null;
  low: number;
  high: number;
  bounds: { low: number; high: number };
  dependence: string;
  steps: Step[];
};
export type Guarantee = { id: string; name: string; strength: number; strength_needed: number | null };
export type Keeping = {
  party: string;
  keeps: number;
  se: number;
  slack: { mean: number; low: number; high: number };
  answer: number;
  guarantees: Guarantee[];
};
export type Exposed = {
  id: string;
  name: string;
  phase: string;
  party: string;
  surplus: number;
  low: number;
  high: number;
  exposed: number;
  stops: number;
};
export type Offer = {
  id: string;
  name: string;
  tabled: boolean;
  signed: Figure;
  ratified: Ratified | null;
  keeping: Keeping[];
  exposed: Exposed[];
};
export type Concept = "nash" | "gmr" | "smr" | "seq";
export type Stability = {
  id: string;
  name: string;
  stable: Record<Concept, number>;
  stable_se: Record<Concept, number>;
  parties: { party: string; to_no_deal: number; to_breach: number; deterred: number; by: string[]; leaves: number }[];
};
export type Survival = {
  reference_class: string;
  name: string;
  source: string;
  scope: string;
  warning: string;
  cases: number;
  ended: number;
  hazard: { since: number; months: number; value: number; low: number; high: number; of_class: number; basis: string }[];
  rows: { months: number; value: number; low: number; high: number; of_class: number; published: number | null; basis: string }[];
};
export type Obstacle = { id: string; share: number; at: string; points: number | null };
export type Hold = {
  case: About;
  draws: number;
  timing: {
    assumptions: Assumption[];
    signed: Chance;
    ratified: Chance;
    in_force: Chance;
    by_month: MonthRow[];
    scenarios: { id: string; signed: number; in_force: number }[];
  } | null;
  fragility: { bar: Record<string, number>; zone: number; zone_without: number };
  ratified_zone: { zone: number; ratified: number; zone_se: number; ratified_se: number; asked: string[]; unheard: string[] } | null;
  survival: Survival | null;
  offers: Offer[];
  stability: Stability[];
  obstacles: Obstacle[];
  ripeness: { ripe: number; way_out: number; parties: { party: string; slope: number; low: number; high: number; hurting: number; waits: boolean }[] } | null;
  score: { question: string; outcome: boolean | null; hindsight: boolean; forecasts: Record<string, { p: number; brier: number | null }> } | null;
};
