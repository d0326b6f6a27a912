/** The cloud on a canvas, bottom up: how settlements spread or who refuses, only these two, all who must consent. */
import { ACROSS, HEIGHT, LEFT, TALL, TOP, WIDTH, type Box } from "./box";
import type { Cloud } from "./cloud";

export type Paint = { outside: string; two: string; zone: string };
type Scene = { cloud: Cloud; axes: [string, string]; held: Box; seen: Uint8Array };
type Layer = { mask: Uint8Array; colour: string; alpha: number; side: number };

export function paint(canvas: HTMLCanvasElement, scene: Scene, colours: Paint): void {
  const scale = Math.min(2, Math.max(1, window.devicePixelRatio));
  if (canvas.width !== WIDTH * scale) [canvas.width, canvas.height] = [WIDTH * scale, HEIGHT * scale];
  const pen = canvas.getContext("2d")!;
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, WIDTH, HEIGHT);
  pen.save();
  pen.beginPath();
  pen.rect(LEFT - 2, TOP - 2, ACROSS + 4, TALL + 4);
  pen.clip();
  spread(pen, scene, colours.outside);
  for (const layer of layers(scene, colours)) dots(pen, scene, layer);
  pen.restore();
}

/** Points by who accepts them; where a density says how many there are, only those of the zone, one by one. */
function layers({ cloud, axes, seen }: Scene, colours: Paint): Layer[] {
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

function dots(pen: CanvasRenderingContext2D, { cloud, axes, held: { x, y } }: Scene, layer: Layer): void {
  const [across, up] = axes.map((id) => cloud.plane(id)) as [Float64Array, Float64Array];
  const half = layer.side / 2;
  pen.globalAlpha = layer.alpha;
  pen.fillStyle = layer.colour;
  for (let k = 0; k < cloud.count; k += 1)
    if (layer.mask[k]) pen.fillRect(x(across[k]!) - half, y(up[k]!) - half, layer.side, layer.side);
  pen.globalAlpha = 1;
}

function spread(pen: CanvasRenderingContext2D, { cloud, axes, held: { x, y } }: Scene, colour: string): void {
  const squares = cloud.squares(axes);
  if (!squares?.most) return;
  const [low, high] = cloud.told.ends;
  const wide = (high - low) / squares.side;
  const edge = (k: number): number => low + k * wide;
  pen.fillStyle = colour;
  for (let up = 0; up < squares.side; up += 1)
    for (let across = 0; across < squares.side; across += 1) {
      const count = squares.counts(across, up);
      if (!count) continue;
      pen.globalAlpha = 0.15 + 0.75 * (Math.log1p(count) / Math.log1p(squares.most));
      const [left, top] = [x(edge(across)), y(edge(up + 1))];
      pen.fillRect(left, top, x(edge(across + 1)) - left, y(edge(up)) - top);
    }
  pen.globalAlpha = 1;
}
