import { Worker } from "node:worker_threads";
import type { DesignFigures } from "../../simulator/console/charts/figures.js";
import { compiledProgram } from "../../simulator/platform/compiled-program.js";
import { DesignMemoryError, FleetInputError } from "../input/errors.js";
import type { Workload } from "../workload/workload.js";
import type { FromThread, ToThread } from "./messages.js";
import type { DesignJob, DesignWatch } from "./simulate-design.js";

/** MiB at most for objects that were just made. Most that a simulation makes are garbage soon, and the fewer survive a collection, the less it costs. */
const YOUNG = 192;

/** A thread that simulates one design at a time. */
export class SimulationThread {
  private readonly worker: Worker;

  /** `memory` is how many MiB its objects may take, those that were just made included. */
  constructor(memory: number) {
    const young = Math.min(YOUNG, Math.floor(memory / 2));
    this.worker = new Worker(compiledProgram("fleet/threads/main.js"), {
      resourceLimits: { maxYoungGenerationSizeMb: young, maxOldGenerationSizeMb: memory - young },
    });
  }

  /** @throws FleetInputError when the workload is invalid or does not fit the world, DesignMemoryError when the design needs too much memory */
  async simulate(
    job: DesignJob,
    workload: Workload,
    watch: Omit<DesignWatch, "onStart">,
  ): Promise<DesignFigures> {
    const { title, origin, dated } = workload;
    const arrivals = workload.open()[Symbol.asyncIterator]();
    const interrupt = () => this.tell({ kind: "interrupt" });
    watch.signal?.addEventListener("abort", interrupt);
    try {
      return await new Promise<DesignFigures>((resolve, reject) => {
        const hear = (message: FromThread) => {
          switch (message.kind) {
            case "more":
              arrivals.next().then(({ done, value }) => {
                this.tell({ kind: "arrivals", batch: done ? null : value });
              }, reject);
              return;
            case "progress":
              watch.onProgress?.(message.progress);
              return;
            case "figures":
              resolve(message.figures);
              return;
            case "refused":
              reject(new FleetInputError(message.message));
          }
        };
        this.worker.removeAllListeners();
        this.worker
          .on("message", hear)
          .on("error", (error) => reject(inWords(error, job)))
          .on("exit", () => reject(new Error(`The thread of design ${job.design.name} ended.`)));
        this.tell({ kind: "design", job, workload: { title, origin, dated } });
      });
    } finally {
      watch.signal?.removeEventListener("abort", interrupt);
      await arrivals.return?.();
    }
  }

  /** Ends it, whatever it does. */
  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private tell(message: ToThread): void {
    this.worker.postMessage(message);
  }
}

const inWords = (error: Error, { design }: DesignJob): Error =>
  (error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY"
    ? new DesignMemoryError(design.name)
    : error;
