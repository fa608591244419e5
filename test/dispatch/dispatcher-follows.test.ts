import { beforeEach, describe, expect, it } from "vitest";
import { demandOf, loadOf, vcsTasksOf } from "../../simulator/runs/dispatch/demand.js";
import {
  agent,
  assigned,
  dispatcher,
  listen,
  polls,
  pool,
  put,
  restart,
  run,
  setUp,
  store,
  task,
  turn,
  update,
  workspace,
} from "./dispatcher-bench.js";

beforeEach(setUp);

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
    run("first", "a");
    run("second", "a");
    agent("one", "own");
    restart();
    expect(store.get("runs", "first")!.status).toBe("plan_queued");
    expect(store.get("runs", "second")!.status).toBe("pending");
    restart();
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
