// Writes beside the build what it was built from, so that a stale build can be seen without Node.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FILES = ["index.html", "package-lock.json", "package.json", "svelte.config.js", "tsconfig.json", "vite.config.js", "vite.saved.config.js"];
const DRAWINGS = "../src/detente/report/drawing.css";

function under(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? under(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

const sources = {};
for (const path of [...FILES, ...under("src"), DRAWINGS].sort()) {
  sources[path.split("\\").join("/")] = createHash("sha256").update(readFileSync(path)).digest("hex");
}
writeFileSync("../src/detente/report/app/manifest.json", JSON.stringify({ sources }, null, 1) + "\n");
