/** The names of answers, and the order in which a comparison tells them. */
import { words } from "../words";
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
