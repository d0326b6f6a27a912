/** The objects of a comparison and of the list of cases, as far as the screens read them. */
import type { About, Change, Effect } from "../types";

export type Side = { case?: string; version?: number; changes?: Change[] };
export type Row = { path: string; kind: string; what: string; words: string };
export type PartOf = { value: number; se: number; order_se: number };
export type Part = { id: string; paths: string[]; words: string[] };
export type Answer = Effect & { before_se: number; after_se: number; parts?: PartOf[] };
export type SideTold = About & { version: number | null; scenarios: Record<string, string> };
export type Compared = {
  draws: number;
  seed: number;
  since: SideTold;
  case: SideTold;
  changes: Row[];
  answers: Record<string, Answer>;
  parts?: Part[];
  orders?: { exact: boolean; sampled: number; cases: number };
};
