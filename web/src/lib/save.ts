/** Files that the browser saves: drawings and tables, each with its source line. */

export type Column = { id: string; name: string; number?: boolean };
export type CellValue = string | number | null;

const SPACE = 22;
const SCALE = 2;
const STYLES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "font", "text-anchor", "paint-order"];

export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Quote a cell; a text that a spreadsheet would run as a formula is kept a text, numbers stay numbers. */
function quoted(value: CellValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) && !Number.isFinite(Number(value)) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csv(columns: Column[], rows: CellValue[][], source: string): string {
  const lines = [columns.map((column) => column.name), ...rows].map((row) => row.map(quoted).join(","));
  return `${lines.join("\r\n")}\r\n${quoted(source)}\r\n`;
}

/** A copy of a drawing that stands alone: styles written in, the source line below. */
export function alone(drawing: SVGSVGElement, source: string): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const [from, to] = [drawing, copy].map((root) => [root, ...root.querySelectorAll("*")] as SVGElement[]);
  from!.forEach((node, k) => {
    const styles = getComputedStyle(node);
    for (const name of STYLES) to![k]!.style.setProperty(name, styles.getPropertyValue(name));
  });
  const box = drawing.viewBox.baseVal;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height + SPACE}`);
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("height", String(box.height + SPACE));
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ x: box.x, y: box.y, width: box.width, height: box.height + SPACE }))
    ground.setAttribute(name, String(value));
  ground.setAttribute("fill", getComputedStyle(document.body).getPropertyValue("--card") || "#fff");
  copy.prepend(ground);
  const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
  text.setAttribute("x", String(box.x + 4));
  text.setAttribute("y", String(box.y + box.height + SPACE - 7));
  text.setAttribute("font-size", "9");
  text.setAttribute("font-family", "system-ui, sans-serif");
  text.setAttribute("fill", getComputedStyle(document.body).color);
  text.setAttribute("textLength", String(Math.min(box.width - 8, source.length * 4.4)));
  text.setAttribute("lengthAdjust", "spacingAndGlyphs");
  text.textContent = source;
  copy.append(text);
  return new XMLSerializer().serializeToString(copy);
}

export async function png(svg: string, width: number, height: number): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * SCALE, (height + SPACE) * SCALE];
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no image"))), "image/png"));
}
