/** The article that is being read: kept while other screens are shown, so that nothing typed is lost. */
import { answers } from "./answers.svelte";
import { put, Refusal } from "./api";
import { desk } from "./desk.svelte";
import { say } from "./say";
import type { CaseFile } from "./types";
import type { Reading } from "./types/evidence";
import { words } from "../words";

type Draft = { text: string; attribution: string; hedge: string; grade: string; taken: boolean };

class Article {
  id = "";
  text = $state("");
  /** The text that `reading` is of. */
  read = $state("");
  reading = $state.raw<Reading | null>(null);
  drafts = $state<Draft[]>([]);
  /** Id of a source of the case; empty: the new one below. */
  source = $state("");
  added = $state({ id: "", title: "", url: "", date: "", grade: "" });
  copyAs = $state("");
  working = $state(false);
  saved = $state("");
  problem = $state.raw<Refusal | null>(null);

  /** Begin anew where another case is open. */
  of(id: string): void {
    if (this.id === id) return;
    this.id = id;
    [this.text, this.read, this.source, this.copyAs, this.saved] = ["", "", "", `${id}_mine`, ""];
    [this.reading, this.problem, this.drafts] = [null, null, []];
    this.added = { id: "", title: "", url: "", date: "", grade: "" };
  }

  async ask(): Promise<void> {
    const text = this.text;
    await this.tried(async () => {
      this.reading = await put<Reading>("POST", "/evidence/read", { text, case: desk.id });
      this.read = text;
      this.saved = "";
      this.drafts = this.reading.claims.map(({ text, attribution, hedge }) => ({ text, attribution, hedge, grade: "", taken: false }));
    });
  }

  get taken(): Draft[] {
    return this.drafts.filter((draft) => draft.taken);
  }

  /** Write the claims that were taken into the case as a new version; those of a case that ships into a copy. */
  async enter(): Promise<void> {
    const { ships, seen } = answers.file!;
    const fresh = !this.source && this.added.title ? this.added : null;
    const source = this.source || fresh?.id || "";
    const claims = this.taken.map(({ text, attribution, hedge, grade }) => ({ text, attribution, hedge, grade, source }));
    await this.tried(async () => {
      const why = say(words.evidence.why, { count: claims.length, source: fresh?.title ?? source });
      const body = { claims, source: fresh, copy_as: ships ? this.copyAs : "", why };
      const held = await put<CaseFile>("POST", `/cases/${desk.id}/claims`, body, seen);
      this.drafts = this.drafts.map((draft) => ({ ...draft, taken: false }));
      this.saved = say(words.evidence.saved, { count: claims.length, id: held.id, version: held.version ?? "" });
      if (fresh) this.source = fresh.id;
      if (held.id === desk.id) return answers.read(desk.id);
      this.id = held.id;
      desk.open(held.id, "evidence");
    });
  }

  private async tried(act: () => Promise<void>): Promise<void> {
    this.working = true;
    try {
      await act();
      this.problem = null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.problem = error;
    } finally {
      this.working = false;
    }
  }
}

export const article = new Article();
