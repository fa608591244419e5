import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";

const CHUNKS = join(import.meta.dirname, "dist/chunks");

/** What is started as a process or imported by an app, of what `tsc` has compiled file by file. */
const ENTRIES = [
  "agent/main",
  "cli/main",
  "cli/testing/index",
  "fleet/ordered/main",
  "fleet/threads/main",
  "provider/constructs/index",
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

/** Computes `import.meta.dirname` from `import.meta.url`: Jest 29 knows only the latter. */
const folderFromUrl: Plugin = {
  name: "folder-from-url",
  renderChunk(code) {
    if (!code.includes("import.meta.dirname")) return null;
    const folder =
      'import { fileURLToPath as __pathOf } from "node:url"; const __folder = __pathOf(new URL(".", import.meta.url)).slice(0, -1);';
    // One line without an end, so that the lines of the source map stay right.
    return { code: `${folder} ${code.replaceAll("import.meta.dirname", "__folder")}`, map: null };
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
  plugins: [folderFromUrl, withoutStaleChunks],
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
        // Names are of use in a stack trace, and classes of cdktf are known by theirs.
        keepNames: true,
      },
    },
  },
  logLevel: "warn",
});
