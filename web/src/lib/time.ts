/** Windows and ticks of a line of time; days as `2025-12-31`. */
export const WINDOWS = ["year", "quarter", "all"] as const;
export type Window = (typeof WINDOWS)[number];

const MONTHS: Record<Window, number> = { year: 12, quarter: 3, all: 0 };
const MOST_TICKS = 9;

function monthsOn(day: string, months: number): string {
  const found = new Date(day);
  found.setUTCDate(1);
  found.setUTCMonth(found.getUTCMonth() + months);
  return found.toISOString().slice(0, 10);
}

/** The first day of a window; never before the first event. */
export function since(window: Window, asOf: string, first: string): string {
  const begin = window === "all" ? first : monthsOn(asOf, -MONTHS[window]);
  return begin > first ? begin : first;
}

/** First days of months between two days, every first, second, third, sixth or twelfth: as many as there is room for. */
export function months(from: string, to: string): string[] {
  for (const step of [1, 2, 3, 6, 12, 24, 60, 120]) {
    const found: string[] = [];
    for (let day = aligned(from, step); day <= to; day = monthsOn(day, step)) if (day >= from) found.push(day);
    if (found.length <= MOST_TICKS) return found;
  }
  return [from];
}

function aligned(day: string, step: number): string {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const first = Math.floor(month / step) * step;
  return `${String(Math.floor(first / 12)).padStart(4, "0")}-${String((first % 12) + 1).padStart(2, "0")}-01`;
}
