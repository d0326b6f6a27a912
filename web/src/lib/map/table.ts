/** The map as a table: the same points, the marked ones first. */
import { words } from "../../words";
import { issueName, optionName, partyName } from "../moves";
import type { CellValue, Column } from "../save";
import { say } from "../say";
import type { About } from "../types";
import type { MapMark } from "../types/map";
import type { Cloud } from "./cloud";
import { names, refusers } from "./told";

/** Rows of a table in the page; more would make it slow, and no one reads them there. */
const MOST = 2000;

export function markName(mark: MapMark, at: number): string {
  const told = words.deals;
  const name = words.solutionNames[mark.id] ?? mark.name;
  if (mark.kind === "offer") return say(told.offer, { name });
  if (mark.kind === "illustration") return say(told.illustration, { name });
  return mark.ties > 1 ? say(told.tie, { name, at: at + 1, ties: mark.ties }) : name;
}

/** Which names each marked point has. */
export function badges(cloud: Cloud): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const mark of cloud.told.marks)
    mark.points.forEach((k, at) => found.set(k, [...(found.get(k) ?? []), markName(mark, at)]));
  return found;
}

function order(cloud: Cloud, seen: Uint8Array): number[] {
  const marked = [...badges(cloud).keys()];
  const lined = cloud.told.lines.flatMap((pair) => [...pair.zone.points, ...pair.admissible.points]);
  const inside = Array.from(seen.keys()).filter((k) => seen[k] && cloud.inZone[k]);
  const rest = Array.from(seen.keys()).filter((k) => seen[k]);
  return [...new Set([...marked, ...lined.filter((k) => seen[k]), ...inside, ...rest])].slice(0, MOST);
}

export function tableOf(cloud: Cloud, seen: Uint8Array, about: About | null): { columns: Column[]; rows: CellValue[][] } {
  const parties = cloud.told.parties.map((party) => party.id);
  const issues = cloud.told.issues.flatMap((row) => row.issues);
  const columns: Column[] = [
    { id: "which", name: words.deals.badge },
    ...parties.map((id) => ({ id, name: partyName(id, about), number: true })),
    { id: "who", name: words.deals.who },
    ...issues.map((id) => ({ id: `issue ${id}`, name: issueName(id, about) })),
  ];
  return {
    columns,
    get rows() {
      const named = badges(cloud);
      return order(cloud, seen).map((k) => {
        const spot = cloud.spot(k);
        const against = refusers(spot);
        const who = against.length ? say(words.deals.refused, { parties: names(against, about) }) : words.deals.everyone;
        const which = named.get(k)?.join("; ") ?? (cloud.frontier?.[k] ? words.deals.frontier : "");
        const worth = parties.map((id) => spot.utility[id] ?? null);
        return [which, ...worth, who, ...issues.map((id) => optionName(id, spot.options[id] ?? "", about))];
      });
    },
  };
}
