import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
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
  private constructor(private readonly root: string) {}

  static async open(dataDir: string | null): Promise<ScratchSpace> {
    if (dataDir === null) return new ScratchSpace(await mkdtemp(join(tmpdir(), "scalr-agent-")));
    const root = join(resolve(dataDir), `tasks-${process.pid}`);
    await mkdir(root, { recursive: true, mode: 0o700 });
    return new ScratchSpace(root);
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
    await rm(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}
