import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What processes under test keep for later lies in a folder of this run, not in the home folder of whoever runs the tests. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "state-home-"));
  process.env.XDG_STATE_HOME = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}
