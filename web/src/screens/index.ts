/** Which component shows which tab; a tab without one is not there yet. */
import type { Component } from "svelte";
import type { Tab } from "../lib/tabs";
import Compare from "./Compare.svelte";
import Economy from "./Economy.svelte";
import Evidence from "./Evidence.svelte";
import Forecasts from "./Forecasts.svelte";
import Help from "./Help.svelte";
import Hold from "./Hold.svelte";
import Issues from "./Issues.svelte";
import Overview from "./Overview.svelte";
import Parties from "./Parties.svelte";
import Report from "./Report.svelte";
import Scenarios from "./Scenarios.svelte";
import Text from "./Text.svelte";
import SettlementMap from "./SettlementMap.svelte";

export const screens: Partial<Record<Tab, Component>> = {
  overview: Overview,
  parties: Parties,
  issues: Issues,
  map: SettlementMap,
  scenarios: Scenarios,
  hold: Hold,
  economy: Economy,
  evidence: Evidence,
  forecasts: Forecasts,
  compare: Compare,
  text: Text,
  report: Report,
  help: Help,
};
