/** Under which keys the files of entities are kept. Each belongs to one entity and goes with it. */

import type { Change } from "../platform/store/index.js";
import type { Entities, VcsTask } from "./entities.js";

/** The kinds of files that belong to entities. */
export const BLOB_KINDS: readonly string[] = [
  "configurations",
  "logs",
  "waiting",
  "plans",
  "plan-json",
  "states",
  "modules",
  "trees",
];

/** The tar.gz of a configuration version. */
export const configurationKey = (configurationVersion: string) => `configurations/${configurationVersion}`;
/** The log of a plan or an apply. */
export const logKey = (phase: string) => `logs/${phase}`;
/** What a plan or an apply waited for before it began, as the terminals that followed it were told. */
export const waitingKey = (phase: string) => `waiting/${phase}`;
/** The plan file, which only the agents' executors read. */
export const planFileKey = (plan: string) => `plans/${plan}`;
/** The plan as `show -json` prints it. */
export const planJsonKey = (plan: string) => `plan-json/${plan}`;
/** The stored file of a state version. */
export const stateKey = (stateVersion: string) => `states/${stateVersion}`;

/** The tar.gz of a version of a module: the working tree of its commit. */
export const moduleKey = (moduleVersion: string) => `modules/${moduleVersion}`;

/** The tar.gz of a commit that something follows a branch for, by its revision. */
export const treeKey = (revision: string) => `trees/${revision}`;

const isOpen = (task: VcsTask | undefined) => task?.status === "queued" || task?.status === "running";

/** The files that nothing refers to any more after a change. */
export function orphanedBlobs({ type, id, before, after }: Change<Entities>): readonly string[] {
  if (type === "tasks") {
    const uploaded = before?.uploadedState?.id;
    // A later upload took its place; the one that is there when the task ends becomes a state version.
    return uploaded !== undefined && after && after.uploadedState?.id !== uploaded
      ? [stateKey(uploaded)]
      : [];
  }
  if (type === "vcs-tasks") {
    const revision = before?.publication?.revision;
    return revision !== undefined && isOpen(before) && !isOpen(after) && after?.status !== "finished"
      ? [treeKey(revision)]
      : [];
  }
  if (after) return [];
  switch (type) {
    case "configuration-versions":
      return [configurationKey(id)];
    case "plans":
      return [logKey(id), waitingKey(id), planFileKey(id), planJsonKey(id)];
    case "applies":
      return [logKey(id), waitingKey(id)];
    case "state-versions":
      return [stateKey(id)];
    case "module-versions":
      return [moduleKey(id)];
    case "vcs-revisions":
      return before?.follower === undefined ? [] : [treeKey(id)];
    default:
      return [];
  }
}
