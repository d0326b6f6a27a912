/** What the server says of the settlement map, of vetoes and of what moves the zone. */

export type Counted = { value: number; exact: boolean; se: number };
export type MapParty = { id: string; required: boolean; no_deal: number | null };
export type Plane = { low: number; step: number; steps: string };
export type Points = {
  count: number;
  every: boolean;
  columns: string | null;
  utility: Record<string, Plane>;
  accepts: Record<string, string>;
  admissible: string;
  complete: string;
  frontier: string | null;
};
export type MapLine = { size: number | null; points: number[] };
export type MapPair = { parties: [string, string]; zone: MapLine; admissible: MapLine };
export type MapMark = { id: string; kind: "solution" | "nearest miss" | "offer" | "illustration"; name: string; ties: number; points: number[] };
export type MapAnswer = {
  ends: [number, number];
  required: string[];
  parties: MapParty[];
  issues: { issues: string[]; options: string[][] }[];
  settlements: { total: Counted; admissible: Counted; zone: Counted };
  points: Points;
  zone_listed: boolean;
  lines: MapPair[];
  marks: MapMark[];
  density: { drawn: number; exact: boolean; squares: number; pairs: { parties: [string, string]; counts: string }[] } | null;
};
export type Vetoes = {
  zone: Counted;
  without: Record<string, Counted>;
  constraining: string[];
  binding: { draws: number; empty: number; parties: { party: string; share: number | null; se: number | null }[] } | null;
};
export type SwingEnd = { input: number; gap: number | null; zone: Counted | null };
export type Swings = { gap: number | null; zone: Counted; inputs: number; rows: { path: string; low: SwingEnd; high: SwingEnd }[] };
