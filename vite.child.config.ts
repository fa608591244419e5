import { join } from "node:path";
import { defineConfig } from "vite";

/**
 * The process of a task as one file with everything that it needs, since each run starts one. It is CommonJS, because V8
 * takes the compiled code of a script and not of a module (agent/tasks/start-child.ts).
 */
const forChild = (name: string) =>
  ({
    root: import.meta.dirname,
    publicDir: false,
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
      rolldownOptions: {
        input: { [`agent/tasks/${name}`]: join(import.meta.dirname, `agent/tasks/${name}.ts`) },
        output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false, keepNames: true },
      },
    },
    logLevel: "warn",
  }) as const;

export default defineConfig(({ mode }) => forChild(mode));
