import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename, resolve } from "node:path";
import { type Proof, placeOf } from "../../files/proof.js";
import { AgentError } from "../process/exit-codes.js";
import type { ServerAddress } from "../protocol/http.js";
import { MAX_CONCURRENCY } from "../protocol/protocol.js";
import { SETTINGS, type Setting, type SettingName } from "./settings-table.js";

/** What an agent does with its running tasks when it is asked to stop. */
export type StopAction = (typeof SETTINGS)["onStop"]["choices"][number];

/**
 * `auto`: the program that the workspace requires, if the agent has it, else the engine of this package. `embedded`: always that
 * engine. Otherwise always the program with that name or path.
 */
export type ExecutorChoice =
  | { readonly kind: "auto" }
  | { readonly kind: "embedded" }
  | { readonly kind: "binary"; readonly program: string };

export interface AgentSettings extends ServerAddress {
  /** The token of the pool to join. */
  readonly token: string;
  readonly name: string;
  /** R8: tasks at a time, 1 to 5. */
  readonly concurrency: number;
  /** Folder of the tasks' scratch folders; null for one of its own that goes with it. */
  readonly dataDir: string | null;
  /** Folder of programs (`opentofu/1.10.0/tofu`) and of what tasks share, such as provider plugins. */
  readonly cacheDir: string | null;
  readonly debug: boolean;
  readonly logFormat: "plain" | "json";
  readonly driver: "local";
  readonly onStop: StopAction;
  /** Seconds that `drain` and `grace-shutdown` wait before what still runs is killed. */
  readonly drainTimeout: number;
  readonly graceTimeout: number;
  readonly executor: ExecutorChoice;
  /** The program that evaluates policies: a name or a path. */
  readonly opa: string;
  /** Plans are made without evaluating their policies. */
  readonly skipPolicies: boolean;
  /** Seconds that the evaluation of one policy may take. */
  readonly policyTimeout: number;
  /** The programs that scan configurations and estimate costs: a name or a path each. */
  readonly checkov: string;
  readonly infracost: string;
  /** Seconds that a scan, or the estimate of costs, may take. */
  readonly scanTimeout: number;
  /** First of the user ids that tasks run as, one each; null for the agent's own. */
  readonly taskUsers: number | null;
  /**
   * Seconds to wait for the one task of a single-task agent, which leaves its pool when that has ended; null for an
   * agent that continues.
   */
  readonly singleTask: number | null;
  /** R6: folder below which file:// repositories may lie; null for nowhere. */
  readonly vcsFileRoot: string | null;
  /** R6: folder in which hooks of the Git server leave a notice of each push; null for none. */
  readonly relayDir: string | null;
  /** R6: seconds between looks at a repository of which nothing was said. */
  readonly vcsInterval: number;
}

type Env = Readonly<Record<string, string | undefined>>;

const fault = (message: string) => new AgentError("settings", message);

/** The value of a setting, or its default; "" without either. */
const textOf = (env: Env, name: SettingName): string => {
  const { variable, default: fallback }: Setting = SETTINGS[name];
  return env[variable] || fallback || "";
};

const choice = <N extends "driver" | "logFormat" | "onStop">(env: Env, name: N) => {
  const { variable, choices } = SETTINGS[name];
  const value = textOf(env, name);
  if ((choices as readonly string[]).includes(value)) return value as (typeof SETTINGS)[N]["choices"][number];
  throw fault(`${variable} must be one of ${choices.join(", ")}, not '${value}'.`);
};

function seconds(env: Env, name: SettingName): number {
  const text = textOf(env, name);
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw fault(`${SETTINGS[name].variable} must be a whole number of seconds, not '${text}'.`);
}

const isSet = (env: Env, name: SettingName): boolean =>
  ["1", "true", "yes"].includes(textOf(env, name).toLowerCase());

/** R8 */
function concurrencyOf(env: Env): number {
  if (isSet(env, "singleTask")) return 1;
  const text = textOf(env, "concurrency");
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= 1 && value <= MAX_CONCURRENCY) return value;
  throw fault(
    `SCALR_AGENT_CONCURRENCY must be from 1 to ${MAX_CONCURRENCY}, not '${text}': one agent runs at most ` +
      `${MAX_CONCURRENCY} runs at a time (R8). For more, start another agent.`,
  );
}

/** What an agent reads in its token, a JWT. `proof` is the key by which it recognizes the sandbox; tokens of scalr.io have none. */
interface Claims {
  /** The address of the server that accepts the token. */
  readonly iss: string | undefined;
  readonly jti: string | undefined;
  readonly proof: string | undefined;
}

function claimsOf(token: string): Claims {
  let payload: Readonly<Record<string, unknown>> | null = null;
  try {
    payload = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  } catch {
    // A text of somebody's own.
  }
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return { iss: text(payload?.iss), jti: text(payload?.jti), proof: text(payload?.proof) };
}

function urlOf(env: Env, { iss }: Claims): string {
  const text = env.SCALR_URL || iss;
  if (!text) throw fault("SCALR_URL is not set and the token does not say where Scalr is. Set SCALR_URL.");
  const full = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(full) || !/^https?:$/.test(new URL(full).protocol))
    throw fault(`SCALR_URL must be an http or https address, not '${text}'.`);
  return full.replace(/\/+$/, "");
}

/**
 * The proof to ask of the server at the token's own address. Another address in SCALR_URL is the user's choice: it may be that of a
 * tunnel, behind which the sandbox cannot know the address that it was reached at.
 */
function proofFrom(url: string, { iss, jti, proof }: Claims): Proof | null {
  if (iss === undefined || jti === undefined || proof === undefined || !URL.canParse(iss)) return null;
  if (placeOf(url) !== placeOf(iss)) return null;
  return { subject: jti, key: proof, sandbox: "the sandbox that issued the agent's token" };
}

function certificate(env: Env): string | null {
  const path = env.SCALR_AGENT_CA_CERT;
  if (!path) return null;
  if (path.includes("-----BEGIN CERTIFICATE-----")) return path;
  if (!existsSync(path)) throw fault(`SCALR_AGENT_CA_CERT names '${path}', and there is no such file.`);
  return readFileSync(path, "utf8");
}

function executorOf(env: Env): ExecutorChoice {
  const text = textOf(env, "executor");
  if (text === "auto" || text === "embedded") return { kind: text };
  // A task runs in a folder of its own, where a relative path would lead elsewhere.
  return { kind: "binary", program: basename(text) === text ? text : resolve(text) };
}

function taskUsersOf(env: Env): number | null {
  const text = textOf(env, "taskUsers");
  if (text === "") return null;
  const { variable } = SETTINGS.taskUsers;
  const first = Number(text);
  if (!/^\d{1,9}$/.test(text) || first === 0)
    throw fault(`${variable} must be the id of a user that is not root, such as 60001, not '${text}'.`);
  if (process.getuid?.() !== 0)
    throw fault(`${variable} is set, and only an agent that root has started can run tasks as other users.`);
  return first;
}

/** Reads an agent's settings from environment variables. @throws AgentError */
export function agentSettings(env: Env = process.env): AgentSettings {
  const token = env.SCALR_AGENT_TOKEN?.trim();
  if (!token)
    throw fault(
      "SCALR_AGENT_TOKEN is not set. Set it to a token of an agent pool, or name a pool of the sandbox that runs from this " +
        "folder: scalr-sandbox agent --pool <pool>.",
    );
  const claims = claimsOf(token);
  const url = urlOf(env, claims);
  return {
    url,
    proof: proofFrom(url, claims),
    token,
    name: env.SCALR_AGENT_NAME || `${hostname()}-${randomBytes(3).toString("hex")}`,
    concurrency: concurrencyOf(env),
    dataDir: textOf(env, "dataDir") || null,
    cacheDir: textOf(env, "cacheDir") || null,
    debug: isSet(env, "debug"),
    logFormat: choice(env, "logFormat"),
    driver: choice(env, "driver"),
    caCert: certificate(env),
    onStop: choice(env, "onStop"),
    drainTimeout: seconds(env, "drainTimeout"),
    graceTimeout: seconds(env, "graceTimeout"),
    executor: executorOf(env),
    opa: textOf(env, "opa"),
    checkov: textOf(env, "checkov"),
    infracost: textOf(env, "infracost"),
    scanTimeout: Math.max(1, seconds(env, "scanTimeout")),
    skipPolicies: isSet(env, "skipPolicies"),
    policyTimeout: Math.max(1, seconds(env, "policyTimeout")),
    taskUsers: taskUsersOf(env),
    singleTask: isSet(env, "singleTask") ? seconds(env, "singleTaskWait") : null,
    vcsFileRoot: textOf(env, "vcsFileRoot") || null,
    relayDir: textOf(env, "relayDir") || null,
    vcsInterval: Math.max(1, seconds(env, "vcsInterval")),
  };
}
