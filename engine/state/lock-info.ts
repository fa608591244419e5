/** The file beside a state that says who holds its lock, as OpenTofu and Terraform write and read it. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import { StateError } from "./checks.js";
import { LANGUAGE_VERSION } from "./state.js";

/** The operation for which a state is locked, in OpenTofu's words. */
export type LockedFor =
  | "OperationTypePlan"
  | "OperationTypeApply"
  | "OperationTypeRefresh"
  | "import"
  | "state";

export interface LockInfo {
  readonly ID: string;
  readonly Operation: string;
  readonly Info: string;
  readonly Who: string;
  readonly Version: string;
  /** RFC 3339. */
  readonly Created: string;
  readonly Path: string;
  /** Written by this engine only: the process that holds the lock. */
  readonly Pid: number;
}

/** A state file while its lock is held. */
export interface StateLock {
  /** Replaces the file's text: whole or not at all, whatever happens meanwhile. */
  write(text: string): Promise<void>;
  release(): Promise<void>;
}

/** Another process holds the lock of the state. */
export class StateLockedError extends StateError {
  override readonly name = "StateLockedError";
}

export const lockInfoPath = (path: string): string => join(dirname(path), `.${basename(path)}.lock.info`);

export function newLockInfo(path: string, operation: LockedFor): LockInfo {
  return {
    ID: randomUUID(),
    Operation: operation,
    Info: "",
    Who: `${userName()}@${hostname()}`,
    Version: LANGUAGE_VERSION,
    Created: new Date().toISOString(),
    Path: path,
    Pid: process.pid,
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id that the system has no name for, as in containers.
    return String(process.getuid?.() ?? "");
  }
}

/** Null where there is no such file, or where it holds something else. */
export async function readLockInfo(path: string): Promise<Partial<LockInfo> | null> {
  try {
    return JSON.parse(await readFile(lockInfoPath(path), "utf8")) as Partial<LockInfo>;
  } catch {
    return null;
  }
}

/** @param remedy what to do when nothing holds the lock any more */
export function lockedError(path: string, holder: Partial<LockInfo> | null, remedy = ""): StateLockedError {
  const pid = holder?.Pid === undefined ? "" : `process ${holder.Pid} of `;
  const facts = [holder?.Operation, holder?.Created && `since ${holder.Created}`].filter(Boolean).join(", ");
  const who = holder?.Who ? `${pid}${holder.Who}${facts === "" ? "" : ` (${facts})`}` : "another process";
  return new StateLockedError(
    `The state ${path} is in use by ${who}. Wait until that is done, then try again.${remedy}`,
  );
}
