import type { Block } from "../provider.js";
import { BOOL, listOf, mapOf, STRING } from "../values/index.js";

/** Arguments of the `local-exec` provisioner. */
export const PROVISIONER_BLOCK: Block = {
  attributes: {
    command: { type: STRING, required: true },
    interpreter: { type: listOf(STRING), optional: true },
    working_dir: { type: STRING, optional: true },
    environment: { type: mapOf(STRING), optional: true },
    quiet: { type: BOOL, optional: true },
  },
};
