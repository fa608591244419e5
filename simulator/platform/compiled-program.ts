import { existsSync } from "node:fs";

/**
 * The path of a compiled program of this project, such as `fleet/ordered/main.js`. If this file is compiled itself, it is in the
 * folder beside it, otherwise in `dist/`.
 */
export function compiledProgram(path: string): URL {
  const built = new URL(`../../${path}`, import.meta.url);
  return existsSync(built) ? built : new URL(`../../dist/${path}`, import.meta.url);
}
