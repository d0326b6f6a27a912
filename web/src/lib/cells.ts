/** Numbers and ranges as people type or paste them. */
import type { Range } from "./types";

export type Bounds = readonly [number, number];
export type Parsed = { value: number | Range } | { why: "number" | "range" | "bounds" } | null;

const NUMBER = /^[-+−]?\d+([.,]\d+)?\s*%?$/;

/** Read a cell: a number or low:mid:high; null for an empty one. */
export function parse(text: string, [least, most]: Bounds): Parsed {
  const held = text.trim();
  if (held === "" || held === "–" || held === "-") return null;
  const parts = held.split(/\s*(?::|–|…|\.\.)\s*|\s+/);
  if (parts.some((part) => !NUMBER.test(part))) return { why: "number" };
  const found = parts.map((part) => Number(part.replace("%", "").replace(",", ".").replace("−", "-")));
  if (found.some((value) => value < least || value > most)) return { why: "bounds" };
  const [low, mid, high] = found;
  if (found.length === 1) return { value: low! };
  if (found.length !== 3 || low! > mid! || mid! > high!) return { why: "range" };
  return { value: { low: low!, mid: mid!, high: high! } };
}

/** A block copied from a spreadsheet, as rows of cells. */
export function block(text: string): string[][] {
  return text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
}

export function shown(value: number): string {
  return String(Number(value.toFixed(2)));
}

/** A range as the cell shows it; empty where it has no width. */
export function ends(range: Range): string {
  return range.low === range.high ? "" : `${shown(range.low)}–${shown(range.high)}`;
}
