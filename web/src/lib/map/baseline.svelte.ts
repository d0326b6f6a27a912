/** The coded case, pinned: what its zone and its map were before anything was changed. */
import { answers } from "../answers.svelte";
import { put, question, Refusal } from "../api";
import { desk } from "../desk.svelte";
import type { MapAnswer } from "../types/map";
import type { Zone } from "../types";

class Baseline<T> {
  value = $state.raw<T | null>(null);

  constructor(readonly verb: string) {}

  async ask(id: string): Promise<void> {
    try {
      this.value = await put<T>("POST", `/cases/${id}/${this.verb}`, question([]));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.value = null;
    }
  }
}

/** Ask about the coded case once something is changed; call while a component is made. */
function coded<T>(verb: string): Baseline<T> {
  const held = new Baseline<T>(verb);
  let known = "";
  $effect(() => {
    const key = `${desk.id} ${answers.file?.seen ?? ""}`;
    if (!desk.count || answers.id !== desk.id || known === key) return;
    known = key;
    void held.ask(desk.id);
  });
  return held;
}

export const codedZone = (): Baseline<Zone> => coded<Zone>("zone");
export const codedMap = (): Baseline<MapAnswer> => coded<MapAnswer>("map");
