import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [svelte()],
  base: "/app/",
  // Screens come in parts of their own, so that the first page is small.
  build: {
    outDir: "../src/detente/report/app",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    rolldownOptions: { output: { chunkFileNames: "assets/part-[hash].js" } },
  },
});
