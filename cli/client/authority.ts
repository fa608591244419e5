import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ScalrApiError } from "../../provider/client/index.js";
import type { Https } from "../../simulator/sandbox/contract/answers.js";
import type { Context } from "../shell/command.js";
import { CliError } from "../shell/errors.js";
import { connect, dataFolder, findDataDir } from "./connection.js";
import { sandboxApi } from "./sandbox-api.js";

/** The certificate of the sandbox's authority, below its data folder. */
export const authorityFile = join("tls", "ca.pem");

type Client = ReturnType<typeof connect>;

/** The HTTPS settings of a simulator; undefined if it has none. */
export async function httpsOf(client: Client): Promise<Https | undefined> {
  try {
    return await client.json<Https>("GET", `${sandboxApi}/https`);
  } catch (error) {
    if (error instanceof ScalrApiError && error.status === 404) return undefined;
    throw error;
  }
}

/**
 * The certificates that clients have to trust, as PEM: those of the running simulator, which may use a certificate of the user's,
 * or the authority of the data folder if it does not run.
 */
export async function authorityPem(context: Context, dataDir: string | undefined): Promise<string> {
  const isNamed = Boolean(context.env.SCALR_HOSTNAME) && dataDir === undefined;
  const found = () => (isNamed ? undefined : findDataDir(context.cwd, authorityFile));
  const folder = dataDir === undefined ? found() : dataFolder(context.cwd, dataDir);
  const path = folder === undefined ? undefined : join(folder, authorityFile);
  if (path !== undefined && existsSync(path)) {
    const running = await reached(context, dataDir).catch(() => undefined);
    return running?.ca ?? readFileSync(path, "utf8");
  }
  const client = connect(context, dataDir);
  const https = await httpsOf(client);
  if (https !== undefined) return https.ca;
  throw new CliError(
    "failure",
    `The simulator at ${client.baseUrl} has no HTTPS. Start it without --no-https.`,
  );
}

/** The HTTPS settings of the data folder's simulator. Rejects if it does not run. */
const reached = async (context: Context, dataDir: string | undefined) => httpsOf(connect(context, dataDir));
