import type { TargetKind } from "../target.js";
import { agents } from "./agents.js";
import { archives } from "./archives.js";
import { configuration } from "./configuration.js";
import { httpApi } from "./http-api.js";
import { journal } from "./journal.js";
import { language } from "./language.js";
import { msgpack } from "./msgpack.js";
import { pluginCalls } from "./plugin-calls.js";
import { sandboxApi } from "./sandbox-api.js";
import { tfeApi } from "./tfe-api.js";

/** Everything that takes what others wrote. */
export const TARGETS: readonly TargetKind[] = [
  ...[httpApi, tfeApi, agents, sandboxApi],
  ...[language, configuration, msgpack, pluginCalls, archives, journal],
];
