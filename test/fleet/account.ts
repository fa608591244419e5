import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newEnvironment, newPool, newWorkspace } from "../../fleet/world/world.js";
import { startSimulator } from "../../simulator/server.js";
import { Sandbox } from "../support/sandbox.js";

/** A sandbox that plays scalr.io: over HTTPS, with a log of what it is asked. */
export interface PlayedHost {
  readonly sandbox: Sandbox;
  /** What a client is given: `localhost:7443`. */
  readonly hostname: string;
  /** For the environment of a command: the token, and whom to trust. */
  readonly env: Readonly<Record<string, string>>;
  /** Methods and paths of all requests since the last call. */
  requests(): readonly { readonly method: string; readonly path: string }[];
}

export interface Population {
  readonly pools: number;
  readonly environments: number;
  readonly workspaces: number;
}

/**
 * Starts it with an account in which pools are private to environments, defaults and links are everywhere, some links lead to
 * pools that were taken away since (R3), and every tenth workspace manages something.
 */
export async function playHost(folder: string, population: Population): Promise<PlayedHost> {
  mkdirSync(folder, { recursive: true });
  const logFile = join(folder, "requests.log");
  const simulator = await startSimulator({
    httpsPort: 0,
    accountName: "Example & Co",
    runners: false,
    clock: "virtual",
    logLevel: "info",
    logFile,
  });
  const sandbox = new Sandbox(simulator);
  populate(sandbox, population);
  const ca = join(folder, "ca.pem");
  writeFileSync(ca, simulator.ca!);
  let seen = 0;
  return {
    sandbox,
    hostname: new URL(simulator.httpsUrl!).host,
    env: { SCALR_TOKEN: simulator.token, SSL_CERT_FILE: ca },
    requests() {
      const lines = readFileSync(logFile, "utf8").split("\n").filter(Boolean);
      const all = lines.map((line) => JSON.parse(line)).filter(({ method }) => method !== undefined);
      const fresh = all.slice(seen);
      seen = all.length;
      return fresh.map(({ method, url, path }) => ({ method, path: path ?? url }));
    },
  };
}

function populate({ simulator }: Sandbox, { pools, environments, workspaces }: Population): void {
  const { accountId: account } = simulator;
  simulator.store.transact((tx) => {
    const environmentIds = Array.from({ length: environments }, (_, n) => {
      const environment = newEnvironment(account, `environment-${n}`);
      return tx.insert<"environments">(environment).id;
    });
    const poolIds = Array.from({ length: pools }, (_, n) => {
      const isShared = n % 2 === 0;
      const given = isShared ? {} : { isShared, environments: [environmentIds[n % environments]!] };
      return tx.insert<"agent-pools">(newPool(account, `pool-${n}`, given)).id;
    });
    environmentIds.forEach((id, n) => {
      if (n % 3 === 0) tx.update("environments", id, { defaultWorkspaceAgentPool: poolIds[n % pools]! });
    });
    for (let n = 0; n < workspaces; n++) {
      const agentPool = n % 4 === 0 ? poolIds[n % pools]! : null;
      const workspace = newWorkspace(environmentIds[n % environments]!, `workspace-${n}`, { agentPool });
      tx.insert<"workspaces">(workspace);
    }
    tx.update("accounts", account, { defaultAgentPool: poolIds[0]! });
  });
}
