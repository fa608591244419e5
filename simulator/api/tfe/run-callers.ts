import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { RunAccess } from "../../../agent/protocol/protocol.js";
import type { Task, Workspace } from "../../core/entities.js";
import type { Caller } from "../../core/resource.js";
import type { Reader } from "../../core/schema.js";
import { calledByAgent } from "../../sandbox/audit/cause.js";
import { type Located, RUNNER_ROLE, remoteStateRefusal } from "../../workspaces/remote-state-rules.js";
import type { ApiServices } from "../http/services.js";

/** The permissions of a run in its own name: to find the workspaces that share their state with it, and to read these states. */
const PERMISSIONS: ReadonlySet<string> = new Set(["workspaces:read", "state-versions:read"]);

/** A run that sends a request while one of its tasks executes. */
export interface RunCaller extends Caller {
  /** Why the run may not read the state of a workspace, or null. */
  readonly stateRefusal: (workspace: Workspace) => string | null;
  /** Id of the environment that the run is in. */
  readonly environment: string;
}

export const isRunCaller = (caller: Caller): caller is RunCaller => "stateRefusal" in caller;

/**
 * The token of the code that a task executes, in the name of its run. It is derived from the stored form of the task's own token.
 * So it expires with the task, needs no storage, and is not valid for the agent protocol.
 */
export const runTokenOf = ({ id, jobTokenHash }: Pick<Task, "id" | "jobTokenHash">): string =>
  `${id}.${createHmac("sha256", jobTokenHash ?? "")
    .update(`run identity of ${id}`)
    .digest("base64url")}`;

/** The access that a task gets, so that its code can call the sandbox in the name of its run; null without HTTPS. */
export function runAccess({ https }: Pick<ApiServices, "https">, task: Task): RunAccess | null {
  if (https === null) return null;
  const { host, port } = new URL(https.url);
  const names = https.names.filter((name) => !name.includes(":")).map((name) => `${name}:${port}`);
  return { token: runTokenOf(task), hosts: [...new Set([host, ...names])], ca: https.ca };
}

const located = (reader: Reader, workspace: Workspace): Located => ({
  workspace,
  environment: reader.get("environments", workspace.environment)!,
});

const reachesAccount = (reader: Reader): boolean =>
  reader
    .find("vars", "key", RUNNER_ROLE.key)
    .some(
      ({ environment, workspace, value, category }) =>
        environment === null && workspace === null && category !== "terraform" && value === RUNNER_ROLE.value,
    );

/** The task whose run sends a request; undefined if the request has no token of a run. */
export function callingRun(
  { store }: Pick<ApiServices, "store">,
  { headers }: IncomingMessage,
): Task | undefined {
  const secret = /^Bearer +(task-[a-z0-9]+\.\S+)$/i.exec(headers.authorization ?? "")?.[1];
  const task = secret === undefined ? undefined : store.get("tasks", secret.split(".", 1)[0]!);
  if (secret === undefined || task?.status !== "running") return undefined;
  const [sent, right] = [Buffer.from(secret), Buffer.from(runTokenOf(task))];
  return sent.length === right.length && timingSafeEqual(sent, right) ? task : undefined;
}

/** The run whose task sends the request; null if the request has no token of a run. */
export function runCaller(services: ApiServices, request: IncomingMessage): RunCaller | null {
  const task = callingRun(services, request);
  return task === undefined ? null : callerOfTask(services, task);
}

/** The caller for requests in the name of a task's run. */
export function callerOfTask({ store }: Pick<ApiServices, "store">, task: Task): RunCaller {
  calledByAgent(task.agent);
  const own = store.get("workspaces", task.workspace)!;
  const consumer = located(store, own);
  const stateRefusal = (workspace: Workspace) =>
    remoteStateRefusal(located(store, workspace), consumer, reachesAccount(store));
  const may = (id: string) => {
    const workspace = store.get("workspaces", id);
    return workspace !== undefined && stateRefusal(workspace) === null;
  };
  return {
    user: null,
    unrestricted: false,
    can: (permission, scope) => PERMISSIONS.has(permission) && scope?.kind === "workspace" && may(scope.id),
    holds: (permission) => PERMISSIONS.has(permission),
    // That an environment is there is no secret to a run: what is in it is.
    within: (permission) => permission === "workspaces:read",
    stateRefusal,
    environment: own.environment,
  };
}
