/** The names of answers, and the order in which a comparison tells them. */
import { words } from "../words";
import { share } from "./digits";
import { partyName } from "./moves";
import { say } from "./say";
import type { Compared } from "./types/compare";

const SCENARIO = "scenarios.";
const PARTY = "parties.";

export const isParty = (name: string): boolean => name.startsWith(PARTY);
export const isScenario = (name: string): boolean => name.startsWith(SCENARIO);

export function outputName(name: string, found: Compared): string {
  const id = name.slice(name.indexOf(".") + 1);
  if (isParty(name)) return say(words.compare.parties, { party: partyName(id, found.case) });
  const kept: Record<string, string> = words.compare.always;
  if (isScenario(name)) return found.case.scenarios[id] ?? kept[id] ?? id;
  return words.frame.outputs[name] ?? name;
}

/** The answer that moved furthest beyond its error, a chance or a share. */
export function mostMoved(found: Compared): string {
  const names = Object.keys(found.answers).filter((name) => !isParty(name));
  const size = (name: string): number => Math.abs(found.answers[name]!.value);
  return names.reduce((best, name) => (size(name) > size(best) ? name : best), names[0] ?? "");
}

const COUNTED = /^(zone|zone_full|scenarios\..*)$/;

/** An answer as one side has it: points of a party, else a share; of what is counted, 0 and 1 are bounds. */
export function sideShown(name: string, value: number, se: number, draws: number): string {
  return isParty(name) ? value.toFixed(1) : share(value, se, COUNTED.test(name) ? draws : 0);
}

const QUIET = /(^sources\.|\.(sources|evidence|coded|note|text|why|name|title|summary)$|^(title|summary|status)$)/;

/** Whether a difference moves no number: it is in texts, names or sources. */
export const isQuiet = (path: string): boolean => QUIET.test(path);
