import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type StoreFailedError, shownAddress, startSimulator } from "../../simulator/server.js";
import { readServerInfo, type ServerInfo, serverFile } from "../client/connection.js";
import { greeting, type UpInfo } from "../client/up-info.js";
import { CliError } from "../shell/errors.js";
import { systemErrorText, withPath } from "../shell/system-errors.js";
import { type ServeArgs, settingsOf } from "./serve-settings.js";

/** A running simulator, and its output. */
export interface Served {
  readonly info: UpInfo;
  /** What a person needs to know to continue. */
  readonly greeting: string;
  /** Resolves when the store accepts nothing more. */
  readonly failed: Promise<StoreFailedError>;
  /** Resolves when `scalr-sandbox down` asked for the stop. */
  readonly stopAsked: Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts the simulator, and writes its address into its data folder for the other commands.
 * @throws what `startSimulator` throws; CliError that names the data folder for an error of the system that names no file
 */
export async function startServer(args: ServeArgs): Promise<Served> {
  try {
    return await started(args);
  } catch (error) {
    const { path } = error as NodeJS.ErrnoException;
    const text = systemErrorText(withPath(error, args.dataDir) as NodeJS.ErrnoException);
    throw args.memory || path !== undefined || text === undefined ? error : new CliError("dataFolder", text);
  }
}

async function started(args: ServeArgs): Promise<Served> {
  const settings = settingsOf(args);
  const simulator = await startSimulator(settings).catch((error: unknown) => {
    if (isTaken(error, settings.httpsPort))
      throw new CliError(
        "inUse",
        `${error.message} It is the port of HTTPS: --https-port names another one.`,
      );
    throw error instanceof Error && error.name === "FolderLockedError"
      ? runningAlready(error, args.dataDir)
      : error;
  });
  const { url, httpsUrl, token, accountId } = simulator;
  const known: ServerInfo = { url, ...(httpsUrl === undefined ? {} : { httpsUrl }), pid: process.pid };
  const notice = args.memory ? undefined : join(args.dataDir, serverFile);
  if (notice !== undefined) writeFileSync(notice, `${JSON.stringify(known)}\n`, { mode: 0o600 });
  const info: UpInfo = {
    ...known,
    token,
    accountId,
    signInUrl: simulator.signInUrl(),
    dataDir: args.memory ? null : args.dataDir,
    ...(args.store !== undefined && { store: shownAddress(args.store) }),
    ...(args.seed !== undefined && { seeded: simulator.seeded }),
    ...(simulator.upgrade !== null && { upgrade: simulator.upgrade }),
    ...(simulator.repairs.length > 0 && { repairs: simulator.repairs }),
  };
  return {
    info,
    greeting: greeting(args.seed, info),
    failed: simulator.failed,
    stopAsked: simulator.stopAsked,
    async close() {
      if (notice !== undefined) withdraw(notice, known);
      await simulator.close();
    },
  };
}

/** Adds the address of the sandbox that uses the folder to the error, if one runs. */
function runningAlready(error: Error, dataDir: string): Error {
  const running = readServerInfo(dataDir);
  if (running === undefined) return error;
  return new CliError(
    "inUse",
    `${error.message} A sandbox runs from it at ${running.url}: use that one, or stop it with \`scalr-sandbox down\`.`,
  );
}

/** Whether another program has the port of HTTPS, which is another flag's than the port of HTTP. */
const isTaken = (error: unknown, httpsPort: number | undefined): error is Error =>
  error instanceof Error &&
  error.name === "PortInUseError" &&
  (error as Error & { port?: number }).port === httpsPort;

/** Removes the address unless another process uses the folder meanwhile. */
function withdraw(notice: string, known: ServerInfo): void {
  try {
    if ((JSON.parse(readFileSync(notice, "utf8")) as ServerInfo).pid !== known.pid) return;
  } catch {
    // Absent or unreadable: then it is of no use either.
  }
  rmSync(notice, { force: true });
}
