import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The program that simulates fleets, compiled: where this file is compiled itself, in the folder beside it, otherwise in `dist/`.
 * The simulator starts it and knows nothing about it but what they tell each other.
 */
export function simulationProgram(): string {
  const built = fileURLToPath(new URL("../../fleet/ordered/main.js", import.meta.url));
  return existsSync(built)
    ? built
    : fileURLToPath(new URL("../../dist/fleet/ordered/main.js", import.meta.url));
}
