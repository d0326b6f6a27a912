/** Parts that many screens share: bars, figures, the drawer, settlements in words. */

export const bars = {
  scenario: "Scenario",
  share: "Share",
  bar: "Bar",
  range: "Range",
};

export const figure = {
  views: "Ways to see “{title}”",
  chart: "Chart",
  table: "Table",
  download: "Download",
  svg: "Drawing as SVG",
  png: "Drawing as PNG",
  csv: "Numbers as CSV",
  saved: "Each file carries its source line: {source}",
  source: "{mark}{title}. {source} Détente, case {id} as of {asOf}, {made}file {hash}.",
  made: "{draws} draws, seed {seed}, ",
};

export const why = {
  button: "why?",
  named: "Why this number: {number}",
  title: "Why this number?",
  close: "Close",
  formula: "How it is computed",
  inputs: "From these inputs",
  sources: "Sources",
  value: "Value",
  more: "The same on the command line: {command}",
  none: "No rule is on record for this number.",
  input: "Input",
  coded: "Coding",
  evidence: "Reason",
};

export const settlements = {
  open: "left open",
  lift: "{party} lifts its red line on {issue}, “{option}”",
  step: "{party} gives one step on {issue}",
  payment: "others pay {party} {points} points",
  fall: "{party}’s no-deal value falls by {points} points",
};
