/** What was typed and not yet saved: kept over a change of screen and a reload, until it is cleared. */

type Fields = Record<string, string | boolean | Record<string, string>>;

export class Draft<T extends Fields> {
  value = $state<T>({} as T);

  constructor(
    private readonly key: string,
    private readonly empty: T,
  ) {
    const kept = sessionStorage.getItem(key);
    this.value = { ...structuredClone(empty), ...(kept ? JSON.parse(kept) : {}) };
  }

  clear(): void {
    this.value = structuredClone(this.empty);
  }

  keep(): void {
    sessionStorage.setItem(this.key, JSON.stringify(this.value));
  }
}

/** Begin or take up what was typed; call while a component is made. */
export function draft<T extends Fields>(key: string, empty: T): Draft<T> {
  const held = new Draft(key, empty);
  $effect(() => held.keep());
  return held;
}

/** What was typed, without what was left empty. */
export function filled(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "" && value !== false));
}
