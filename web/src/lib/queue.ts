/** Work in the background, one piece after the other, so that a list does not crowd out what is asked by hand. */
let last: Promise<unknown> = Promise.resolve();

export function queued<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work, work);
  last = next.catch(() => undefined);
  return next;
}
