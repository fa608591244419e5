import { existsSync } from "node:fs";
import { chmod, copyFile, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { persist } from "../protocol/backoff.js";
import { HttpError } from "../protocol/http.js";
import type { LateStateResponse, Named, TaskRef } from "../protocol/protocol.js";
import { type Job, Server } from "../protocol/server.js";
import type { Logger } from "../settings/logger.js";
import type { AgentSettings } from "../settings/settings.js";

/** What is needed to deliver the state of an apply to whoever gave it out; lies beside the state. */
export interface StateRecord {
  readonly url: string;
  readonly task: TaskRef;
  readonly jobToken: string;
  readonly run: string;
  readonly workspace: Named;
}

const RECORD = "record.json";
const STATE = "state.json";

/** Seconds between two attempts while the server takes a task to be running. */
const ASK_AGAIN = 4;

/** Seconds that an agent takes to deliver what is left before it ends. */
const LAST_PATIENCE = 3;

/**
 * States of applies that the server has not taken: it was away, or had given the task up (R17). They are kept on disk
 * until it takes them, beyond the agent's life if need be.
 */
export class KeptStates {
  private readonly delivering = new Map<string, Promise<void>>();
  private readonly ending = new AbortController();
  private server: Server | undefined;

  private constructor(
    private readonly folder: string,
    private readonly settings: Pick<AgentSettings, "url" | "caCert">,
    private readonly log: Logger,
  ) {}

  /** Takes up what earlier agents left in the folder. */
  static async open(
    folder: string,
    settings: Pick<AgentSettings, "url" | "caCert">,
    log: Logger,
  ): Promise<KeptStates> {
    const kept = new KeptStates(folder, settings, log);
    if (existsSync(folder)) for (const name of await readdir(folder)) kept.deliver(name);
    return kept;
  }

  /** Keeps a copy of a state, says where, and tries to deliver it from now on. */
  async keep(record: StateRecord, state: string): Promise<string> {
    const name = `${record.task.id}-${record.task.attempt}`;
    await this.secureFolder();
    const place = join(this.folder, name);
    // In one move, so that nobody takes up a half.
    const made = `${place}.new`;
    await mkdir(made, { recursive: true, mode: 0o700 });
    await copyFile(state, join(made, STATE));
    await chmod(join(made, STATE), 0o600);
    await writeFile(join(made, RECORD), JSON.stringify(record), { mode: 0o600 });
    await rm(place, { recursive: true, force: true });
    await rename(made, place);
    const path = join(place, STATE);
    this.log.warn(`kept the state that ${record.run} left in workspace ${record.workspace.name}: ${path}`);
    this.deliver(name);
    return path;
  }

  /** Delivers what is left, within a few seconds. */
  async close(): Promise<void> {
    const late = setTimeout(() => this.ending.abort(), LAST_PATIENCE * 1_000);
    await Promise.all(this.delivering.values());
    clearTimeout(late);
    this.ending.abort();
    this.server?.close();
  }

  private deliver(name: string): void {
    if (this.delivering.has(name)) return;
    const work = this.tryToDeliver(name)
      .catch((error) => this.log.debug(`a kept state cannot be delivered: ${(error as Error).message}`))
      .finally(() => this.delivering.delete(name));
    this.delivering.set(name, work);
  }

  private async tryToDeliver(name: string): Promise<void> {
    const place = join(this.folder, name);
    const record = JSON.parse(await readFile(join(place, RECORD), "utf8")) as StateRecord;
    // Another server's: an agent of that one delivers it.
    if (record.url !== this.settings.url) return;
    const state = await readFile(join(place, STATE));
    this.server ??= new Server(this.settings.url, this.settings.caCert);
    const job = this.server.job(record.jobToken, record.task);
    const about = `the state that ${record.run} left in workspace ${record.workspace.name}`;
    try {
      const { version, current } = await whenOver(job, state, this.ending.signal);
      await rm(place, { recursive: true, force: true });
      const as = version === null ? "is known there" : `is ${version}${current ? ", the current one" : ""}`;
      this.log.info(`delivered ${about}: it ${as}`);
    } catch (error) {
      if (this.ending.signal.aborted) return;
      this.log.error(`${about} was refused and stays at ${join(place, STATE)}: ${(error as Error).message}`);
    }
  }

  /** Nobody else may have made it, as anybody may in a folder for temporary files. */
  private async secureFolder(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = await lstat(this.folder);
    if (process.getuid !== undefined && (uid !== process.getuid() || (mode & 0o077) !== 0))
      throw new Error(`${this.folder} is open to others: states cannot be kept there. Remove it.`);
  }
}

/** As long as the server takes the task to be running it is asked again: it has not yet noticed the loss. */
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
