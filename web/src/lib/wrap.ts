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
