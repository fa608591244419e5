import { isSafeName } from "../../files/inside.js";
import type { Named, TaskRef } from "../protocol/protocol.js";

/** The facts that are needed to deliver the state of an apply to the sandbox of the task. Stored beside the state. */
export interface StateRecord {
  /** The sandbox's id (`RegisterResponse`). The state is sent to no other sandbox. */
  readonly sandbox: string;
  readonly task: TaskRef;
  readonly jobToken: string;
  /** Id of the run. */
  readonly run: string;
  readonly workspace: Named;
}

const isText = (value: unknown): value is string => typeof value === "string";

/** Reads a record that was written by some agent; null for anything that is not one. Ids in it are safe file names. */
export function parseStateRecord(text: string): StateRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const { sandbox, task, jobToken, run, workspace } = (value ?? {}) as Record<string, unknown>;
  const { id, attempt } = (task ?? {}) as Record<string, unknown>;
  const { id: workspaceId, name } = (workspace ?? {}) as Record<string, unknown>;
  if (!isSafeName(sandbox) || !isSafeName(id) || !isSafeName(run) || !isSafeName(workspaceId)) return null;
  if (!Number.isSafeInteger(attempt) || (attempt as number) < 0) return null;
  if (!isText(jobToken) || !/^[\x21-\x7e]{1,8192}$/.test(jobToken) || !isText(name)) return null;
  return {
    sandbox,
    task: { id, attempt: attempt as number },
    jobToken,
    run,
    workspace: { id: workspaceId, name },
  };
}
