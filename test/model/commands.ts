import fc from "fast-check";
import { expect } from "vitest";
import { type AgentModel, type Model, OFFLINE_AFTER, type Pool, type RunModel } from "./model.js";
import type { Real } from "./real.js";

type Command = fc.AsyncCommand<Model, Real>;

let names = 0;

/** A step: done to both, then both are compared. */
class Step implements Command {
  constructor(
    private readonly name: string,
    private readonly act: (model: Model, real: Real) => Promise<void>,
    private readonly can: (model: Model) => boolean = () => true,
  ) {}

  check = (model: Readonly<Model>): boolean => this.can(model as Model);

  async run(model: Model, real: Real): Promise<void> {
    await this.act(model, real);
    await real.compare(model);
  }

  toString = (): string => this.name;
}

const nth = <T>(items: Iterable<T>, n: number): T => {
  const all = [...items];
  return all[n % all.length]!;
};
const own = (model: Model): Pool[] => [...model.pools.values()].filter((pool) => !pool.managed && !pool.gone);
const there = (model: Model): AgentModel[] =>
  [...model.agents.values()].filter(({ state, lostAt }) => state === "online" && lostAt === null);
const executing = (model: Model): RunModel[] =>
  model.runs.filter(
    ({ status, agent }) =>
      (status === "planning" || status === "applying") && there(model).some(({ id }) => id === agent),
  );

const pick = fc.nat(60);
/** A pool, or none. */
const maybe = fc.option(pick, { nil: null });
const target = (model: Model, n: number | null): Pool | null =>
  n === null || own(model).length === 0 ? null : nth(own(model), n);

const linkWorkspace = fc.tuple(pick, maybe).map(
  ([n, to]) =>
    new Step(`link workspace ${n} to pool ${to}`, async (model, { sandbox }) => {
      const [id, workspace] = nth(model.workspaces, n);
      const pool = target(model, to);
      const ok = pool === null || model.mayLink(pool, workspace.environment);
      const { status } = await sandbox.tryUpdate("workspaces", id, {}, { "agent-pool": pool?.id ?? null });
      expect(status, "R3, R5").toBe(ok ? 200 : 422);
      if (ok) workspace.pool = pool?.id ?? null;
      model.settle();
    }),
);

const environmentDefault = fc.tuple(pick, maybe).map(
  ([n, to]) =>
    new Step(`make pool ${to} the default of environment ${n}`, async (model, { sandbox }) => {
      const [id, environment] = nth(model.environments, n);
      const pool = target(model, to);
      const ok = pool === null || model.mayLink(pool, id);
      const link = { "default-workspace-agent-pool": pool?.id ?? null };
      const { status } = await sandbox.tryUpdate("environments", id, {}, link);
      expect(status, "R3, R5").toBe(ok ? 200 : 422);
      if (ok) environment.default = pool?.id ?? null;
      model.settle();
    }),
);

const accountDefault = fc.tuple(pick, fc.boolean()).map(
  ([n, isDefault]) =>
    new Step(
      `make pool ${n} ${isDefault ? "" : "no longer "}the account's default`,
      async (model, { sandbox }) => {
        const pool = nth(own(model), n);
        const { status } = await sandbox.tryUpdate("agent-pools", pool.id, { default: isDefault });
        expect(status, "R5").toBe(isDefault && pool.vcs ? 422 : 200);
        if (status === 200 && isDefault) model.accountDefault = pool.id;
        else if (status === 200 && model.accountDefault === pool.id) model.accountDefault = null;
        model.settle();
      },
      (model) => own(model).length > 0,
    ),
);

const share = fc.tuple(pick, fc.constantFrom("all", "none", "first", "second", "both")).map(
  ([n, whom]) =>
    new Step(
      `share pool ${n} with ${whom}`,
      async (model, { sandbox }) => {
        const pool = nth(own(model), n);
        const [first, second] = [...model.environments.keys()];
        const environments = {
          all: [],
          none: [],
          first: [first!],
          second: [second!],
          both: [first!, second!],
        }[whom];
        await sandbox.update("agent-pools", pool.id, { "is-shared": whom === "all" }, { environments });
        pool.environments = whom === "all" ? null : environments;
        model.settle();
      },
      (model) => own(model).length > 0,
    ),
);

const createPool = fc.constant(
  new Step(
    "create a pool",
    (model, real) => real.createPool(model, `pool-${++names}`, {}),
    (model) => own(model).length < 4,
  ),
);

const deletePool = pick.map(
  (n) =>
    new Step(
      `delete pool ${n}`,
      async (model, real) => {
        const pool = nth(own(model), n);
        const { status } = await real.sandbox.delete("agent-pools", pool.id);
        expect(status, "R18").toBe(model.linkersOf(pool.id) > 0 ? 409 : 204);
        if (status !== 204) return;
        for (const agent of model.agents.values())
          if (agent.pool === pool.id && agent.state !== "gone") real.revoked.push(agent.session);
        real.revoked.push(pool.token);
        model.deletePool(pool);
      },
      (model) => own(model).length > 0,
    ),
);

const queueRun = fc.tuple(pick, fc.boolean(), fc.boolean()).map(
  ([n, dry, autoApply]) =>
    new Step(`queue a ${dry ? "dry " : ""}run in workspace ${n}`, async (model, { sandbox }) => {
      const [workspace] = nth(model.workspaces, n);
      const { id } = await sandbox.run(workspace, undefined, { "is-dry": dry, "auto-apply": autoApply });
      const run: RunModel = {
        id,
        workspace,
        dry,
        autoApply,
        status: "pending",
        pool: null,
        agent: null,
        startedAt: 0,
      };
      model.runs.push(run);
      model.settle();
    }),
);

/** What a user may do to a run, by its status; other statuses are refused. */
const ACTIONS = {
  apply: ["planned"],
  discard: ["pending", "planned"],
  cancel: ["pending", "plan_queued", "planning", "apply_queued", "applying"],
} as const;

const act = fc.tuple(pick, fc.constantFrom("apply" as const, "discard" as const, "cancel" as const)).map(
  ([n, action]) =>
    new Step(
      `${action} run ${n}`,
      async (model, real) => {
        const run = nth(model.runs, n);
        const { status } = await real.sandbox.send("POST", `runs/${run.id}/actions/${action}`);
        const isLegal = (ACTIONS[action] as readonly string[]).includes(run.status);
        expect(status >= 400, `${action} of a run that is ${run.status}: ${status}`).toBe(!isLegal);
        if (!isLegal) return;
        if (action === "apply") run.status = "apply_queued";
        else if (action === "discard") model.end(run, "discarded");
        else if (run.agent === null) model.end(run, "canceled");
        else {
          // It is asked; one that is there obeys.
          const agent = model.agents.get(run.agent)!;
          if (agent.lostAt !== null) return;
          const { body } = await real.heartbeat(agent);
          expect(body.cancel).toContainEqual(expect.objectContaining({ id: real.started.get(run.id)!.id }));
          expect(await real.finish(run.id, "canceled")).toBe(204);
          model.finish(run, "canceled");
        }
        model.settle();
      },
      (model) => model.runs.length > 0,
    ),
);

const join = fc.tuple(pick, fc.integer({ min: 0, max: 6 })).map(
  ([n, concurrency]) =>
    new Step(
      `an agent with ${concurrency} slots joins pool ${n}`,
      async (model, real) => {
        const pool = nth(model.pools.values(), n);
        const { status, body } = await real.join(pool.token, `agent-${++names}`, concurrency);
        const wanted = pool.gone ? 401 : concurrency < 1 || concurrency > 5 ? 422 : 201;
        expect(status, `R8, R16, R19: ${JSON.stringify(body)}`).toBe(wanted);
        if (status !== 201) return;
        const { id } = body.agent;
        model.agents.set(id, {
          id,
          pool: pool.id,
          concurrency,
          session: body.sessionToken,
          lostAt: null,
          state: "online",
        });
      },
      (model) => there(model).length < 6,
    ),
);

const poll = fc.tuple(pick, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })).map(
  ([n, slots, luck]) =>
    new Step(
      `agent ${n} asks for ${slots} tasks${luck === 0 ? " and forgets them" : ""}`,
      async (model, real) => {
        const agent = nth(there(model), n);
        const offers = model.offersFor(agent, slots);
        const runs = await real.poll(agent, slots, luck === 0);
        expect(runs, "R7, R8, R10").toEqual(offers.map(({ id }) => id));
        if (luck > 0) for (const run of offers) model.start(run, agent.id);
      },
      (model) => there(model).length > 0,
    ),
);

const finish = fc.tuple(pick, fc.constantFrom("changes" as const, "nothing" as const, "error" as const)).map(
  ([n, outcome]) =>
    new Step(
      `the task ${n} ends with ${outcome}`,
      async (model, real) => {
        const run = nth(executing(model), n);
        expect(await real.finish(run.id, outcome)).toBe(204);
        model.finish(run, outcome);
      },
      (model) => executing(model).length > 0,
    ),
);

const lose = pick.map(
  (n) =>
    new Step(
      `agent ${n} dies`,
      async (model, { sandbox }) => {
        const agent = nth(there(model), n);
        sandbox.simulator.agentEnded(agent.id);
        agent.lostAt = model.now;
      },
      (model) => there(model).length > 0,
    ),
);

const leave = pick.map(
  (n) =>
    new Step(
      `agent ${n} leaves`,
      async (model, real) => {
        const agent = nth(there(model), n);
        expect((await real.agent("POST", "deregister", agent.session, { tasks: [] })).status).toBe(204);
        real.revoked.push(agent.session);
        agent.state = "gone";
        model.lose(agent);
      },
      (model) => there(model).length > 0,
    ),
);

const deleteAgent = pick.map(
  (n) =>
    new Step(
      `delete agent ${n}`,
      async (model, real) => {
        const agent = nth(model.agents.values(), n);
        const { status } = await real.sandbox.delete("agents", agent.id);
        expect(status, "R14").toBe({ online: 409, offline: 204, gone: 404 }[agent.state]);
        if (status !== 204) return;
        agent.state = "gone";
        real.revoked.push(agent.session);
      },
      (model) => model.agents.size > 0,
    ),
);

/** Never so long that it ends within a second of a deadline. */
const advance = fc.constantFrom(7_000, 97_000, OFFLINE_AFTER + 2_000, 3_700_000, 4 * 3_600_000 + 5_000).map(
  (by) =>
    new Step(`${by / 1000} seconds pass`, async (model, real) => {
      for (const agent of there(model)) expect((await real.heartbeat(agent)).status).toBe(200);
      const before = [...model.agents.values()].filter(({ state }) => state !== "gone");
      await real.sandbox.advance(by);
      model.advance(by);
      for (const agent of before) if (agent.state === "gone") real.revoked.push(agent.session);
    }),
);

const crash = fc.constant(
  new Step("the simulator crashes", async (model, real) => {
    await real.crash(model);
    // It could not be called while nobody listened, so silence counts from here.
    for (const agent of model.agents.values())
      if (agent.lostAt !== null && agent.state === "online") agent.lostAt = model.now;
  }),
);

const orphan = pick.map(
  (n) =>
    new Step(`a revoked token ${n} is used`, async (_model, real) => {
      if (real.revoked.length === 0) return;
      const token = nth(real.revoked, n);
      for (const [method, path, body] of [
        ["POST", "register", { name: "orphan" }],
        ["POST", "heartbeat", { status: "ready", tasks: [] }],
        ["GET", "tasks?slots=1&wait=0", undefined],
      ] as const)
        expect((await real.agent(method, path, token, body)).status, `R19: ${method} ${path}`).toBe(401);
    }),
);

/** Each as often as it is here. */
export const COMMANDS: readonly fc.Arbitrary<Command>[] = [
  ...[queueRun, queueRun, queueRun, poll, poll, poll, finish, finish, act, act, join, join],
  ...[linkWorkspace, linkWorkspace, environmentDefault, accountDefault, share, createPool, deletePool],
  ...[lose, leave, deleteAgent, advance, advance, crash, orphan],
];
