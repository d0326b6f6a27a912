/** What was said of the weights of each party, kept while the page is open and over a reload. */
import { desk } from "./desk.svelte";
import type { Statement } from "./types/issues";

class Said {
  private all = $state<Record<string, Statement[]>>(this.read());

  of(party: string, issue: string): Statement[] {
    return this.all[this.key(party, issue)] ?? [];
  }

  add(party: string, issue: string, statement: Statement): void {
    this.write(party, issue, [...this.of(party, issue), statement]);
  }

  drop(party: string, issue: string, place: number): void {
    this.write(party, issue, this.of(party, issue).filter((_, k) => k !== place));
  }

  private key(party: string, issue: string): string {
    return [desk.id, party, issue].join("/");
  }

  private write(party: string, issue: string, held: Statement[]): void {
    this.all = { ...$state.snapshot(this.all), [this.key(party, issue)]: held };
    sessionStorage.setItem("said", JSON.stringify(this.all));
  }

  private read(): Record<string, Statement[]> {
    return JSON.parse(sessionStorage.getItem("said") ?? "{}");
  }
}

export const said = new Said();
