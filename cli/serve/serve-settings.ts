import { isIP } from "node:net";
import { scalrProviderRelease } from "../../provider/plugin/release.js";
import type { LogLevel } from "../../simulator/platform/start/options.js";
import { DAY } from "../../simulator/runs/retention/table.js";
import type { Holder, SimulatorOptions } from "../../simulator/server.js";
import { usage } from "../shell/errors.js";

/** The arguments of `up`. */
export interface ServeArgs {
  readonly port: number;
  readonly https: boolean;
  readonly httpsPort: number | undefined;
  readonly hostname: readonly string[];
  /** Absolute, as the next one. */
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
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
  readonly workspaceProgram: "tofu" | "terraform" | undefined;
  readonly minAgentVersion: string | undefined;
  readonly webhookHost: readonly string[];
  readonly slackEndpoint: string | undefined;
  readonly eventbridgeEndpoint: string | undefined;
  readonly clock: "real" | "virtual";
  readonly logLevel: LogLevel;
  /** Absolute. */
  readonly logFile: string | undefined;
  /** The environment variables of OpenTelemetry among others. */
  readonly telemetry: Readonly<Record<string, string | undefined>>;
}

/** The simulator's options for it. @throws CliError where options are wrong or contradict each other */
export function settingsOf(args: ServeArgs): SimulatorOptions {
  const { port, host, hostname, memory, dataDir, repair, token, seed, clock } = args;
  const { accountId, accountName, logLevel, logFile, telemetry } = args;
  checkPort("port", port);
  checkHost(host);
  if (args.store !== undefined && memory)
    throw usage("--store keeps everything in a database and --memory nothing; leave one of them out.");
  if (args.store !== undefined && repair)
    throw usage("--repair works on a data folder. Restore a database from its backup.");
  const httpsPort = httpsPortOf(args);
  const offlineAfter = positive("offline-after", args.offlineAfter);
  const keepDays = positive("keep-days", args.keepDays);
  const runnerQuota = wholeFrom("runner-quota", 0, args.runnerQuota);
  return given({
    provider: scalrProviderRelease(),
    port,
    httpsPort,
    host,
    tlsFiles: tlsFilesOf(args),
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
    workspaceProgram: args.workspaceProgram === "tofu" ? "opentofu" : args.workspaceProgram,
    minAgentVersion: versionOf("min-agent-version", args.minAgentVersion),
    webhookHosts: args.webhookHost,
    slackEndpoint: addressOf("slack-endpoint", args.slackEndpoint),
    eventBridgeEndpoint: addressOf("eventbridge-endpoint", args.eventbridgeEndpoint),
    clock,
    logLevel,
    logFile,
    telemetry,
  });
}

const HTTPS_PORT = 7443;

/** The HTTPS port; undefined for HTTP only. With any free port for HTTP, HTTPS gets any free port too. */
function httpsPortOf({ https, httpsPort, port, hostname }: ServeArgs): number | undefined {
  if (!https) {
    if (httpsPort !== undefined)
      throw usage("--no-https and --https-port exclude each other. Leave one out.");
    if (hostname.length > 0)
      throw usage(
        "--hostname sets names in the HTTPS certificate, but --no-https turns HTTPS off. Leave out one of the two.",
      );
    return undefined;
  }
  if (httpsPort !== undefined) checkPort("https-port", httpsPort);
  return httpsPort ?? (port === 0 ? 0 : HTTPS_PORT);
}

/** Checks that both flags are given or neither, and only where they apply. */
function tlsFilesOf({ tlsCert, tlsKey, https, hostname }: ServeArgs): SimulatorOptions["tlsFiles"] {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined)
    throw usage("--tls-cert and --tls-key go together: give the certificate's file and that of its key.");
  if (!https)
    throw usage("--tls-cert is for HTTPS, but --no-https turns HTTPS off. Leave out one of the two.");
  if (hostname.length > 0)
    throw usage(
      "--hostname sets names in the certificate that the sandbox makes, but --tls-cert brings its own certificate. Leave out one of the two.",
    );
  return { certificate: tlsCert, key: tlsKey };
}

/** Omits options that were not given, so that the simulator's defaults apply. */
function given<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}

function checkPort(flag: string, port: number): void {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw usage(`--${flag} must be a port from 0 (any free one) to 65535, not ${port}.`);
  }
}

function checkHost(host: string): void {
  if (isIP(host) === 0 && !/^[\p{L}\p{N}._-]+$/u.test(host))
    throw usage(
      `--host must be an address or a name of this machine, such as 127.0.0.1, or 0.0.0.0 for all of its addresses, not "${host}".`,
    );
}

function positive(flag: string, value: number | undefined): number | undefined {
  if (value !== undefined && !(value > 0)) throw usage(`--${flag} must be more than 0, not ${value}.`);
  return value;
}

function addressOf(flag: string, value: string | undefined): string | undefined {
  if (value !== undefined && !(/^https?:\/\//i.test(value) && URL.canParse(value)))
    throw usage(`--${flag} must be an address such as http://127.0.0.1:4566/, not ${value}.`);
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
