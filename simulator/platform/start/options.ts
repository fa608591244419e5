import type { Logger } from "pino";
import type { Limits } from "../../../agent/protocol/protocol.js";
import type { Files, Holder } from "../store/index.js";
import type { OwnFiles } from "../tls/own.js";

export const LOG_LEVELS = ["silent", "error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A packed provider for tofu and terraform, which the program that starts the simulator supplies. */
export interface ServedProvider {
  /** `<namespace>/<type>`, such as `scalr/scalr`. */
  readonly namespace: string;
  readonly type: string;
  readonly version: string;
  /** Versions of the plugin protocol, such as `6.0`. */
  readonly protocols: readonly string[];
  /** Such as `linux_amd64`. All have the same archive. */
  readonly platforms: readonly string[];
  /** The zip that the programs install: the same bytes each time. */
  readonly archive: () => Promise<Buffer>;
}

/** The options of a simulator. Each has a default. */
export interface SimulatorOptions {
  /** Port of HTTP; 0, the default, picks a free one. */
  readonly port?: number;
  /** Port of HTTPS, with a certificate of the sandbox's own authority; 0 picks a free one, absent means HTTP alone. */
  readonly httpsPort?: number;
  /** Paths of a certificate of one's own for HTTPS and of its key, instead of one that the sandbox makes. */
  readonly tlsFiles?: OwnFiles;
  /** Names and addresses that the certificate is for, besides localhost, 127.0.0.1, ::1 and `host`. */
  readonly hostnames?: readonly string[];
  /** Address to listen on; 127.0.0.1 by default, so that nobody else reaches it. */
  readonly host?: string;
  /** The provider that the provider registry serves. Without it, the registry is empty. */
  readonly provider?: ServedProvider;
  /** Folder for the sandbox's data. Without it, everything is kept in memory only. */
  readonly dataDir?: string;
  /**
   * `postgres://user:password@host:port/database?schema=name`: everything is kept there instead, except what belongs to
   * this machine. Several processes may be started with it: one is active, the others stand by and take over.
   */
  readonly store?: string;
  /** Called when another process is the active one of `store`, whose end is then waited for. */
  readonly onStandby?: (holder: Holder) => void;
  /** Ends the waiting for it. */
  readonly signal?: AbortSignal;
  /** The file system below the data folder; the real one by default. Tests give one that fails. */
  readonly files?: Files;
  /** Bytes the journal may grow to before a snapshot is written, unless the last one is larger; 4 MiB by default. */
  readonly compactAfter?: number;
  /** Repairs a damaged data folder first: what cannot be read is set aside, and `repairs` tells what was done. */
  readonly repair?: boolean;
  /** The admin token to use; by default the one of the data folder, or a new one. */
  readonly token?: string;
  /** Of the account that the first start makes; a later start may only repeat it. */
  readonly accountId?: string;
  readonly accountName?: string;
  /** File of a described world (YAML), which is made when the sandbox is empty. */
  readonly seed?: string;
  /** R13: milliseconds without contact after which an agent is offline; 5 minutes by default. */
  readonly offlineAfter?: number;
  /** Milliseconds for which runs that have ended, archives and former states are kept; 30 days by default. */
  readonly keepFor?: number;
  /** R7: runs that the Scalr runners execute at once; 5 by default. Given, it replaces the quota that is stored. */
  readonly runnerQuota?: number;
  /** Program of new workspaces that name neither one nor a version: the newest version that their agent has. */
  readonly workspaceProgram?: "opentofu" | "terraform";
  /** R1: whether the Scalr runners are started when there is work for them, which they are by default. */
  readonly runners?: boolean;
  /**
   * Hosts that webhooks, also those of serverless pools, may lead to besides this machine, as they are in addresses; `*`
   * for anywhere.
   */
  readonly webhookHosts?: readonly string[];
  /** Where messages of Slack integrations are posted; without it they are only shown. */
  readonly slackEndpoint?: string;
  /** Where events of EventBridge integrations are posted; without it they are only shown. */
  readonly eventBridgeEndpoint?: string;
  /** Bytes that an agent may send of what its tasks leave; what is absent has the protocol's default. */
  readonly limits?: Partial<Limits>;
  /** The oldest version of an agent that may join, such as `0.1.0`, the default. */
  readonly minAgentVersion?: string;
  /** A real clock runs by itself; a virtual one moves by `clock/advance` alone. */
  readonly clock?: "real" | "virtual";
  /** Where a virtual clock starts when nothing is stored: milliseconds since the epoch. */
  readonly now?: number;
  /** What is logged, as lines of JSON; `warn` by default. `info` adds requests, `debug` also those of agents. */
  readonly logLevel?: LogLevel;
  /** Where the log goes instead of standard error: a file, which is appended to. */
  readonly logFile?: string;
  /** OpenTelemetry's environment variables: metrics are exported where they name an endpoint, otherwise never. */
  readonly telemetry?: Readonly<Record<string, string | undefined>>;
  /** A logger of the caller's own instead. */
  readonly log?: Logger;
}

export const DEFAULT_OFFLINE_AFTER = 5 * 60_000;
export const DEFAULT_MIN_AGENT_VERSION = "0.1.0";
export const DEFAULT_RUNNER_QUOTA = 5;
