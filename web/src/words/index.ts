/** Every fixed string of the screens, in the language of the address or the one chosen before. */
import { assumptions } from "./assumptions";
import { digits } from "./digits";
import { frame } from "./frame";
import { help } from "./help";
import { overview } from "./overview";
import { bars, figure, settlements, why } from "./parts";
import { pseudo } from "./pseudo";

const english = { frame, digits, assumptions, bars, figure, why, settlements, overview, help };

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
