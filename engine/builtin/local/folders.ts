import { statSync } from "node:fs";
import { resolve } from "node:path";
import { BOOL, STRING, Value } from "../../values/index.js";
import type { LocalFunction } from "../kit/local.js";

/** `direxists`. @param dir what relative paths start from */
export function directoryExists(dir: string): LocalFunction {
  return {
    definition: {
      parameters: [{ name: "path", type: STRING, description: "Where the folder may be." }],
      returns: BOOL,
      summary: "Whether a folder is there",
      description: "Says whether there is a folder at a path. Anything else there is an error.",
    },
    call(path) {
      const failed = (text: string) => ({ error: { text, argument: 0 } });
      try {
        const found = statSync(resolve(dir, path!.asString()), { throwIfNoEntry: false });
        if (found === undefined || found.isDirectory()) return { result: Value.bool(found !== undefined) };
        return failed(
          `Invalid file mode detected: ${JSON.stringify(path!.asString())} was found, but is not a directory`,
        );
      } catch (error) {
        return failed(`Error checking for directory: ${(error as Error).message}`);
      }
    },
  };
}
