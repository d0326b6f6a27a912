/** What one analyst has open: the case, the tab, the changed inputs with undo, kept in the address. */

import { filled, held as saved } from "./held";
import { TABS, type Tab } from "./tabs";
import type { Change } from "./types";

type Held = Record<string, number | null>;

class Desk {
  id = $state("");
  tab = $state<Tab>("overview");
  /** Path -> the value that is set; null drops a red line. */
  held = $state<Held>({});
  past = $state<Held[]>([]);
  next = $state<Held[]>([]);

  constructor() {
    this.read();
    window.addEventListener("popstate", () => this.read());
  }

  get changes(): Change[] {
    return Object.entries(this.held).map(([path, value]) =>
      value === null ? { path, kind: "drop" } : { path, kind: "set", value },
    );
  }

  get count(): number {
    return Object.keys(this.held).length;
  }

  open(id: string, tab: Tab = "overview"): void {
    if (id !== this.id) {
      this.held = {};
      this.past = [];
      this.next = [];
    }
    this.id = id;
    this.tab = tab;
    this.write(true);
  }

  show(tab: Tab): void {
    this.tab = tab;
    this.write(true);
  }

  /** Set an input, or put it back to its coded value with undefined. */
  set(path: string, value: number | null | undefined): void {
    const rest: Held = { ...this.held };
    if (value === undefined) delete rest[path];
    else rest[path] = value;
    this.change(rest);
  }

  reset(): void {
    if (this.count) this.change({});
  }

  undo(): void {
    const before = this.past.at(-1);
    if (!before) return;
    this.next = [...this.next, $state.snapshot(this.held)];
    this.past = this.past.slice(0, -1);
    this.held = before;
    this.write(false);
  }

  redo(): void {
    const after = this.next.at(-1);
    if (!after) return;
    this.past = [...this.past, $state.snapshot(this.held)];
    this.next = this.next.slice(0, -1);
    this.held = after;
    this.write(false);
  }

  private change(held: Held): void {
    this.past = [...this.past, $state.snapshot(this.held)].slice(-100);
    this.next = [];
    this.held = held;
    this.write(false);
  }

  private read(): void {
    const query = new URLSearchParams(location.search);
    this.id = query.get("case") ?? String(saved?.["id"] ?? "");
    const tab = query.get("tab") as Tab;
    this.tab = TABS.includes(tab) ? tab : filled ? "report" : "overview";
    // In a saved report the hash leads to a place of its text.
    const pairs = saved ? [] : [...new URLSearchParams(location.hash.slice(1))];
    this.held = Object.fromEntries(pairs.map(([path, value]) => [path, value === "drop" ? null : Number(value)]));
    const kept = sessionStorage.getItem(`undo ${this.id}`);
    if (kept) [this.past, this.next] = JSON.parse(kept);
  }

  private write(step: boolean): void {
    const asked = new URLSearchParams(location.search);
    const kept = asked.get("lang");
    const query = this.id ? `?${new URLSearchParams({ case: this.id, tab: this.tab, ...(kept && { lang: kept }) })}` : location.pathname;
    const pairs = Object.entries(this.held).map(([path, value]) => [path, value === null ? "drop" : String(value)]);
    const hash = pairs.length ? `#${new URLSearchParams(pairs)}` : "";
    history[step ? "pushState" : "replaceState"](null, "", query + hash);
    sessionStorage.setItem(`undo ${this.id}`, JSON.stringify([this.past, this.next]));
  }
}

export const desk = new Desk();
