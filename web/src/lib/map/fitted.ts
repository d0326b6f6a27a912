/** Texts cut to the room that a drawing has for them. */
let pen: CanvasRenderingContext2D | null = null;

/** A text, or its beginning, at most so many pixels wide. */
export function fitted(text: string, width: number, font: string): string {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return text;
  pen.font = font;
  if (pen.measureText(text).width <= width) return text;
  let cut = text;
  while (cut && pen.measureText(`${cut}…`).width > width) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}
