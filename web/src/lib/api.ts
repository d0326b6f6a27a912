/** Questions to the server. Of each slot only the newest is answered; an older reply is dropped. */

import { words } from "../words";
import { fixed, held } from "./held";
import { say } from "./say";
import type { Change, Fault } from "./types";

const ROOT = "/api/v1";
const STREAM = fixed ? "" : crypto.randomUUID();
const DRAWS = 200;
let turn = 0;
const latest = new Map<string, AbortController>();

export class Refusal extends Error {
  constructor(
    public status: number,
    public kind: string,
    message: string,
    public faults: Fault[] = [],
    public more: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  if (fixed) throw new Refusal(0, "fixed", words.frame.fixed);
  let reply: Response;
  try {
    reply = await fetch(ROOT + path, { ...init, headers: { "Content-Type": "application/json", ...init.headers } });
  } catch (error) {
    if ((error as Error).name === "AbortError") throw new Refusal(0, "superseded", "");
    throw new Refusal(0, "gone", words.frame.gone);
  }
  if (reply.ok) return reply;
  const told = await reply.json().catch(() => ({}));
  const unknown = { kind: "error", message: say(words.frame.failed, { status: reply.status }) };
  const { kind, message, faults, ...more } = told.error ?? unknown;
  throw new Refusal(reply.status, kind, message, faults, more);
}

async function send<T>(path: string, init: RequestInit): Promise<T> {
  if (held && path in held) return held[path] as T;
  return (await reach(path, init)).json() as Promise<T>;
}

export function get<T>(path: string): Promise<T> {
  return send<T>(path, {});
}

export function put<T>(method: "PUT" | "PATCH" | "POST", path: string, body: unknown, seen?: string): Promise<T> {
  return send<T>(path, { method, body: JSON.stringify(body), headers: seen ? { "If-Match": `"${seen}"` } : {} });
}

/** Ask for a file. */
export async function file(path: string, body: unknown): Promise<Blob> {
  return (await reach(path, { method: "POST", body: JSON.stringify(body) })).blob();
}

/** What every question about a case says: the changed inputs, the draws, the seed. */
export function question(changes: Change[], draws = DRAWS): Record<string, unknown> {
  return { changes, draws, seed: 1 };
}

/** Give questions up, of which the answers would come too late: the server stops working on them. */
export function drop(...verbs: string[]): void {
  for (const verb of verbs) {
    latest.get(verb)?.abort();
    latest.delete(verb);
  }
}

/** Ask a question about a case; undefined when a newer question of the same slot was asked meanwhile. */
export async function ask<T>(
  id: string,
  verb: string,
  changes: Change[],
  draws = DRAWS,
  more: Record<string, unknown> = {},
): Promise<T | undefined> {
  latest.get(verb)?.abort();
  const mine = new AbortController();
  latest.set(verb, mine);
  try {
    const body = JSON.stringify({ ...question(changes, draws), ...more, stream: `${STREAM}/${verb}`, turn: (turn += 1) });
    const found = await send<T>(`/cases/${id}/${verb}`, { method: "POST", body, signal: mine.signal });
    return latest.get(verb) === mine ? found : undefined;
  } catch (error) {
    if (error instanceof Refusal && error.kind === "superseded") return undefined;
    if (latest.get(verb) !== mine) return undefined;
    throw error;
  }
}
