/** Scenarios as rows of bars: the share, and its range over models and inputs once that is known. */
import { bottom, ends, share, top } from "./digits";
import type { End, Glance, Odds } from "./types";

export type BarRow = { id: string; name: string; shown: string; value: number; low?: number; high?: number; lowest?: string; highest?: string; note?: string };

/** The lowest and the highest of two ranges, each with its error. */
function widest(a: End, b: End): Omit<End, "low_from" | "high_from"> {
  const [bottom, top] = [a.low <= b.low ? a : b, a.high >= b.high ? a : b];
  return { low: bottom.low, low_se: bottom.low_se, high: top.high, high_se: top.high_se };
}

export function scenarioRows(glance: Glance | null, odds: Odds | null): BarRow[] {
  if (!glance) return [];
  const rows = glance.scenarios.map((row) => {
    const found = odds?.scenarios.find((held) => held.id === row.id);
    const shown = { id: row.id, name: row.name, value: row.value, shown: share(row.value, row.se, glance.draws) };
    if (!found) return shown;
    const whole = widest(found.models, found.inputs);
    const told = { lowest: `${bottom(whole.low, whole.low_se)} %`, highest: `${top(whole.high, whole.high_se)} %` };
    return { ...shown, low: whole.low, high: whole.high, ...told, note: ends(whole) };
  });
  return rows.sort((a, b) => Number(a.id === "no_deal") - Number(b.id === "no_deal") || b.value - a.value);
}
