/** The points of a map, decoded: what each is worth to whom, who accepts it, which options it has. */
import type { MapAnswer, MapLine, Plane } from "../types/map";

export type Options = Record<string, string>;
export type Spot = { utility: Record<string, number | null>; accepts: Record<string, boolean>; options: Options; inZone: boolean };

export class Cloud {
  readonly count: number;
  readonly inZone: Uint8Array;
  readonly admissible: Uint8Array;
  readonly complete: Uint8Array;
  readonly frontier: Uint8Array | null;
  private readonly utilities: Record<string, Float64Array> = {};
  private readonly accepted: Record<string, Uint8Array> = {};
  private readonly columns: Uint16Array | null;
  private readonly valued: Record<string, boolean> = {};

  constructor(readonly told: MapAnswer) {
    const points = told.points;
    this.count = points.count;
    for (const [id, plane] of Object.entries(points.utility)) this.utilities[id] = values(plane);
    for (const [id, plane] of Object.entries(points.accepts)) this.accepted[id] = bits(plane, this.count);
    for (const party of told.parties) this.valued[party.id] = party.no_deal !== null;
    this.admissible = bits(points.admissible, this.count);
    this.complete = bits(points.complete, this.count);
    this.frontier = points.frontier === null ? null : bits(points.frontier, this.count);
    this.columns = points.columns === null ? null : new Uint16Array(bytes(points.columns).buffer);
    this.inZone = this.both(told.required, this.admissible);
  }

  /** Which points all of some parties accept; parties whose consent is not needed refuse nothing. */
  both(parties: string[], from: Uint8Array = this.admissible): Uint8Array {
    const found = from.slice();
    for (const id of parties) this.accepted[id]?.forEach((yes, k) => (found[k]! &= yes));
    return found;
  }

  /** The utility of a point; null where an open issue has none, to a party without a no-deal value. */
  utility(id: string, k: number): number | null {
    const held = this.utilities[id];
    return held && (this.valued[id] || this.complete[k]) ? held[k]! : null;
  }

  /** The utilities to a party of all points, for drawing; `shown` says which of them count. */
  plane(id: string): Float64Array {
    return this.utilities[id] ?? new Float64Array(this.count);
  }

  /** Which points can stand on axes for two parties. */
  shown(parties: [string, string]): Uint8Array {
    const whole = parties.every((id) => this.valued[id]);
    return whole ? this.admissible : this.admissible.map((yes, k) => yes & this.complete[k]!);
  }

  options(k: number): Options {
    const issues = this.told.issues;
    const digits: number[] = [];
    let rest = k;
    for (let i = issues.length - 1; i >= 0; i -= 1) {
      const { length } = issues[i]!.options;
      digits[i] = this.columns ? this.columns[i * this.count + k]! : rest % length;
      rest = Math.floor(rest / length);
    }
    return Object.fromEntries(
      issues.flatMap(({ issues: names, options }, i) => names.map((name, at) => [name, options[digits[i]!]![at]!] as const)),
    );
  }

  /** Where a settlement stands among the points; -1 where it is not shown. */
  find(wanted: Options): number {
    const digits = this.told.issues.map(({ issues, options }) =>
      options.findIndex((row) => row.every((option, at) => option === wanted[issues[at]!])),
    );
    if (digits.some((digit) => digit < 0)) return -1;
    if (this.columns) return this.search(digits);
    return digits.reduce((place, digit, i) => place * this.told.issues[i]!.options.length + digit, 0);
  }

  private search(digits: number[]): number {
    for (let k = 0; k < this.count; k += 1)
      if (digits.every((digit, i) => this.columns![i * this.count + k] === digit)) return k;
    return -1;
  }

  spot(k: number): Spot {
    const ids = this.told.parties.map((party) => party.id);
    const accepts = Object.entries(this.accepted).map(([id, held]) => [id, Boolean(held[k])]);
    return {
      utility: Object.fromEntries(ids.map((id) => [id, this.utility(id, k)])),
      accepts: Object.fromEntries(accepts),
      options: this.options(k),
      inZone: Boolean(this.inZone[k]),
    };
  }

  /** Both frontiers of two parties, in order of the first named. */
  lines(parties: [string, string]): { zone: MapLine; admissible: MapLine } {
    const none = { size: 0, points: [] };
    const pair = this.told.lines.find((row) => parties.every((id) => row.parties.includes(id)));
    if (!pair) return { zone: none, admissible: none };
    const across = this.plane(parties[0]);
    const along = (line: MapLine): MapLine => ({ ...line, points: [...line.points].sort((a, b) => across[a]! - across[b]!) });
    return { zone: along(pair.zone), admissible: along(pair.admissible) };
  }

  /** The counts of the squares of two parties, rows upward; null where every settlement is a point. */
  squares(parties: [string, string]): { counts: (across: number, up: number) => number; side: number; most: number } | null {
    const held = this.told.density;
    const pair = held?.pairs.find((row) => parties.every((id) => row.parties.includes(id)));
    if (!held || !pair) return null;
    const counts = new Uint32Array(bytes(pair.counts).buffer);
    const side = held.squares;
    const straight = pair.parties[0] === parties[0];
    const at = (across: number, up: number): number => (straight ? counts[up * side + across]! : counts[across * side + up]!);
    return { counts: at, side, most: counts.reduce((most, n) => Math.max(most, n), 0) };
  }
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

function bits(text: string, count: number): Uint8Array {
  const held = bytes(text);
  return Uint8Array.from({ length: count }, (_, k) => (held[k >> 3]! >> (k & 7)) & 1);
}

/** Numbers from the steps between them. */
function values({ low, step, steps }: Plane): Float64Array {
  const held = new Int32Array(bytes(steps).buffer);
  let place = 0;
  return Float64Array.from(held, (by) => low + step * (place += by));
}
