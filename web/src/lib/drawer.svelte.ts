/** The drawer "Why this number?": which number of a run it is about. */

class Drawer {
  number = $state("");
  private back: HTMLElement | null = null;

  open(number: string, from: HTMLElement): void {
    this.back = from;
    this.number = number;
  }

  close(): void {
    this.number = "";
    this.back?.focus();
  }
}

export const drawer = new Drawer();
