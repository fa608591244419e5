import type { Workspace } from "../core/entities.js";
import { badRequest, conflict, invalid, notFound, notSimulated } from "../core/errors.js";
import type { Action, Operation } from "../core/resource.js";
import { isObject } from "../core/values.js";
import { sshKeyRefusal } from "../pools/pool-rules.js";
import { scheduleFault } from "../runs/schedule-rules.js";
import { queueIngress } from "../vcs/ingress.js";
import { repositoryOf } from "../vcs/pushes.js";
import { isPooled } from "../vcs/task-life.js";
import { vcsRepoOf } from "../vcs/triggers.js";

/** The members of a body that is a plain object, also within JSON:API's `data.attributes`. */
function membersOf(body: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(body)) throw badRequest("The body must be an object.", "");
  return isObject(body.data) && isObject(body.data.attributes) ? body.data.attributes : body;
}

/** A cron schedule, or null for none. */
function scheduleOf(name: string, value: unknown): string | null {
  if (value === null || value === "") return null;
  if (typeof value === "string" && scheduleFault(value) === null) return value.trim().split(/\s+/).join(" ");
  throw invalid(
    `'${name}' must be a cron expression with five fields, such as '30 3 * * 1-5', or empty.`,
    `/${name}`,
  );
}

const SCHEDULES = { "apply-schedule": "applySchedule", "destroy-schedule": "destroySchedule" } as const;

/** `set-schedule`: sets the schedule of a workspace's runs (`simulator/runs/`). */
const setSchedule: Action<Workspace> = {
  permission: "workspaces:set-schedule",
  members: { "apply-schedule": "string", "destroy-schedule": "string" },
  run(op, workspace, body) {
    const members = membersOf(body);
    const changes: Record<string, string | number | null> = {};
    for (const [name, field] of Object.entries(SCHEDULES)) {
      if (members[name] === undefined) continue;
      changes[field] = scheduleOf(name, members[name]);
      changes[`${field}Since`] = op.now;
    }
    return op.tx.update("workspaces", workspace.id, changes);
  },
};

/** `resync`: an agent of the provider's pool fetches the current commit of the branch (R6). */
const resync: Action<Workspace> = {
  permission: "workspaces:update",
  method: "GET",
  run(op, workspace) {
    const { id, name } = workspace;
    const repo = vcsRepoOf(workspace);
    const provider =
      workspace.vcsProvider === null ? undefined : op.tx.get("vcs-providers", workspace.vcsProvider);
    if (provider === undefined || repo === null)
      throw conflict(
        `Workspace '${name}' (${id}) has no VCS repository to resync from. Link a VCS provider first.`,
      );
    if (!isPooled(provider))
      throw notSimulated(
        "GET",
        `/workspaces/${id}/actions/resync (VCS provider '${provider.name}' has no agent pool, and the sandbox does ` +
          "not contact Git servers itself)",
      );
    const known = repositoryOf(op.tx, provider.id, repo.identifier);
    const branch = repo.branch || known?.defaultBranch || "HEAD";
    const ref = branch === "HEAD" ? "HEAD" : `refs/heads/${branch}`;
    queueIngress(op.tx, provider, { workspace, repo, branch, ref, sha: null, always: true }, op.now);
    return workspace;
  },
};

/** `{"ssh-key": "<id>"}`, which is not a JSON:API document. */
function sshKeyOf(op: Operation, workspace: Workspace, body: unknown): string {
  const id = membersOf(body)["ssh-key"];
  const key = typeof id === "string" ? op.reader.get("account-ssh-keys", id) : undefined;
  if (!key) throw notFound("SSHKey", String(id));
  const refusal = sshKeyRefusal(key as never, workspace);
  if (refusal !== null) throw invalid(refusal, "/ssh-key");
  return key.id;
}

const linkSshKey: Action<Workspace> = {
  permission: "workspaces:update",
  at: "ssh-key-links",
  members: { "ssh-key": "string" },
  run: (op, workspace, body) =>
    op.tx.update("workspaces", workspace.id, { sshKey: sshKeyOf(op, workspace, body) }),
};

const unlinkSshKey: Action<Workspace> = {
  permission: "workspaces:update",
  method: "DELETE",
  at: "ssh-key-links",
  run(op, workspace) {
    op.tx.update("workspaces", workspace.id, { sshKey: null });
    return undefined;
  },
};

/** The actions on a workspace besides locking and marking it. */
export const WORKSPACE_ACTIONS: Readonly<Record<string, Action<Workspace>>> = {
  "set-schedule": setSchedule,
  resync,
  "link-ssh-key": linkSshKey,
  "unlink-ssh-key": unlinkSshKey,
};
