/** The matrix as rows and cells: what stands in each, what it can become, and how a change is set. */
import { answers } from "./answers.svelte";
import { block, parse, type Bounds } from "./cells";
import { desk, middle, type Value } from "./desk.svelte";
import type { About, Range } from "./types";
import type { ViewCell, Views } from "./types/issues";

export type Row = { id: string; kind: "issue" | "position" | "option"; issue: string; option: string; name: string };
export type Line = { path: string; on: boolean; coded: boolean; firm: number | null };
export type Cell = {
  path: string;
  range: Range;
  changed: boolean;
  editable: boolean;
  bounds: Bounds;
  line: Line | null;
  accepted: boolean;
};
export type Unread = { issue: string; party: string; text: string; why: "number" | "range" | "bounds" | "none" | "outside" };

export function rowsOf(about: About, open: ReadonlySet<string>, position: string): Row[] {
  return about.issues.flatMap((issue) => {
    const head: Row = { id: issue.id, kind: "issue", issue: issue.id, option: "", name: issue.name };
    if (!open.has(issue.id)) return [head];
    const wish: Row = { id: `${issue.id}/`, kind: "position", issue: issue.id, option: "", name: position };
    const options = issue.options.map(
      (held): Row => ({ id: `${issue.id}/${held.id}`, kind: "option", issue: issue.id, option: held.id, name: held.name }),
    );
    return [head, wish, ...options];
  });
}

const inputs = $derived(new Map((answers.inputs?.inputs ?? []).map((row) => [row.path, row])));

function heldCell(row: Row, view: ViewCell, views: Views): Omit<Cell, "changed" | "line" | "accepted"> | null {
  const head = `views.${view.party}.${row.issue}`;
  if (row.kind === "issue")
    return { path: `${head}.salience`, range: view.salience, editable: true, bounds: views.bounds.salience };
  if (row.kind === "position")
    return view.position && { path: `${head}.position`, range: view.position, editable: true, bounds: views.bounds.salience };
  const range = view.options[row.option]!.worth;
  return { path: `${head}.worth.${row.option}`, range, editable: view.given, bounds: views.bounds.worth };
}

/** What stands in a cell; null where the party has no view there. */
export function cellOf(row: Row, party: string, views: Views): Cell | null {
  const view = views.issues.find((held) => held.id === row.issue)?.cells.find((held) => held.party === party);
  const held = view && heldCell(row, view, views);
  if (!view || !held) return null;
  const set = desk.held[held.path];
  const mid = middle(set) ?? held.range.mid;
  const range = set !== null && typeof set === "object" ? set : { ...held.range, mid };
  const option = row.kind === "option" ? view.options[row.option]! : null;
  const line = option && lineOf(`views.${party}.${row.issue}.red_lines.${row.option}`, option.red_line);
  const changed = held.path in desk.held || Boolean(line && line.path in desk.held);
  return { ...held, range, changed, line, accepted: option?.accepted ?? false };
}

function lineOf(path: string, firm: number | null): Line {
  const set = desk.held[path];
  return { path, on: set === undefined ? firm !== null : set !== null, coded: inputs.has(path), firm };
}

/** Put a red line there, or lift it. A new one always binds until its firmness is written in the file. */
export function toggle(line: Line): void {
  if (line.path in desk.held) desk.set(line.path, undefined);
  else desk.set(line.path, line.on ? null : 1);
}

/** What to hold for a value that was typed: nothing where it is what the file says. */
export function wanted(path: string, value: number | Range): Value | undefined {
  const coded = inputs.get(path);
  if (!coded) return value;
  if (typeof value === "number") return value === coded.mid ? undefined : value;
  return value.low === coded.low && value.mid === coded.mid && value.high === coded.high ? undefined : value;
}

/** Fill cells from a block of a spreadsheet, from one cell on; return what could not be read. */
export function fill(text: string, at: [number, number], rows: Row[], parties: string[], views: Views): { count: number; unread: Unread[] } {
  const unread: Unread[] = [];
  const values: Record<string, Value | undefined> = {};
  block(text).forEach((line, down) =>
    line.forEach((word, across) => {
      const [row, party] = [rows[at[0] + down], parties[at[1] + across]];
      const where = { issue: row?.name ?? "", party: party ?? "", text: word.trim() };
      const cell = row && party !== undefined ? cellOf(row, party, views) : null;
      const found = parse(word, cell?.bounds ?? [-Infinity, Infinity]);
      if (found === null) return;
      if (!row || party === undefined) unread.push({ ...where, why: "outside" });
      else if (!cell?.editable) unread.push({ ...where, why: "none" });
      else if ("why" in found) unread.push({ ...where, why: found.why });
      else values[cell.path] = wanted(cell.path, found.value);
    }),
  );
  const count = Object.keys(values).length;
  if (count) desk.setAll(values);
  return { count, unread };
}
