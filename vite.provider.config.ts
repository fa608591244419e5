import { join } from "node:path";
import { defineConfig } from "vite";

/**
 * The provider as one file with everything that it needs: what the sandbox's provider registry hands out, to machines that
 * have Node.js and not this package.
 */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    outDir: "dist",
    emptyOutDir: false,
    ssr: true,
    target: "node20",
    minify: true,
    sourcemap: false,
    reportCompressedSize: false,
    // What is bundled goes along with its licence.
    license: { fileName: "provider/plugin/standalone.licenses.md" },
    rolldownOptions: {
      input: { "provider/plugin/standalone": join(import.meta.dirname, "provider/plugin/main.ts") },
      output: { entryFileNames: "[name].mjs", codeSplitting: false, keepNames: true },
    },
  },
  logLevel: "warn",
});
