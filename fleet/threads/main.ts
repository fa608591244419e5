/** A thread that simulates designs, one after the other: it is told which, and asks for the runs of the workload in batches. */
import { parentPort } from "node:worker_threads";
import { FleetInputError } from "../input/errors.js";
import type { Arrival } from "../workload/workload.js";
import type { FromThread, ToThread } from "./messages.js";
import { simulateDesign } from "./simulate-design.js";

const port = parentPort!;
const interrupt = new AbortController();
let take: (batch: readonly Arrival[] | null) => void = () => {};

const tell = (message: FromThread) => port.postMessage(message);

const more = () =>
  new Promise<readonly Arrival[] | null>((resolve) => {
    take = resolve;
    tell({ kind: "more" });
  });

/** While a batch is simulated, the next one is read. */
async function* arrivals(): AsyncGenerator<readonly Arrival[]> {
  let next = more();
  for (let batch = await next; batch !== null; batch = await next) {
    next = more();
    yield batch;
  }
}

async function simulate({ job, workload }: Extract<ToThread, { kind: "design" }>): Promise<FromThread> {
  try {
    const figures = await simulateDesign(
      job,
      { ...workload, open: arrivals },
      { signal: interrupt.signal, onProgress: (progress) => tell({ kind: "progress", progress }) },
    );
    return { kind: "figures", figures };
  } catch (error) {
    if (!(error instanceof FleetInputError)) throw error;
    return { kind: "refused", message: error.message };
  }
}

port.on("message", async (message: ToThread) => {
  switch (message.kind) {
    case "design":
      tell(await simulate(message));
      return;
    case "arrivals":
      take(message.batch);
      return;
    case "interrupt":
      interrupt.abort();
  }
});
