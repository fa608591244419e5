/** Publishes the tags of a repository as versions of its modules. */
import type { VcsFetchRequest, VcsFetchResult, VcsWatched } from "../../../agent/protocol/protocol.js";
import type { VcsTask } from "../../core/entities.js";
import { newId } from "../../core/ids.js";
import type { DataObject } from "../../core/kept-types/types.js";
import type { Reader, Tx } from "../../core/schema.js";
import type { RunContext } from "../../runs/create-run.js";
import type { Follower } from "../follower.js";
import { keepRevision } from "../revision.js";
import { isOpen, type PooledProvider, queueVcsTask } from "../task-life.js";
import { versionsIn } from "./module-rules.js";
import { folderOf, repoOf } from "./places.js";

type Module = DataObject<"modules">;
type Version = DataObject<"module-versions">;

const modulesOf = (reader: Reader, provider: string): readonly Module[] =>
  reader.find("modules", "vcsProvider", provider).filter((module) => repoOf(module) !== null);

/** Queues the task that fetches the working tree of a version's tag, unless one is already queued. */
export function fetchVersion(
  tx: Tx,
  provider: PooledProvider,
  module: Module,
  version: Version,
  now: number,
  sha: string | null,
): void {
  if (tx.find("vcs-tasks", "moduleVersion", version.id).some(isOpen)) return;
  const repo = repoOf(module)!;
  const request: VcsFetchRequest = {
    kind: "fetch",
    repository: repo.identifier,
    ref: version.tag,
    sha,
    previous: null,
    base: null,
    submodules: true,
    module: folderOf(repo),
  };
  tx.update("module-versions", version.id, { status: "pending", errorMessage: null });
  queueVcsTask(tx, provider, request, now, null, {
    publication: { moduleVersion: version.id, size: null },
  });
}

const insertVersion = (tx: Tx, module: string, version: string, tag: string, now: number): Version =>
  tx.insert<"module-versions">({
    type: "module-versions",
    id: newId("modver"),
    // Of these objects the store knows no more than that they may have a name.
    name: undefined,
    module,
    version,
    createdAt: now,
    status: "pending",
    errorMessage: null,
    isRootModule: true,
    isForbiddenBy: null,
    dependencies: null,
    details: null,
    inputs: null,
    outputs: null,
    resources: null,
    size: null,
    vcsRevision: null,
    tag,
    isStored: false,
  });

function seen(tx: Tx, provider: PooledProvider, { repository, heads }: VcsWatched, now: number): void {
  if (heads === null) return;
  for (const module of modulesOf(tx, provider.id)) {
    const repo = repoOf(module)!;
    if (repo.identifier !== repository) continue;
    const known = new Set(tx.find("module-versions", "module", module.id).map(({ version }) => version));
    for (const { version, ref, sha } of versionsIn(heads, repo["tag-prefix"] ?? "")) {
      if (known.has(version)) continue;
      fetchVersion(tx, provider, module, insertVersion(tx, module.id, version, ref, now), now, sha);
    }
    if (!module.lookedAt) tx.update("modules", module.id, { lookedAt: now });
  }
}

function fetched(op: RunContext, task: VcsTask, result: VcsFetchResult, provider: PooledProvider): void {
  const { moduleVersion, size } = task.publication!;
  const version = moduleVersion && op.tx.get("module-versions", moduleVersion);
  if (!version) return;
  for (const old of [...op.tx.find("vcs-revisions", "moduleVersion", moduleVersion)])
    op.tx.delete("vcs-revisions", old.id);
  const branch = String(version.tag).replace(/^refs\/tags\//, "");
  const purpose = { configurationVersion: null, moduleVersion, branch, sender: null };
  const revision = keepRevision(op.tx, provider, task, result, purpose);
  const changes = { status: "ok", errorMessage: null, size, isStored: true, vcsRevision: revision.id };
  op.tx.update("module-versions", moduleVersion, changes);
}

function failed({ tx }: Pick<RunContext, "tx">, task: VcsTask, why: string): void {
  const { moduleVersion = "" } = task.publication!;
  if (tx.get("module-versions", moduleVersion) === undefined) return;
  tx.update("module-versions", moduleVersion, { status: "errored", errorMessage: why });
}

/**
 * Publishes a version for each tag of a module's repository that is a version. A version is fetched once. Moving or deleting its
 * tag later changes nothing until a resync.
 */
export const publisher: Follower = {
  types: ["modules"],
  concerns: ({ publication }) => publication?.moduleVersion !== undefined,
  followed: (reader, provider) =>
    modulesOf(reader, provider).map((module) => ({
      repository: repoOf(module)!.identifier,
      isAwaited: !module.lookedAt,
      tags: true,
    })),
  seen,
  fetched,
  failed,
};
