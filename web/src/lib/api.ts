/** Questions to the server. Of each slot only the newest is answered; an older reply is dropped. */

import type { Change, Fault } from "./types";

const ROOT = "/api/v1";
const STREAM = crypto.randomUUID();
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

async function send<T>(path: string, init: RequestInit): Promise<T> {
  let reply: Response;
  try {
    reply = await fetch(ROOT + path, { ...init, headers: { "Content-Type": "application/json", ...init.headers } });
  } catch (error) {
    if ((error as Error).name === "AbortError") throw new Refusal(0, "superseded", "");
    throw new Refusal(0, "gone", "The server does not answer. Start it again with: detente serve. What you changed stays here.");
  }
  const held = await reply.json();
  if (reply.ok) return held as T;
  const { kind, message, faults, ...more } = held.error ?? { kind: "error", message: `The server failed (${reply.status}).` };
  throw new Refusal(reply.status, kind, message, faults, more);
}

export function get<T>(path: string): Promise<T> {
  return send<T>(path, {});
}

export function put<T>(method: "PUT" | "PATCH" | "POST", path: string, body: unknown, seen?: string): Promise<T> {
  return send<T>(path, { method, body: JSON.stringify(body), headers: seen ? { "If-Match": `"${seen}"` } : {} });
}

/** Ask a question about a case; undefined when a newer question of the same slot was asked meanwhile. */
export async function ask<T>(id: string, verb: string, changes: Change[], draws = 200): Promise<T | undefined> {
  const slot = `${verb}`;
  latest.get(slot)?.abort();
  const mine = new AbortController();
  latest.set(slot, mine);
  try {
    const body = JSON.stringify({ changes, draws, seed: 1, stream: `${STREAM}/${slot}`, turn: (turn += 1) });
    const found = await send<T>(`/cases/${id}/${verb}`, { method: "POST", body, signal: mine.signal });
    return latest.get(slot) === mine ? found : undefined;
  } catch (error) {
    if (error instanceof Refusal && error.kind === "superseded") return undefined;
    if (latest.get(slot) !== mine) return undefined;
    throw error;
  }
}
