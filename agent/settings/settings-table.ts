/**
 * Every setting of an agent: its environment variable, as scalr.io's own agent has it where that has one, and the flag of
 * `scalr-sandbox agent` that goes before it. The flags, the defaults and docs/reference/agent-settings.md are made from this.
 */
export interface Setting {
  readonly variable: string;
  readonly type: "string" | "number" | "boolean";
  readonly meaning: string;
  /** The value that holds when it is absent. */
  readonly default?: string;
  /** What holds when it is absent, in words, where that is not a value. */
  readonly otherwise?: string;
  readonly choices?: readonly string[];
  /** Set by the flag `--debug` that every command has. */
  readonly flagOfAll?: true;
}

export const SETTINGS = {
  url: {
    variable: "SCALR_URL",
    type: "string",
    meaning: "Where Scalr is",
    otherwise: "where the token says",
  },
  token: {
    variable: "SCALR_AGENT_TOKEN",
    type: "string",
    meaning: "Token of the pool to join",
    otherwise: "required",
  },
  name: {
    variable: "SCALR_AGENT_NAME",
    type: "string",
    meaning: "Name, unique in its pool (R16)",
    otherwise: "the host's name and a random part",
  },
  concurrency: {
    variable: "SCALR_AGENT_CONCURRENCY",
    type: "number",
    meaning: "Runs at a time, 1 to 5 (R8)",
    default: "5",
  },
  dataDir: {
    variable: "SCALR_AGENT_DATA_DIR",
    type: "string",
    meaning: "Folder for tasks' scratch folders, undelivered states, and the agent's own hooks",
    otherwise: "`scalr-sandbox/agent` in XDG_STATE_HOME, by default ~/.local/state",
  },
  cacheDir: {
    variable: "SCALR_AGENT_CACHE_DIR",
    type: "string",
    meaning: "Folder for programs, and for provider plugins that tasks share",
    otherwise: "none",
  },
  executor: {
    variable: "SCALR_AGENT_EXECUTOR",
    type: "string",
    meaning: "What executes runs: auto, embedded, or a program (tofu, terraform, a path)",
    default: "auto",
  },
  opa: {
    variable: "SCALR_AGENT_OPA",
    type: "string",
    meaning: "Program that evaluates policies: a name on the PATH, or a path",
    default: "opa",
  },
  skipPolicies: {
    variable: "SCALR_AGENT_SKIP_POLICIES",
    type: "boolean",
    meaning: "Plan without evaluating policies",
  },
  policyTimeout: {
    variable: "SCALR_AGENT_POLICY_TIMEOUT",
    type: "number",
    meaning: "Seconds that the evaluation of one policy may take",
    default: "60",
  },
  checkov: {
    variable: "SCALR_AGENT_CHECKOV",
    type: "string",
    meaning: "Program that scans configurations: a name on the PATH, or a path",
    default: "checkov",
  },
  infracost: {
    variable: "SCALR_AGENT_INFRACOST",
    type: "string",
    meaning: "Program that estimates costs: a name on the PATH, or a path",
    default: "infracost",
  },
  scanTimeout: {
    variable: "SCALR_AGENT_SCAN_TIMEOUT",
    type: "number",
    meaning: "Seconds that one scan, or the estimate of the costs, may take",
    default: "600",
  },
  driver: {
    variable: "SCALR_AGENT_DRIVER",
    type: "string",
    meaning: "How tasks are run: as processes of this machine",
    choices: ["local"],
    default: "local",
  },
  taskUsers: {
    variable: "SCALR_AGENT_TASK_USERS",
    type: "number",
    meaning:
      "First of six user ids, one for each task, so that tasks cannot read each other's files; needs root",
    otherwise: "tasks run as the agent's own user",
  },
  caCert: {
    variable: "SCALR_AGENT_CA_CERT",
    type: "string",
    meaning: "Certificate authority to trust: PEM, or a file with it",
    otherwise: "none",
  },
  logFormat: {
    variable: "SCALR_AGENT_LOG_FORMAT",
    type: "string",
    meaning: "Format of the agent's own log, on standard error",
    choices: ["plain", "json"],
    default: "plain",
  },
  debug: {
    variable: "SCALR_AGENT_DEBUG",
    type: "boolean",
    meaning: "Log more",
    flagOfAll: true,
  },
  onStop: {
    variable: "SCALR_AGENT_WORKER_ON_STOP_ACTION",
    type: "string",
    meaning: "What happens to running tasks when the agent is stopped",
    choices: ["drain", "grace-shutdown", "force-shutdown"],
    default: "drain",
  },
  drainTimeout: {
    variable: "SCALR_AGENT_WORKER_DRAIN_TIMEOUT",
    type: "number",
    meaning: "Seconds after which a drain kills what still runs",
    default: "3600",
  },
  graceTimeout: {
    variable: "SCALR_AGENT_WORKER_GRACE_SHUTDOWN_TIMEOUT",
    type: "number",
    meaning: "Seconds that tasks have to end after SIGTERM in a grace shutdown, before SIGKILL",
    default: "60",
  },
  singleTask: {
    variable: "SCALR_AGENT_SINGLE_TASK",
    type: "boolean",
    meaning: "Leave the pool after one task, as an agent of a serverless pool does",
  },
  singleTaskWait: {
    variable: "SCALR_AGENT_SINGLE_TASK_WAIT",
    type: "number",
    meaning: "Seconds for which a single-task agent waits for its task",
    default: "60",
  },
  vcsInterval: {
    variable: "SCALR_AGENT_VCS_INTERVAL",
    type: "number",
    meaning: "In a VCS pool: seconds between checks of a repository",
    default: "10",
  },
  relayDir: {
    variable: "SCALR_AGENT_RELAY_DIR",
    type: "string",
    meaning: "In a VCS pool: folder in which the Git server leaves a notice of each push",
    otherwise: "none",
  },
  vcsFileRoot: {
    variable: "SCALR_AGENT_VCS_FILE_ROOT",
    type: "string",
    meaning: "In a VCS pool: folder below which file:// repositories may be read",
    otherwise: "none",
  },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof SETTINGS;
