import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { temporaryFolder } from "./process.js";

/**
 * Put before a command, this runs it as on a system without `/proc`: in a mount namespace of its own, where an empty folder lies over it.
 * The command keeps its process id. `ps` and `lsof` of Linux read `/proc` themselves, so they fail there too.
 */
export const WITHOUT_PROC: readonly string[] = [
  ...["unshare", "--mount", "sh", "-c"],
  ...['mount -t tmpfs none /proc && exec "$@"', "sh"],
];

const tried = spawnSync(WITHOUT_PROC[0]!, [...WITHOUT_PROC.slice(1), "test", "!", "-e", "/proc/self"]);

export const canHideProc = tried.status === 0;

/** What a test's name says where it is skipped. */
export const needsHiddenProc = canHideProc ? "" : " (skipped: only root on Linux can hide /proc)";

/** The programs that other systems have in place of `/proc`. */
const TOOLS = ["ps", "lsof"] as const;

const placeOf = (tool: string): string | undefined =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, tool))
    .find(existsSync);

export const hasTools = canHideProc && TOOLS.every((tool) => placeOf(tool) !== undefined);

/** What a test's name says where it is skipped. */
export const needsTools = hasTools ? "" : ` (skipped: it needs root on Linux, ${TOOLS.join(" and ")})`;

/**
 * A PATH with the real `ps` and `lsof`, which look below the empty folder: a process that runs `WITHOUT_PROC` with it finds what a Mac has.
 * The folder goes away with the test.
 */
export function pathWithTools(): string {
  const folder = temporaryFolder("tools-");
  for (const tool of TOOLS) {
    const file = join(folder, tool);
    const look = `umount /proc 2>/dev/null; exec ${placeOf(tool)} "$@"`;
    writeFileSync(file, `#!/bin/sh\nexec unshare --mount sh -c '${look}' sh "$@"\n`);
    chmodSync(file, 0o755);
  }
  return `${folder}${delimiter}${process.env.PATH}`;
}
