/** Every fixed string of the screens, in the language of the address or the one chosen before. */
import { assumptions } from "./assumptions";
import { digits } from "./digits";
import { economy } from "./economy";
import { frame } from "./frame";
import { help } from "./help";
import { hold } from "./hold";
import { overview } from "./overview";
import { coding, inputs, parties } from "./parties";
import { portfolio } from "./portfolio";
import { bars, figure, settlements, why } from "./parts";
import { pseudo } from "./pseudo";
import { scenarios } from "./scenarios";

const english = {
  frame,
  digits,
  assumptions,
  bars,
  figure,
  why,
  settlements,
  overview,
  help,
  scenarios,
  parties,
  inputs,
  coding,
  hold,
  economy,
  portfolio,
};

export type Words = typeof english;

/** Catalogues by language tag; a translation is another object of the same shape. */
const CATALOGUES: Record<string, () => Words> = {
  en: () => english,
  "en-XA": () => pseudo(english),
  "ar-XB": () => pseudo(english),
};
const RIGHT_TO_LEFT = /^(ar|fa|he|ur)\b/;

export const LANGUAGES = Object.keys(CATALOGUES);

function chosen(): string {
  const asked = new URLSearchParams(location.search).get("lang") ?? kept("language");
  return asked && asked in CATALOGUES ? asked : "en";
}

function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export const language = chosen();
export const direction = RIGHT_TO_LEFT.test(language) ? "rtl" : "ltr";
export const words: Words = CATALOGUES[language]!();
