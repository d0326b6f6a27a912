/** What the server says about reports. */
import type { About } from "../types";

export type Named = { id: string; name: string };
export type Preset = Named & { sections: string[] };
export type Format = Named & { missing: string };
export type Parts = { sections: Named[]; presets: Preset[]; formats: Format[] };
export type Preview = { case: About; sections: string[]; cite: string; version: string; html: string };
