/** How answers are called on the screen of scenarios, and what its shares come to as they are shown. */
import { answers } from "../../lib/answers.svelte";
import { issueName, partyName } from "../../lib/moves";
import { say } from "../../lib/say";
import { words } from "../../words";

const told = words.scenarios;
const SCENARIO = "scenarios.";

/** What the shares sum to as they are shown; 100 where one is no number of percent. */
export function shownSum(shares: string[]): number {
  const numbers = shares.map((text) => /^(\d+(?:\.\d+)?) %$/.exec(text)?.[1]).filter((found) => found !== undefined);
  const others = shares.length - numbers.length;
  const sum = numbers.reduce((held, text) => held + Number(text), 0);
  return others && sum <= 100 ? 100 : Number(sum.toFixed(2));
}

export function scenarioName(id: string): string {
  return answers.glance?.scenarios.find((row) => row.id === id)?.name ?? id;
}

/** An answer in words: a headline figure, or a scenario by its name. */
export function answerName(output: string): string {
  if (!output.startsWith(SCENARIO)) return words.frame.outputs[output] ?? output;
  return say(told.scenarioOf, { name: scenarioName(output.slice(SCENARIO.length)) });
}

/** An input in words, by its path; one without words keeps its path. */
export function inputName(path: string): string {
  const [first, second = "", third = "", fourth = ""] = path.split(".");
  const about = answers.about;
  const [party, issue] = [partyName(second, about), issueName(third, about)];
  if (first === "no_deal" && !third) return say(told.paths.noDeal, { party });
  if (first === "timing" && second in told.paths) return told.paths[second as keyof typeof told.paths];
  if (path === "durability.frailty") return told.paths.frailty;
  if (first === "views" && fourth === "salience") return say(told.paths.salience, { party, issue });
  if (first === "views" && fourth === "position") return say(told.paths.position, { party, issue });
  if (first === "views" && fourth === "red_lines") return say(told.paths.firmness, { party, issue });
  if (first === "parties" && third === "leverage") return say(told.paths.leverage, { party });
  return path;
}

/** The group of a path among the inputs, as `groups` of the catalogue names them. */
export function groupOf(path: string): string {
  const first = path.split(".")[0]!;
  return first in told.groups ? first : "other";
}
