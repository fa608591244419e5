import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TaskRef } from "../protocol.js";

/** The folders of one task. All of it goes when the task is over. */
export interface Scratch {
  readonly configurationDir: string;
  readonly outDir: string;
  readonly tmpDir: string;
  readonly statePath: string;
  readonly planPath: string;
  remove(): Promise<void>;
}

/** Where an agent's tasks have their folders. */
export class ScratchSpace {
  private constructor(
    private readonly root: string,
    private readonly isOwn: boolean,
  ) {}

  static async open(dataDir: string | null): Promise<ScratchSpace> {
    if (dataDir === null) return new ScratchSpace(await mkdtemp(join(tmpdir(), "scalr-agent-")), true);
    const root = join(resolve(dataDir), `tasks-${process.pid}`);
    await mkdir(root, { recursive: true, mode: 0o700 });
    return new ScratchSpace(root, true);
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
      remove: () => rm(dir, { recursive: true, force: true, maxRetries: 3 }),
    };
  }

  async close(): Promise<void> {
    if (this.isOwn) await rm(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}
