/** Files from this machine, as the server takes them. */
import { put } from "./api";
import type { CaseFile } from "./types";

async function coded(file: File): Promise<{ name: string; data: string }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let held = "";
  for (let k = 0; k < bytes.length; k += 0x8000) held += String.fromCharCode(...bytes.subarray(k, k + 0x8000));
  return { name: file.name, data: btoa(held) };
}

/** Bring a case in; the answer is the case as it then lies in the folder. */
export async function bring(files: Iterable<File>, id = ""): Promise<CaseFile> {
  return put<CaseFile>("POST", "/cases/import", { files: await Promise.all([...files].map(coded)), id });
}
