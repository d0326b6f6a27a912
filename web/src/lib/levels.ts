/** Numbers in a unit, changes in points, plain decimals: the same rules as the pages of the command line. */

import { words } from "../words";

const MINUS = "\u2212";
const MOST_DECIMALS = 1;

function rounded(x: number, digits: number): string {
  if (digits >= 0) return Math.abs(x).toFixed(digits);
  const size = 10 ** -digits;
  return (Math.round(Math.abs(x) / size) * size).toFixed(0);
}

function negative(x: number, text: string): string {
  return x < 0 && Number(text) !== 0 ? MINUS + text : text;
}

function positive(x: number, text: string): string {
  return x > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** A number whose last digit is that of the first digit of its standard error; one decimal at most. */
export function level(x: number, se: number): string {
  const digits = se > 0 ? Math.min(MOST_DECIMALS, -Math.floor(Math.log10(se))) : MOST_DECIMALS;
  return negative(x, rounded(x, digits));
}

/** A change in a unit with its sign, with the digits of `level`. */
export function signedLevel(x: number, se: number): string {
  return positive(x, level(x, se));
}

/** A median with its 5-95 % range, no digit finer than their error. */
export function spread(row: { q05: number; q50: number; q95: number; quantile_se: number }): string {
  const [low, middle, high] = [row.q05, row.q50, row.q95].map((x) => signedLevel(x, row.quantile_se));
  return `${middle} (${low} ${words.digits.to} ${high})`;
}

/** A mean with its 5-95 % range. */
export function about(row: { mean: number; q05: number; q95: number; quantile_se: number }): string {
  const [mean, low, high] = [row.mean, row.q05, row.q95].map((x) => level(x, row.quantile_se));
  return `${mean} (${low} ${words.digits.to} ${high})`;
}

/** Points with one decimal, or whole. */
export function points(x: number | null, digits = 1): string {
  return x === null ? words.digits.none : negative(x, Math.abs(x).toFixed(digits));
}

/** A change in points with its sign. */
export function signed(x: number | null, digits = 1): string {
  return x === null ? words.digits.none : positive(x, points(x, digits));
}

/** A number with at most so many decimals, without trailing zeros. */
export function decimal(x: number | null, digits = 1): string {
  if (x === null) return words.digits.none;
  return negative(x, String(Number(Math.abs(x).toFixed(digits))));
}

/** A mid with its low and high. */
export function between(row: { low: number; mid: number; high: number }, digits = 3): string {
  const [low, mid, high] = [row.low, row.mid, row.high].map((x) => decimal(x, digits));
  return `${mid} (${low} ${words.digits.to} ${high})`;
}

/** A money amount in full. */
export function amount(x: number): string {
  return positive(x, negative(x, Math.round(Math.abs(x)).toLocaleString("en")));
}
