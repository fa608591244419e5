import type { ScalrClient } from "../../provider/client/index.js";
import { CliError } from "../shell/errors.js";
import { type Snapshot, sandboxApi } from "./sandbox-api.js";

/** Checks that a snapshot exists, so that nobody is asked to confirm what cannot succeed. @throws CliError if it does not */
export async function requireSnapshot(client: ScalrClient, name: string): Promise<void> {
  const { snapshots } = await client.json<{ snapshots: readonly Snapshot[] }>(
    "GET",
    `${sandboxApi}/snapshots`,
  );
  if (snapshots.some((each) => each.name === name)) return;
  throw new CliError(
    "failure",
    `There is no snapshot '${name}'. Use \`scalr-sandbox snapshot list\` to see all snapshots.`,
  );
}
