/** The text that is being written, kept while other screens are looked at, and over a reload. */
import type { CaseFile } from "./types";

type Kept = { text: string; base: string; seen: string };

class Draft {
  id = $state("");
  text = $state("");
  base = $state("");
  /** What a save shows to have seen; `*` for a case that is not in the folder yet. */
  seen = $state("");
  ships = $state(false);
  /** What was put aside when the other's text was taken. */
  kept = $state<string | null>(null);

  constructor() {
    $effect.root(() => {
      $effect(() => this.keep());
    });
  }

  get dirty(): boolean {
    return this.text !== this.base;
  }

  /** Open a file in the editor, unless something is being written into it. */
  take(file: CaseFile): void {
    const shown = file.ships ? "*" : file.seen;
    if (file.id === this.id && (this.dirty || this.seen === shown)) return;
    const held = file.id === this.id ? null : sessionStorage.getItem(`draft ${file.id}`);
    this.reset(file);
    if (!held) return;
    const { text, base, seen } = JSON.parse(held) as Kept;
    [this.text, this.base, this.seen] = [text, base, seen];
  }

  reset(file: CaseFile): void {
    [this.id, this.text, this.base, this.ships] = [file.id, file.text, file.text, file.ships];
    this.seen = file.ships ? "*" : file.seen;
  }

  discard(): void {
    this.text = this.base;
  }

  /** Put what was put aside back. */
  bring(): void {
    if (this.kept !== null) [this.text, this.kept] = [this.kept, null];
  }

  private keep(): void {
    if (!this.id) return;
    const held: Kept = { text: this.text, base: this.base, seen: this.seen };
    try {
      if (this.dirty) sessionStorage.setItem(`draft ${this.id}`, JSON.stringify(held));
      else sessionStorage.removeItem(`draft ${this.id}`);
    } catch {
      // The browser keeps no more; the text stays in the editor.
    }
  }
}

export const draft = new Draft();
