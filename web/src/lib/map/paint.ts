/** The cloud on a canvas, bottom up: how settlements spread or who refuses, only these two, all who must consent. */
import { box, HEIGHT, LEFT, TOP, WIDTH, BOTTOM, RIGHT } from "./box";
import type { Cloud } from "./cloud";

export type Paint = { outside: string; two: string; zone: string };
type Layer = { mask: Uint8Array; colour: string; alpha: number; side: number };

export function paint(canvas: HTMLCanvasElement, cloud: Cloud, axes: [string, string], seen: Uint8Array, colours: Paint): void {
  const scale = Math.min(2, Math.max(1, window.devicePixelRatio));
  if (canvas.width !== WIDTH * scale) [canvas.width, canvas.height] = [WIDTH * scale, HEIGHT * scale];
  const pen = canvas.getContext("2d")!;
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, WIDTH, HEIGHT);
  spread(pen, cloud, axes, colours.outside);
  for (const layer of layers(cloud, axes, seen, colours)) dots(pen, cloud, axes, layer);
}

/** Points by who accepts them; where a density says how many there are, only those of the zone, one by one. */
function layers(cloud: Cloud, axes: [string, string], seen: Uint8Array, colours: Paint): Layer[] {
  const both = cloud.both(axes, seen);
  const inside = seen.map((yes, k) => yes & cloud.inZone[k]!);
  const zone = { mask: inside, colour: colours.zone, alpha: 0.75, side: 4 };
  if (cloud.told.density) return [zone];
  const outside = seen.map((yes, k) => yes & (1 - both[k]!));
  const two = both.map((yes, k) => yes & (1 - inside[k]!));
  return [
    { mask: outside, colour: colours.outside, alpha: 0.5, side: 2.5 },
    { mask: two, colour: colours.two, alpha: 0.5, side: 3 },
    zone,
  ];
}

function dots(pen: CanvasRenderingContext2D, cloud: Cloud, axes: [string, string], layer: Layer): void {
  const { x, y } = box(cloud.told.ends);
  const [across, up] = axes.map((id) => cloud.plane(id)) as [Float64Array, Float64Array];
  const half = layer.side / 2;
  pen.globalAlpha = layer.alpha;
  pen.fillStyle = layer.colour;
  for (let k = 0; k < cloud.count; k += 1)
    if (layer.mask[k]) pen.fillRect(x(across[k]!) - half, y(up[k]!) - half, layer.side, layer.side);
  pen.globalAlpha = 1;
}

function spread(pen: CanvasRenderingContext2D, cloud: Cloud, axes: [string, string], colour: string): void {
  const squares = cloud.squares(axes);
  if (!squares?.most) return;
  const wide = (WIDTH - LEFT - RIGHT) / squares.side;
  const tall = (HEIGHT - TOP - BOTTOM) / squares.side;
  pen.fillStyle = colour;
  for (let up = 0; up < squares.side; up += 1)
    for (let across = 0; across < squares.side; across += 1) {
      const count = squares.counts(across, up);
      if (!count) continue;
      pen.globalAlpha = 0.15 + 0.75 * (Math.log1p(count) / Math.log1p(squares.most));
      pen.fillRect(LEFT + across * wide, HEIGHT - BOTTOM - (up + 1) * tall, wide, tall);
    }
  pen.globalAlpha = 1;
}
