import { Worker } from "node:worker_threads";

/** Runs beside the main thread, so that it sees a case that blocks everything. */
const PROGRAM = `
const { workerData: { cells, patience } } = require("node:worker_threads");
const { writeSync } = require("node:fs");
let [last, since] = [-1, Date.now()];
setInterval(() => {
  const current = Atomics.load(cells, 0);
  if (current !== last) [last, since] = [current, Date.now()];
  else if (current > 0 && Date.now() - since > patience) {
    writeSync(2, "\\nFuzzing hangs in case " + current + " of seed " + Atomics.load(cells, 1) + ", for " + patience + " ms.\\n");
    process.kill(process.pid, "SIGKILL");
  }
}, 500);
`;

/** Ends the process when a case takes forever, and says which. */
export class Watchdog {
  private readonly cells = new Int32Array(new SharedArrayBuffer(8));
  private readonly worker: Worker;

  constructor(seed: number, patience = 120_000) {
    this.cells[1] = seed;
    this.worker = new Worker(PROGRAM, { eval: true, workerData: { cells: this.cells, patience } });
  }

  /** Cases count from 1. */
  begin(number: number): void {
    Atomics.store(this.cells, 0, number);
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}
