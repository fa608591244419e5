import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
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
import { demandOf, loadOf, vcsTasksOf } from "../../simulator/runs/dispatch/demand.js";
import { ordersFor } from "../../simulator/runs/dispatch/orders.js";
import { Polls } from "../../simulator/runs/dispatch/polls.js";
import { Dispatcher } from "../../simulator/runs/dispatch/run-dispatcher.js";

/**
 * The dispatcher over a store in memory, with agents that poll and never start anything by themselves: what it decides is seen in the
 * store and in what the polls are answered, without HTTP.
 */
let store: Store;
let polls: Polls;
let dispatcher: Dispatcher;
let now: number;
let needed: number[];

const QUOTA = 2;

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

const put = <T extends { readonly type: string; readonly id: string }>(entity: T): T => {
  store.transact((tx) => tx.insert(entity as never));
  return entity;
};

const pool = (id: string, more: Partial<AgentPool> = {}) =>
  put({
    ...{ type: "agent-pools", id, name: id, account: "acc-1", isShared: true, environments: [] },
    ...{ vcsEnabled: false, isScalrManaged: false },
    ...more,
  } as unknown as AgentPool);

const workspace = (id: string, agentPool: string | null) =>
  put({
    ...{ type: "workspaces", id, name: id, environment: "env-1", agentPool, locked: false, tags: [] },
    remoteStateConsumers: [],
  } as unknown as Workspace);

let sequence = 0;
const run = (id: string, of: string, more: Partial<Run> = {}) => {
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

const agent = (id: string, of: string, more: Partial<Agent> = {}) =>
  put({
    ...{ type: "agents", id, name: id, pool: of, condition: "online", concurrency: 5, idleSince: now },
    ...more,
  } as unknown as Agent);

/** Opens a poll and lets the dispatcher look at it; `brought` fills once the poll is answered. */
function listen(id: string, slots = 5, awaiting = false) {
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

const task = (of: string): Task => [...store.all("tasks")].filter((each) => each.run === of).at(-1)!;
const update = (type: string, id: string, changes: object) => {
  store.transact((tx) => tx.update(type as never, id, changes as never));
  dispatcher.settle();
};
/** The agent starts its task, or reports its end; the run continues with it. */
const start = (of: string) => {
  update("tasks", task(of).id, { status: "running" });
  update("runs", of, { status: "planning" });
};
/** Run `first` in workspace `a`, which agent `one` has started; its task. */
const started = (): Task => {
  agent("one", "own");
  run("first", "a");
  dispatcher.settle();
  listen("one");
  start("first");
  return task("first");
};
const end = (of: string, status: Run["status"] = "planned_and_finished") => {
  update("tasks", task(of).id, { status: "finished" });
  update("runs", of, { status });
};
const turn = () => new Promise((resolve) => setImmediate(resolve));
const assigned = (...runs: string[]) => runs.map((of) => task(of)?.agent ?? null);

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

beforeEach(() => {
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
});

describe("R10: runs of one workspace", () => {
  it("are planned in order, one at a time, and a dry run waits for none of them", () => {
    agent("one", "own");
    run("first", "a");
    run("second", "a");
    run("dry", "a", { isDry: true });
    run("third", "a");
    dispatcher.settle();
    expect(["first", "second", "dry", "third"].map((id) => store.get("runs", id)!.status)).toEqual([
      "plan_queued",
      "pending",
      "plan_queued",
      "pending",
    ]);
    expect([...dispatcher.workspaces.queued("a")]).toEqual(["second", "third"]);
    expect(dispatcher.workspaces.holder("a")).toBe("first");
    expect(dispatcher.workspaces.next("a")).toBe("second");
    expect(dispatcher.workspaces.position(store.get("runs", "third")!)).toBe(2);
    listen("one");
    start("first");
    update("runs", "first", { status: "planned" });
    expect(store.get("runs", "second")!.status).toBe("pending");
    end("first", "applied");
    expect(store.get("runs", "second")!.status).toBe("plan_queued");
    expect(store.get("runs", "third")!.status).toBe("pending");
  });

  it("wait while the workspace is locked, dry ones too", () => {
    update("workspaces", "a", { locked: true });
    run("first", "a");
    run("dry", "a", { isDry: true });
    dispatcher.settle();
    expect(task("first")).toBeUndefined();
    expect(task("dry")).toBeUndefined();
    expect([...dispatcher.workspaces.queued("a")]).toEqual(["first", "dry"]);
    update("workspaces", "a", { locked: false });
    expect(task("first").status).toBe("queued");
    expect(task("dry").status).toBe("queued");
    expect([...dispatcher.workspaces.queued("a")]).toEqual([]);
  });

  it("that wait for a time or an upload are in no queue, but a confirmed one keeps its workspace", () => {
    run("later", "a", { waitsUntil: 5_000 });
    run("uploading", "a", { awaitsUpload: true });
    run("now", "a");
    dispatcher.settle();
    expect([...dispatcher.workspaces.scheduled]).toEqual(["later", "uploading"]);
    expect(task("later")).toBeUndefined();
    expect(task("now").status).toBe("queued");
    update("runs", "uploading", { awaitsUpload: false });
    expect([...dispatcher.workspaces.scheduled]).toEqual(["later"]);
    expect(dispatcher.workspaces.next("a")).toBe("uploading");

    run("confirmed", "b", { status: "confirmed", waitsUntil: 5_000 });
    run("saved", "c", { status: "confirmed", savePlan: true, waitsUntil: 5_000 });
    run("behind", "b");
    run("free", "c");
    dispatcher.settle();
    expect(dispatcher.workspaces.holder("b")).toBe("confirmed");
    expect(task("behind")).toBeUndefined();
    expect(dispatcher.workspaces.holder("c")).toBe("free");
    expect(task("free").status).toBe("queued");
  });

  it("leave nothing behind", () => {
    run("first", "a");
    run("dry", "a", { isDry: true });
    dispatcher.settle();
    expect([...dispatcher.workspaces.workspaces()]).toEqual(["a"]);
    end("first");
    end("dry");
    expect([...dispatcher.workspaces.workspaces()]).toEqual([]);
    expect(dispatcher.workspaces.holder("a")).toBeNull();
    expect(dispatcher.workspaces.next("a")).toBeNull();
    expect([...dispatcher.workspaces.queued("a")]).toEqual([]);
    expect(dispatcher.workspaces.startable("a")).toEqual([]);
    expect(dispatcher.workspaces.position(store.get("runs", "first")!)).toBe(1);
    run("gone", "a");
    store.transact((tx) => tx.delete("runs", "gone"));
    dispatcher.settle();
    expect([...dispatcher.workspaces.workspaces()]).toEqual([]);
  });
});

describe("R11: the agent that is given a task", () => {
  it("has most free slots; ties go to the longest idle, then to the lower id", () => {
    agent("small", "own", { concurrency: 1, idleSince: 1 });
    agent("late", "own", { idleSince: 900 });
    agent("early", "own", { idleSince: 800 });
    for (const id of ["small", "late", "early"]) listen(id);
    for (const [index, id] of ["a", "b", "c", "d"].entries()) run(`run-${index}`, id);
    dispatcher.settle();
    expect(assigned("run-0", "run-1", "run-2", "run-3")).toEqual(["early", "late", "early", "late"]);

    agent("z", "runners", { idleSince: 5 });
    agent("y", "runners", { idleSince: 5 });
    for (const id of ["z", "y"]) listen(id);
    workspace("e", null);
    run("tie", "e");
    dispatcher.settle();
    expect(assigned("tie")).toEqual(["y"]);
  });

  it("is online, listens, and is in the pool of the run", () => {
    agent("offline", "own", { condition: "offline" });
    agent("silent", "own");
    agent("elsewhere", "runners");
    listen("offline");
    listen("elsewhere");
    run("one", "a");
    dispatcher.settle();
    expect(task("one")).toMatchObject({ status: "queued", agent: null, pool: "own" });
    const brought = listen("silent");
    expect(task("one")).toMatchObject({ status: "assigned", agent: "silent", attempt: 1, assignedAt: now });
    update("agents", "silent", { condition: "offline" });
    run("two", "b");
    dispatcher.settle();
    expect(assigned("two")).toEqual([null]);
    expect(brought).toEqual({});
  });

  it("takes the oldest run first, and as many as its poll asks for (R8)", async () => {
    run("b-first", "b");
    run("a-second", "a");
    run("c-third", "c");
    dispatcher.settle();
    expect(dispatcher.pools.position(task("c-third"))).toBe(3);
    expect(dispatcher.pools.tasks("own").map((id) => store.get("tasks", id)!.run)).toEqual([
      "b-first",
      "a-second",
      "c-third",
    ]);
    agent("one", "own");
    const brought = listen("one", 2);
    await turn();
    expect(brought).toEqual({ tasks: ["b-first", "a-second"], stop: null, cancel: [], drop: [] });
    expect(assigned("c-third")).toEqual([null]);
    expect(dispatcher.pools.queued("own")).toBe(1);
    expect(dispatcher.pools.position(task("c-third"))).toBe(1);
  });

  it("never holds more than five, or than its operator allows (R8)", () => {
    for (const id of ["e", "f", "g"]) workspace(id, "own");
    agent("greedy", "own", { concurrency: 9 });
    listen("greedy", 9);
    for (const id of ["a", "b", "c", "d", "e", "f"]) run(`run-${id}`, id);
    dispatcher.settle();
    expect(store.count("tasks", "agent", "greedy")).toBe(5);
    start("run-a");
    end("run-a");
    listen("greedy", 9, true);
    expect(store.count("tasks", "agent", "greedy")).toBe(5);
  });
});

describe("R7: the quota of the Scalr runners", () => {
  beforeEach(() => {
    for (const id of ["e", "f", "g"]) workspace(id, null);
    for (const id of ["e", "f", "g"]) run(`run-${id}`, id);
    dispatcher.settle();
  });

  it("bounds what they are given and asked for, and nothing else", () => {
    expect(needed.at(-1)).toBe(QUOTA);
    agent("runner", "runners");
    listen("runner");
    expect(assigned("run-e", "run-f", "run-g")).toEqual(["runner", "runner", null]);
    agent("one", "own");
    listen("one");
    for (const id of ["a", "b", "c"]) run(`run-${id}`, id);
    dispatcher.settle();
    expect(assigned("run-a", "run-b", "run-c")).toEqual(["one", "one", "one"]);
    start("run-e");
    end("run-e");
    listen("runner", 5, true);
    expect(assigned("run-g")).toEqual(["runner"]);
    expect(needed.at(-1)).toBe(2);
  });

  it("lets more through as soon as it is raised", () => {
    agent("runner", "runners");
    listen("runner");
    expect(assigned("run-g")).toEqual([null]);
    // The poll was answered with the first two; another one is open meanwhile.
    listen("runner", 3, true);
    expect(assigned("run-g")).toEqual([null]);
    update("accounts", "acc-1", { maxConcurrentRuns: 3 });
    expect(assigned("run-g")).toEqual(["runner"]);
  });
});

describe("R17: what was handed out", () => {
  it("and not started goes back when its agent asks again, unless it awaits the answer", () => {
    agent("one", "own");
    run("first", "a");
    dispatcher.settle();
    listen("one");
    expect(task("first")).toMatchObject({ status: "assigned", attempt: 1 });
    listen("one", 0, true);
    expect(task("first")).toMatchObject({ status: "assigned", attempt: 1 });
    listen("one", 0);
    expect(task("first")).toMatchObject({ status: "queued", agent: null });
    listen("one", 1);
    expect(task("first")).toMatchObject({ status: "assigned", attempt: 2, agent: "one" });
    start("first");
    listen("one", 1);
    expect(task("first")).toMatchObject({ status: "running", attempt: 2 });
  });

  it("and started is withdrawn in the agent's poll when it is lost, canceled or deleted, and not when it ends", async () => {
    agent("one", "own");
    for (const id of ["a", "b", "c", "d"]) run(`run-${id}`, id);
    dispatcher.settle();
    listen("one");
    for (const id of ["a", "b", "c", "d"]) start(`run-${id}`);
    const gone = task("run-c");
    const brought = listen("one", 1);
    await turn();
    expect(brought).toEqual({});
    store.transact((tx) => {
      tx.update("tasks", task("run-a").id, { status: "lost" });
      tx.update("tasks", task("run-b").id, { status: "canceled" });
      tx.update("tasks", task("run-d").id, { status: "finished" });
      tx.delete("tasks", gone.id);
    });
    const refs = ["run-a", "run-b"].map((of) => ({ id: task(of).id, attempt: 1 }));
    await turn();
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect([...(brought.drop as { id: string }[])].sort(byId)).toEqual(
      [...refs, { id: gone.id, attempt: 1 }].sort(byId),
    );
    expect(brought).toMatchObject({ tasks: [], cancel: [], stop: null });
  });

  it("and is to be canceled is told once by a poll, and by every heartbeat", async () => {
    const { id } = started();
    const first = listen("one", 1);
    await turn();
    expect(first).toEqual({});
    update("tasks", id, { cancelRequested: "soft" });
    await turn();
    expect(first).toMatchObject({ cancel: [{ id, attempt: 1, mode: "soft" }] });
    const second = listen("one", 1);
    await turn();
    expect(second).toEqual({});
    update("tasks", id, { cancelRequested: "force" });
    await turn();
    expect(second).toMatchObject({ cancel: [{ id, attempt: 1, mode: "force" }] });
    const mine = { id, attempt: 1 };
    expect(ordersFor(store, "one", [mine])).toEqual({ cancel: [{ ...mine, mode: "force" }], drop: [] });
    const others = [
      { id, attempt: 2 },
      { id: "task-9", attempt: 1 },
    ];
    expect(ordersFor(store, "one", [...others, mine]).drop).toEqual(others);
    expect(ordersFor(store, "two", [mine])).toEqual({ cancel: [], drop: [mine] });
    update("tasks", id, { status: "finished" });
    expect(ordersFor(store, "one", [mine])).toEqual({ cancel: [], drop: [mine] });
  });

  it.each<[string, () => void]>([
    ["finished", () => update("tasks", task("first").id, { status: "finished" })],
    ["lost", () => update("tasks", task("first").id, { status: "lost" })],
    ["canceled", () => update("tasks", task("first").id, { status: "canceled" })],
    ["deleted", () => store.transact((tx) => tx.delete("tasks", task("first").id))],
  ])("and was to be canceled is forgotten once it is %s", async (_how, endIt) => {
    const { id } = started();
    const order = { id, attempt: 1, mode: "soft" };
    const first = listen("one", 1);
    update("tasks", id, { cancelRequested: "soft" });
    await turn();
    expect(first).toMatchObject({ cancel: [order] });
    const running = task("first");
    // Another change of the task is not its end.
    update("tasks", id, { startedAt: 2_000 });
    const second = listen("one", 1);
    await turn();
    expect(second).toEqual({});
    endIt();
    const third = listen("one", 1);
    // No task begins twice (R17). Here it does, to show that nothing is kept of it.
    if (store.get("tasks", id)) update("tasks", id, { status: "running" });
    else put(running);
    await turn();
    expect(third).toMatchObject({ cancel: [order] });
  });

  it("before a cancellation is told by the first poll after it", async () => {
    agent("one", "own");
    run("first", "a");
    dispatcher.settle();
    listen("one");
    update("tasks", task("first").id, { cancelRequested: "soft" });
    start("first");
    const brought = listen("one", 1);
    await turn();
    expect(brought).toMatchObject({ cancel: [{ id: task("first").id, attempt: 1, mode: "soft" }] });
  });
});

describe("R2, R3: a queued task", () => {
  beforeEach(() => {
    pool("other");
    workspace("e", null);
    run("run-e", "e");
    dispatcher.settle();
    expect(task("run-e").pool).toBe("runners");
  });

  it("follows its workspace to another pool when the workspace, its environment or the account is linked to it", () => {
    update("accounts", "acc-1", { defaultAgentPool: "own" });
    expect(task("run-e").pool).toBe("own");
    update("environments", "env-1", { defaultWorkspaceAgentPool: "other" });
    expect(task("run-e").pool).toBe("other");
    update("workspaces", "e", { agentPool: "own" });
    expect(task("run-e").pool).toBe("own");
    agent("one", "own");
    listen("one");
    expect(assigned("run-e")).toEqual(["one"]);
    update("workspaces", "e", { agentPool: "other" });
    expect(task("run-e").pool).toBe("own");
  });

  it("ends its run, with the reason, when its pool is withdrawn from the environment", () => {
    update("workspaces", "e", { agentPool: "other" });
    update("agent-pools", "other", { isShared: false });
    expect(store.get("runs", "run-e")).toMatchObject({
      status: "errored",
      errorMessage:
        "Workspace 'e' (e) is linked to pool 'other' (other), which is not available in environment 'dev' (env-1).",
    });
    expect(task("run-e").status).toBe("canceled");
  });

  it("that is deleted together with its pool is nobody's", () => {
    update("workspaces", "e", { agentPool: "other" });
    store.transact((tx) => {
      tx.delete("tasks", task("run-e").id);
      tx.update("agent-pools", "other", { name: "renamed" });
    });
    dispatcher.settle();
    expect(dispatcher.pools.queued("other")).toBe(0);
    expect([...dispatcher.pools.pools()]).not.toContain("other");
    expect(dispatcher.pools.nextTask("other")).toBeNull();
    expect(dispatcher.pools.nextAgent("other")).toBeNull();
    expect(dispatcher.pools.tasks("other")).toEqual([]);
  });
});

describe("R19: an agent that is gone", () => {
  it("is told in its poll why: it was removed, or its pool was deleted", async () => {
    agent("removed", "own");
    agent("orphan", "own");
    const removed = listen("removed");
    const orphan = listen("orphan");
    store.transact((tx) => tx.delete("agents", "removed"));
    await turn();
    expect(removed.stop).toEqual({
      reason: "agent-deleted",
      message: "Agent 'removed' (removed) was removed from its pool.",
    });
    expect(orphan).toEqual({});
    store.transact((tx) => {
      tx.delete("agents", "orphan");
      tx.delete("agent-pools", "own");
    });
    await turn();
    expect(orphan.stop).toEqual({ reason: "pool-deleted", message: "The agent's pool (own) was deleted." });
    expect(polls.slots("orphan")).toBe(0);
  });

  it("is given nothing more", () => {
    agent("one", "own");
    listen("one");
    store.transact((tx) => tx.delete("agents", "one"));
    run("first", "a");
    dispatcher.settle();
    expect(task("first")).toMatchObject({ status: "queued", agent: null });
  });
});

describe("a dispatcher", () => {
  it("takes up what is stored when it starts", () => {
    dispatcher.close();
    polls = new Polls();
    run("first", "a");
    run("second", "a");
    agent("one", "own");
    open();
    expect(store.get("runs", "first")!.status).toBe("plan_queued");
    expect(store.get("runs", "second")!.status).toBe("pending");
    dispatcher.close();
    polls = new Polls();
    open();
    listen("one");
    expect(assigned("first")).toEqual(["one"]);
  });

  it("that is closed answers all polls and does nothing more", async () => {
    agent("one", "own");
    const brought = listen("one");
    dispatcher.close();
    await turn();
    expect(brought).toEqual({ tasks: [], stop: null, cancel: [], drop: [] });
    run("first", "a");
    dispatcher.settle();
    await turn();
    expect(task("first")).toBeUndefined();
  });

  it("does by itself what nobody settles, at the end of the turn", async () => {
    run("first", "a");
    expect(task("first")).toBeUndefined();
    await turn();
    expect(task("first").status).toBe("queued");
  });
});

describe("what a pool has to do", () => {
  const demand = (id: string, queued = dispatcher.pools.queued(id)) =>
    demandOf(store, store.get("agent-pools", id)!, queued);

  it("counts what waits and what runs, against the slots of agents that are online", () => {
    expect(demand("own")).toEqual({ tasks: 0, queued: 0, running: 0, unserved: 0, slots: 0 });
    for (const id of ["a", "b", "c"]) run(`run-${id}`, id);
    dispatcher.settle();
    expect(demand("own")).toEqual({ tasks: 3, queued: 3, running: 0, unserved: 3, slots: 0 });
    agent("one", "own", { concurrency: 2 });
    agent("two", "own", { condition: "offline" });
    listen("one", 1);
    expect(demand("own")).toEqual({ tasks: 3, queued: 2, running: 1, unserved: 1, slots: 2 });
    agent("three", "own");
    expect(demand("own")).toEqual({ tasks: 3, queued: 2, running: 1, unserved: 0, slots: 7 });
    expect(loadOf(store, "one")).toBe(1);
    expect(loadOf(store, "three")).toBe(0);
  });

  it("is bounded by the quota on the Scalr runners (R7)", () => {
    for (const id of ["e", "f", "g"]) workspace(id, null);
    for (const id of ["e", "f", "g"]) run(`run-${id}`, id);
    dispatcher.settle();
    expect(demand("runners")).toEqual({ tasks: 2, queued: 2, running: 0, unserved: 2, slots: 0 });
    agent("runner", "runners");
    listen("runner");
    expect(demand("runners")).toEqual({ tasks: 2, queued: 0, running: 2, unserved: 0, slots: 5 });
    update("accounts", "acc-1", { maxConcurrentRuns: 1 });
    expect(demand("runners")).toEqual({ tasks: 2, queued: 0, running: 2, unserved: 0, slots: 5 });
  });

  it("is its work with Git servers in a VCS pool (R5), of which watches are not part", () => {
    pool("git", { vcsEnabled: true });
    const vcsTask = (id: string, kind: string, status: string, by: string | null) =>
      put({
        ...{ type: "vcs-tasks", id, pool: "git", provider: "vcs-1", status, agent: by, request: { kind } },
        ingress: null,
      } as never);
    vcsTask("watch", "watch", "running", "git-agent");
    vcsTask("waiting-watch", "watch", "queued", null);
    vcsTask("fetch", "fetch", "running", "git-agent");
    vcsTask("other", "fetch", "queued", null);
    vcsTask("done", "fetch", "finished", "git-agent");
    agent("git-agent", "git", { concurrency: 1 });
    expect(demand("git", 99)).toEqual({ tasks: 2, queued: 1, running: 1, unserved: 1, slots: 1 });
    expect(vcsTasksOf(store, "git").running.map(({ id }) => id)).toEqual(["fetch"]);
    expect(loadOf(store, "git-agent")).toBe(1);
  });
});
