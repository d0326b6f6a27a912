/** What the screen “Issues & options” reads: the matrix of views, what was elicited, a draft of kept changes. */
import type { Difference, Range } from "../types";

export type OptionCell = { worth: Range; red_line: number | null; accepted: boolean };
export type ViewCell = {
  party: string;
  salience: Range;
  weight: number | null;
  position: Range | null;
  given: boolean;
  options: Record<string, OptionCell>;
};
export type Views = {
  bounds: { salience: [number, number]; worth: [number, number] };
  parties: { id: string; views: number; sum: number }[];
  issues: { id: string; cells: ViewCell[] }[];
  dominated: { issue: string; option: string; by: string }[];
};

export type Statement =
  | { kind: "order"; steps: string[][] }
  | { kind: "swing"; issue: string; against: string; low: number; high: number }
  | { kind: "choice"; first: Record<string, string>; second: Record<string, string>; alike: boolean }
  | { kind: "direct"; name: string; low: number; high: number };
export type Elicited = {
  party: string;
  issue: string | null;
  consistent: boolean;
  mid_how: "rank_order_centroid" | "lexicographic_centre" | null;
  ranges: (Range & { id: string; path: string; written: Range })[];
  conflict: { size: number; sets: number[][]; more: boolean } | null;
  next: { issue: string; first: Record<string, string>; second: Record<string, string>; width: number; after: number[] } | null;
};

export type Draft = {
  seen: string;
  ships: boolean;
  changes: { path: string; what: string; words: string }[];
  notes: { path: string; words: string }[];
  lines: string[];
};
export type Rival = {
  current: { text: string; seen: string } | null;
  theirs: Difference[] | null;
  mine: Difference[] | null;
};
