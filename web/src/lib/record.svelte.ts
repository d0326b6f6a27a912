/** The track record of models that ships; read once. */
import { get, Refusal } from "./api";

export type Interval = { value: number; low: number | null; high: number | null };
export type PastModel = {
  model: string;
  name: string;
  error: Interval;
  cases: number;
  issues: number;
  hit: Interval | null;
};
export type TrackRecord = {
  caution: string;
  unit: string;
  models: PastModel[];
  scenarios: { cases: number; lead_hits: number; brier: number; brier_equal: number; outcomes_in_zone: number; outcomes_judged: number };
};

class Held {
  value = $state.raw<TrackRecord | null>(null);
  problem = $state.raw<Refusal | null>(null);

  async read(): Promise<void> {
    if (this.value) return;
    try {
      [this.value, this.problem] = [await get<TrackRecord>("/forecasts/track-record"), null];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.problem = error;
    }
  }

  of(model: string): PastModel | undefined {
    return this.value?.models.find((row) => row.model === model);
  }
}

export const record = new Held();
