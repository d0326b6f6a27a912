/**
 * Which component shows which tab. The overview and what is small come with the first page, the others when they are
 * opened; a saved report holds all in its one script.
 */
import type { Component } from "svelte";
import type { Tab } from "../lib/tabs";
import Help from "./Help.svelte";
import Hold from "./Hold.svelte";
import Overview from "./Overview.svelte";
import Report from "./Report.svelte";

type Fetched = () => Promise<{ default: Component }>;

const first: Partial<Record<Tab, Component>> = { overview: Overview, hold: Hold, report: Report, help: Help };

const fetched: Partial<Record<Tab, Fetched>> = {
  parties: () => import("./Parties.svelte"),
  issues: () => import("./Issues.svelte"),
  map: () => import("./SettlementMap.svelte"),
  scenarios: () => import("./Scenarios.svelte"),
  economy: () => import("./Economy.svelte"),
  evidence: () => import("./Evidence.svelte"),
  forecasts: () => import("./Forecasts.svelte"),
  compare: () => import("./Compare.svelte"),
  text: () => import("./Text.svelte"),
};

export function screen(tab: Tab): Component | Promise<Component> {
  const found = fetched[tab];
  return first[tab] ?? (found ? found().then((held) => held.default) : Overview);
}
