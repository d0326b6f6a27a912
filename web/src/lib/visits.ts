/** Which bytes of each case were seen when it was last open here. */
const KEY = "visits";

function read(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Record<string, string>;
  } catch {
    return {};
  }
}

export function visited(id: string, seen: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...read(), [id]: seen }));
  } catch {
    // The browser keeps nothing: every case is shown as not opened yet.
  }
}

export function since(id: string, seen: string): "fresh" | "changed" | "same" {
  const held = read()[id];
  if (held === undefined) return "fresh";
  return held === seen ? "same" : "changed";
}
