/** What of the map is looked at: the axes, the selected settlement, those to compare, the options that must be in. */
import type { Cloud, Options } from "./cloud";

const MOST_COMPARED = 6;

class View {
  private wantedAcross = $state("");
  private wantedUp = $state("");
  cloud = $state.raw<Cloud | null>(null);
  chosen = $state.raw<Options | null>(null);
  compared = $state.raw<Options[]>([]);
  filter = $state<Options>({});
  hovered = $state(-1);
  /** Whether the axes show the zone alone. */
  zoom = $state(false);

  get across(): string {
    return this.axes[0];
  }

  get up(): string {
    return this.axes[1];
  }

  /** The parties on the axes, never one twice. */
  get axes(): [string, string] {
    const ids = this.cloud?.told.parties.map((party) => party.id) ?? [];
    const across = ids.includes(this.wantedAcross) ? this.wantedAcross : (ids.find((id) => id !== this.wantedUp) ?? "");
    const up = ids.includes(this.wantedUp) && this.wantedUp !== across ? this.wantedUp : (ids.find((id) => id !== across) ?? "");
    return [across, up];
  }

  turn(across: string, up: string): void {
    [this.wantedAcross, this.wantedUp] = [across, up];
  }

  /** The place of the selected settlement among the points; -1 for none. */
  get selected(): number {
    return this.chosen && this.cloud ? this.cloud.find(this.chosen) : -1;
  }

  select(k: number): void {
    this.chosen = this.cloud && k >= 0 ? this.cloud.options(k) : null;
  }

  /** Add a settlement to those compared, or take it out. */
  compare(options: Options): void {
    const key = JSON.stringify(options);
    const rest = this.compared.filter((held) => JSON.stringify(held) !== key);
    const added = rest.length === this.compared.length;
    this.compared = added ? [...rest, options].slice(-MOST_COMPARED) : rest;
  }

  forget(): void {
    [this.chosen, this.compared, this.filter, this.hovered, this.cloud] = [null, [], {}, -1, null];
    this.zoom = false;
    this.turn("", "");
  }
}

export const view = new View();

/** Which points can be seen: with a utility to both, and with every option that is asked for. */
export function visible(cloud: Cloud, axes: [string, string], filter: Options): Uint8Array {
  const found = cloud.shown(axes).slice();
  const wanted = Object.entries(filter);
  if (!wanted.length) return found;
  found.forEach((yes, k) => {
    if (!yes) return;
    const options = cloud.options(k);
    if (wanted.some(([issue, option]) => options[issue] !== option)) found[k] = 0;
  });
  return found;
}
