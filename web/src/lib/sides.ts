/** The two sides of a comparison: how they stand in the address, in a list, and in a question. */
import { words } from "../words";
import { desk } from "./desk.svelte";
import { say } from "./say";
import type { CaseRow, Version } from "./types";
import type { Side } from "./types/compare";

export type Choice = { code: string; name: string };

const told = words.compare;
const CASE = "case:";

export function stamp(at: string): string {
  return at.slice(0, 16).replace("T", " ");
}

/** What can stand on a side: the case as saved, the what-if, the baseline, versions, and other cases. */
export function choices(versions: Version[], cases: CaseRow[]): Choice[] {
  const found: Choice[] = [{ code: "now", name: told.now }];
  if (desk.count) found.push({ code: "mine", name: say(told.mine, { count: desk.count }) });
  if (desk.pinned) found.push({ code: "pin", name: say(told.pin, { count: desk.pinned.length }) });
  for (const row of versions) {
    const why = row.why ? say(told.because, { why: row.why }) : "";
    found.push({ code: `v${row.version}`, name: say(told.version, { version: row.version, at: stamp(row.at), why }) });
  }
  for (const row of cases)
    if (row.id !== desk.id && row.sound) found.push({ code: CASE + row.id, name: say(told.other, { title: row.title }) });
  return found;
}

/** The sides of the address where they are there, else what one would ask first. */
export function sidesOf(asked: string, versions: Version[], known: Choice[]): [string, string] {
  const [from = "", to = ""] = asked.split("..");
  const there = (code: string): boolean => known.some((choice) => choice.code === code);
  const first = desk.pinned ? "pin" : desk.count || versions.length < 2 ? "now" : `v${versions[1]!.version}`;
  const last = desk.count ? "mine" : "now";
  return [there(from) ? from : first, there(to) && !to.startsWith(CASE) ? to : last];
}

export function sideOf(code: string): Side {
  if (code === "mine") return { changes: desk.changes };
  if (code === "pin") return { changes: desk.pinned ?? [] };
  if (code.startsWith(CASE)) return { case: code.slice(CASE.length) };
  return code.startsWith("v") ? { version: Number(code.slice(1)) } : {};
}

/** What a question about two sides says. */
export function compared(from: string, to: string): Record<string, unknown> {
  const { changes = [], version } = sideOf(to);
  return { since: sideOf(from), changes, ...(version && { version }) };
}
