/** How many digits a number deserves; the same rules as the pages of the command line. */

import { words } from "../words";
import { say } from "./say";

const RULE_OF_THREE = 3;
const FEW = 20;

function places(se: number): number {
  return se > 0 ? Math.max(0, Math.min(2, Math.floor(-Math.log10(se)))) : 2;
}

/** A share as percent, with no digit finer than its standard error; with draws, 0 and 1 are bounds. */
export function share(value: number | null | undefined, se = 0, draws = 0): string {
  if (value === null || value === undefined) return words.digits.none;
  if (draws > 0 && draws < FEW) return words.digits.few;
  const step = 100 / 10 ** places(se);
  if (step === 100) return words.digits.few;
  const percent = 100 * value;
  const edge = draws > 0 ? Math.max(step, Math.ceil((100 * RULE_OF_THREE) / draws)) : step;
  if ((value > 0 || draws > 0) && percent <= step / 2 + 1e-9) return `<${edge} %`;
  if ((value < 1 || draws > 0) && percent >= 100 - step / 2 - 1e-9) return `>${100 - edge} %`;
  return `${step * Math.floor(percent / step + 0.5)} %`;
}

/** The percent that a printed end of a range moves by: 1 or 10. */
function step(se: number): number {
  return Math.min(10, 100 / 10 ** places(se));
}

/** The low end of a range in percent, rounded down to its error. */
export function bottom(low: number, se = 0): number {
  return step(se) * Math.floor((100 * low) / step(se) + 1e-9);
}

/** The high end of a range in percent, rounded up to its error. */
export function top(high: number, se = 0): number {
  return Math.min(100, step(se) * Math.ceil((100 * high) / step(se) - 1e-9));
}

/** A range of shares, each end rounded outwards to its own standard error: it never claims less spread. */
export function range(low: number, high: number, lowSe = 0, highSe = 0): string {
  const [from, to] = [bottom(low, lowSe), top(high, highSe)];
  return from === to ? `${from} %` : `${from}–${to} %`;
}

/** The range of a row whose ends have errors of their own. */
export function ends(row: { low: number; high: number; low_se: number; high_se: number }): string {
  return range(row.low, row.high, row.low_se, row.high_se);
}

/** A change of a share in points with its sign and error; "no change beyond error" where it is within it. */
export function change(value: number, se: number): string {
  const points = 100 * value;
  const error = 100 * se;
  if (Math.abs(points) < 0.05 && error < 0.05) return words.digits.unchanged;
  const digits = error >= 1 || Math.abs(points) >= 10 ? 0 : 1;
  const sign = points > 0 ? "+" : points < 0 ? "−" : "";
  const size = Math.abs(points).toFixed(digits);
  const told = `${Number(size) === 0 ? "" : sign}${size}`;
  return say(words.digits.points, { points: told, error: error.toFixed(digits || (error < 1 ? 1 : 0)) });
}

const SCALES: [number, keyof typeof words.digits.scales][] = [
  [1e15, "quadrillion"],
  [1e12, "trillion"],
  [1e9, "billion"],
  [1e6, "million"],
];

/** A count in full, or in words where it is large. */
export function count(value: number): string {
  for (const [size, word] of SCALES) if (value >= size) return `${Math.round(value / size).toLocaleString("en")} ${words.digits.scales[word]}`;
  return value.toLocaleString("en");
}
