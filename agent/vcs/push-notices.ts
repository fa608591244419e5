import { constants, type FSWatcher, watch } from "node:fs";
import { mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "../settings/logger.js";

/** A notice of the Git server: that something was pushed, and by whom. The agent reads the commits from the repository itself. */
export interface Push {
  readonly repository: string;
  readonly ref: string;
  /** The commit that the ref is at now; what is said of the sender is of that push alone. */
  readonly after: string;
  readonly sender: string;
}

/** The largest notice in bytes, and the most unread ones. */
const MESSAGE_LIMIT = 64 * 1024;
const MOST_WAITING = 1_000;

/**
 * Lets a Git server notify an agent that does not listen on any port (R15): hooks of the Git server put small JSON files into a
 * folder, each moved there when it is complete. A notice is a hint: a lost or forged one only changes when the agent looks, and
 * which name it reports.
 */
export class Relay {
  private readonly listeners = new Set<(push: Push) => void>();
  private watcher: FSWatcher | undefined;
  private reading: Promise<void> = Promise.resolve();
  private readonly last = new Map<string, Push>();

  private constructor(
    private readonly folder: string | null,
    private readonly log: Logger,
  ) {}

  static async open(folder: string | null, log: Logger): Promise<Relay> {
    const relay = new Relay(folder, log);
    if (folder === null) return relay;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    relay.watcher = watch(folder, () => relay.look());
    relay.watcher.on("error", (error) => log.warn(`the relay folder cannot be watched: ${error.message}`));
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

  /** Who pushed what the refs of a repository are at, as far as it was said. */
  sendersOf(repository: string, heads: Readonly<Record<string, string>>): Record<string, string> {
    const known = Object.entries(heads).flatMap(([ref, sha]) => {
      const push = this.last.get(`${repository}\n${ref}`);
      return push?.after === sha && push.sender !== "" ? [[ref, push.sender] as const] : [];
    });
    return Object.fromEntries(known);
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
        this.log.warn(`a message in the relay folder was ignored: ${error.message}`);
        return null;
      });
      await rm(path, { force: true });
      if (push === null) continue;
      if (this.last.size >= MOST_WAITING) this.last.delete(this.last.keys().next().value!);
      this.last.set(`${push.repository}\n${push.ref}`, push);
      for (const listener of [...this.listeners]) listener(push);
    }
  }

  private async read(path: string): Promise<Push> {
    // Neither a link that leads elsewhere nor a pipe that never ends.
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stat = await file.stat();
      if (!stat.isFile() || stat.size > MESSAGE_LIMIT)
        throw new Error(`it is not a file of at most ${MESSAGE_LIMIT} bytes`);
      const { repository, ref, after, sender } = JSON.parse(await file.readFile("utf8"));
      if (typeof repository !== "string" || typeof ref !== "string")
        throw new Error("it does not say which ref of which repository");
      const text = (value: unknown, limit: number) =>
        typeof value === "string" ? value.slice(0, limit) : "";
      return { repository, ref: ref.slice(0, 300), after: text(after, 64), sender: text(sender, 255) };
    } finally {
      await file.close();
    }
  }
}
