/** Turns a commit into a configuration version, which queues a run. */
import type { VcsFetchResult } from "../../agent/protocol/protocol.js";
import type { ConfigurationVersion, Ingress, VcsTask, Workspace } from "../core/entities.js";
import { newId } from "../core/ids.js";
import type { Tx } from "../core/schema.js";
import { queueRunFor, settleVersion, uploadKey } from "../runs/configuration-versions.js";
import type { RunContext } from "../runs/create-run.js";
import { keepRevision } from "./revision.js";
import { type PooledProvider, queueVcsTask } from "./task-life.js";
import { isTriggered, pathOf, type VcsRepo, vcsRepoOf } from "./triggers.js";

type Moment = Pick<RunContext, "tx" | "now">;

/** A commit to fetch as a configuration version. */
export interface IngressRequest {
  readonly workspace: Workspace;
  readonly repo: VcsRepo;
  readonly branch: string;
  /** Full name, such as `refs/heads/main`. */
  readonly ref: string;
  /** Null for the ref's newest commit. */
  readonly sha: string | null;
  readonly previous?: string | null;
  readonly sender?: string | null;
  /** For a pull request: the ref into which it is merged. */
  readonly base?: string | null;
  /** True for the first commit, or if a user asked for it: it is fetched whatever files have changed. */
  readonly always: boolean;
}

/** Queues the task that fetches a commit for a workspace. Its configuration version exists at once, pending. */
export function queueIngress(tx: Tx, provider: PooledProvider, asked: IngressRequest, now: number): VcsTask {
  const { workspace, repo, always } = asked;
  const ingress: Ingress = {
    workspace: workspace.id,
    configurationVersion: newId("cv"),
    branch: asked.branch,
    isDry: (asked.base ?? null) !== null,
    sender: asked.sender ?? null,
    ifTriggered: !always,
    size: null,
  };
  if (always) insertVersion(tx, ingress, repo, now);
  const request = {
    kind: "fetch" as const,
    repository: repo.identifier,
    ref: asked.ref,
    sha: asked.sha,
    previous: asked.previous ?? null,
    base: asked.base ?? null,
    submodules: repo["ingress-submodules"] ?? false,
  };
  return queueVcsTask(tx, provider, request, now, ingress);
}

function insertVersion(tx: Tx, ingress: Ingress, repo: VcsRepo, now: number): ConfigurationVersion {
  return tx.insert<"configuration-versions">({
    type: "configuration-versions",
    id: ingress.configurationVersion,
    workspace: ingress.workspace,
    createdAt: now,
    autoQueueRuns: true,
    isDry: ingress.isDry,
    source: "vcs",
    status: "pending",
    statusTimestamps: { "pending-at": now },
    errorMessage: null,
    size: null,
    uploadKey: uploadKey(),
    vcsRevision: null,
    path: pathOf(repo),
  });
}

/** The configuration version of a task that has ended; undefined if its workspace is no longer linked to a repository. */
function versionOf(op: Moment, ingress: Ingress): ConfigurationVersion | undefined {
  const known = op.tx.get("configuration-versions", ingress.configurationVersion);
  if (known) return known;
  const workspace = op.tx.get("workspaces", ingress.workspace);
  const repo = workspace && vcsRepoOf(workspace);
  return repo ? insertVersion(op.tx, ingress, repo, op.now) : undefined;
}

/** The agent has sent the working tree: it becomes a configuration version, which queues a run if the workspace says so. */
export function ingressFinished(
  op: RunContext,
  task: VcsTask,
  result: VcsFetchResult,
  provider: PooledProvider,
): void {
  const ingress = task.ingress!;
  const workspace = op.tx.get("workspaces", ingress.workspace);
  const repo = workspace && vcsRepoOf(workspace);
  if (!repo || (ingress.ifTriggered && !isTriggered(repo, result.changedFiles))) return;
  const version = versionOf(op, ingress);
  if (version?.status !== "pending") return;
  const { branch, sender } = ingress;
  const purpose = { configurationVersion: version.id, branch, sender };
  const revision = keepRevision(op.tx, provider, task, result, purpose);
  settleVersion(op, version, { status: "uploaded", size: ingress.size, vcsRevision: revision.id });
  const subject = result.message.split("\n", 1)[0]!.slice(0, 200);
  queueRunFor(op, op.tx.get("configuration-versions", version.id)!, subject);
}

/** The commit could not be fetched. The configuration version says why. */
export function ingressFailed(op: Moment, { ingress }: VcsTask, why: string): void {
  const version = ingress && versionOf(op, ingress);
  if (version?.status === "pending") settleVersion(op, version, { status: "errored", errorMessage: why });
}
