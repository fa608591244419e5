/** How the state of an apply becomes a state version, without reverting later work. */
import type { StateVersion, Task, UploadedState, Workspace } from "../core/entities.js";
import type { Reader, Tx } from "../core/schema.js";
import { HOLDING_RUN_STATUSES } from "./run-status-rules.js";

/** The result for a state. */
export interface KeptState {
  readonly version: string;
  readonly serial: number;
  /** Why it is not the workspace's current one; null when it is. */
  readonly superseded: string | null;
}

const versionOf = (reader: Reader, id: string | null): StateVersion | undefined =>
  id === null ? undefined : reader.get("state-versions", id);

/**
 * Why a state cannot become the current one, or null. A state of another lineage or with an older serial never replaces the
 * current state.
 */
function supersededBy(
  reader: Reader,
  workspace: Workspace,
  base: string | null | undefined,
  state: UploadedState,
): string | null {
  const current = versionOf(reader, workspace.currentStateVersion);
  if (current === undefined) return null;
  // A task that an older version of the simulator started does not know.
  if (base !== undefined && current.id !== base)
    return `${current.id} (serial ${current.serial}) took the place of the state that the apply worked on`;
  if (current.lineage !== state.lineage)
    return `its lineage is '${state.lineage}', and that of ${current.id} '${current.lineage}'`;
  if (state.serial < current.serial)
    return `its serial is ${state.serial}, and that of ${current.id} already ${current.serial}`;
  return null;
}

function insert(tx: Tx, task: Task, state: UploadedState, superseded: string | null, now: number): KeptState {
  tx.insert({
    type: "state-versions",
    id: state.id,
    workspace: task.workspace,
    run: task.run,
    createdAt: now,
    serial: state.serial,
    lineage: state.lineage,
    md5: state.md5,
    size: state.size,
    summary: state.summary,
  });
  if (superseded === null) tx.update("workspaces", task.workspace, { currentStateVersion: state.id });
  return { version: state.id, serial: state.serial, superseded };
}

/**
 * Makes the last state of a task the current state of its workspace. A failed or lost apply keeps the work that was done. Null if
 * the state has nothing new.
 */
export function keepUploadedState(tx: Tx, task: Task, now: number): KeptState | null {
  const state = task.uploadedState;
  if (state === null) return null;
  const workspace = tx.get("workspaces", task.workspace)!;
  if (versionOf(tx, workspace.currentStateVersion)?.md5 === state.md5) return null;
  return insert(tx, task, state, supersededBy(tx, workspace, task.baseState, state), now);
}

/**
 * Stores a state that an agent delivers after its task was lost (R17). It becomes the current one if the workspace has not
 * changed since, otherwise an additional version, so that the work is not lost. Null if it is already known.
 */
export function keepLateState(tx: Tx, task: Task, state: UploadedState, now: number): KeptState | null {
  const own = tx.find("state-versions", "run", task.run);
  if (own.some(({ md5 }) => md5 === state.md5)) return null;
  const workspace = tx.get("workspaces", task.workspace)!;
  const base = own.find(({ id }) => id === workspace.currentStateVersion)?.id ?? task.baseState;
  return insert(tx, task, state, supersededBy(tx, workspace, base, state) ?? busyWith(tx, task), now);
}

/** A later run works with the current state: changing it would invalidate that run's plan. */
function busyWith(reader: Reader, task: Task): string | null {
  const holder = reader
    .find("runs", "workspace", task.workspace)
    .find((run) => !run.isDry && HOLDING_RUN_STATUSES.has(run.status));
  return holder === undefined ? null : `${holder.id} has begun to work on the state that is there`;
}

/** The message about a state that did not become the current one: what it is, why, and what to do. */
export const besideCurrent = ({ version, serial, superseded }: KeptState): string =>
  `The state that it left was kept as ${version} (serial ${serial}) and is not the current one: ${superseded}. ` +
  `Compare the two, and send the right one with POST /state-versions and 'force'.`;
