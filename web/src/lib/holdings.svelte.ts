/** What is held, as its owner typed it; kept in this window only. */
import { get } from "./api";
import type { Example } from "./types/economy";

const PLACE = "holdings";

/** A price of which is asked what it implies: a change of a series in %, or a price with its two values. */
export type Price = { name: string; price: number; if_settled?: number; if_not?: number };
type Kept = "text" | "prices" | "pricesName" | "level" | "prior" | "equity" | "implied";

class Holdings {
  example = $state.raw<Example | null>(null);
  /** CSV; empty for the example that ships. */
  text = $state("");
  prices = $state("");
  pricesName = $state("");
  level = $state(0.95);
  prior = $state(0);
  /** Column of the own prices that is the equity market; empty for one that is called so. */
  equity = $state("");
  implied = $state.raw<Price[]>([]);

  constructor() {
    const kept = sessionStorage.getItem(PLACE);
    if (kept) Object.assign(this, JSON.parse(kept));
  }

  get shown(): string {
    return this.text || (this.example?.text ?? "");
  }

  get sent(): Record<string, unknown> {
    return {
      level: this.level,
      prior: this.prior,
      ...(this.text ? { holdings: this.text } : {}),
      ...(this.prices ? { prices: this.prices } : {}),
      ...(this.prices && this.equity ? { equity: this.equity } : {}),
      ...(this.implied.length ? { implied: this.implied } : {}),
    };
  }

  set(change: Partial<Pick<Holdings, Kept>>): void {
    Object.assign(this, change);
    const { text, prices, pricesName, level, prior, equity, implied } = this;
    sessionStorage.setItem(PLACE, JSON.stringify({ text, prices, pricesName, level, prior, equity, implied }));
  }

  async load(): Promise<void> {
    this.example ??= await get<Example>("/portfolio/example");
  }
}

export const holdings = new Holdings();
