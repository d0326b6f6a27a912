/** The box of the map: 600 by 440, where a utility stands in it, and what a pointer is near to. */
import type { Cloud } from "./cloud";

export const WIDTH = 600;
export const HEIGHT = 440;
export const LEFT = 46;
export const RIGHT = 14;
export const TOP = 16;
export const BOTTOM = 42;
export const NEAR = 12;
export const ACROSS = WIDTH - LEFT - RIGHT;
export const TALL = HEIGHT - TOP - BOTTOM;
const STEPS = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];
const TICKS = [0, 1, 2, 3, 4, 5];

export type Ends = [number, number];
export type Box = {
  x: (utility: number) => number;
  y: (utility: number) => number;
  across: number[];
  up: number[];
  inside: (at: [number, number]) => boolean;
};

export function box(across: Ends, up: Ends): Box {
  const x = (utility: number): number => LEFT + (ACROSS * (utility - across[0])) / (across[1] - across[0]);
  const y = (utility: number): number => TOP + TALL * (1 - (utility - up[0]) / (up[1] - up[0]));
  const inside = ([a, b]: [number, number]): boolean =>
    a >= LEFT - 1 && a <= WIDTH - RIGHT + 1 && b >= TOP - 1 && b <= HEIGHT - BOTTOM + 1;
  return { x, y, across: ticks(across), up: ticks(up), inside };
}

function ticks([low, high]: Ends): number[] {
  return TICKS.map((k) => Number((low + ((high - low) * k) / 5).toFixed(4)));
}

/** Five even steps of a round size around some values. */
function around(values: number[], whole: Ends): Ends {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  for (const step of STEPS) {
    const low = Math.floor((least - 0.1 * step) / step) * step;
    if (low + 5 * step >= most + 0.1 * step) return [low, low + 5 * step];
  }
  return whole;
}

/** The box of two parties: the whole scale, or the zone and the no-deal values alone. */
export function boxOf(cloud: Cloud, axes: [string, string], zoom: boolean): Box {
  const whole = cloud.told.ends;
  const shown = cloud.shown(axes);
  const inside = zoom ? Array.from(shown.keys()).filter((k) => shown[k] && cloud.inZone[k]) : [];
  if (!inside.length) return box(whole, whole);
  const [across, up] = axes.map((id) => {
    const held = cloud.plane(id);
    const floor = cloud.told.parties.find((party) => party.id === id)?.no_deal;
    return around([...inside.map((k) => held[k]!), ...(floor == null ? [] : [floor])], whole);
  }) as [Ends, Ends];
  return box(across, up);
}

/** The visible point nearest to a place of the box, at most `reach` away; -1 for none. */
export function nearest(cloud: Cloud, axes: [string, string], held: Box, seen: Uint8Array, at: [number, number], reach: number): number {
  const [across, up] = axes.map((id) => cloud.plane(id)) as [Float64Array, Float64Array];
  let [best, least] = [-1, reach * reach];
  for (let k = 0; k < cloud.count; k += 1) {
    if (!seen[k]) continue;
    const far = (held.x(across[k]!) - at[0]) ** 2 + (held.y(up[k]!) - at[1]) ** 2;
    // Of points in one place that of the zone is nearer: it lies on top.
    if (far < least || (far === least && best >= 0 && cloud.inZone[k] && !cloud.inZone[best])) [best, least] = [k, far];
  }
  return best;
}

/** A path through points, from one to the next. */
export function path(places: [number, number][]): string {
  return places.map(([x, y], k) => `${k ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}
