import { existsSync } from "node:fs";

/**
 * A program of this project, compiled, such as `fleet/ordered/main.js`: where this file is compiled itself, in the folder beside it,
 * otherwise in `dist/`.
 */
export function compiledProgram(path: string): URL {
  const built = new URL(`../../${path}`, import.meta.url);
  return existsSync(built) ? built : new URL(`../../dist/${path}`, import.meta.url);
}
