/** The box of the map: 600 by 440, where a utility stands in it, and what a pointer is near to. */
import type { Cloud } from "./cloud";

export const WIDTH = 600;
export const HEIGHT = 440;
export const LEFT = 46;
export const RIGHT = 14;
export const TOP = 16;
export const BOTTOM = 42;
export const NEAR = 12;
const ACROSS = WIDTH - LEFT - RIGHT;
const TALL = HEIGHT - TOP - BOTTOM;

export type Ends = [number, number];
export type Box = { x: (utility: number) => number; y: (utility: number) => number; ticks: number[] };

export function box([low, high]: Ends): Box {
  const share = (utility: number): number => (utility - low) / (high - low);
  return {
    x: (utility) => LEFT + ACROSS * share(utility),
    y: (utility) => TOP + TALL * (1 - share(utility)),
    ticks: [0, 1, 2, 3, 4, 5].map((k) => low + ((high - low) * k) / 5),
  };
}

/** The visible point nearest to a place of the box, at most `reach` away; -1 for none. */
export function nearest(cloud: Cloud, axes: [string, string], seen: Uint8Array, at: [number, number], reach: number): number {
  const { x, y } = box(cloud.told.ends);
  const [across, up] = axes.map((id) => cloud.plane(id)) as [Float64Array, Float64Array];
  let [best, least] = [-1, reach * reach];
  for (let k = 0; k < cloud.count; k += 1) {
    if (!seen[k]) continue;
    const far = (x(across[k]!) - at[0]) ** 2 + (y(up[k]!) - at[1]) ** 2;
    // Of points in one place that of the zone is nearer: it lies on top.
    if (far < least || (far === least && best >= 0 && cloud.inZone[k] && !cloud.inZone[best])) [best, least] = [k, far];
  }
  return best;
}

/** A path through points, from one to the next. */
export function path(places: [number, number][]): string {
  return places.map(([x, y], k) => `${k ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}
