/** A CSV as rows of cells, each with the line it ends in, and back. */

export type Row = { line: number; cells: string[] };
export type Table = { mark: string; rows: Row[] };

const MARKS = [",", ";", "\t"];
const QUOTED = /^[ \t]*"((?:[^"]|"")*)"/;

/** What separates the cells of a table, by its header. */
function markOf(text: string): string {
  const header = text.split(/\r\n?|\n/, 1)[0] ?? "";
  return MARKS.find((mark) => header.includes(mark)) ?? ",";
}

/** Read a table; blank lines are left out, and nothing is judged. */
export function parse(text: string): Table {
  const mark = markOf(text);
  const rows: Row[] = [];
  let [rest, line] = [text.replace(/\r\n?/g, "\n"), 1];
  while (rest) {
    const cells: string[] = [];
    for (;;) {
      const [raw, cell] = first(rest, mark);
      cells.push(cell);
      line += raw.split("\n").length - 1;
      rest = rest.slice(raw.length);
      if (!rest.startsWith(mark)) break;
      rest = rest.slice(mark.length);
    }
    if (cells.some(Boolean)) rows.push({ line, cells });
    rest = rest.slice(1);
    line += 1;
  }
  return { mark, rows };
}

/** The first cell as it stands, and what it says; what follows a closing quote belongs to the cell. */
function first(text: string, mark: string): [string, string] {
  const quote = QUOTED.exec(text);
  const head = quote?.[0] ?? "";
  const raw = head + until(text.slice(head.length), mark);
  return [raw, quote ? quote[1]!.replaceAll('""', '"') + raw.slice(head.length).trim() : raw.trim()];
}

function until(text: string, mark: string): string {
  const end = text.search(mark === "\t" ? /[\t\n]/ : new RegExp(`[${mark}\\n]`));
  return end < 0 ? text : text.slice(0, end);
}

function quoted(cell: string, mark: string): string {
  return cell.includes(mark) || /["\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export function written(mark: string, rows: string[][]): string {
  return rows.map((cells) => `${cells.map((cell) => quoted(cell, mark)).join(mark)}\n`).join("");
}
