import { beforeEach, describe, expect, it } from "vitest";
import { ordersFor } from "../../simulator/runs/dispatch/orders.js";
import {
  agent,
  assigned,
  dispatcher,
  end,
  listen,
  needed,
  now,
  put,
  QUOTA,
  run,
  setUp,
  start,
  started,
  store,
  task,
  turn,
  update,
  workspace,
} from "./dispatcher-bench.js";

beforeEach(setUp);

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
