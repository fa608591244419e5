// A simulator as a process of its own, to be measured from outside.
import { startSimulator } from "../../dist/simulator/server.js";
import { addRunnable, addRuns } from "../dispatch/queue.mjs";
import { serve } from "./child.mjs";
import { Pauses } from "./pauses.mjs";
import { addAgents, addWorkspaces } from "./population.mjs";

let simulator;
const pauses = new Pauses();

serve({
  async start(options) {
    const started = performance.now();
    simulator = await startSimulator({ runners: false, logLevel: "error", ...options });
    const { url, port, token, accountId } = simulator;
    return { url, port, token, accountId, milliseconds: performance.now() - started };
  },
  addWorkspaces: (count) => addWorkspaces(simulator, count),
  addAgents: (count) => addAgents(simulator, count),
  addRunnable: (count) => addRunnable(simulator, count),
  addRuns: (workspaces) => addRuns(simulator, workspaces),
  watchPauses: () => pauses.start(),
  pauses: () => pauses.take(),
  async compact() {
    const started = performance.now();
    await simulator.store.compact();
    return performance.now() - started;
  },
  close: () => simulator?.close(),
});
