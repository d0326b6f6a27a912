/** What one analyst has open: the case, the tab, the changed inputs with undo, kept in the address. */

import { filled, held as saved } from "./held";
import { TABS, type Tab } from "./tabs";
import type { Change, Range } from "./types";

export type Value = number | Range | null;
type Held = Record<string, Value>;

/** The middle of what is set; undefined where nothing is. */
export function middle(value: Value | undefined): number | undefined {
  return value === null || value === undefined ? undefined : typeof value === "number" ? value : value.mid;
}

/** A value as the address holds it: a number, low:mid:high, or drop. */
function written(value: Value): string {
  if (value === null) return "drop";
  return typeof value === "number" ? String(value) : [value.low, value.mid, value.high].join(":");
}

function read(text: string): Value {
  if (text === "drop") return null;
  const [low, mid, high] = text.split(":").map(Number);
  return mid === undefined || high === undefined ? low! : { low: low!, mid, high };
}

/** Key of the address under which the pinned baseline stands, beside the changed inputs. */
const PINNED = "baseline";

const coded = (held: Held): [string, string][] =>
  Object.entries(held).map(([path, value]) => [path, written(value)]);
const decoded = (pairs: Iterable<[string, string]>): Held =>
  Object.fromEntries([...pairs].map(([path, value]) => [path, read(value)]));
const listed = (held: Held): Change[] =>
  Object.entries(held).map(([path, value]) => (value === null ? { path, kind: "drop" } : { path, kind: "set", value }));

class Desk {
  id = $state("");
  tab = $state<Tab>("overview");
  /** Path -> the number or range that is set; null drops a red line. */
  held = $state<Held>({});
  past = $state<Held[]>([]);
  next = $state<Held[]>([]);
  /** The changed inputs that were pinned, to which figures say their difference; null where none are. */
  baseline = $state.raw<Held | null>(null);
  /** Which two sides are compared, as `v3..mine`. */
  sides = $state("");

  constructor() {
    this.read();
    window.addEventListener("popstate", () => this.read());
  }

  get changes(): Change[] {
    return listed(this.held);
  }

  get pinned(): Change[] | null {
    return this.baseline && listed(this.baseline);
  }

  get count(): number {
    return Object.keys(this.held).length;
  }

  open(id: string, tab: Tab = "overview"): void {
    if (id !== this.id) {
      this.held = {};
      this.past = [];
      this.next = [];
      this.baseline = null;
      this.sides = "";
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
  set(path: string, value: Value | undefined): void {
    this.setAll({ [path]: value });
  }

  /** Set several inputs as one step of undo. */
  setAll(values: Record<string, Value | undefined>): void {
    const rest: Held = { ...$state.snapshot(this.held) };
    for (const [path, value] of Object.entries(values)) {
      if (value === undefined) delete rest[path];
      else rest[path] = value;
    }
    this.change(rest);
  }

  /** Pin the present inputs as the baseline, or let it go. */
  pin(on: boolean): void {
    this.baseline = on ? $state.snapshot(this.held) : null;
    this.write(false);
  }

  compare(sides: string): void {
    this.sides = sides;
    this.write(false);
  }

  /** Forget the changes and their steps, as after they were written into the file. */
  kept(): void {
    [this.held, this.past, this.next] = [{}, [], []];
    this.write(false);
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
    this.sides = query.get("sides") ?? "";
    // In a saved report the hash leads to a place of its text.
    const pairs = new URLSearchParams(saved ? "" : location.hash.slice(1));
    const pinned = pairs.get(PINNED);
    this.baseline = pinned === null ? null : decoded(new URLSearchParams(pinned));
    pairs.delete(PINNED);
    this.held = decoded(pairs);
    const kept = sessionStorage.getItem(`undo ${this.id}`);
    if (kept) [this.past, this.next] = JSON.parse(kept);
  }

  private write(step: boolean): void {
    const asked = new URLSearchParams(location.search);
    const kept = asked.get("lang");
    const parts = { case: this.id, tab: this.tab, ...(kept && { lang: kept }), ...(this.sides && { sides: this.sides }) };
    const query = this.id ? `?${new URLSearchParams(parts)}` : location.pathname;
    const pairs = coded(this.held);
    if (this.baseline) pairs.push([PINNED, new URLSearchParams(coded(this.baseline)).toString()]);
    const hash = pairs.length ? `#${new URLSearchParams(pairs)}` : "";
    history[step ? "pushState" : "replaceState"](null, "", query + hash);
    sessionStorage.setItem(`undo ${this.id}`, JSON.stringify([this.past, this.next]));
  }
}

export const desk = new Desk();
