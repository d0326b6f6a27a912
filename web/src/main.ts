import { mount } from "svelte";
import App from "./App.svelte";
import "./app.css";
import { theme, wear } from "./lib/theme";
import { direction, language } from "./words";

document.documentElement.lang = language;
document.documentElement.dir = direction;
wear(theme());
mount(App, { target: document.getElementById("app")! });
