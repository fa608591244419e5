import type { Choice } from "../executors/index.js";
import type { InputKind, TaskOffer } from "../protocol/protocol.js";
import type { Scratch } from "./scratch.js";

/** Seconds for which the folder of a plan waits for the apply of its run. */
const STAY = 10;

/** The folder that a plan leaves for the apply of the same run, which needs no more preparation. */
export interface PlanFolder {
  readonly scratch: Scratch;
  /** The program that made the plan, or the embedded engine. */
  readonly madeBy: Choice;
}

/** Keeps the folders of plans whose applies follow at once. These applies neither unpack anything nor repeat `init`. */
export class PlanFolders {
  /** By the id of their run. */
  private readonly kept = new Map<string, PlanFolder & { readonly timer: NodeJS.Timeout }>();
  private closed = false;

  /** Keeps a folder for a while, then removes it. Closing removes it at once. */
  keep(run: string, folder: PlanFolder): void {
    if (this.closed) {
      void discard(folder);
      return;
    }
    const timer = setTimeout(() => void this.remove(run), STAY * 1_000).unref();
    this.kept.set(run, { ...folder, timer });
  }

  /** What the folder of a run's plan has of the inputs of its apply, if it is here. */
  inputsOf({ run, phase }: TaskOffer): readonly InputKind[] {
    return phase === "apply" && this.kept.has(run) ? ["configuration", "plan"] : [];
  }

  /** Hands over the folder of a run's plan, if it is here. */
  take(run: string): PlanFolder | null {
    const found = this.kept.get(run);
    if (found === undefined) return null;
    clearTimeout(found.timer);
    this.kept.delete(run);
    return found;
  }

  async remove(run: string): Promise<void> {
    await discard(this.take(run));
  }

  /** Removes all of them. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.kept.keys()].map((run) => this.remove(run)));
  }
}

/** Removes a folder. If that fails, it is removed together with the agent's own folder. */
async function discard(folder: PlanFolder | null): Promise<void> {
  await folder?.scratch.remove().catch(() => {});
}
