import { mount } from "svelte";
import App from "./App.svelte";
import "./app.css";
import "./blocks.css";
import { enliven, openInPrint } from "./lib/blocks";
import { theme, wear } from "./lib/theme";
import { direction, language } from "./words";

document.documentElement.lang = language;
document.documentElement.dir = direction;
wear(theme());
enliven(document);
openInPrint();
mount(App, { target: document.getElementById("app")! });
// Last: where the app cannot start, a saved report stays what it is without a script.
document.documentElement.classList.add("run");
