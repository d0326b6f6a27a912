/** What the report's blocks do in a page that runs: pickers that show one map, and all laid open for print. */

type Pick = HTMLSelectElement;

/** Let the pickers of each choice show the drawing of two parties, never of one twice. */
export function enliven(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>(".choice")) choose(box);
}

function choose(box: HTMLElement): void {
  const more = box.querySelector(".pairs");
  const pickers = box.querySelector<HTMLElement>(".pickers");
  const across = box.querySelector<Pick>("[data-axis=across]");
  const up = box.querySelector<Pick>("[data-axis=up]");
  if (!more || !pickers || !across || !up) return;
  const pairs = [...box.querySelectorAll<HTMLElement>(".pair")];
  box.append(...pairs);
  more.remove();
  pickers.hidden = false;
  let last = [across.value, up.value];
  const show = (changed: Pick, other: Pick): void => {
    if (across.value === up.value) other.value = (changed === across ? last[0] : last[1]) ?? other.value;
    last = [across.value, up.value];
    for (const pair of pairs) pair.hidden = pair.dataset["across"] !== across.value || pair.dataset["up"] !== up.value;
  };
  across.addEventListener("change", () => show(across, up));
  up.addEventListener("change", () => show(up, across));
  show(across, up);
}

/** Lay open what opens on demand while the page is printed. */
export function openInPrint(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
  });
}
