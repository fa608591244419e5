import { describe, expect, it, onTestFinished } from "vitest";
import { serverSentEvents } from "../../cli/events/sse.js";
import { type DesignFigures, parseDesigns, simulate, traceFromText } from "../../fleet/index.js";
import type {
  AskedRuns,
  FromSimulation,
  SimulationOrder,
} from "../../simulator/sandbox/simulations/messages.js";
import { SimulationProcess } from "../../simulator/sandbox/simulations/process.js";
import { callerWith } from "../access/people.js";
import { type Api, expectRefusal, unique } from "../api/support.js";
import { startSandbox, useSandbox } from "../support/sandbox.js";

/** `/simulations` of the sandbox's API: what `scalr-sandbox simulate` computes, in a process beside the sandbox. */

const used = useSandbox();

const TRACE = `at,workspace,plan_seconds,apply_seconds,dry
0,one,60,0,true
5,two,60,0,true
10,one,30,20,false
10,three,600,0,true
`;
/** Takes a minute or more: nothing of it is waited for. */
const LONG = { from: "generator", rate: "10000", days: 8, workspaces: 5_000 };

/** No agent takes any of these. */
const WAITING: AskedRuns = {
  ...{ from: "generator", rate: "1500", days: 1, workspaces: 100, plan: "60s", apply: "60s" },
  ...{ confirm: null, dry: 0, seed: 1 },
};
const ORDER: SimulationOrder = {
  ...{ runs: WAITING, world: "none", agents: ["private=0"], slots: [], quota: null, leave: "drain" },
  ...{ target: null, price: null },
};

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly message: string | null;
  readonly designs: readonly string[];
  readonly results: readonly DesignFigures[];
  readonly answers: readonly { readonly text: string }[];
  readonly progress: { readonly ended: number; readonly designs: number } | null;
}

const PATH = "/api/sandbox/v1/simulations";
const start = (body: unknown) => used.sandbox.send("POST", PATH, body);

/** What the operator, or whoever, is told of simulations. */
async function* told({ url, token }: Pick<Api, "url" | "token">): AsyncGenerator<Shown> {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  try {
    const response = await fetch(`${url}/api/sandbox/v1/events?state=none&simulations=true`, {
      headers: { Authorization: `Bearer ${token}` },
      signal: abort.signal,
    });
    for await (const { event, data } of serverSentEvents(response.body!))
      if (event === "simulation") yield JSON.parse(data);
  } catch (error) {
    // Nobody listens any more when the test has ended.
    if (!abort.signal.aborted) throw error;
  }
}

/** Starts a simulation, and resolves with what it is when it has ended. */
async function simulated(body: object): Promise<Shown> {
  const events = told(used.sandbox);
  const first = events.next();
  const { id } = await used.sandbox.sandbox("POST", "simulations", body);
  for (let next = await first; ; next = await events.next()) {
    const shown = next.value as Shown;
    if (shown.id === id && shown.state !== "running") return used.sandbox.sandbox("GET", `simulations/${id}`);
  }
}

/** One that is under way, and is ended with the test. */
async function underWay(
  body: object = { runs: LONG, agents: ["private=20"], world: "none" },
): Promise<Shown> {
  const { sandbox } = used;
  const shown: Shown = await sandbox.sandbox("POST", "simulations", body);
  onTestFinished(async () => void (await sandbox.send("DELETE", `${PATH}/${shown.id}`)));
  return shown;
}

describe("a simulation that is ordered", () => {
  it("comes to the figures of the command line", async () => {
    const agents = ["private=1..2"];
    const shown = await simulated({
      runs: { from: "trace", name: "trace.csv", text: TRACE },
      world: "none",
      agents,
      slots: ["1"],
      target: "95% within 30s",
      price: 0.5,
    });
    const expected: DesignFigures[] = [];
    for await (const figures of simulate({
      world: null,
      workload: await traceFromText("trace.csv", TRACE),
      designs: parseDesigns({ agents, slots: ["1"], quota: undefined, leave: "drain" }),
      target: { part: 0.95, within: 30_000 },
      price: 0.5,
    }))
      expected.push(figures);
    expect(shown.state).toBe("done");
    expect(shown.results).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(shown.results[0]!.pools[0]!.longest_wait_seconds).toBeGreaterThan(0);
    expect(shown.answers.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Pool private: no design meets/),
    ]);
  });

  it("starts from the pools, links and agents of the sandbox", async () => {
    const { sandbox } = used;
    const [own, other] = [await sandbox.pool(unique("own")), await sandbox.pool(unique("other"))];
    const environment = await sandbox.environment(unique("env"), {
      "default-workspace-agent-pool": other.id,
    });
    const linked = await sandbox.workspace(unique("linked"), environment.id, {}, own.id);
    const unlinked = await sandbox.workspace(unique("unlinked"), environment.id);
    const names = [linked, unlinked].map(({ attributes }) => attributes.name);
    const { results, state } = await simulated({
      runs: {
        from: "trace",
        text: `at,workspace,environment,plan_seconds,apply_seconds\n${names.map((name, at) => `${at},${name},${environment.attributes.name},10,none`).join("\n")}\n`,
      },
      agents: [own, other].map(({ attributes }) => `${attributes.name}=1`),
    });
    expect(state).toBe("done");
    expect(results[0]!.pools.map(({ name, runs }) => [name, runs])).toEqual([
      [own.attributes.name, 1],
      [other.attributes.name, 1],
    ]);
  });

  it("replays what the sandbox has executed, with the times that it took", async () => {
    const { sandbox } = used;
    const { store, clock } = sandbox.simulator;
    const pool = await sandbox.pool(unique("history"));
    const environment = await sandbox.environment(unique("env"));
    for (const name of ["one", "two"]) {
      const workspace = await sandbox.workspace(unique(name), environment.id, {}, pool.id);
      const { id } = await sandbox.run(workspace.id, await sandbox.upload(workspace.id, { "main.tf": "" }));
      // As if an agent had executed it: it began at once and took a minute.
      store.transact((tx) =>
        tx.update("runs", id, {
          status: "planned_and_finished",
          statusTimestamps: { "planning-at": clock.now(), "planned-and-finished-at": clock.now() + 60_000 },
        }),
      );
    }
    const order = {
      runs: { from: "history", days: 1 },
      agents: [`${pool.attributes.name}=1..2`],
      slots: ["1"],
    };
    const { results, state } = await simulated(order);
    expect(state).toBe("done");
    const waits = results.map(({ pools }) => {
      const figures = pools.find(({ name }) => name === pool.attributes.name)!;
      return [figures.runs, figures.longest_wait_seconds];
    });
    // Two agents would have executed both at once; one does one after the other.
    expect(waits).toEqual([
      [2, 60],
      [2, 0],
    ]);
  });

  it("that has no history is refused, and says what to do", async () => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    const order = { runs: { from: "history", days: 3 }, agents: ["private=1"], world: "none" };
    expectRefusal(await sandbox.send("POST", PATH, order), {
      status: 422,
      detail: /no run that was executed.*'days'/s,
      pointer: "/runs/days",
    });
  });

  it("leaves the sandbox free to answer, and says how it gets on", async () => {
    const { sandbox } = used;
    const events = told(sandbox);
    const first = events.next();
    const { id } = await underWay();
    let shown = (await first).value as Shown;
    while (shown.progress === null || shown.progress.ended === 0)
      shown = (await events.next()).value as Shown;
    expect(shown.id).toBe(id);
    // Each of these is answered while it is under way.
    for (let i = 0; i < 50; i += 1) expect((await sandbox.get("/api/sandbox/v1/health")).status).toBe(200);
    expect(await sandbox.sandbox("GET", `simulations/${id}`)).toMatchObject({ state: "running" });
  });

  it("is the only one at a time, stops when it is canceled, and tells what it knew", async () => {
    const { sandbox } = used;
    const events = told(sandbox);
    const first = events.next();
    const { id } = await underWay();
    expectRefusal(await start({ runs: LONG, agents: ["private=1"], world: "none" }), {
      status: 409,
      detail: new RegExp(id),
    });
    let shown = (await first).value as Shown;
    while (shown.progress === null) shown = (await events.next()).value as Shown;
    await sandbox.sandbox("POST", `simulations/${id}/cancel`);
    while (shown.state === "running") shown = (await events.next()).value as Shown;
    const over: Shown = await sandbox.sandbox("GET", `simulations/${id}`);
    expect(over).toMatchObject({ state: "canceled", message: "It was canceled." });
    expect(over.results.map(({ partial }) => partial)).toEqual([true]);
    await sandbox.sandbox("DELETE", `simulations/${id}`);
    expectRefusal(await sandbox.get(`${PATH}/${id}`), { status: 404, detail: new RegExp(id) });
  });

  it("is one of the latest five", async () => {
    const { sandbox } = used;
    const ids: string[] = [];
    for (let i = 0; i < 6; i += 1)
      ids.push(
        (await simulated({ runs: { from: "trace", text: TRACE }, world: "none", agents: ["private=1"] })).id,
      );
    const { simulations } = await sandbox.sandbox("GET", "simulations");
    expect(simulations.map(({ id }: Shown) => id)).toEqual(ids.slice(1));
  });

  it("that has a fault on its last line fails, and says where", async () => {
    const text = `${TRACE}${TRACE.split("\n")[1]}\n`;
    const shown = await simulated({
      runs: { from: "trace", name: "../up/mine.csv", text },
      world: "none",
      agents: ["private=1"],
    });
    expect(shown).toMatchObject({
      state: "failed",
      message: expect.stringMatching(/^mine\.csv:6: the time goes back/),
    });
  });

  it("ends with the sandbox", async () => {
    const sandbox = await startSandbox();
    await sandbox.sandbox("POST", "simulations", { runs: LONG, agents: ["private=20"], world: "none" });
    const children = () => process.getActiveResourcesInfo().filter((name) => name === "ProcessWrap").length;
    const before = children();
    await sandbox.close();
    await expect.poll(children).toBe(before - 1);
  });
});

describe("a simulation that needs more memory than it can have", () => {
  /** How a process with so many MiB ends that simulates these runs. */
  const endOf = (memory: number, runs: AskedRuns): Promise<string | null> =>
    new Promise((resolve) => {
      let refusal: string | null = null;
      const order = { ...ORDER, runs };
      const told = (message: FromSimulation) => {
        if (message.kind === "refused") refusal = message.message;
      };
      const listener = { told, ended: (problem: string | null) => resolve(refusal ?? problem) };
      const running = new SimulationProcess([{ kind: "begin", order, accountId: "acc-1" }], listener, memory);
      onTestFinished(() => running.kill());
    });

  it.each([
    ["in the thread of a design", "Design private=0", 32, WAITING],
    ["before it begins", "The simulation", 8, { from: "trace", name: "t.csv", text: "x".repeat(64 << 20) }],
  ] as const)("says so, and what its caller can do: %s", async (_where, what, memory, runs) => {
    const message = await endOf(memory, runs);
    expect(message).toContain(
      `${what} needs more memory than it can have: a simulation takes at most 1024 MiB`,
    );
    expect(message).toMatch(/Simulate fewer runs, fewer designs or a shorter time.*`scalr-sandbox simulate`/);
    // Who calls the API cannot set how Node is started.
    expect(message).not.toContain("NODE_OPTIONS");
  });
});

describe("an order is refused", () => {
  const trace = { from: "trace", text: TRACE };
  it.each([
    ["without runs", {}, 400, "/runs"],
    ["with runs of nowhere", { runs: { from: "nowhere" } }, 422, "/runs/from"],
    ["with a member that means nothing", { runs: trace, agent: ["private=1"] }, 422, ""],
    ["with an empty trace", { runs: { from: "trace", text: " " } }, 422, "/runs/text"],
    ["with a trace without columns", { runs: { from: "trace", text: "a,b\n1,2\n" } }, 422, "/runs/text"],
    [
      "with agents that are not a number",
      { runs: trace, agents: ["private=few"], world: "none" },
      422,
      "/agents",
    ],
    ["with too many designs", { runs: trace, agents: ["private=1..100"], world: "none" }, 422, "/agents"],
    ["with a target of another form", { runs: trace, agents: ["private=1"], target: "fast" }, 422, "/target"],
    ["with a price below nothing", { runs: trace, agents: ["private=1"], price: -1 }, 422, "/price"],
    ["with too many runs", { runs: { ...LONG, days: 300 }, agents: ["private=1"] }, 422, "/runs/rate"],
    [
      "with a rate of another form",
      { runs: { ...LONG, rate: "many" }, agents: ["private=1"] },
      422,
      "/runs/rate",
    ],
    ["with more agents than texts", { runs: trace, agents: Array(101).fill("private=1") }, 422, "/agents"],
  ])("%s", async (_name, order, status, pointer) => {
    const reply = await start(order);
    expectRefusal(reply, { status, ...(pointer !== "" && { pointer }) });
    // No flag of the command line is of use here.
    expect(JSON.stringify(reply.body)).not.toContain("--");
    expect(
      (await used.sandbox.sandbox("GET", "simulations")).simulations.map(({ state }: Shown) => state),
    ).not.toContain("running");
  });

  it("that is larger than 16 MiB", async () => {
    const text = TRACE + "1,one,60,0,true\n".repeat(1_100_000);
    expect((await start({ runs: { from: "trace", text } })).status).toBe(413);
  });

  it("of whoever is not the operator, who hears nothing of simulations either", async () => {
    const { sandbox } = used;
    const caller = await callerWith(sandbox, ["agent-pools:*", "runs:*", "workspaces:*"]);
    for (const [method, path] of [
      ["GET", PATH],
      ["POST", PATH],
      ["GET", `${PATH}/sim-1`],
      ["DELETE", `${PATH}/sim-1`],
      ["POST", `${PATH}/sim-1/cancel`],
    ] as const)
      expect((await caller.send(method, path, method === "POST" ? {} : undefined)).status, method).toBe(403);
  });
});
