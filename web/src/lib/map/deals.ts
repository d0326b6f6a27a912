/** The rows of the table of settlements: one for each settlement, with all its names. */
import { words } from "../../words";
import { say } from "../say";
import type { Cloud, Options, Spot } from "./cloud";
import { badges } from "./table";

/** Tied settlements that are listed of one solution, beside those selected or compared. */
const MOST_TIES = 3;

export type Deal = { k: number; spot: Spot; badges: string[]; selected: boolean; compared: boolean };

export function dealRows(cloud: Cloud, selected: number, compared: Options[]): Deal[] {
  const chosen = compared.map((options) => cloud.find(options)).filter((k) => k >= 0);
  const named = badges(cloud);
  const marked = cloud.told.marks.flatMap((mark) => mark.points.slice(0, MOST_TIES));
  const order = [...new Set([...(selected >= 0 ? [selected] : []), ...chosen, ...marked])];
  return order.map((k) => {
    const own = [
      ...(k === selected ? [words.deals.selected] : []),
      ...(chosen.includes(k) ? [say(words.deals.compared, { number: chosen.indexOf(k) + 1 })] : []),
      ...(named.get(k) ?? []),
      ...(cloud.frontier?.[k] ? [words.deals.frontier] : []),
    ];
    return { k, spot: cloud.spot(k), badges: own, selected: k === selected, compared: chosen.includes(k) };
  });
}
