/** What follows for the economy and for a portfolio, as far as the screens read it. */
import type { About, Figure } from "../types";

export type Month = {
  month: number;
  mean: number;
  se: number;
  q05: number;
  q25: number;
  q50: number;
  q75: number;
  q95: number;
  quantile_se: number;
};
export type Fans = {
  scenarios: { id: string; months: Month[] }[];
  mixture: Month[];
  given_settlement: Month[] | null;
};
export type Indicator = Fans & {
  id: string;
  name: string;
  region: string;
  unit: string;
  ways: { driver: string; responses: string[] }[];
  variance: { month: number; draws: number; method: string; shares: Record<string, number> };
};
export type Spread = { mean: number; se?: number; q05: number; q50?: number; q95: number; quantile_se: number };
export type PeopleRow = {
  id: string;
  name: string;
  unit: string;
  scenarios: (Spread & { id: string })[];
  mixture: Spread;
  given_settlement: Spread | null;
};
export type Recession = {
  id: string;
  region: string;
  definition: string;
  coded: string;
  source: string;
  baseline: number;
  scenarios: (Figure & { id: string })[];
  mixture: number;
  given_settlement: number | null;
};
export type Line = {
  scenario: string;
  month: number;
  indicator: string;
  region: string;
  driver: string;
  part: "deal" | "no_deal";
  responses: string[];
  via: string[];
  size: number;
  coefficient: number;
  lag: number;
  value: number;
};
export type Sourced = { coded: string; source: string; url?: string; as_of?: string };
export type DriverRow = {
  scenario: string;
  driver: string;
  name: string;
  unit: string;
  low: number;
  mid: number;
  high: number;
  coded: string;
  ground: string;
  url: string;
};
export type Response = Sourced & { id: string; unit: string; low: number; mid: number; high: number };
export type Beside = {
  id: string;
  scenario: string;
  indicator: string;
  region: string;
  month: number;
  published_low: number;
  published_high: number;
  unit: string;
  q05: number;
  q50: number;
  q95: number;
  quantile_se: number;
  source: string;
  url: string;
};
export type Formula = {
  id: string;
  what: string;
  checked: string;
  why: string;
  source: string;
  url: string;
  published_low: number;
  published_high: number;
  value: number;
};
export type Country = Sourced & { id: string; name: string; share_now: Spread; share_then: Spread; usd_bn_then: Spread; debt_added: Spread };
export type Security = {
  target: { share: number; by: number; source: string };
  countries: Country[];
  forces: { rows: { cap: number; ratio: Spread; per_km: Spread }[]; sources: string[] };
  treaties: { id: string; name: string; lapses: string; days: number; what: string; coded: string; source: string }[];
};
export type OddsRow = { id: string; name: string; value: number; se: number; given_settlement: number | null; given_settlement_se: number };
export type Economy = {
  case: About;
  draws: number;
  baseline: string;
  caution: string;
  warnings: string[];
  months: number[];
  odds: { basis: string; draws: number; settled: Figure | null; scenarios: OddsRow[] };
  indicators: Indicator[];
  recession: Recession[];
  leverage: (Fans & Sourced & { region: string; definition: string; unit: string }) | null;
  contributions: Line[];
  consistency: { caution: string; rows: Beside[]; formulas: Formula[] };
  people: { month: number; rows: PeopleRow[]; intent_fades: number; survey: string } | null;
  security: Security | null;
  drivers: DriverRow[];
  responses: Response[];
};

export type Risk = {
  mean: number;
  volatility: number;
  var: number;
  cvar: number;
  loses: number;
  contributions: { asset: string; mean: number; cvar: number }[];
  diversification: { volatility_apart: number; cvar_apart: number };
  amounts: { mean: number; cvar: number } | null;
};
export type RiskRow = Risk & {
  id: string;
  name: string;
  probability: number;
  se: number;
  low: number;
  high: number;
  windows: number;
  warnings: string[];
  gaussian: { mean: number; distance: number; tail: number } | null;
};
export type Hedge = { series: string; name: string; size: number; cvar: number; without: number; cost: number; break_even: number | null };
export type Implied = {
  name: string;
  price: number;
  if_settled: number | null;
  if_not: number | null;
  probability: number | null;
  price_again: number | null;
};
export type Portfolio = {
  case: About;
  caution: string;
  warnings: string[];
  lacking: string[];
  level: number;
  sample: { first: string; last: string; windows: number; span: number; prices: string };
  prior: { same_sign_weight: number; opposite: number; demand: string; energy: string; coded: string };
  odds: { basis: string; draws: number };
  holdings: { file: string; total: number | null; effective_number: number; rows: { asset: string; weight: number; amount: number | null; basis: string }[] };
  scenarios: RiskRow[];
  mixture: Risk;
  given_settlement: Risk | null;
  before: Risk;
  stories: { scenario: string; series: string; implied: number; story: number; contradicts: boolean }[];
  moves: { series: string; name: string; own: boolean; prior: number; mixture: number; scenarios: { id: string; change: number }[]; no_deal_beside_equity: number | null }[];
  views: { scenario: string; driver: string; series: string; target: number; coded: string; ground: string }[];
  hedges: Hedge[];
  break_even: { if_settled: number; if_not: number; probability: number | null } | null;
  implied: Implied[];
  credits: { id: string; name: string; licence: string; url: string; series: string[] }[];
};
export type Example = { text: string; cash: string; series: { id: string; name: string; unit: string }[] };
