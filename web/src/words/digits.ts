/** What stands in the place of a number. */

export const digits = {
  few: "too few draws",
  none: "–",
  to: "to",
  unchanged: "unchanged",
  points: "{points} ({error}) points",
  scales: { quadrillion: "quadrillion", trillion: "trillion", billion: "billion", million: "million" },
};
