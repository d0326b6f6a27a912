/** The objects that the server gives, as far as the screens read them. */

export type Range = { low: number; mid: number; high: number };
export type Change = { path: string; kind: "set" | "drop"; value?: number | Range };
export type Figure = { value: number; se: number };
export type Party = { id: string; name: string; role: string; required: boolean };
export type Option = { id: string; name: string };
export type Issue = { id: string; name: string; options: Option[] };
export type About = {
  id: string;
  title: string;
  as_of: string;
  horizon: string;
  status: string;
  hindsight: boolean;
  marking: string;
  withheld: { view_of: string; above: string } | null;
  sha256: string;
  parties: Party[];
  issues: Issue[];
};
export type CaseRow = {
  id: string;
  title: string;
  ships: boolean;
  version: number | null;
  at: string;
  sound: boolean;
  as_of: string | null;
  horizon: string | null;
  parties: string[];
  seen: string;
  next: { day: string; what: string } | null;
};
export type Fault = { where: string; line: number | null; message: string; hint: string };
export type CaseFile = { id: string; ships: boolean; version: number | null; at: string; seen: string; text: string; sound: boolean; faults: Fault[]; notes: Fault[] };
export type Input = {
  path: string;
  low: number;
  mid: number;
  high: number;
  coded: string;
  sources: string[];
  date: string | null;
  evidence: string;
};
export type Source = { id: string; title: string; url: string; date: string | null; grade: string };
export type Inputs = { case: About; inputs: Input[]; sources: Source[] };
export type Scenario = Figure & { id: string; name: string };
export type Glance = { case: About; draws: number; seed: number; outputs: Record<string, Figure>; scenarios: Scenario[] };
export type End = { low: number; high: number; low_se: number; high_se: number; low_from: string; high_from: string };
export type Odds = { draws: number; scenarios: (Scenario & { given_settlement: number | null; models: End; inputs: End })[] };
export type Effect = { before: number; after: number; value: number; se: number };
export type Whatif = { draws: number; outputs: Record<string, Effect> };
export type Count = { value: number; exact: boolean };
export type Settlement = { options: Record<string, string>; utility: Record<string, number> };
export type Counts = { total: Count; admissible: Count; zone: Count };
export type Counted = { settlements: Counts };
export type Zone = Counted & {
  gap: number | null;
  valued: string[];
  solutions: Record<string, { ties: number; settlements: Settlement[] }>;
  nearest_miss: { short: Record<string, number>; settlements: Settlement[] } | null;
};
export type Opening = {
  blocking: { issue: string; barred: Record<string, string[]> }[];
  opens: { id: string; size: number | null; count: number; sets: { moves: Move[] }[] }[];
};
export type Version = { version: number; at: string; why: string; seen: string };
export type Difference = { path: string; before: unknown; after: unknown };
export type Move = { kind: string; party: string; issue: string; option: string; points: number };
export type Ledger = {
  ledger: string;
  entries: number;
  questions: { id: string; statement?: string; text?: string; status?: string; horizon?: string; rule?: string }[];
};
export type Explained = {
  id: string;
  value: unknown;
  unit: string;
  se: number | null;
  formula: string;
  inputs: Input[];
  sources: Source[];
};
export type { Hold } from "./types/hold";
