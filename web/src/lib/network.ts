/** Where the boxes of the actor map stand, and how its ties run. Positions in a drawing; computed once, the same each time. */
import type { Seat, Tie } from "./types/parties";

export type Spot = { x: number; y: number };
export type Frame = { width: number; height: number };

export const BOX = { width: 116, height: 44 };
const MARGIN = 6;
const ROOM = 132;
const LETTERS = 15;
const BOW = 0.3;
const APART = 22;

/** The drawing grows with the parties, so that their boxes have room around it. */
export function frameOf(count: number): Frame {
  const wider = Math.max(1, (count * ROOM) / 1750);
  return { width: Math.round(760 * wider), height: Math.round(500 * wider) };
}

/** Parties in the order around the table: each principal with those of its side, the others in between. */
export function around(seats: Seat[]): Seat[] {
  const principals = seats.filter((seat) => seat.role === "principal");
  const placed = new Set<Seat>();
  const side = (seat: Seat): Seat[] => {
    if (placed.has(seat)) return [];
    placed.add(seat);
    return [seat, ...seats.filter((other) => other.of === seat.id).flatMap(side)];
  };
  const sides = principals.map(side);
  const others = seats.filter((seat) => !placed.has(seat)).flatMap(side);
  const share = Math.ceil(others.length / Math.max(1, sides.length));
  return sides.length ? sides.flatMap((own, k) => [...own, ...others.slice(k * share, (k + 1) * share)]) : others;
}

/** Spots on an ellipse, the same way along it from one to the next; the first at its left end. */
export function spots(seats: Seat[]): Map<string, Spot> {
  const order = around(seats);
  const { width, height } = frameOf(order.length);
  const [a, b] = [(width - BOX.width) / 2 - MARGIN, (height - BOX.height) / 2 - MARGIN];
  const at = (angle: number): Spot => ({ x: width / 2 - a * Math.cos(angle), y: height / 2 - b * Math.sin(angle) });
  if (order.length === 1) return new Map([[order[0]!.id, { x: width / 2, y: height / 2 }]]);
  const STEPS = 1440;
  const walked = [0];
  for (let k = 1; k <= STEPS; k += 1) {
    const [from, to] = [at(((k - 1) / STEPS) * 2 * Math.PI), at((k / STEPS) * 2 * Math.PI)];
    walked.push(walked[k - 1]! + Math.hypot(to.x - from.x, to.y - from.y));
  }
  return new Map(
    order.map((seat, k) => {
      const step = walked.findIndex((far) => far >= (k / order.length) * walked[STEPS]! - 1e-9);
      return [seat.id, at((step / STEPS) * 2 * Math.PI)];
    }),
  );
}

export function kept(spot: Spot, frame: Frame): Spot {
  const inside = (x: number, size: number, room: number): number => Math.min(room - size / 2 - 2, Math.max(size / 2 + 2, x));
  return { x: inside(spot.x, BOX.width, frame.width), y: inside(spot.y, BOX.height, frame.height) };
}

/** The lines of a name in its box: two at most, broken between words. */
export function lines(name: string): string[] {
  const found: string[] = [];
  for (const word of name.split(/\s+/)) {
    const last = found.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= LETTERS) found[found.length - 1] = `${last} ${word}`;
    else found.push(word);
  }
  const cut = found.slice(0, 2).map((line) => (line.length > LETTERS ? `${line.slice(0, LETTERS - 1)}…` : line));
  if (found.length > 2 && !cut[1]!.endsWith("…")) cut[1] = `${cut[1]!.slice(0, LETTERS - 1)}…`;
  return cut;
}

/** The path of a tie from the edge of one box to that of another, bowed to the middle; several of one pair lie apart. */
export function path(from: Spot, to: Spot, frame: Frame, lane: number): string {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const long = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [nx, ny] = [(to.y - from.y) / long, (from.x - to.x) / long];
  const bend = {
    x: middle.x + (frame.width / 2 - middle.x) * BOW + nx * lane * APART,
    y: middle.y + (frame.height / 2 - middle.y) * BOW + ny * lane * APART,
  };
  const [start, end] = [edge(from, bend), edge(to, bend)];
  return `M${start.x.toFixed(1)},${start.y.toFixed(1)}Q${bend.x.toFixed(1)},${bend.y.toFixed(1)} ${end.x.toFixed(1)},${end.y.toFixed(1)}`;
}

/** Where the line from the middle of a box to a point leaves the box. */
function edge(box: Spot, to: Spot): Spot {
  const [dx, dy] = [to.x - box.x, to.y - box.y];
  const scale = Math.min(BOX.width / 2 / (Math.abs(dx) || 1e-9), BOX.height / 2 / (Math.abs(dy) || 1e-9));
  return { x: box.x + dx * Math.min(1, scale), y: box.y + dy * Math.min(1, scale) };
}

/** The lane of each tie among those of its pair: -1, 0, 1 ... around the straight one. */
export function lanes(ties: Tie[]): number[] {
  const pair = (tie: Tie): string => [tie.one, tie.other].sort().join(" ");
  const count = new Map<string, number>();
  const rank = ties.map((tie) => {
    const seen = count.get(pair(tie)) ?? 0;
    count.set(pair(tie), seen + 1);
    return seen;
  });
  return ties.map((tie, k) => {
    const lane = rank[k]! - (count.get(pair(tie))! - 1) / 2;
    return tie.one < tie.other ? lane : -lane;
  });
}
