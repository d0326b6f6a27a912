/** Which component shows which tab; a tab without one is not there yet. */
import type { Component } from "svelte";
import type { Tab } from "../lib/tabs";
import Economy from "./Economy.svelte";
import Evidence from "./Evidence.svelte";
import Forecasts from "./Forecasts.svelte";
import Help from "./Help.svelte";
import History from "./History.svelte";
import Hold from "./Hold.svelte";
import Overview from "./Overview.svelte";
import Parties from "./Parties.svelte";
import Scenarios from "./Scenarios.svelte";

export const screens: Partial<Record<Tab, Component>> = {
  overview: Overview,
  parties: Parties,
  scenarios: Scenarios,
  hold: Hold,
  economy: Economy,
  evidence: Evidence,
  forecasts: Forecasts,
  text: History,
  help: Help,
};
