import fc from "fast-check";
import { expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../support/sandbox.js";
import { issueToken, ProtocolAgent, runnersPool, StartedTask } from "./protocol-agent.js";
import { hasEnded, Referee } from "./referee.js";

/**
 * Whatever users and agents do and in whatever order: never more at once than agents and quota allow (R7, R8), runs of
 * a workspace one at a time and in order (R10), tasks to the agent with most free slots (R11), each started at most
 * once, and none forgotten (R17).
 */

const QUOTA = 3;
const WORKSPACES = 4;

type Step =
  | { readonly do: "queue"; readonly workspace: number; readonly dry: boolean }
  | { readonly do: "poll"; readonly agent: number; readonly slots: number }
  | { readonly do: "finish"; readonly pick: number; readonly outcome: "changes" | "nothing" | "error" }
  | { readonly do: "confirm" | "discard" | "cancel" | "force"; readonly pick: number }
  | { readonly do: "lose" | "leave"; readonly agent: number }
  | { readonly do: "advance"; readonly seconds: number };

const pick = fc.nat(1_000);
const agentNumber = fc.nat(3);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("queue" as const),
      workspace: fc.nat(WORKSPACES - 1),
      dry: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("poll" as const),
      agent: agentNumber,
      slots: fc.integer({ min: 0, max: 5 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("finish" as const),
      pick,
      outcome: fc.constantFrom("changes" as const, "nothing" as const, "error" as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("confirm" as const, "discard" as const, "cancel" as const, "force" as const),
      pick,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom("lose" as const, "leave" as const), agent: agentNumber }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("advance" as const), seconds: fc.integer({ min: 1, max: 100 }) }),
  },
);

class Scene {
  private readonly agents: (ProtocolAgent | null)[] = [];
  private readonly started: StartedTask[] = [];
  private readonly runs: string[] = [];
  private generation = 0;

  private constructor(
    readonly sandbox: Sandbox,
    readonly referee: Referee,
    private readonly tokens: readonly string[],
    private readonly workspaces: readonly string[],
  ) {}

  static async set(): Promise<Scene> {
    const sandbox = await startSandbox({ runnerQuota: QUOTA });
    const managed = runnersPool(sandbox);
    const environment = await sandbox.environment("env");
    const pool = await sandbox.pool("private");
    const workspaces = [];
    for (let i = 0; i < WORKSPACES; i++) {
      const link = i % 2 === 0 ? pool.id : undefined;
      const workspace = await sandbox.workspace(`ws-${i}`, environment.id, {}, link);
      await sandbox.upload(workspace.id, { "main.tf": "" });
      workspaces.push(workspace.id);
    }
    const tokens = [await sandbox.poolToken(pool.id), issueToken(sandbox, managed)];
    return new Scene(sandbox, new Referee(sandbox, managed, QUOTA), tokens, workspaces);
  }

  async play(step: Step): Promise<void> {
    switch (step.do) {
      case "queue": {
        const workspace = this.workspaces[step.workspace]!;
        this.runs.push((await this.sandbox.run(workspace, undefined, { "is-dry": step.dry })).id);
        return;
      }
      case "poll":
        return this.poll(step.agent, step.slots);
      case "finish":
        return this.finish(step.pick, step.outcome);
      case "advance":
        await this.sandbox.advance(step.seconds * 1_000);
        return;
      case "lose": {
        const agent = this.agents[step.agent];
        if (!agent) return;
        this.agents[step.agent] = null;
        await agent.lose(this.sandbox);
        this.referee.polls.delete(agent.id);
        await this.sandbox.advance("5m");
        return;
      }
      case "leave":
        await this.agents[step.agent]?.call("POST", "deregister", { tasks: [] });
        this.agents[step.agent] = null;
        return;
      default: {
        const run = this.runs[step.pick % Math.max(1, this.runs.length)];
        if (run)
          await this.sandbox.send("POST", `runs/${run}/actions/${step.do === "confirm" ? "apply" : step.do}`);
      }
    }
  }

  private async agent(number: number): Promise<ProtocolAgent> {
    const known = this.agents[number];
    if (known) return known;
    const options = { name: `agent-${number}-${++this.generation}`, concurrency: number + 2 };
    const joined = await ProtocolAgent.join(this.sandbox, this.tokens[number % 2]!, options);
    this.agents[number] = joined;
    return joined;
  }

  /** Leaves a poll open; what it brings is started when it comes. */
  private async poll(number: number, slots: number): Promise<void> {
    const agent = await this.agent(number);
    const poll = { slots, sure: false };
    this.referee.polls.set(agent.id, poll);
    const { answer } = await agent.opened(slots);
    poll.sure = poll.slots === slots;
    await this.take(agent, answer, slots > 0 ? 20 : 0);
  }

  /** Starts what a poll brings within a few turns; a poll that brings nothing stays open. */
  private async take(
    agent: ProtocolAgent,
    answer: ReturnType<ProtocolAgent["poll"]>,
    turns: number,
  ): Promise<void> {
    const poll = this.referee.polls.get(agent.id);
    const begin = answer.then(async ({ tasks }) => {
      if (this.referee.polls.get(agent.id) === poll) this.referee.polls.delete(agent.id);
      for (const offer of tasks) {
        const reply = await agent.call("POST", `tasks/${offer.id}/start`, { attempt: offer.attempt });
        if (reply.status !== 200) continue;
        this.started.push(new StartedTask(agent.url, offer, reply.body));
      }
    });
    begin.catch(() => {});
    for (let i = 0; i < turns; i++) await Promise.race([begin.catch(() => {}), new Promise(setImmediate)]);
  }

  private async finish(number: number, outcome: "changes" | "nothing" | "error"): Promise<void> {
    const [task] = this.started.splice(number % Math.max(1, this.started.length), 1);
    await task?.finish({
      outcome: outcome === "error" ? "errored" : "finished",
      hasChanges: outcome === "changes",
      error: outcome === "error" ? "it broke" : null,
    });
  }

  /** Lets everything finish: nothing that was queued may be left. */
  async settle(): Promise<string[]> {
    const { store } = this.sandbox.simulator;
    for (let round = 0; round < 300; round++) {
      const open = [...store.all("runs")].filter((run) => !hasEnded(run));
      if (open.length === 0) return [];
      for (const { id, status } of open)
        if (status === "planned") await this.sandbox.send("POST", `runs/${id}/actions/apply`);
      while (this.started.length > 0) await this.finish(0, "changes");
      for (const number of [0, 1, 2, 3]) {
        const agent = await this.agent(number);
        this.referee.polls.set(agent.id, { slots: 5, sure: false });
        await this.take(agent, agent.poll(5, 0), 20);
      }
    }
    return [...store.all("runs")].filter((run) => !hasEnded(run)).map(({ id }) => id);
  }

  async close(): Promise<void> {
    for (const agent of this.agents) agent?.disconnect();
    await this.sandbox.close();
  }
}

it("keeps to its rules whatever happens", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 45 }), async (steps) => {
      const scene = await Scene.set();
      try {
        for (const each of steps) {
          await scene.play(each);
          expect(scene.referee.faults).toEqual([]);
        }
        expect(await scene.settle(), "runs that never ended").toEqual([]);
        expect(scene.referee.faults).toEqual([]);
      } finally {
        await scene.close();
      }
    }),
    { numRuns: 30 },
  );
});
