/** Statements in words. */
import { words } from "../words";
import { shown } from "./cells";
import { issueName, optionName } from "./moves";
import { say } from "./say";
import type { About } from "./types";
import type { Statement } from "./types/issues";

export function deal(settlement: Record<string, string>, about: About): string {
  return Object.entries(settlement)
    .map(([issue, option]) => say(words.elicit.deal, { issue: issueName(issue, about), option: optionName(issue, option, about) }))
    .join(words.elicit.and);
}

/** A statement as a sentence; of worths the names are those of the options of `issue`. */
export function sentence(held: Statement, about: About, issue: string): string {
  const told = words.elicit;
  const name = (id: string): string => (issue ? optionName(issue, id, about) : issueName(id, about));
  const ends: Record<string, string> = "low" in held ? { low: shown(held.low), high: shown(held.high) } : {};
  if (held.kind === "order") return held.steps.map((step) => step.map(name).join(told.equal)).join(told.above);
  if (held.kind === "swing") return say(told.swingSaid, { ...ends, issue: name(held.issue), against: name(held.against) });
  if (held.kind === "direct") return say(issue ? told.directWorth : told.directWeight, { ...ends, name: name(held.name) });
  const both = { first: deal(held.first, about), second: deal(held.second, about) };
  return say(held.alike ? told.alikeSaid : told.choiceSaid, both);
}
