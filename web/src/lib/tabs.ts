/** The screens of a case, in the order of their tabs. */
export const TABS = [
  "overview",
  "parties",
  "issues",
  "map",
  "scenarios",
  "hold",
  "economy",
  "evidence",
  "forecasts",
  "compare",
  "text",
  "report",
  "help",
] as const;
export type Tab = (typeof TABS)[number];
