/** The ledger of forecasts: what it holds, who was right, and what is added to it. */
import { get, put, Refusal } from "./api";
import type { LedgerList, LedgerQuestion, Pool, Score } from "./types/forecasts";

class Ledger {
  list = $state.raw<LedgerList | null>(null);
  score = $state.raw<Score | null>(null);
  problem = $state.raw<Refusal | null>(null);
  open = $state("");
  shown = $state.raw<LedgerQuestion | null>(null);
  pool = $state.raw<Pool | null>(null);

  /** Read the list, then the scores: of a ledger that was tampered with nobody is scored, and the list tells where. */
  async load(): Promise<void> {
    try {
      this.list = await get<LedgerList>("/forecasts");
      if (this.open) await this.show(this.open);
      this.score = await get<Score>("/forecasts/score");
      this.problem = null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      [this.score, this.problem] = [null, error];
    }
  }

  /** Read all that was said on a question. */
  async show(id: string): Promise<void> {
    this.open = id;
    const query = new URLSearchParams({ question: id });
    const found = (await get<LedgerList>(`/forecasts?${query}`)).questions[0] ?? null;
    const several = found && found.bins.length && found.latest.length > 1;
    const pool = several ? await get<Pool>(`/forecasts/pool?${query}`) : null;
    if (this.open === id) [this.shown, this.pool] = [found, pool];
  }

  close(): void {
    this.open = "";
    [this.shown, this.pool] = [null, null];
  }

  /** Add to the ledger; refused with every fault, and then nothing is written. */
  async add(path: string, body: unknown): Promise<void> {
    await put("POST", `/forecasts${path}`, body);
    await this.load();
  }
}

export const ledger = new Ledger();
