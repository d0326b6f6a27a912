/** Text of drawings: how wide it is, and its lines within a width. */

const pen = document.createElement("canvas").getContext("2d")!;
const FONT = '13px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

export function wide(text: string, font = FONT): number {
  pen.font = font;
  return pen.measureText(text).width;
}

/** The lines of a text, none wider than asked unless a single word is. */
export function lines(text: string, width: number, font = FONT): string[] {
  const found: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = found.length ? `${found.at(-1)} ${word}` : word;
    if (found.length && wide(longer, font) <= width) found[found.length - 1] = longer;
    else found.push(word);
  }
  return found;
}

/** Break a text into so many lines of so many letters after whole words; what does not fit ends in an ellipsis. */
export function wrapped(text: string, most = 34, lines = 2): string[] {
  const found: string[] = [];
  let rest = text.trim();
  while (rest && found.length < lines) {
    if (rest.length <= most) return [...found, rest];
    const cut = rest.lastIndexOf(" ", most);
    const head = cut > most / 3 ? rest.slice(0, cut) : rest.slice(0, most);
    rest = rest.slice(head.length).trim();
    found.push(head);
  }
  if (rest) found[lines - 1] = `${found[lines - 1]!.slice(0, most - 1).replace(/[\s,]+$/, "")}…`;
  return found;
}
