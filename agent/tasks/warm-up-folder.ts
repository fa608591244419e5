import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a task's process warms up in. It may be killed in the midst of that, so its agent knows the folder too, and removes it. */
export const warmUpFolder = (pid: number): string => join(tmpdir(), `scalr-sandbox-warm-up-${pid}`);
