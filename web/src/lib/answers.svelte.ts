/**
 * The answers about the open case. Every step of a slider asks at once for the exact count of the zone and for shares
 * over few draws; they are shown as they come, then all draws and the details of the zone; what takes long comes once
 * the inputs rest.
 */

import { words } from "../words";
import { ask, drop, file, get, question, Refusal } from "./api";
import { desk } from "./desk.svelte";
import { count, share } from "./digits";
import { fixed } from "./held";
import { saveBlob } from "./save";
import { say } from "./say";
import type { Compared } from "./types/compare";
import type { About, CaseFile, Change, Counted, Counts, Glance, Inputs, Odds, Opening, Whatif, Zone } from "./types";

const REST = 500;
/** Milliseconds after which a hand that moved has stopped: until then the next step is what matters. */
const STILL = 150;
/** Draws of the first answer: where nothing is shown yet, and where an input moves. */
const FIRST = { opening: 20, moving: 50 };
const LONG = ["odds", "opening", "whatif"];

class Answers {
  id = $state("");
  file = $state.raw<CaseFile | null>(null);
  inputs = $state.raw<Inputs | null>(null);
  glance = $state.raw<Glance | null>(null);
  counted = $state.raw<Counted | null>(null);
  zone = $state.raw<Zone | null>(null);
  odds = $state.raw<Odds | null>(null);
  opening = $state.raw<Opening | null>(null);
  /** What the changes do, against the pinned baseline where there is one. */
  effect = $state.raw<Whatif | null>(null);
  /** The zone of the pinned baseline. */
  before = $state.raw<Zone | null>(null);
  changed = $state.raw<Change[]>([]);
  /** The changed inputs that the figures on the screen answer. */
  shown = $state.raw<Change[]>([]);
  working = $state(false);
  refining = $state(false);
  problem = $state.raw<Refusal | null>(null);
  spoken = $state("");
  private timer = 0;
  /** No state of the page: who follows the changes must not follow this. */
  private stage: keyof typeof FIRST = "opening";

  get about(): About | null {
    return this.inputs?.case ?? null;
  }

  /** The settlements of the central zone, counted: the first that is known after a change. */
  get settlements(): Counts | null {
    return (this.counted ?? this.zone)?.settlements ?? null;
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
    drop(...LONG, "zone");
    this.changed = changes;
    const pinned = desk.pinned;
    void this.quick(id, changes).then((newest) => {
      if (newest) this.timer = window.setTimeout(() => void this.slow(id, changes, pinned), REST);
    });
  }

  async report(): Promise<void> {
    try {
      saveBlob(await file(`/cases/${this.id}/report`, question(this.changed)), `${this.id}-report.html`);
    } catch (error) {
      this.refuse(error);
    }
  }

  /** Follow a change; false where a newer one has come, or it cannot be answered. */
  private async quick(id: string, changes: Change[]): Promise<boolean> {
    this.working = true;
    try {
      const first = await Promise.all([this.count(id, changes), this.look(id, changes, FIRST[this.stage])]);
      if (first.includes(false)) return false;
      this.shown = changes;
      if (this.stage === "moving" && changes.length) await rest(STILL);
      if (this.changed !== changes) return false;
      const [zone, whole] = await Promise.all([ask<Zone>(id, "zone", changes), this.look(id, changes)]);
      if (!zone || !whole) return false;
      this.zone = zone;
      if (!changes.length && !desk.pinned) this.effect = null;
      this.problem = null;
      this.working = false;
      return true;
    } catch (error) {
      this.refuse(error);
      return false;
    }
  }

  /** Show the count of the zone; false where a newer change has come. A saved report holds it with the zone. */
  private async count(id: string, changes: Change[]): Promise<boolean> {
    if (fixed) return true;
    const found = await ask<Counted>(id, "count", changes);
    if (found) this.counted = found;
    return found !== undefined;
  }

  /** Show the shares over some draws; false where a newer change has come. */
  private async look(id: string, changes: Change[], draws?: number): Promise<boolean> {
    const found = await ask<Glance>(id, "glance", changes, draws);
    if (found) [this.glance, this.stage] = [found, "moving"];
    return found !== undefined;
  }

  private async slow(id: string, changes: Change[], pinned: Change[] | null): Promise<void> {
    this.refining = true;
    try {
      const [effect, before, odds, opening] = await Promise.all([
        effectOf(id, changes, pinned),
        pinned ? ask<Zone>(id, "zone?of=baseline", pinned) : undefined,
        ask<Odds>(id, "odds", changes),
        ask<Opening>(id, "opening", changes),
      ]);
      if (!odds || !opening) return;
      [this.odds, this.opening, this.effect, this.before] = [odds, opening, effect ?? null, before ?? null];
      this.refining = false;
      this.spoken = this.sentence();
    } catch (error) {
      this.refuse(error);
    }
  }

  private sentence(): string {
    const zone = this.glance?.outputs.zone;
    if (!zone || !this.settlements || !this.glance) return "";
    const shares = share(zone.value, zone.se, this.glance.draws);
    return say(words.frame.settled, { count: count(this.settlements.zone.value), share: shares });
  }

  private refuse(error: unknown): void {
    if (!(error instanceof Refusal)) throw error;
    this.working = this.refining = false;
    this.problem = error;
  }

  private forget(): void {
    this.file = this.inputs = this.glance = this.counted = this.zone = null;
    this.odds = this.opening = this.effect = this.before = this.problem = null;
    this.spoken = "";
    this.stage = "opening";
  }
}

function rest(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** What the changes do to every answer, against the baseline or the case as coded; nothing where nothing differs. */
async function effectOf(id: string, changes: Change[], pinned: Change[] | null): Promise<Whatif | undefined> {
  if (!pinned) return changes.length ? ask<Whatif>(id, "whatif", changes) : undefined;
  const found = await ask<Compared>(id, "compare?of=baseline", changes, undefined, { since: { changes: pinned } });
  return found && { draws: found.draws, outputs: found.answers };
}

export const answers = new Answers();
