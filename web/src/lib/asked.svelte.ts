/** A question that follows the changed inputs while a screen is shown; the newest answer wins. */
import { answers } from "./answers.svelte";
import { ask, drop, Refusal } from "./api";
import { desk } from "./desk.svelte";

type Manner = { rest?: number; draws?: number; more?: () => Record<string, unknown>; ready?: () => boolean };

export class Asked<T> {
  value = $state.raw<T | null>(null);
  working = $state(false);
  problem = $state.raw<Refusal | null>(null);

  constructor(
    readonly verb: string,
    readonly manner: Manner,
  ) {}

  async again(more: Record<string, unknown> = this.manner.more?.() ?? {}): Promise<void> {
    this.working = true;
    try {
      const found = await ask<T>(desk.id, this.verb, desk.changes, this.manner.draws, more);
      if (found === undefined) return;
      [this.value, this.problem, this.working] = [found, null, false];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      [this.problem, this.working] = [error, false];
    }
  }
}

/**
 * Ask `POST /cases/ID/VERB` of a case now, and after every change once the inputs rest; call while a component is made.
 * `more` adds to what is sent; what can wait is asked only once it is `ready`.
 */
export function asked<T>(verb: string, manner: Manner = {}): Asked<T> {
  const question = new Asked<T>(verb, manner);
  // No state of the page: an answer is not what asks anew.
  let about = "";
  $effect(() => {
    const there = answers.inputs && answers.id === desk.id;
    const more = manner.more?.() ?? {};
    const ready = manner.ready?.() ?? true;
    JSON.stringify([desk.changes, answers.file?.seen]);
    if (!there) return;
    question.working = true;
    if (!ready) return;
    const rest = about === desk.id ? (manner.rest ?? 300) : 0;
    about = desk.id;
    const timer = setTimeout(() => void question.again(more), rest);
    return () => {
      clearTimeout(timer);
      drop(verb);
    };
  });
  return question;
}
