import { expect, onTestFinished } from "vitest";
import type {
  Agent,
  AgentPool,
  Environment,
  Plan,
  Run,
  Task,
  Workspace,
} from "../../simulator/core/entities.js";
import { INDEXES, type Store } from "../../simulator/core/schema.js";
import { scratchStore } from "../../simulator/platform/store/index.js";
import { poolOf } from "../../simulator/pools/resolution-rules.js";
import { Polls } from "../../simulator/runs/dispatch/polls.js";
import { Dispatcher } from "../../simulator/runs/dispatch/run-dispatcher.js";

/**
 * The dispatcher over a store in memory, with agents that poll and never start anything by themselves: what it decides is seen in the
 * store and in what the polls are answered, without HTTP.
 */
export let store: Store;
export let polls: Polls;
export let dispatcher: Dispatcher;
export let now: number;
export let needed: number[];

export const QUOTA = 2;

/** The simulator's indexes, over entities that have only what the dispatcher reads. */
const SCHEMA = Object.fromEntries(
  Object.entries(INDEXES).map(([type, indexes]) => [
    type,
    Object.fromEntries(
      Object.entries(indexes).map(([name, keyOf]) => [
        name,
        (entity: unknown) => (keyOf as (entity: unknown) => unknown)(entity) ?? null,
      ]),
    ),
  ]),
);

export const put = <T extends { readonly type: string; readonly id: string }>(entity: T): T => {
  store.transact((tx) => tx.insert(entity as never));
  return entity;
};

export const pool = (id: string, more: Partial<AgentPool> = {}) =>
  put({
    ...{ type: "agent-pools", id, name: id, account: "acc-1", isShared: true, environments: [] },
    ...{ vcsEnabled: false, isScalrManaged: false },
    ...more,
  } as unknown as AgentPool);

export const workspace = (id: string, agentPool: string | null) =>
  put({
    ...{ type: "workspaces", id, name: id, environment: "env-1", agentPool, locked: false, tags: [] },
    remoteStateConsumers: [],
  } as unknown as Workspace);

let sequence = 0;
export const run = (id: string, of: string, more: Partial<Run> = {}) => {
  put({
    type: "plans",
    id: `plan-${id}`,
    run: id,
    status: "pending",
    statusTimestamps: {},
  } as unknown as Plan);
  return put({
    ...{ type: "runs", id, workspace: of, status: "pending", statusTimestamps: {}, errorMessage: null },
    ...{ sequence: ++sequence, isDry: false, savePlan: false, waitsUntil: null, awaitsUpload: false },
    ...{ plan: `plan-${id}`, apply: null },
    ...more,
  } as unknown as Run);
};

export const agent = (id: string, of: string, more: Partial<Agent> = {}) =>
  put({
    ...{ type: "agents", id, name: id, pool: of, condition: "online", concurrency: 5, idleSince: now },
    ...more,
  } as unknown as Agent);

/** Opens a poll and lets the dispatcher look at it; `brought` fills once the poll is answered. */
export function listen(id: string, slots = 5, awaiting = false) {
  const brought: { tasks?: readonly string[]; stop?: unknown; cancel?: unknown; drop?: unknown } = {};
  const poll = polls.start(id, slots);
  void poll.answer.then(({ tasks, stop, cancel, drop }) => {
    Object.assign(brought, { tasks: tasks.map(({ run: of }) => of), stop, cancel, drop });
  });
  const entity = store.get("agents", id)!;
  dispatcher.agentListens(entity, awaiting);
  dispatcher.agentChanged(entity);
  dispatcher.settle();
  return brought;
}

export const task = (of: string): Task => [...store.all("tasks")].filter((each) => each.run === of).at(-1)!;
export const update = (type: string, id: string, changes: object) => {
  store.transact((tx) => tx.update(type as never, id, changes as never));
  dispatcher.settle();
};
/** The agent starts its task, or reports its end; the run continues with it. */
export const start = (of: string) => {
  update("tasks", task(of).id, { status: "running" });
  update("runs", of, { status: "planning" });
};
/** Run `first` in workspace `a`, which agent `one` has started; its task. */
export const started = (): Task => {
  agent("one", "own");
  run("first", "a");
  dispatcher.settle();
  listen("one");
  start("first");
  return task("first");
};
export const end = (of: string, status: Run["status"] = "planned_and_finished") => {
  update("tasks", task(of).id, { status: "finished" });
  update("runs", of, { status });
};
export const turn = () => new Promise((resolve) => setImmediate(resolve));
export const assigned = (...runs: string[]) => runs.map((of) => task(of)?.agent ?? null);

function open(): void {
  dispatcher = new Dispatcher({
    store,
    clock: { now: () => now },
    log: { error: (problem: unknown) => expect.fail(String((problem as { error: unknown }).error)) } as never,
    accountId: "acc-1",
    resolve: (reader, of) =>
      poolOf(of, {
        pool: (id) => reader.get("agent-pools", id),
        environment: (id) => reader.get("environments", id),
        accountDefault: () => reader.get("accounts", "acc-1")!.defaultAgentPool,
        scalrRunners: () => "runners",
      }),
    agents: polls,
    onRunnersNeeded: (tasks) => needed.push(tasks),
  });
  dispatcher.settle();
}

/** Before each test: an empty store with one account, an environment, two pools and four workspaces. */
export function setUp(): void {
  store = scratchStore(SCHEMA as never) as unknown as Store;
  [now, needed, sequence] = [1_000, [], 0];
  polls = new Polls();
  put({
    type: "accounts",
    id: "acc-1",
    defaultAgentPool: null,
    maxConcurrentRuns: QUOTA,
    owner: null,
  } as never);
  put({
    ...{ type: "environments", id: "env-1", name: "dev", account: "acc-1", defaultWorkspaceAgentPool: null },
    ...{ tags: [], federatedEnvironments: [], defaultProviderConfigurations: [], storageProfile: null },
  } as unknown as Environment);
  pool("runners", { isScalrManaged: true });
  pool("own");
  for (const id of ["a", "b", "c", "d"]) workspace(id, "own");
  open();
  onTestFinished(() => dispatcher.close());
}

/** Another dispatcher over the same store, without any open poll. */
export function restart(): void {
  dispatcher.close();
  polls = new Polls();
  open();
}
