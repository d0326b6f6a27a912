/** Concessions and options in words. */
import { words } from "../words";
import { brief } from "./names";
import { say } from "./say";
import type { About, Move } from "./types";

export function partyName(id: string, about: About | null): string {
  return brief(about?.parties.find((held) => held.id === id)?.name ?? id);
}

export function issueName(id: string, about: About | null): string {
  return about?.issues.find((held) => held.id === id)?.name ?? id;
}

export function optionName(issue: string, option: string, about: About | null): string {
  if (option === "open") return words.settlements.open;
  return about?.issues.find((held) => held.id === issue)?.options.find((held) => held.id === option)?.name ?? option;
}

export function moveWords(move: Move, about: About): string {
  const party = partyName(move.party, about);
  const issue = issueName(move.issue, about);
  if (move.kind === "lift")
    return say(words.settlements.lift, { party, issue, option: optionName(move.issue, move.option, about) });
  if (move.kind === "step") return say(words.settlements.step, { party, issue });
  return say(move.kind === "payment" ? words.settlements.payment : words.settlements.fall, { party, points: move.points });
}
