import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { chmod, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checkFolder, safeFolder, UnsafeFolderError } from "../../files/folder-trust.js";
import { type HolderState, parseHolder, stateOf, thisProcess } from "../../files/holder.js";
import { ignoreItself } from "../../files/ignore-itself.js";
import { readInside, safeName } from "../../files/inside.js";
import { stateFolder } from "../../files/places.js";
import { AgentError } from "../process/exit-codes.js";
import type { ServerAddress } from "../protocol/http.js";
import type { TaskRef } from "../protocol/protocol.js";
import type { Logger } from "../settings/logger.js";
import type { AgentSettings } from "../settings/settings.js";
import { KeptStates } from "./kept-states.js";
import { parseGrowingState, type Scratch, STATE_RECORD, taskFolder } from "./task-folder.js";

export type { Scratch } from "./task-folder.js";

/** Prefix of the folder that belongs to a running agent, before the agent's process id. */
const PREFIX = "tasks-";
/** The file in such a folder that names its process. */
const OWNER = "owner.json";

/** Milliseconds after which an untouched folder counts as left behind, if its owner cannot be observed. */
const UNTOUCHED = 10 * 60_000;

/**
 * Where an agent's tasks have their folders: in SCALR_AGENT_DATA_DIR, or in a folder of the agent's user. Other users can
 * neither read nor write them. An agent that starts there removes what a killed agent left behind, and keeps the states that it
 * finds.
 */
export class ScratchSpace {
  private warmUps = 0;

  private constructor(
    private readonly root: string,
    /** Where the agent keeps all of this. */
    readonly folder: string,
    readonly keptStates: KeptStates,
    private readonly log: Logger,
  ) {}

  /** @throws AgentError when the folder is not safe or cannot be used */
  static async open(
    settings: ServerAddress & Pick<AgentSettings, "dataDir" | "cacheDir" | "taskUsers">,
    log: Logger,
  ): Promise<ScratchSpace> {
    const folder = agentFolder(settings);
    for (const programs of [settings.cacheDir, join(folder, "hooks")]) checkPrograms(programs);
    ignoreItself(folder);
    const root = await mkdtemp(join(folder, `${PREFIX}${process.pid}-`));
    own(root);
    // Tasks' users can pass through to their own folders, but cannot list them.
    if (settings.taskUsers !== null) await chmod(root, 0o711);
    return new ScratchSpace(root, folder, new KeptStates(join(folder, "states"), settings, log), log);
  }

  /**
   * Called when a sandbox has accepted the agent: takes over what earlier agents left behind for that sandbox, and sends nothing
   * about other sandboxes.
   */
  async accepted(sandbox: string): Promise<void> {
    this.keptStates.accepted(sandbox);
    for (const name of await readdir(this.folder)) {
      const left = join(this.folder, name);
      if (name.startsWith(PREFIX) && left !== this.root && isAbandoned(left)) await this.clean(left);
    }
  }

  /** A folder that only this agent uses, removed when it exits. */
  get privateFolder(): string {
    return this.root;
  }

  /** The folder that tasks of this agent share if there is none that outlives it. */
  get sharedDir(): string {
    return join(this.root, "shared");
  }

  create({ id, attempt }: TaskRef): Promise<Scratch> {
    return taskFolder(join(this.root, `${safeName(id, "The task's id")}-${Number(attempt)}`));
  }

  /** A new folder for a process that has no task yet. `user` is the user that it runs as. */
  warmUpFolder(user: number | null): string {
    const folder = join(this.root, `warm-up-${++this.warmUps}`);
    mkdirSync(folder, { mode: 0o700 });
    if (user !== null) chownSync(folder, user, user);
    return folder;
  }

  /** Why tasks cannot have folders here, or null. */
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

  /** Removes the folder of an agent that has ended. An unfinished state in it is kept and delivered. */
  private async clean(left: string): Promise<void> {
    try {
      // If several agents start at once, one of them gets it.
      const folder = `${left}-${process.pid}`;
      await rename(left, folder);
      own(folder);
      for (const name of await readdir(folder)) {
        if (!name.endsWith(STATE_RECORD)) continue;
        const growing = parseGrowingState((await readInside(folder, name)).toString());
        if (growing === null) continue;
        const { path, user, ...record } = growing;
        const task = join(folder, name.slice(0, -STATE_RECORD.length));
        const state = await readInside(task, path, user ?? undefined).catch(() => null);
        if (state !== null) await this.keptStates.keep(record, state);
      }
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      this.log.info(`removed ${left}, left behind by an agent that has ended`);
    } catch (error) {
      this.log.warn(`${left}, left behind by another agent, is not removed: ${(error as Error).message}`);
    }
  }
}

function agentFolder({ dataDir, taskUsers }: Pick<AgentSettings, "dataDir" | "taskUsers">): string {
  if (dataDir === null && taskUsers !== null)
    throw new AgentError(
      "settings",
      "Tasks that run as other users (SCALR_AGENT_TASK_USERS) need a folder that these users can pass through. " +
        "Name one in SCALR_AGENT_DATA_DIR, such as /var/lib/scalr-agent.",
    );
  try {
    if (dataDir === null) return stateFolder("agent");
    const isNew = lstatSync(dataDir, { throwIfNoEntry: false }) === undefined;
    const folder = safeFolder(dataDir, "own");
    if (isNew && taskUsers !== null) chmodSync(folder, 0o711);
    return folder;
  } catch (error) {
    const { message } = error as Error;
    const where = "The agent keeps its files there (SCALR_AGENT_DATA_DIR).";
    if (error instanceof UnsafeFolderError) throw new AgentError("settings", `${message} ${where}`);
    throw new AgentError("settings", `The agent cannot have a folder for its files: ${message}. ${where}`);
  }
}

/** The agent executes programs from a folder only if nobody else can write there. */
function checkPrograms(folder: string | null): void {
  if (folder === null || !existsSync(folder)) return;
  try {
    checkFolder(folder, "readable");
  } catch (error) {
    throw new AgentError("settings", `${(error as Error).message} The agent executes programs from there.`);
  }
}

/** Writes into a folder which process owns it, for later processes that find it. */
function own(folder: string): void {
  writeFileSync(join(folder, OWNER), JSON.stringify(thisProcess()), { mode: 0o600 });
}

/**
 * Whether the process that created a folder has ended. If the system does not show that, as for a process on another machine,
 * the folder's age decides: a running agent touches its own at every heartbeat.
 */
function isAbandoned(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isDirectory() || stat.uid !== (process.geteuid?.() ?? stat.uid))
    return false;
  const state = ownerState(join(folder, OWNER));
  if (state === "running" || state === "ended") return state === "ended";
  return performance.timeOrigin + performance.now() - stat.mtimeMs > UNTOUCHED;
}

/** Null when the file does not name a process. */
function ownerState(file: string): HolderState | null {
  try {
    const holder = parseHolder(readFileSync(file, "utf8"));
    return holder && stateOf(holder);
  } catch {
    return null;
  }
}
