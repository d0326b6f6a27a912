/** The panel of assumptions at the side. */

export const assumptions = {
  title: "Assumptions",
  coded: "as coded",
  changed: "{count} changed",
  reset: "Reset",
  noDeal: "No-deal value, points of 100",
  noNoDeal: "No party has one.",
  party: "Party",
  salience: "How much each issue matters to it",
  redLines: "Its red lines ({count})",
  noRedLines: "It states none.",
  faults: "The case has faults; mend them under “Case text”.",
  range: "{low}–{high}",
  codedRange: "coded {mid} ({low}–{high})",
  back: "put back",
  backNamed: "Put {name} back",
};
