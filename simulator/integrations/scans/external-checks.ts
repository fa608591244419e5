/** External checks of integrations with Checkov: they follow a branch of a repository, as hooks do. */
import type { ExternalChecks } from "../../../agent/protocol/protocol.js";
import { treeKey } from "../../core/blob-keys.js";
import type { Task, UsedChecks } from "../../core/entities.js";
import type { DataObject } from "../../core/kept-types/types.js";
import { naming } from "../../core/refusals.js";
import type { Reader } from "../../core/schema.js";
import type { BranchState } from "../../vcs/branches/branch-rules.js";
import { type BranchSource, branchFollower, stateOf } from "../../vcs/branches/following.js";
import { resyncOf } from "../../vcs/branches/resync.js";

interface Repo {
  readonly identifier: string;
  readonly branch?: string | null;
  readonly path?: string | null;
}

/** The branch that an integration's checks come from; null where it has none, or they are turned off. */
function sourceOfChecks({ externalChecksEnabled, vcsRepo }: DataObject): BranchSource | null {
  const repo = vcsRepo as Repo | null;
  if (externalChecksEnabled !== true || !repo) return null;
  return { repository: repo.identifier, branch: repo.branch ?? null, file: null };
}

/** Whether runs can be scanned with an integration's external checks; null where it has none. */
export function checksState(reader: Reader, integration: DataObject): BranchState | null {
  const source = sourceOfChecks(integration);
  return source === null ? null : stateOf(reader, integration, source);
}

/** Keeps the checks of each integration as its branch has them. */
export const checksFollower = branchFollower("checkov-integrations", sourceOfChecks);

/** The actions of integrations with Checkov. */
export const CHECKOV_ACTIONS = {
  resync: resyncOf({
    type: "checkov-integrations",
    permission: "integrations:update",
    noun: "Checkov integration",
    sourceOf: sourceOfChecks,
  }),
} as const;

/**
 * The external checks that a scan gets, by the commit that they are at now, with the note of them for its task; the reason
 * where they cannot be had. A run whose checks are missing is not scanned with less: it ends.
 */
export function handOverChecks(
  reader: Reader,
  integration: DataObject,
):
  | { readonly checks: ExternalChecks; readonly used: UsedChecks }
  | { readonly refusal: string }
  | { readonly none: true } {
  const state = checksState(reader, integration);
  if (state === null) return { none: true };
  const { identifier: repository, path } = integration.vcsRepo as Repo;
  const whose = `The external checks of Checkov integration ${naming(integration as never)}`;
  if (state.status === "pending")
    return {
      refusal: `${whose} are not there yet: no commit of '${repository}' was fetched. Start the run again when the integration is active.`,
    };
  if (state.status === "errored")
    return {
      refusal: `${whose} cannot be fetched: ${state.error} When that is repaired, resync the integration or push to its branch, and start the run again.`,
    };
  const revision = reader.get("vcs-revisions", integration.vcsRevision)!;
  return {
    checks: {
      repository,
      branch: revision.branch,
      commit: revision.commitSha,
      stale: state.error,
      folder: path ?? "",
    },
    used: { id: integration.id, revision: revision.id },
  };
}

/** Where the files are that a task gets for the checks of an integration; null for one that is not among them. */
export function checksTree(reader: Reader, { id }: Pick<Task, "id">, integration: string): string | null {
  const used = reader.get("tasks", id)?.checks?.find((each) => each.id === integration);
  return used === undefined ? null : treeKey(used.revision);
}
