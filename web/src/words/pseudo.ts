/** A catalogue in longer letters with accents: text that stays plain on a screen is not in the catalogue. */

const PLAIN = "aceginosuyACEINOSUZ";
const ACCENTED = "áçéğíñóšúýÁÇÉÍÑÓŠÚŽ";
const HOLE = /(\{[^}]*\})/;

function longer(text: string): string {
  const parts = text.split(HOLE).map((part) => (HOLE.test(part) ? part : accented(part)));
  return `[${parts.join("")}${"~".repeat(Math.ceil(text.length / 4))}]`;
}

function accented(text: string): string {
  return [...text].map((sign) => (PLAIN.includes(sign) ? ACCENTED[PLAIN.indexOf(sign)] : sign)).join("");
}

export function pseudo<T>(held: T): T {
  if (typeof held === "string") return longer(held) as T;
  if (Array.isArray(held)) return held.map(pseudo) as T;
  if (typeof held !== "object" || held === null) return held;
  return Object.fromEntries(Object.entries(held).map(([key, value]) => [key, pseudo(value)])) as T;
}
