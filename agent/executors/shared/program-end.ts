import type { ChildProcess } from "node:child_process";

/** Milliseconds to wait for the rest of the output, after the program itself has ended. */
const OUTPUT_PATIENCE = 1_000;

/**
 * Waits until a program ends. Returns null if it succeeded, else how it ended. Processes that it leaves in the background can
 * keep its output open. They end with the task and are not waited for.
 */
export function endOf(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let patience: NodeJS.Timeout | undefined;
    const end = (how: string | null) => {
      clearTimeout(patience);
      for (const stream of [child.stdout, child.stderr]) stream?.destroy();
      resolve(how);
    };
    const over = (code: number | null, killedBy: NodeJS.Signals | null) => {
      if (code === 0) end(null);
      else end(code === null ? `it was ended by ${killedBy}` : `exit code ${code}`);
    };
    child.once("error", (error) => end(error.message));
    child.once("exit", (code, killedBy) => {
      patience = setTimeout(() => over(code, killedBy), OUTPUT_PATIENCE);
    });
    child.once("close", over);
  });
}
