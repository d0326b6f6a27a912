/** The report that one analyst puts together: for whom, which sections, in which order. */
import { file, get, question, Refusal } from "./api";
import { desk } from "./desk.svelte";
import { saveBlob } from "./save";
import type { Parts } from "./types/report";

export type Row = { id: string; name: string; on: boolean };

/** The section that every report has. */
export const CITE = "cite";
const WHOLE = "analyst";

class Report {
  parts = $state.raw<Parts | null>(null);
  preset = $state(WHOLE);
  rows = $state.raw<Row[]>([]);
  writing = $state("");
  problem = $state.raw<Refusal | null>(null);

  /** What a request says about the report. */
  get sent(): { preset: string; sections: string[] } {
    return { preset: this.preset, sections: this.rows.filter((row) => row.on).map((row) => row.id) };
  }

  async load(): Promise<void> {
    try {
      this.parts ??= await get<Parts>("/report");
      if (!this.rows.length) this.choose(this.preset);
    } catch (error) {
      this.refuse(error);
    }
  }

  /** Take the sections of a preset, in its order; the others follow, left out. */
  choose(preset: string): void {
    const held = this.parts?.presets.find((row) => row.id === preset);
    if (!held || !this.parts) return;
    this.preset = preset;
    const rest = this.parts.sections.map((row) => row.id).filter((id) => !held.sections.includes(id));
    const names = new Map(this.parts.sections.map((row) => [row.id, row.name]));
    const row = (on: boolean) => (id: string): Row => ({ id, name: names.get(id) ?? id, on });
    this.rows = [...held.sections.map(row(true)), ...rest.map(row(false))];
  }

  toggle(id: string): void {
    if (id !== CITE) this.rows = this.rows.map((row) => (row.id === id ? { ...row, on: !row.on } : row));
  }

  /** Move a section to a place; returns the place where it stands. */
  move(id: string, place: number): number {
    const row = this.rows.find((held) => held.id === id);
    if (!row) return -1;
    const to = Math.max(0, Math.min(this.rows.length - 1, place));
    const rest = this.rows.filter((held) => held.id !== id);
    this.rows = [...rest.slice(0, to), row, ...rest.slice(to)];
    return to;
  }

  /** Write the report in a format and let the browser save it. */
  async save(format: string): Promise<void> {
    this.writing = format;
    try {
      const body = { ...question(desk.changes), ...this.sent, format };
      saveBlob(await file(`/cases/${desk.id}/report`, body), `${desk.id}-report.${format}`);
      this.problem = null;
    } catch (error) {
      this.refuse(error);
    }
    this.writing = "";
  }

  private refuse(error: unknown): void {
    if (!(error instanceof Refusal)) throw error;
    this.problem = error;
  }
}

export const report = new Report();
