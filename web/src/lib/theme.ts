/** Light or dark: as the system, or as chosen. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export function theme(): Theme {
  const kept = localStorage.getItem("theme") as Theme | null;
  return kept && THEMES.includes(kept) ? kept : "system";
}

export function wear(chosen: Theme): void {
  localStorage.setItem("theme", chosen);
  if (chosen === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = chosen;
}
