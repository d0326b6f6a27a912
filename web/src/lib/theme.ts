/** Light or dark: as the system, or as chosen. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export function theme(): Theme {
  const kept = read() as Theme | null;
  return kept && THEMES.includes(kept) ? kept : "system";
}

/** A page in a sandbox, as a report shown by another program, may keep nothing. */
function read(): string | null {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
}

export function wear(chosen: Theme): void {
  try {
    localStorage.setItem("theme", chosen);
  } catch {
    // what cannot be kept is worn all the same
  }
  if (chosen === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = chosen;
}
