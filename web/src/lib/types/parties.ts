/** The table of a case: parties, what they want and refuse, who is tied to whom. */
import type { About, Input } from "../types";

export type Span = { low: number; mid: number; high: number };
export type Marked = Input & { stale: boolean; hindsight: boolean };
/** What says how well a number is known, and where it was read. */
export type Known = { coded: string; stale?: boolean; sources: string[]; evidence?: string; date?: string | null };
export type Interest = Known & {
  issue: string;
  shape: string;
  hindsight: boolean;
  salience: Span;
  position: Span | null;
  accepts: string[];
  red_lines: { option: string; firmness: number }[];
};
export type Bound = { low: number | null; high: number | null; from: { low: string | null; high: string | null } };
export type NoDeal = Span & Known & { in_use: number | null; bounds: Bound | null; why: string };
export type Seat = Known & {
  id: string;
  name: string;
  role: string;
  also: string[];
  of: string | null;
  required: boolean;
  at_table: boolean;
  track: string;
  note: string;
  leverage: Span;
  interests: Interest[];
  channels: string[];
  hosts: string[];
  levers: string[];
  approvals: string[];
  /** Whether the file says what it has without a deal, be it that it has no such value. */
  states: boolean;
  no_deal: NoDeal | null;
};
export type Tie = { one: string; other: string; kind: string; by: string[] };
export type Near = { one: string; other: string; value: number; issues: string[] };
export type Step = Known & {
  id: string;
  name: string;
  by: string | null;
  of: string | null;
  note: string;
  rule: { kind: string; threshold: number; seats: number; needed: number; blocs: string[] };
  always: boolean;
  takes: Span;
  polls: number;
};
export type Named = { id: string; name: string };
export type Table = {
  case: About;
  parties: Seat[];
  ties: Tie[];
  closeness: Near[];
  tracks: (Named & { kind: string; host: string | null; parties: string[] })[];
  venues: (Named & { country: string; host: string | null; host_role: string })[];
  levers: (Named & { owner: string })[];
  guarantees: (Named & { by: string })[];
  ratification: Step[];
  offers: Named[];
};
