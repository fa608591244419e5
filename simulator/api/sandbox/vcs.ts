import type { VcsBranchesResult, VcsRequest } from "../../../agent/protocol/protocol.js";
import { iso } from "../../core/common.js";
import type { VcsTask } from "../../core/entities.js";
import { conflict, invalid, notFound } from "../../core/errors.js";
import type { VcsTaskState } from "../../sandbox/contract/answers.js";
import { isOpen, isPooled, type PooledProvider, queueVcsTask } from "../../vcs/task-life.js";
import { handedOutNext } from "../../vcs/vcs-task-rules.js";
import type { SandboxContext } from "./context.js";

/** Real milliseconds that a request waits for an agent's result. */
const PATIENCE = 60_000;

const subjectOf = (request: VcsRequest): string =>
  request.kind === "watch"
    ? request.repositories.map(({ repository }) => repository).join(", ")
    : request.repository;

function describe({ services: { store } }: SandboxContext, task: VcsTask): VcsTaskState {
  const { request, ingress, status } = task;
  const agent = task.agent === null ? undefined : store.get("agents", task.agent);
  return {
    id: task.id,
    kind: request.kind,
    repository: subjectOf(request),
    ref: "ref" in request ? request.ref : null,
    provider: { id: task.provider, name: store.get("vcs-providers", task.provider)?.name ?? null },
    pool: { id: task.pool, name: store.get("agent-pools", task.pool)?.name ?? null },
    status,
    attempt: task.attempt,
    agent: task.agent === null ? null : { id: task.agent, name: agent?.name ?? null },
    workspace: ingress?.workspace ?? null,
    moduleVersion: task.publication?.moduleVersion ?? null,
    hook: task.publication?.follows?.id ?? null,
    configurationVersion:
      ingress && store.get("configuration-versions", ingress.configurationVersion)
        ? ingress.configurationVersion
        : null,
    error: task.error,
    waitingFor: status === "queued" ? waitingFor(store, task) : null,
    queuedAt: iso(task.queuedAt),
    startedAt: iso(task.startedAt),
    finishedAt: iso(task.finishedAt),
  };
}

/** R12: what a queued VCS task waits for. */
function waitingFor(store: SandboxContext["services"]["store"], task: VcsTask): string {
  const pool = store.get("agent-pools", task.pool);
  const named = `VCS pool '${pool?.name ?? ""}' (${task.pool})`;
  const online = store.find("agents", "pool", task.pool).filter(({ condition }) => condition === "online");
  if (online.length === 0) return `An agent: none in ${named} is online.`;
  return handedOutNext(store.find("vcs-tasks", "pool", task.pool)).includes(task)
    ? `A free slot in ${named}.`
    : "The status before it of the same commit, so that they reach the Git server in their order.";
}

/** `GET /vcs-tasks?provider=`: the queued, running and finished tasks of VCS pools, newest first (R6). */
export function listVcsTasks(context: SandboxContext, { params }: { readonly params: URLSearchParams }) {
  const { store } = context.services;
  const provider = params.get("provider");
  if (provider !== null && store.get("vcs-providers", provider) === undefined)
    throw notFound("VcsProvider", provider);
  const all =
    provider === null ? [...store.all("vcs-tasks")] : [...store.find("vcs-tasks", "provider", provider)];
  const repositories = [...store.all("vcs-repositories")]
    .filter((each) => provider === null || each.provider === provider)
    .map(({ provider: id, identifier, defaultBranch, heads, error }) => ({
      provider: id,
      identifier,
      defaultBranch,
      branches:
        heads === null ? null : Object.keys(heads).filter((ref) => !ref.startsWith("refs/tags/")).length,
      error,
    }));
  return { repositories, tasks: all.reverse().map((task) => describe(context, task)) };
}

function pooled(context: SandboxContext, id: string): PooledProvider {
  const provider = context.services.store.get("vcs-providers", id);
  if (provider === undefined) throw notFound("VcsProvider", id);
  if (isPooled(provider)) return provider;
  throw conflict(
    `VCS provider '${provider.name}' (${id}) has no agent pool, and the sandbox does not contact Git servers itself. Link a VCS ` +
      "pool to it.",
  );
}

/** `GET /vcs-providers/:id/branches?repository=`: the branches of a repository, as an agent lists them now. */
export async function listBranches(
  context: SandboxContext,
  { id, params }: { readonly id: string; readonly params: URLSearchParams },
): Promise<Omit<VcsBranchesResult, "kind"> & { readonly repository: string }> {
  const repository = params.get("repository");
  if (!repository) throw invalid("The query must have 'repository', such as acme/app.");
  const task = await asked(context, pooled(context, id), { kind: "branches", repository });
  const { defaultBranch, branches } = task.result as VcsBranchesResult;
  return { repository, defaultBranch, branches };
}

/** `GET /vcs-providers/:id/revision?repository=&ref=`: the commit that a ref is at, as an agent resolves it now. */
export async function resolveRevision(
  context: SandboxContext,
  { id, params }: { readonly id: string; readonly params: URLSearchParams },
) {
  const [repository, ref] = ["repository", "ref"].map((name) => params.get(name));
  if (!repository || !ref)
    throw invalid("The query must have 'repository' and 'ref', such as acme/app and refs/heads/main.");
  const task = await asked(context, pooled(context, id), { kind: "resolve", repository, ref });
  return { repository, ref, sha: (task.result as { readonly sha: string }).sha };
}

/** Queues a task and waits for the agent's result. @throws ApiError 409 */
async function asked(
  { services: { store, clock } }: SandboxContext,
  provider: PooledProvider,
  request: VcsRequest,
): Promise<VcsTask> {
  const { id } = store.transact((tx) => queueVcsTask(tx, provider, request, clock.now()));
  const now = () => store.get("vcs-tasks", id);
  const online = store
    .find("agents", "pool", provider.agentPool)
    .some((agent) => agent.condition === "online");
  if (online) await over(store, () => !now() || !isOpen(now()!));
  const task = now();
  if (task?.status === "finished") return task;
  if (task && isOpen(task)) store.transact((tx) => tx.delete("vcs-tasks", id));
  if (task?.error) throw conflict(task.error);
  throw conflict(online ? "No agent answered in time." : waitingFor(store, { ...task! }));
}

function over(store: SandboxContext["services"]["store"], isOver: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const stop = store.onCommit(() => isOver() && done());
    // This is about a connection, not about a rule: it is measured in real time.
    const timer = setTimeout(done, PATIENCE);
    if (isOver()) done();
  });
}
