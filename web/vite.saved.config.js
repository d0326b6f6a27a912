import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// The same app as one script and one style: a saved report holds both in its page.
export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: "../src/detente/report/app/saved",
    emptyOutDir: true,
    modulePreload: false,
    cssCodeSplit: false,
    chunkSizeWarningLimit: 600,
    rolldownOptions: { input: "src/main.ts", output: { codeSplitting: false } },
  },
});
