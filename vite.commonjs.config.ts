import { join } from "node:path";
import { defineConfig } from "vite";
import { cdkOfApp } from "./vite.cdk.ts";

/**
 * The two entries of the package as CommonJS: Jest runs neither an ES module that is required nor `import.meta`. `import` leads to the same
 * files (scripts/entries.mjs), so that a process that does both has each class once. Dependencies are bundled, because several are ES
 * modules only. The folder is as deep as `dist/chunks`, so that the sources find the same files.
 */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [cdkOfApp],
  ssr: { noExternal: true, external: ["cdktf", "cdktn", "constructs", "pg", "fs-native-extensions"] },
  build: {
    outDir: "dist/commonjs",
    emptyOutDir: true,
    ssr: true,
    target: "node20",
    minify: false,
    sourcemap: false,
    reportCompressedSize: false,
    // What is bundled goes along with its licence.
    license: { fileName: "licenses.md" },
    rolldownOptions: {
      preserveEntrySignatures: "strict",
      input: {
        constructs: join(import.meta.dirname, "provider/constructs/index.ts"),
        testing: join(import.meta.dirname, "cli/testing/index.ts"),
      },
      output: {
        format: "cjs",
        entryFileNames: "[name].cjs",
        chunkFileNames: "[name]-[hash].cjs",
        // Classes of cdktf are known by their names.
        keepNames: true,
      },
    },
  },
  logLevel: "warn",
});
