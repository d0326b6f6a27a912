/** Which rows of the economy are shown, and under which names. */
import { words } from "../words";
import { say } from "./say";
import type { Economy, Fans, Indicator, Line, Month, OddsRow } from "./types/economy";

export const NO_DEAL = "no_deal";
export const MIXTURE = "mixture";
export const SETTLED = "given_settlement";
const YEAR = 12;
const MOST_SHOWN = 6;

/** The likeliest scenarios in the order of the case, no deal last; all of them where asked. */
export function likeliest<T extends { id: string }>(rows: T[], chance: (row: T) => number, all = false): T[] {
  const deals = rows.filter((row) => row.id !== NO_DEAL);
  const kept = all ? deals : [...deals].sort((a, b) => chance(b) - chance(a)).slice(0, MOST_SHOWN - 1);
  return [...deals.filter((row) => kept.includes(row)), ...rows.filter((row) => row.id === NO_DEAL)];
}

export const shown = (found: Economy, all = false): OddsRow[] => likeliest(found.odds.scenarios, (row) => row.value, all);

/** Every column that an indicator has: scenarios, then what mixes them. */
export function columnsOf(found: Economy, all = false): { id: string; name: string }[] {
  const mixed = [{ id: MIXTURE, name: words.economy.mixed }];
  if (found.odds.settled) mixed.push({ id: SETTLED, name: words.economy.settled });
  return [...shown(found, all), ...mixed];
}

export function monthsOf(row: Fans, column: string): Month[] {
  if (column === MIXTURE) return row.mixture;
  if (column === SETTLED) return row.given_settlement ?? [];
  return row.scenarios.find((own) => own.id === column)?.months ?? [];
}

/** The month that is told: a year, or the last where fewer are followed. */
export function told(found: Economy): number {
  return found.months.includes(YEAR) ? YEAR : found.months.at(-1)!;
}

export function atMonth(rows: Month[], month: number): Month | undefined {
  return rows.find((row) => row.month === month) ?? rows.at(-1);
}

export function titled(row: { name: string; region: string }): string {
  const name = row.name.charAt(0).toUpperCase() + row.name.slice(1);
  return row.region ? `${name}, ${row.region}` : name;
}

/** The products that add up to the mean of an indicator under a scenario. */
export function productsOf(found: Economy, row: Indicator, scenario: string): Line[] {
  const name = row.region ? row.id.slice(0, -row.region.length - 1) : row.id;
  const lines = found.contributions.filter(
    (line) => line.scenario === scenario && line.indicator === name && line.region === row.region,
  );
  return lines.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

/** A product in words: its driver, by way of what, and in which part of a scenario that may break. */
export function wayOf(line: Line, found: Economy): string {
  const driver = found.drivers.find((row) => row.driver === line.driver)?.name ?? line.driver;
  const way = line.via.length ? say(words.economy.via, { driver, via: line.via.join(", ") }) : driver;
  if (line.scenario === NO_DEAL) return way;
  return say(line.part === "deal" ? words.economy.whileHeld : words.economy.onceBroken, { way });
}
