import type { TargetKind } from "../target.js";
import { agents } from "./agents.js";
import { archives } from "./archives.js";
import { configuration } from "./configuration.js";
import { httpApi } from "./http-api.js";
import { journal } from "./journal.js";
import { language } from "./language.js";
import { msgpack } from "./msgpack.js";
import { pluginCalls } from "./plugin-calls.js";
import { registryApi } from "./registry-api.js";
import { sandboxApi } from "./sandbox-api.js";
import { tfeApi } from "./tfe-api.js";

/** Everything that takes what others wrote. */
export const TARGETS: readonly TargetKind[] = [
  ...[httpApi, tfeApi, registryApi, agents, sandboxApi],
  ...[language, configuration, msgpack, pluginCalls, archives, journal],
];

/** The kind of this name, or all of them without a name. @throws Error that lists the names when none has this one */
export function kindsNamed(only: string | undefined): readonly TargetKind[] {
  const kinds = TARGETS.filter(({ name }) => only === undefined || name === only);
  if (kinds.length > 0) return kinds;
  const names = TARGETS.map(({ name }) => `"${name}"`).join(", ");
  throw new Error(`There is no kind of input named "${only}" to fuzz. The kinds are: ${names}.`);
}
