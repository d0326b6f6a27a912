/** What the ledger holds, as far as the screen of forecasts reads it. */

export type Said = {
  forecaster: string;
  date: string;
  p: number[];
  stated: number[];
  quantiles: [number, number][];
  reason: string;
  source?: string;
  provenance: string;
};
export type LedgerEntry = Said & { n: number; at: string; kind: "forecast" | "resolution"; outcome?: string | number | null; void?: string };
export type LedgerQuestion = {
  id: string;
  statement: string;
  rule: string;
  opened: string;
  horizon: string;
  type: string;
  bins: string[];
  early: boolean;
  condition: string;
  unit: string;
  status: string;
  resolution: { date: string; outcome: string | number | null; void: string } | null;
  forecasts: number;
  latest: Said[];
  history?: LedgerEntry[];
};
export type LedgerList = { ledger: string; entries: number; seal: string; broken: string[]; questions: LedgerQuestion[] };

export type Standing = {
  forecaster: string;
  reference: boolean;
  questions: number;
  forecasts: number;
  brier: number;
  log: number | null;
  impossible: number;
  skill: Record<"uniform" | "base_rate" | "crowd", number | null>;
};
export type CalibrationBin = { low: number; high: number; n: number; mean_p: number | null; frequency: number | null };
export type Score = { table: Standing[]; n: number; calibration: CalibrationBin[]; void: string[]; open: string[] };
export type Pool = { pools: { linear: Record<string, number> } };
