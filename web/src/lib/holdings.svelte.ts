/** What is held, as its owner typed it; kept in this window only. */
import { get } from "./api";
import type { Example } from "./types/economy";

const PLACE = "holdings";

class Holdings {
  example = $state.raw<Example | null>(null);
  /** CSV; empty for the example that ships. */
  text = $state("");
  prices = $state("");
  pricesName = $state("");
  level = $state(0.95);
  prior = $state(0);

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
    };
  }

  set(change: Partial<Pick<Holdings, "text" | "prices" | "pricesName" | "level" | "prior">>): void {
    Object.assign(this, change);
    const { text, prices, pricesName, level, prior } = this;
    sessionStorage.setItem(PLACE, JSON.stringify({ text, prices, pricesName, level, prior }));
  }

  async load(): Promise<void> {
    this.example ??= await get<Example>("/portfolio/example");
  }
}

export const holdings = new Holdings();
