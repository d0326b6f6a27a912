/** Who may read what is on the screen: the marks of the case, by the Traffic Light Protocol, as the report writes them. */
import { words } from "../words";
import { say } from "./say";
import type { About } from "./types";

const CLEAR = "clear";

/** The marks of a case that not everybody may read, or that was made for a reader. */
export function marks(about: About | null): string[] {
  if (!about) return [];
  const held = about.withheld;
  const view = about.parties.find((party) => party.id === held?.view_of);
  return [
    ...level(about),
    ...(view ? [say(words.frame.view, { party: view.name })] : []),
    ...(held ? [words.frame.withheld] : []),
  ];
}

/** What stands before the source of a figure that leaves the page; empty for what everybody may read. */
export function label(about: About | null): string {
  return about ? level(about).map((mark) => `${mark}. `).join("") : "";
}

function level(about: About): string[] {
  return about.marking === CLEAR && !about.withheld ? [] : [say(words.frame.tlp, { level: about.marking.toUpperCase() })];
}
