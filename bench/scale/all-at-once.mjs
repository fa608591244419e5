import { join } from "node:path";
import { Connection } from "../shared/client.mjs";
import { median } from "../shared/figures.mjs";

const FLEET = join(import.meta.dirname, "fleet-process.mjs");
const SIMULATOR = join(import.meta.dirname, "..", "shared", "simulator-process.mjs");
/** Milliseconds between two looks at the simulator. */
const LOOK = 1000;
/** Milliseconds for which its connection is kept, also when this process was late. */
const KEPT = 60_000;
/** Milliseconds of wait for an idle agent beyond which runs do not flow any more. */
const STUCK = 2000;

/** Looks at the simulator every second until `end`, which gives processor time, the most memory, the slowest answer and the longest pause. */
async function watch(child, simulator) {
  const connection = await Connection.open(simulator.port, KEPT);
  await child.call("pauses");
  const before = await child.call("usage");
  const begun = performance.now();
  const [answers, memory] = [[], []];
  let isOver = false;
  const looking = (async () => {
    while (!isOver) {
      const asked = performance.now();
      await connection.json("GET", "/api/iacp/v3/ping", { token: simulator.token });
      answers.push(performance.now() - asked);
      memory.push((await child.call("usage")).rss);
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
  })();
  return async () => {
    isOver = true;
    await looking;
    connection.close();
    const { cpu } = await child.call("usage");
    return {
      cores: (cpu - before.cpu) / 1000 / (performance.now() - begun),
      memory: Math.max(...memory) / 2 ** 20,
      answer: median(answers),
      slowest: Math.max(...answers),
      pause: await child.call("pauses"),
    };
  };
}

/**
 * Workspaces, agents in contact and a flow of runs, all at the same time; then, in steps, more runs a second until they do not flow
 * any more. `add(what, size, unit, value)` notes a figure.
 */
export async function allAtOnce(withChildren, where, { workspaces, agents, rate, seconds, step }, add) {
  await withChildren(async (start) => {
    const child = start(SIMULATOR);
    const simulator = await child.call("start", where);
    const runnable = await child.call("addRunnable", workspaces);
    await child.call("watchPauses");
    const loaded = await child.call("usage");
    add("memory with the workspaces", workspaces, "MiB", loaded.rss / 2 ** 20);
    const fleet = start(FLEET);
    const begun = performance.now();
    await fleet.call("join", { where: simulator, token: runnable.token, count: agents });
    add("agents that join", agents, "1/s", (agents / (performance.now() - begun)) * 1000);
    // Once every agent has its poll open and has beaten once.
    await new Promise((resolve) => setTimeout(resolve, Math.min(12_000, agents * 20)));
    const idle = await watch(child, simulator);
    await new Promise((resolve) => setTimeout(resolve, Math.min(20_000, seconds * 1000)));
    const resting = await idle();
    add("processors, no runs", agents, "cores", resting.cores);
    add("memory, no runs", agents, "MiB", resting.memory);
    const flow = async (runs, length) => {
      const end = await watch(child, simulator);
      const told = await fleet.call("run", { workspaces: runnable.workspaces, rate: runs, seconds: length });
      if (told.failures.length > 0) throw new Error(told.failures.join("\n"));
      return { ...told, ...(await end()) };
    };
    const long = await flow(rate, seconds);
    add("runs queued and started", rate, "1/s", long.rate);
    add("wait for an idle agent, median", rate, "ms", long.median);
    add("wait for an idle agent, 99 %", rate, "ms", long.p99);
    add("wait for an idle agent, longest", rate, "ms", long.longest);
    add("runs not started at the end", rate, "", long.backlog);
    add("processors", rate, "cores", long.cores);
    add("memory", rate, "MiB", long.memory);
    add("answer of another request, median", rate, "ms", long.answer);
    add("answer of another request, slowest", rate, "ms", long.slowest);
    add("longest pause of the simulator", rate, "ms", long.pause.longest);
    if (long.pause.waited !== null)
      add("of that, while others had the processor", rate, "ms", long.pause.waited);
    for (let more = rate + step.rate; more <= step.most; more += step.rate) {
      const { p99, rate: reached, backlog, cores, pause } = await flow(more, step.seconds);
      add("wait for an idle agent, 99 %", more, "ms", p99 ?? Number.POSITIVE_INFINITY);
      add("runs queued and started", more, "1/s", reached);
      add("processors", more, "cores", cores);
      add("longest pause of the simulator", more, "ms", pause.longest);
      if (p99 === null || p99 > STUCK || reached < more * 0.9 || backlog > more) break;
    }
    await fleet.stop();
    await child.stop();
  });
}
