import { type FSWatcher, watch } from "node:fs";
import { mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "../logger.js";

/** What the Git side tells: that something was pushed, and by whom. Where it leads is found out from the repository itself. */
export interface Push {
  readonly repository: string;
  readonly ref: string;
  readonly sender: string;
}

/** Bytes of one message, and how many may wait. */
const MESSAGE_LIMIT = 64 * 1024;
const MOST_WAITING = 1_000;

/**
 * How the Git side wakes an agent that listens on nothing (R15): a folder in which hooks of the Git server leave small files
 * of JSON, each moved there when it is complete. A message is a hint; one that is lost or forged changes nothing but
 * how soon the agent looks, and whose name it gives.
 */
export class Relay {
  private readonly listeners = new Set<(push: Push) => void>();
  private watcher: FSWatcher | undefined;
  private reading: Promise<void> = Promise.resolve();
  private readonly senders = new Map<string, string>();

  private constructor(
    private readonly folder: string | null,
    private readonly log: Logger,
  ) {}

  static async open(folder: string | null, log: Logger): Promise<Relay> {
    const relay = new Relay(folder, log);
    if (folder === null) return relay;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    relay.watcher = watch(folder, () => relay.look());
    relay.watcher.on("error", (error) => log.warn(`the relay's folder is not watched: ${error.message}`));
    relay.look();
    return relay;
  }

  /** Resolves when something was said of one of the repositories, or the signal fires. */
  pushed(repositories: readonly string[], signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.listeners.delete(listener);
        signal.removeEventListener("abort", done);
        resolve();
      };
      const listener = ({ repository }: Push) => repositories.includes(repository) && done();
      this.listeners.add(listener);
      signal.addEventListener("abort", done, { once: true });
      if (signal.aborted) done();
    });
  }

  /** Who pushed to the refs of a repository, as far as it was said. */
  sendersOf(repository: string): Record<string, string> {
    const start = `${repository}\n`;
    const own = [...this.senders].filter(([key]) => key.startsWith(start));
    return Object.fromEntries(own.map(([key, sender]) => [key.slice(start.length), sender]));
  }

  close(): void {
    this.watcher?.close();
  }

  private look(): void {
    this.reading = this.reading.then(() => this.readAll()).catch(() => {});
  }

  private async readAll(): Promise<void> {
    const names = await readdir(this.folder!);
    for (const name of names.filter((each) => each.endsWith(".json")).slice(0, MOST_WAITING)) {
      const path = join(this.folder!, name);
      const push = await this.read(path).catch((error: Error) => {
        this.log.warn(`a message in the relay's folder is left out: ${error.message}`);
        return null;
      });
      await rm(path, { force: true });
      if (push === null) continue;
      if (this.senders.size >= MOST_WAITING) this.senders.delete(this.senders.keys().next().value!);
      if (push.sender !== "") this.senders.set(`${push.repository}\n${push.ref}`, push.sender);
      for (const listener of [...this.listeners]) listener(push);
    }
  }

  private async read(path: string): Promise<Push> {
    const file = await open(path, "r");
    try {
      const { size } = await file.stat();
      if (size > MESSAGE_LIMIT) throw new Error(`it has more than ${MESSAGE_LIMIT} bytes`);
      const { repository, ref, sender } = JSON.parse(await file.readFile("utf8"));
      if (typeof repository !== "string" || typeof ref !== "string")
        throw new Error("it does not say which ref of which repository");
      return {
        repository,
        ref: ref.slice(0, 300),
        sender: typeof sender === "string" ? sender.slice(0, 255) : "",
      };
    } finally {
      await file.close();
    }
  }
}
