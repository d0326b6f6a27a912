/** Where the sentences of a reading stand in the text that was read. */
import type { Flag, ProposedClaim, Reading } from "./types/evidence";

export type Piece = { text: string; flags: Flag[]; claim: ProposedClaim | null };

/** The text in pieces, one for each sentence that is flagged or claims something; the pieces together are the text. */
export function pieces(text: string, reading: Reading): Piece[] {
  const sentences = new Map<number, string>();
  for (const row of [...reading.flags, ...reading.claims]) if (row.number > 0) sentences.set(row.number, row.sentence);
  const found: Piece[] = [];
  let at = 0;
  for (const [number, sentence] of [...sentences].sort(([a], [b]) => a - b)) {
    const place = find(text, sentence, at);
    if (!place) continue;
    if (place.start > at) found.push({ text: text.slice(at, place.start), flags: [], claim: null });
    found.push({
      text: text.slice(place.start, place.end),
      flags: reading.flags.filter((flag) => flag.number === number),
      claim: reading.claims.find((claim) => claim.number === number) ?? null,
    });
    at = place.end;
  }
  return [...found, { text: text.slice(at), flags: [], claim: null }];
}

/** Find a sentence whatever the white space between its words. */
function find(text: string, sentence: string, from: number): { start: number; end: number } | null {
  const words = sentence.trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!words[0]) return null;
  const pattern = new RegExp(words.join("\\s+"), "g");
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  return found && { start: found.index, end: found.index + found[0].length };
}
