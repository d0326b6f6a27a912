const LONGEST = 34;

/** A name short enough for a control: what stands before a bracket, cut after a whole word. */
export function brief(name: string): string {
  const head = name.split(/[(;]/)[0]!.trim() || name;
  if (head.length <= LONGEST) return head;
  return `${head.slice(0, LONGEST).replace(/[\s,]+\S*$/, "")}…`;
}
