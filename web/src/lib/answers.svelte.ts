/** The answers about the open case: the fast ones follow every change, the slower ones come once it rests. */

import { words } from "../words";
import { ask, file, get, question, Refusal } from "./api";
import { count, share } from "./digits";
import { saveBlob } from "./save";
import { say } from "./say";
import type { About, CaseFile, Change, Glance, Inputs, Odds, Opening, Whatif, Zone } from "./types";

const REST = 500;

class Answers {
  id = $state("");
  file = $state.raw<CaseFile | null>(null);
  inputs = $state.raw<Inputs | null>(null);
  glance = $state.raw<Glance | null>(null);
  zone = $state.raw<Zone | null>(null);
  odds = $state.raw<Odds | null>(null);
  opening = $state.raw<Opening | null>(null);
  effect = $state.raw<Whatif | null>(null);
  changed = $state.raw<Change[]>([]);
  working = $state(false);
  refining = $state(false);
  problem = $state.raw<Refusal | null>(null);
  spoken = $state("");
  private timer = 0;

  get about(): About | null {
    return this.inputs?.case ?? null;
  }

  async load(id: string): Promise<void> {
    if (this.id === id) return;
    this.id = "";
    this.forget();
    await this.read(id);
  }

  /** Read the case again, as after a save. */
  async read(id: string): Promise<void> {
    try {
      this.file = await get<CaseFile>(`/cases/${id}`);
      this.inputs = this.file.sound ? await get<Inputs>(`/cases/${id}/inputs`) : null;
      this.id = id;
      this.problem = null;
    } catch (error) {
      this.refuse(error);
    }
  }

  follow(id: string, changes: Change[]): void {
    if (!this.inputs) return;
    clearTimeout(this.timer);
    this.changed = changes;
    void this.quick(id, changes);
    this.timer = window.setTimeout(() => void this.slow(id, changes), REST);
  }

  async report(): Promise<void> {
    try {
      saveBlob(await file(`/cases/${this.id}/report`, question(this.changed)), `${this.id}-report.html`);
    } catch (error) {
      this.refuse(error);
    }
  }

  private async quick(id: string, changes: Change[]): Promise<void> {
    this.working = true;
    try {
      const [glance, zone] = await Promise.all([
        ask<Glance>(id, "glance", changes),
        ask<Zone>(id, "zone", changes),
      ]);
      if (!glance || !zone) return;
      this.glance = glance;
      this.zone = zone;
      if (!changes.length) this.effect = null;
      this.problem = null;
      this.working = false;
    } catch (error) {
      this.refuse(error);
    }
  }

  private async slow(id: string, changes: Change[]): Promise<void> {
    this.refining = true;
    try {
      const none: Promise<undefined> = Promise.resolve(undefined);
      const [effect, odds, opening] = await Promise.all([
        changes.length ? ask<Whatif>(id, "whatif", changes) : none,
        ask<Odds>(id, "odds", changes),
        ask<Opening>(id, "opening", changes),
      ]);
      if (!odds || !opening) return;
      [this.odds, this.opening, this.effect] = [odds, opening, effect ?? null];
      this.refining = false;
      this.spoken = this.sentence();
    } catch (error) {
      this.refuse(error);
    }
  }

  private sentence(): string {
    const zone = this.glance?.outputs.zone;
    if (!zone || !this.zone || !this.glance) return "";
    const shares = share(zone.value, zone.se, this.glance.draws);
    return say(words.frame.settled, { count: count(this.zone.settlements.zone.value), share: shares });
  }

  private refuse(error: unknown): void {
    if (!(error instanceof Refusal)) throw error;
    this.working = this.refining = false;
    this.problem = error;
  }

  private forget(): void {
    this.file = this.inputs = this.glance = this.zone = null;
    this.odds = this.opening = this.effect = this.problem = null;
    this.spoken = "";
  }
}

export const answers = new Answers();
