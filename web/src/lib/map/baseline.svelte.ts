/** What figures and the map are compared with: the pinned baseline, else the case as coded. */
import { answers } from "../answers.svelte";
import { put, question, Refusal } from "../api";
import { desk } from "../desk.svelte";
import type { Change, Zone } from "../types";
import type { MapAnswer } from "../types/map";

class Baseline<T> {
  value = $state.raw<T | null>(null);
  private newest = 0;

  constructor(readonly verb: string) {}

  async ask(id: string, changes: Change[]): Promise<void> {
    const mine = (this.newest += 1);
    try {
      const found = await put<T>("POST", `/cases/${id}/${this.verb}`, question(changes));
      if (mine === this.newest) this.value = found;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (mine === this.newest) this.value = null;
    }
  }
}

/** Ask about some changed inputs once others are shown; call while a component is made. */
function before<T>(verb: string, changes: () => Change[]): Baseline<T> {
  const held = new Baseline<T>(verb);
  let known = "";
  $effect(() => {
    const from = changes();
    const key = JSON.stringify([desk.id, answers.file?.seen, from]);
    if (!differs(from) || answers.id !== desk.id || known === key) return;
    known = key;
    void held.ask(desk.id, from);
  });
  return held;
}

const differs = (from: Change[]): boolean => JSON.stringify(from) !== JSON.stringify(desk.changes);

/** The zone of the coded case. */
export const codedZone = (): Baseline<Zone> => before<Zone>("zone", () => []);

/** The map of the pinned baseline, else of the coded case. */
export const mapBefore = (): Baseline<MapAnswer> => before<MapAnswer>("map", () => desk.pinned ?? []);

/** Whether what is shown differs from that baseline. */
export const moved = (): boolean => differs(desk.pinned ?? []);
