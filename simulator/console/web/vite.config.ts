import { join } from "node:path";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: join(import.meta.dirname, "../../../dist/simulator/console/site"),
    emptyOutDir: true,
    target: "es2022",
    // The simulator's content security policy allows no inline script and no data address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What is bundled goes along with its licence.
    license: { fileName: "licenses.md" },
  },
  logLevel: "warn",
});
