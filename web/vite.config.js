import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [svelte()],
  base: "/app/",
  build: { outDir: "../src/detente/report/app", emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
