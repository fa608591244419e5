import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ScalrApiError } from "../../provider/client/index.js";
import type { Context } from "../shell/command.js";
import { CliError } from "../shell/errors.js";
import { connect, dataFolder, findDataDir } from "./connection.js";
import { sandboxApi } from "./sandbox-api.js";

/** The certificate of the sandbox's authority, below its data folder. */
export const authorityFile = join("tls", "ca.pem");

/** Answer of `GET /https`. */
export interface Https {
  readonly url: string;
  readonly names: readonly string[];
  /** PEM */
  readonly ca: string;
}

type Client = ReturnType<typeof connect>;

/** What a simulator says of its HTTPS; undefined when it has none. */
export async function httpsOf(client: Client): Promise<Https | undefined> {
  try {
    return await client.json<Https>("GET", `${sandboxApi}/https`);
  } catch (error) {
    if (error instanceof ScalrApiError && error.status === 404) return undefined;
    throw error;
  }
}

/** The authority's PEM: of the data folder, also while nothing runs; else of the simulator that is reached. */
export async function authorityPem(context: Context, dataDir: string | undefined): Promise<string> {
  const isNamed = Boolean(context.env.SCALR_HOSTNAME) && dataDir === undefined;
  const found = () => (isNamed ? undefined : findDataDir(context.cwd, authorityFile));
  const folder = dataDir === undefined ? found() : dataFolder(context.cwd, dataDir);
  const path = folder === undefined ? undefined : join(folder, authorityFile);
  if (path !== undefined && existsSync(path)) return readFileSync(path, "utf8");
  const client = connect(context, dataDir);
  const https = await httpsOf(client);
  if (https !== undefined) return https.ca;
  throw new CliError(
    "failure",
    `The simulator at ${client.baseUrl} has no HTTPS. Start it without --no-https.`,
  );
}
