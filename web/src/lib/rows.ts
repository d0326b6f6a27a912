/** Scenarios as rows of bars: the share, and its range over models and inputs once that is known. */
import { range, share } from "./digits";
import type { Glance, Odds } from "./types";

export type BarRow = { id: string; name: string; shown: string; value: number; low?: number; high?: number; note?: string };

export function scenarioRows(glance: Glance | null, odds: Odds | null): BarRow[] {
  if (!glance) return [];
  const rows = glance.scenarios.map((row) => {
    const ends = odds?.scenarios.find((held) => held.id === row.id);
    const shown = { id: row.id, name: row.name, value: row.value, shown: share(row.value, row.se, glance.draws) };
    if (!ends) return shown;
    const low = Math.min(ends.models.low, ends.inputs.low);
    const high = Math.max(ends.models.high, ends.inputs.high);
    return { ...shown, low, high, note: range(low, high) };
  });
  return rows.sort((a, b) => Number(a.id === "no_deal") - Number(b.id === "no_deal") || b.value - a.value);
}
