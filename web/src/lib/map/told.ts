/** Settlements, counts and inputs in words. */
import { words } from "../../words";
import { count } from "../digits";
import { issueName, optionName, partyName } from "../moves";
import { say } from "../say";
import type { About } from "../types";
import type { Counted } from "../types/map";
import type { Spot } from "./cloud";

export function points(value: number | null | undefined): string {
  return value === null || value === undefined ? words.digits.none : value.toFixed(1).replace("-", "−");
}

/** A count; one that is an estimate says so. */
export function counted(held: Counted): string {
  return held.exact ? count(held.value) : say(words.cards.about, { count: count(held.value) });
}

export function signed(by: number): string {
  return by > 0 ? `+${count(by)}` : by < 0 ? `−${count(-by)}` : "±0";
}

export function names(ids: string[], about: About | null): string {
  return ids.map((id) => partyName(id, about)).join(", ");
}

export function refusers(spot: Spot): string[] {
  return Object.keys(spot.accepts).filter((id) => !spot.accepts[id]);
}

/** Who accepts a settlement, as a sentence. */
export function verdict(spot: Spot, about: About | null): string {
  const against = refusers(spot);
  return against.length ? say(words.map.refuse, { parties: names(against, about) }) : words.map.accepts;
}

/** What an input is, from its path. */
export function inputName(path: string, about: About | null): string {
  const told = words.swings;
  const [section, who = "", issue = "", field = "", option = ""] = path.split(".");
  const party = partyName(who, about);
  if (section === "no_deal") return say(told.noDeal, { party });
  const named = issueName(issue, about);
  if (field === "salience") return say(told.salience, { party, issue: named });
  if (field === "position") return say(told.position, { party, issue: named });
  if (field === "worth") return say(told.worth, { party, option: optionName(issue, option, about) });
  return field === "red_lines" ? say(told.firmness, { party, issue: named }) : path;
}
