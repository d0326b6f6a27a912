/** The ledger of evidence of a case, and an article as it was read. */
import type { About } from "../types";
import type { Span } from "./parties";

export type ClaimRow = {
  id: string;
  text: string;
  source: string | null;
  date: string | null;
  attribution: string;
  hedge: string;
  grade: string;
  group: string | null;
  counted_as: string | null;
  on: string | null;
  bears: boolean;
  inputs: { path: string; value: Span }[];
  coded: string;
};
type ByHypothesis = Record<string, number>;
export type Item = {
  id: string;
  grade: string;
  copies: string[];
  fits: ByHypothesis;
  log_odds: ByHypothesis;
  probability: ByHypothesis;
  without: ByHypothesis;
};
export type Posterior = { id: string; name: string; prior: number; value: number; low: number; high: number; least: number; most: number };
export type Watched = {
  id: string;
  name: string;
  threshold: string;
  by: string;
  days: number;
  gain: number;
  if_seen: ByHypothesis;
  if_unseen: ByHypothesis;
};
export type Proposed = { path: string; before: Span; after: Span; weights: Record<string, number> };
export type Event = {
  day: string;
  kind: string;
  id: string;
  text: string;
  party: string | null;
  detail: string;
  sources: string[];
  approximate: boolean;
  ahead: boolean;
};
export type Origin = { id: string; copies: string[]; links: { one: string; other: string; why: string; similarity: number | null }[] };
export type Evidence = {
  case: About;
  claims: ClaimRow[];
  weighed: { hypotheses: Posterior[]; items: Item[]; watch: Watched[] } | null;
  origins: Origin[];
  proposals: Proposed[];
  timeline: Event[];
};
export type Flag = { kind: string; sentence: string; why: string; confidence: string; number: number };
export type ProposedClaim = {
  text: string;
  sentence: string;
  attribution: string;
  hedge: string;
  parties: string[];
  issues: string[];
  number: number;
};
export type Reading = { sentences: number; flags: Flag[]; claims: ProposedClaim[]; notes: string[]; left_out: number };
