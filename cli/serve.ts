import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DAY } from "../simulator/retention/table.js";
import {
  type Holder,
  type Repair,
  type StoreFailedError,
  shownAddress,
  startSimulator,
} from "../simulator/server.js";
import type { LogLevel } from "../simulator/start/options.js";
import { type ServerInfo, serverFile, tokenFile } from "./connection.js";
import { usage } from "./errors.js";

export interface ServeArgs {
  readonly port: number;
  readonly https: boolean;
  readonly httpsPort: number | undefined;
  readonly hostname: readonly string[];
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  readonly memory: boolean;
  /** `postgres://…`, with its password perhaps. */
  readonly store: string | undefined;
  /** Called when another process is the active one of the store. */
  readonly onStandby: (holder: Holder) => void;
  /** Ends the waiting for it. */
  readonly signal: AbortSignal;
  readonly repair: boolean;
  readonly token: string | undefined;
  /** Absolute path of a described world. */
  readonly seed: string | undefined;
  readonly accountId: string | undefined;
  readonly accountName: string | undefined;
  /** Seconds. */
  readonly offlineAfter: number | undefined;
  readonly keepDays: number | undefined;
  readonly runnerQuota: number | undefined;
  readonly minAgentVersion: string | undefined;
  readonly webhookHost: readonly string[];
  readonly clock: "real" | "virtual";
  readonly logLevel: LogLevel;
  /** Absolute. */
  readonly logFile: string | undefined;
  /** The environment variables of OpenTelemetry among others. */
  readonly telemetry: Readonly<Record<string, string | undefined>>;
}

/** What `up --json` prints, in one line. */
export interface UpInfo extends ServerInfo {
  readonly token: string;
  readonly accountId: string;
  /** Null when nothing is kept. */
  readonly dataDir: string | null;
  /** The database that everything is kept in, without its password. Only with `--store`. */
  readonly store?: string;
  /** Objects of the described world that was made; null when there was something already. Only with `--seed`. */
  readonly seeded?: number | null;
  /** Only when something was repaired. */
  readonly repairs?: readonly Repair[];
}

export interface Served {
  readonly info: UpInfo;
  /** What a person needs to know to go on. */
  readonly greeting: string;
  /** Resolves when the store accepts nothing more. */
  readonly failed: Promise<StoreFailedError>;
  close(): Promise<void>;
}

/** Starts the simulator, and leaves word of it in its data folder for the other commands. */
export async function startServer(args: ServeArgs): Promise<Served> {
  const simulator = await startSimulator(settings(args));
  const { url, httpsUrl, token, accountId } = simulator;
  const known: ServerInfo = { url, ...(httpsUrl === undefined ? {} : { httpsUrl }), pid: process.pid };
  const notice = args.memory ? undefined : join(args.dataDir, serverFile);
  if (notice !== undefined) writeFileSync(notice, `${JSON.stringify(known)}\n`, { mode: 0o600 });
  const info: UpInfo = {
    ...known,
    token,
    accountId,
    dataDir: args.memory ? null : args.dataDir,
    ...(args.store !== undefined && { store: shownAddress(args.store) }),
    ...(args.seed !== undefined && { seeded: simulator.seeded }),
    ...(simulator.repairs.length > 0 && { repairs: simulator.repairs }),
  };
  return {
    info,
    greeting: [...simulator.repairs.map(repairLine), ...seedLine(args, info), greeting(info)].join("\n"),
    failed: simulator.failed,
    async close() {
      if (notice !== undefined) withdraw(notice, known);
      await simulator.close();
    },
  };
}

/** Unless another process has taken over from the same folder meanwhile. */
function withdraw(notice: string, known: ServerInfo): void {
  try {
    if ((JSON.parse(readFileSync(notice, "utf8")) as ServerInfo).pid !== known.pid) return;
  } catch {
    // Absent or unreadable: then it is of no use either.
  }
  rmSync(notice, { force: true });
}

function settings(args: ServeArgs): Parameters<typeof startSimulator>[0] {
  const { port, host, hostname, memory, dataDir, repair, token, seed, clock } = args;
  const { accountId, accountName, logLevel, logFile, telemetry } = args;
  checkPort("port", port);
  if (args.store !== undefined && memory)
    throw usage("--store keeps everything in a database and --memory nothing; leave one of them out.");
  if (args.store !== undefined && repair)
    throw usage("--repair is for a data folder; a database is repaired from its backup.");
  const httpsPort = httpsPortOf(args);
  const offlineAfter = positive("offline-after", args.offlineAfter);
  const keepDays = positive("keep-days", args.keepDays);
  const runnerQuota = wholeFrom("runner-quota", 0, args.runnerQuota);
  return given({
    port,
    httpsPort,
    host,
    hostnames: hostname,
    dataDir: memory ? undefined : dataDir,
    store: args.store,
    onStandby: args.onStandby,
    signal: args.signal,
    repair,
    token,
    seed,
    accountId,
    accountName,
    offlineAfter: offlineAfter === undefined ? undefined : offlineAfter * 1000,
    keepFor: keepDays === undefined ? undefined : keepDays * DAY,
    runnerQuota,
    minAgentVersion: versionOf("min-agent-version", args.minAgentVersion),
    webhookHosts: args.webhookHost,
    clock,
    logLevel,
    logFile,
    telemetry,
  });
}

const HTTPS_PORT = 7443;

/** Undefined for HTTP alone. Whoever asks for any free port of HTTP can do with any for HTTPS. */
function httpsPortOf({ https, httpsPort, port, hostname }: ServeArgs): number | undefined {
  if (!https) {
    if (httpsPort !== undefined)
      throw usage("--no-https and --https-port contradict each other; leave one out.");
    if (hostname.length > 0)
      throw usage("--hostname is for the certificate of HTTPS, and --no-https leaves it out.");
    return undefined;
  }
  if (httpsPort !== undefined) checkPort("https-port", httpsPort);
  return httpsPort ?? (port === 0 ? 0 : HTTPS_PORT);
}

/** Leaves out what was not given, so that the simulator's own defaults hold. */
function given<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}

function checkPort(flag: string, port: number): void {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw usage(`--${flag} must be a port from 0 (any free one) to 65535, not ${port}.`);
  }
}

function positive(flag: string, value: number | undefined): number | undefined {
  if (value !== undefined && !(value > 0)) throw usage(`--${flag} must be more than 0, not ${value}.`);
  return value;
}

function versionOf(flag: string, value: string | undefined): string | undefined {
  if (value !== undefined && !/^\d+\.\d+\.\d+$/.test(value))
    throw usage(`--${flag} must be a version such as 1.2.3, not ${value}.`);
  return value;
}

function wholeFrom(flag: string, least: number, value: number | undefined): number | undefined {
  if (value !== undefined && !(Number.isInteger(value) && value >= least)) {
    throw usage(`--${flag} must be a whole number from ${least} up, not ${value}.`);
  }
  return value;
}

function repairLine({ file, backup, problem }: Repair): string {
  return `Repaired ${file} (${problem})${backup === null ? "" : `; what it was is in ${backup}`}`;
}

function seedLine({ seed }: ServeArgs, { seeded }: UpInfo): readonly string[] {
  if (seed === undefined) return [];
  if (seeded === null)
    return [
      `There is something in the simulator already, so ${seed} was left out.`,
      "`scalr-sandbox reset --to seed` goes back to the world that an earlier start made.",
    ];
  return [`${seeded} objects of ${seed} were made; \`scalr-sandbox reset --to seed\` goes back to them.`];
}

function greeting({ url, httpsUrl, token, dataDir, store }: UpInfo): string {
  const encrypted =
    httpsUrl === undefined
      ? []
      : [`and over HTTPS at ${httpsUrl}; eval "$(scalr-sandbox env)" sets up other tools for it.`];
  const where =
    dataDir === null
      ? [
          "Nothing is kept. The other commands find it with these:",
          `    export SCALR_HOSTNAME=${url}`,
          `    export SCALR_TOKEN=${token}`,
        ]
      : [
          `Its admin token is in ${join(dataDir, tokenFile)}, where the other commands find it when they are called`,
          "from this folder or one below.",
        ];
  const kept =
    store === undefined ? [] : [`Everything is kept in ${store}, of which this is the active process.`];
  const console = "Opened in a browser, that is the console; the admin token signs in.";
  return [
    `scalr.io is simulated at ${url}`,
    ...encrypted,
    console,
    ...kept,
    ...where,
    "Ctrl-C stops it.",
  ].join("\n");
}
