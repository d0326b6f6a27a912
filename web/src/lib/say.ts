/** Fill the holes of a string of the catalogue: `say(words.frame.line, { line: 3 })`. */
export function say(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => (name in values ? String(values[name]) : hole));
}
