import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";

/** Node reads a text of nothing but ASCII several times as fast, and V8 keeps it in half the memory. */
const asAscii: Plugin = {
  name: "as-ascii",
  generateBundle(_options, bundle) {
    for (const part of Object.values(bundle))
      if (part.type === "chunk")
        part.code = part.code.replace(
          /[^\0-\x7f]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
        );
  },
};

/**
 * The process of a task as one file with everything that it needs, since each run starts one. It is CommonJS, because V8
 * takes the compiled code of a script and not of a module (agent/tasks/start-child.ts).
 */
const forChild = (name: string) =>
  ({
    root: import.meta.dirname,
    publicDir: false,
    plugins: [asAscii],
    // Half of it would be undici, which hardly any run needs.
    ssr: { noExternal: true, external: ["undici"] },
    build: {
      outDir: "dist",
      emptyOutDir: false,
      ssr: true,
      target: "node20",
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      // What is bundled goes along with its licence.
      license: { fileName: `agent/tasks/${name}.licenses.md` },
      rolldownOptions: {
        input: { [`agent/tasks/${name}`]: join(import.meta.dirname, `agent/tasks/${name}.ts`) },
        output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false, keepNames: true },
      },
    },
    logLevel: "warn",
  }) as const;

export default defineConfig(({ mode }) => forChild(mode));
