/** Every fixed sentence of the screens. */

export const words = {
  skip: "Skip to the results",
  cases: "Cases",
  screens: "Screens",
  undo: "Undo",
  redo: "Redo",
  copy: "Copy link",
  copied: "Copied",
  report: "Save report",
  writing: "Writing the report …",
  local: "Everything stays on this machine.",
  tabs: {
    overview: "Overview",
    inputs: "Parties & issues",
    scenarios: "Scenarios",
    hold: "Will it hold?",
    evidence: "Evidence",
    forecasts: "Forecasts",
    history: "Text & history",
  },
  outputs: {
    zone: "a settlement that all required parties accept exists",
    zone_full: "one that leaves nothing open exists",
    signed: "a deal is signed",
    ratified: "signed and ratified",
    in_force: "in force on that day",
    kept: "signed and kept by all, given the course of talks",
    lasting: "still stands 24 months on, given a deal in force",
  } as Record<string, string>,
};
