/** Simulates a fleet for the sandbox that started it. It gets its order through the pipe between them, and ends with it. */
import { setImmediate } from "node:timers/promises";
import type {
  AnyEntity,
  ExecutedRun,
  FromSimulation,
  ToSimulation,
} from "../../simulator/sandbox/simulations/messages.js";
import { simulateOrder } from "./simulate-order.js";

const interrupt = new AbortController();
const entities: AnyEntity[] = [];
const executed: ExecutedRun[] = [];

/** Resolves when the sandbox has taken it. */
const tell = (message: FromSimulation): Promise<void> =>
  new Promise((resolve) => process.send!(message, () => resolve()));

process.on("disconnect", () => process.exit());
process.on("message", async (message: ToSimulation) => {
  switch (message.kind) {
    case "entities":
      entities.push(...message.entities);
      return;
    case "executed":
      executed.push(...message.runs);
      return;
    case "cancel":
      interrupt.abort();
      return;
    case "begin":
  }
  const { order, accountId } = message;
  const told = { accountId, entities, executed };
  await simulateOrder({ order, told, tell, signal: interrupt.signal });
  // What was told is on its way still.
  await setImmediate();
  process.disconnect();
});

await tell({ kind: "ready" });
