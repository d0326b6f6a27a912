/** The answers that a saved report carries with it; null where a server answers. */

type Replies = Record<string, unknown>;

function read(): Replies | null {
  const island = document.getElementById("held");
  return island ? (JSON.parse(island.textContent ?? "{}") as Replies) : null;
}

/** By path below `/api/v1`, as `/cases/miami/zone`. */
export const held = read();

/** The screens that a saved report fills; undefined where all are there. */
export const filled = held?.["tabs"] as string[] | undefined;

/** Whether the page is a saved report: nothing can be asked, so nothing can be changed. */
export const fixed = held !== null;
