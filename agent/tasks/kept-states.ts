import { existsSync, readdirSync } from "node:fs";
import { mkdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { safeFolder } from "../../files/folder-trust.js";
import { isSafeName, readInside, safeName } from "../../files/inside.js";
import { persist } from "../protocol/backoff.js";
import { HttpError, type ServerAddress } from "../protocol/http.js";
import type { LateStateResponse } from "../protocol/protocol.js";
import { type Job, Server } from "../protocol/server.js";
import type { Logger } from "../settings/logger.js";
import { parseStateRecord, type StateRecord } from "./state-record.js";

const RECORD = "record.json";
const STATE = "state.json";

/** Seconds between two attempts while the server still considers the task running. */
const ASK_AGAIN = 4;

/** Seconds that an agent spends on delivering the rest before it exits. */
const LAST_PATIENCE = 3;

/**
 * States of applies that the server has not accepted, because it was away or had given up the task (R17). They stay on disk
 * until the server accepts them, even after the agent has exited, in one folder for each sandbox. An agent leaves the states of
 * other sandboxes to their agents.
 */
export class KeptStates {
  private readonly delivering = new Map<string, Promise<void>>();
  private readonly ending = new AbortController();
  private server: Server | undefined;
  /** Id of the sandbox that accepted the agent. Nothing is sent before that. */
  private sandbox: string | undefined;

  constructor(
    private readonly folder: string,
    private readonly settings: ServerAddress,
    private readonly log: Logger,
  ) {}

  /** Called when the sandbox has accepted the agent: delivers the states that earlier agents kept for it. */
  accepted(sandbox: string): void {
    this.sandbox = safeName(sandbox, "The sandbox's id");
    if (!existsSync(join(this.folder, sandbox))) return;
    for (const name of readdirSync(this.folderOf(sandbox))) if (isSafeName(name)) this.deliver(name);
  }

  /** Keeps a state, and delivers it if it belongs to the agent's sandbox. Returns its path. */
  async keep(record: StateRecord, state: Buffer): Promise<string> {
    const { task, sandbox } = record;
    const name = `${safeName(task.id, "The task's id")}-${task.attempt}`;
    const place = join(this.folderOf(sandbox), name);
    // In one step, so that no reader sees half of it.
    const made = `${place}.new`;
    await rm(made, { recursive: true, force: true });
    await mkdir(made, { recursive: true, mode: 0o700 });
    await writeFile(join(made, STATE), state, { mode: 0o600 });
    await writeFile(join(made, RECORD), JSON.stringify(record), { mode: 0o600 });
    await rm(place, { recursive: true, force: true });
    await rename(made, place);
    const path = join(place, STATE);
    if (sandbox !== this.sandbox) return path;
    this.log.warn(`kept the state that ${record.run} left in workspace ${record.workspace.name}: ${path}`);
    this.deliver(name);
    return path;
  }

  /** Delivers the remaining states, within a few seconds. */
  async close(): Promise<void> {
    const late = setTimeout(() => this.ending.abort(), LAST_PATIENCE * 1_000);
    await Promise.all(this.delivering.values());
    clearTimeout(late);
    this.ending.abort();
    this.server?.close();
    // Removed once it is empty.
    if (this.sandbox !== undefined) await rmdir(join(this.folder, this.sandbox)).catch(() => {});
  }

  private folderOf(sandbox: string): string {
    const all = safeFolder(this.folder, "private");
    return safeFolder(join(all, safeName(sandbox, "The sandbox's id")), "private");
  }

  private deliver(name: string): void {
    if (this.delivering.has(name)) return;
    const work = this.tryToDeliver(name)
      .catch((error) =>
        this.log.debug(`an undelivered state could not be delivered: ${(error as Error).message}`),
      )
      .finally(() => this.delivering.delete(name));
    this.delivering.set(name, work);
  }

  private async tryToDeliver(name: string): Promise<void> {
    const place = join(this.folderOf(this.sandbox!), name);
    const record = parseStateRecord((await readInside(place, RECORD)).toString());
    if (record === null || record.sandbox !== this.sandbox)
      throw new Error(`${join(place, RECORD)} is not the record of a state of this sandbox.`);
    const state = await readInside(place, STATE);
    this.server ??= new Server(this.settings);
    const job = this.server.job(record.jobToken, record.task);
    const about = `the state that ${record.run} left in workspace ${record.workspace.name}`;
    try {
      const { version, current } = await whenOver(job, state, this.ending.signal);
      await rm(place, { recursive: true, force: true });
      const as = version === null ? "is already there" : `is ${version}${current ? ", the current one" : ""}`;
      this.log.info(`delivered ${about}: it ${as}`);
    } catch (error) {
      if (this.ending.signal.aborted) return;
      this.log.error(`${about} was refused and stays at ${join(place, STATE)}: ${(error as Error).message}`);
    }
  }
}

/** While the server considers the task running it has not noticed the loss yet, so the agent retries. */
async function whenOver(job: Job, state: Buffer, signal: AbortSignal): Promise<LateStateResponse> {
  for (;;) {
    try {
      return await persist(signal, () => job.lateState(state));
    } catch (error) {
      if (!(error instanceof HttpError) || error.status !== 409) throw error;
      await sleep(ASK_AGAIN * 1_000, undefined, { signal });
    }
  }
}
