import { existsSync } from "node:fs";
import {
  chmod,
  lchown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { AgentError } from "../process/exit-codes.js";
import type { TaskRef } from "../protocol/protocol.js";
import type { Logger } from "../settings/logger.js";
import type { AgentSettings } from "../settings/settings.js";
import { KeptStates, type StateRecord } from "./kept-states.js";
import { isAbandoned, own } from "./owners.js";

/** The folders of one task. All of it goes when the task is over. */
export interface Scratch {
  readonly configurationDir: string;
  readonly outDir: string;
  readonly tmpDir: string;
  readonly statePath: string;
  readonly planPath: string;
  /** Leaves word of where the state of an apply grows, for whoever finds the folder after a crash. */
  noteState(record: StateRecord, path: string): Promise<void>;
  /** Makes all of it a user's, and nobody else's. */
  giveTo(user: number): Promise<void>;
  /** For what tasks would share, where they may not. */
  readonly ownSharedDir: string;
  remove(): Promise<void>;
}

const RECORD = "state-record.json";

/** A state that grows in a task's folder, its path relative to that. */
type GrowingState = StateRecord & { readonly path: string };

/**
 * Where an agent's tasks have their folders. Nobody but the agent's user may look into them. What an agent leaves behind
 * that was killed, the next one that starts there removes, and keeps the states that it finds.
 */
export class ScratchSpace {
  private constructor(
    private readonly root: string,
    /** Where the agent keeps all of this. */
    readonly folder: string,
    readonly keptStates: KeptStates,
  ) {}

  static async open(
    settings: Pick<AgentSettings, "dataDir" | "url" | "caCert" | "taskUsers">,
    log: Logger,
  ): Promise<ScratchSpace> {
    const { dataDir, taskUsers } = settings;
    const parent = dataDir === null ? tmpdir() : resolve(dataDir);
    const prefix = dataDir === null ? "scalr-agent-" : "tasks-";
    const user = process.getuid?.() ?? "user";
    const kept = dataDir === null ? `scalr-states-${user}` : "states";
    await mkdir(parent, { recursive: true, mode: taskUsers === null ? 0o700 : 0o711 });
    const root = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
    own(root);
    if (taskUsers !== null) await letThrough(parent, root);
    const states = await KeptStates.open(join(parent, kept), settings, log);
    for (const name of await readdir(parent)) {
      const folder = join(parent, name);
      if (name.startsWith(prefix) && folder !== root && isAbandoned(folder)) await clean(folder, states, log);
    }
    return new ScratchSpace(root, parent, states);
  }

  /** A folder that no other agent uses, and that goes with this one. */
  get privateFolder(): string {
    return this.root;
  }

  /** What tasks of this agent share when there is no folder that outlives it. */
  get sharedDir(): string {
    return join(this.root, "shared");
  }

  async create({ id, attempt }: TaskRef): Promise<Scratch> {
    const dir = join(this.root, `${id}-${attempt}`);
    const [configurationDir, outDir, tmpDir] = ["configuration", "out", "tmp"].map((name) =>
      join(dir, name),
    ) as [string, string, string];
    for (const each of [configurationDir, outDir, tmpDir])
      await mkdir(each, { recursive: true, mode: 0o700 });
    return {
      configurationDir,
      outDir,
      tmpDir,
      statePath: join(dir, "state"),
      planPath: join(dir, "plan"),
      async noteState(record, path) {
        const state: GrowingState = { ...record, path: relative(dir, path) };
        // In one move: the agent may be killed at any moment, and half a word is none.
        await writeFile(join(dir, `${RECORD}.new`), JSON.stringify(state), { mode: 0o600 });
        await rename(join(dir, `${RECORD}.new`), join(dir, RECORD));
      },
      giveTo: (user) => giveTo(dir, user),
      ownSharedDir: join(dir, "shared"),
      remove: () => rm(dir, { recursive: true, force: true, maxRetries: 3 }),
    };
  }

  /** What keeps tasks from having folders here, or null. */
  async trouble(): Promise<string | null> {
    const probe = join(this.root, "probe");
    try {
      await writeFile(probe, Buffer.alloc(4_096));
      await rm(probe);
      return null;
    } catch (error) {
      return `The folder of the agent's tasks cannot be written to: ${(error as Error).message}`;
    }
  }

  async close(): Promise<void> {
    await this.keptStates.close();
    await rm(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Other users may pass through the agent's folder to their own, and look at nothing there. */
async function letThrough(parent: string, root: string): Promise<void> {
  if (((await stat(parent)).mode & 0o001) === 0)
    throw new AgentError(
      "settings",
      `${parent} lets no other users through, which tasks run as (SCALR_AGENT_TASK_USERS). Try: chmod o+x ${parent}`,
    );
  await chmod(root, 0o711);
}

/** The links themselves, never what they lead to. */
async function giveTo(path: string, user: number): Promise<void> {
  await lchown(path, user, user);
  if (!(await lstat(path)).isDirectory()) return;
  for (const name of await readdir(path)) await giveTo(join(path, name), user);
}

/** Removes what an agent left that is no more; a state that was growing there is kept and delivered. */
async function clean(left: string, states: KeptStates, log: Logger): Promise<void> {
  try {
    // Of several agents that start at once, one gets it.
    const folder = `${left}-${process.pid}`;
    await rename(left, folder);
    own(folder);
    for (const name of await readdir(folder)) {
      const record = await readFile(join(folder, name, RECORD), "utf8").catch(() => null);
      if (record === null) continue;
      const { path, ...about } = JSON.parse(record) as GrowingState;
      const state = join(folder, name, path);
      if (existsSync(state)) await states.keep(about, state);
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    log.info(`removed ${left}, left behind by an agent that is no more`);
  } catch (error) {
    log.warn(`${left}, left behind by another agent, is not removed: ${(error as Error).message}`);
  }
}
