/** Concessions in words. */
import { brief } from "./names";
import type { About, Move } from "./types";

export function moveWords(move: Move, about: About): string {
  const party = brief(about.parties.find((held) => held.id === move.party)?.name ?? move.party);
  const issue = about.issues.find((held) => held.id === move.issue);
  const option = issue?.options.find((held) => held.id === move.option)?.name ?? move.option;
  if (move.kind === "lift") return `${party} lifts its red line on ${issue?.name}, “${option}”`;
  if (move.kind === "step") return `${party} gives one step on ${issue?.name}`;
  if (move.kind === "payment") return `others pay ${party} ${move.points} points`;
  return `${party}’s no-deal value falls by ${move.points} points`;
}
