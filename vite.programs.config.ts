import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";

const CHUNKS = join(import.meta.dirname, "dist/chunks");

/** The modules that are started as a process or loaded by one. `tsc` has compiled them file by file. */
const ENTRIES = [
  "agent/main",
  "cli/main",
  "fleet/ordered/main",
  "fleet/threads/main",
  "provider/plugin/null-main",
  "provider/plugin/main",
  "simulator/server",
];

/** Chunks of earlier builds: each change of a source gives them new names. */
const withoutStaleChunks: Plugin = {
  name: "without-stale-chunks",
  writeBundle(_options, bundle) {
    for (const name of readdirSync(CHUNKS)) if (!(`chunks/${name}` in bundle)) rmSync(join(CHUNKS, name));
  },
};

/**
 * Puts the sources together in a few files: reading 300 of them took most of the time until a program is at work.
 * What is read only when needed stays so, in files of its own in `dist/chunks`, which is as deep as a source's folder.
 * Dependencies are imported as they are installed.
 */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [withoutStaleChunks],
  build: {
    outDir: "dist",
    emptyOutDir: false,
    ssr: true,
    target: "node20",
    minify: false,
    sourcemap: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(ENTRIES.map((entry) => [entry, join(import.meta.dirname, `${entry}.ts`)])),
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name]-[hash].js",
        // For stack traces.
        keepNames: true,
      },
    },
  },
  logLevel: "warn",
});
