/** The life of a run, on a real agent and the sandbox's own clock. */
import { describe, expect, it } from "vitest";
import type { Run } from "../../simulator/core/entities.js";
import { nextTime, scheduleFault } from "../../simulator/runs/schedule-rules.js";
import { Gate, reached, useWorkshop, workshop, workspaceWith } from "../agent/workshop.js";
import type { Resource } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";

const box = useSandbox();
const shop = useWorkshop(box);

const CHANGES = 'resource "terraform_data" "a" {}';
const MANUAL = { "auto-apply": false };
const HOUR = 3_600_000;

const act = (run: { id: string }, action: string, body?: object) =>
  box.sandbox.send("POST", `runs/${run.id}/actions/${action}`, body);
const now = () => box.sandbox.simulator.clock.now();
const inHours = (hours: number) => new Date(now() + hours * HOUR).toISOString();
const runsOf = (workspace: string) => box.sandbox.simulator.store.find("runs", "workspace", workspace);

/** A workspace with runs that change something, or nothing. */
const workspace = (attributes: object = {}, text = CHANGES) =>
  workspaceWith(box.sandbox, shop.where, text, attributes);

interface Halfway {
  readonly run: Resource;
  readonly workspace: string;
  /** Lets everything continue. */
  readonly release?: () => unknown;
}

/** Brings a run of a new workspace to a status and keeps it there. */
const HALFWAY: Readonly<Record<string, () => Promise<Halfway>>> = {
  async pending() {
    const id = await workspace(MANUAL);
    await box.sandbox.send("POST", `workspaces/${id}/actions/lock`);
    const run = await box.sandbox.run(id);
    return { run, workspace: id, release: () => box.sandbox.send("GET", `workspaces/${id}/actions/unlock`) };
  },
  async plan_queued() {
    const id = await workspace(MANUAL);
    const nobody = await box.sandbox.pool(`nobody-${id}`);
    await box.sandbox.update("workspaces", id, {}, { "agent-pool": nobody.id });
    return { run: await box.sandbox.run(id), workspace: id };
  },
  async planning() {
    const gate = new Gate();
    const id = await workspace({ ...MANUAL, hooks: { "pre-plan": gate.command("plan") } });
    const run = await box.sandbox.run(id);
    await gate.until(() => gate.begun("plan"));
    return { run, workspace: id, release: () => gate.open() };
  },
  async planned() {
    const id = await workspace(MANUAL);
    return { run: await box.sandbox.run(id), workspace: id };
  },
  async planned_and_saved() {
    const id = await workspace(MANUAL);
    return { run: await box.sandbox.run(id, undefined, { "save-plan": true }), workspace: id };
  },
  async confirmed() {
    const { run, workspace: id } = await HALFWAY.planned!();
    await reached(box.sandbox, run, "planned");
    await act(run, "apply", { "apply-at": inHours(1) });
    return { run, workspace: id };
  },
  async apply_queued() {
    const { run, workspace: id } = await HALFWAY.planned!();
    await reached(box.sandbox, run, "planned");
    const nobody = await box.sandbox.pool(`nobody-${id}`);
    await box.sandbox.update("workspaces", id, {}, { "agent-pool": nobody.id });
    await act(run, "apply");
    return { run, workspace: id };
  },
  async applying() {
    const gate = new Gate();
    const id = await workspace({ hooks: { "pre-apply": gate.command("apply") } });
    const run = await box.sandbox.run(id);
    await gate.until(() => gate.begun("apply"));
    return { run, workspace: id, release: () => gate.open() };
  },
};

/** What `cancel` does in each status: what the run, its plan and its apply then are. Null: it is refused. */
const CANCELED: Readonly<Record<string, readonly [Run["status"], string, string] | null>> = {
  pending: ["canceled", "canceled", "unreachable"],
  plan_queued: ["canceled", "canceled", "unreachable"],
  planning: ["canceled", "canceled", "unreachable"],
  planned: null,
  planned_and_saved: null,
  confirmed: ["canceled", "finished", "canceled"],
  apply_queued: ["canceled", "finished", "canceled"],
  applying: ["canceled", "finished", "canceled"],
};

describe("canceling a run that is", () => {
  it.each(Object.entries(CANCELED))("%s", async (status, outcome) => {
    const { run, workspace: id, release } = await HALFWAY[status]!();
    await reached(box.sandbox, run, status as Run["status"]);
    const answer = await act(run, "cancel");
    if (outcome === null) {
      expect(answer.status).toBe(409);
      expect(answer.body.errors[0].detail).toContain(`is ${status}: it cannot cancel.`);
      expect((await act(run, "discard")).status).toBe(200);
      expect((await reached(box.sandbox, run)).status).toBe("discarded");
    } else {
      expect(answer.status).toBe(200);
      const end = await reached(box.sandbox, run);
      const { store } = box.sandbox.simulator;
      const phases = [store.get("plans", end.plan)!.status, store.get("applies", end.apply!)!.status];
      expect([end.status, ...phases]).toEqual(outcome);
    }
    await release?.();
    // Its workspace is free: the next run comes as far as there is an agent for it.
    await box.sandbox.update("workspaces", id, { hooks: null }, { "agent-pool": shop.where.pool });
    expect(await reached(box.sandbox, await box.sandbox.run(id), "planned", "applied")).toBeTruthy();
  });

  it("executing and does not listen: asked twice, it is killed", async () => {
    const gate = new Gate();
    const hooks = { "pre-plan": `trap '' TERM; ${gate.command("deaf")}` };
    const run = await box.sandbox.run(await workspace({ hooks }));
    await gate.until(() => gate.begun("deaf"));
    expect((await act(run, "cancel")).status).toBe(200);
    expect((await act(run, "cancel")).status).toBe(200);
    expect((await reached(box.sandbox, run)).status).toBe("canceled");
    expect((await act(run, "cancel")).status).toBe(409);
  });
});

describe("a run with a time of its own", () => {
  it("is planned at its plan-at, and lets others go before it", async () => {
    const id = await workspace(MANUAL);
    const planAt = inHours(2);
    const late = await box.sandbox.run(id, undefined, { "plan-at": planAt });
    expect(late.attributes).toMatchObject({ "plan-at": planAt, "position-in-queue": null });
    expect(await box.sandbox.waitingFor(late.id)).toEqual({
      kind: "time",
      message: `The time of its plan (plan-at): ${planAt}.`,
    });
    expect((await box.sandbox.list("runs-queue")).map((run) => run.id)).toContain(late.id);
    const early = await box.sandbox.run(id);
    await reached(box.sandbox, early, "planned");
    const fired = await box.sandbox.advance("2h");
    expect(fired).toContainEqual(
      expect.objectContaining({ name: "run due", object: { type: "runs", id: late.id } }),
    );
    expect(await box.sandbox.waitingFor(late.id)).toMatchObject({ kind: "earlier-run" });
    await act(early, "discard");
    await reached(box.sandbox, late, "planned");
  });

  it("is applied at its apply-at, and holds its workspace until then", async () => {
    const id = await workspace(MANUAL);
    const run = await box.sandbox.run(id);
    await reached(box.sandbox, run, "planned");
    const applyAt = inHours(3);
    const { body } = await act(run, "apply", { "apply-at": applyAt });
    expect(body.data.attributes).toMatchObject({ status: "confirmed", "apply-at": applyAt });
    expect(await box.sandbox.waitingFor(run.id)).toMatchObject({ kind: "time" });
    const next = await box.sandbox.run(id);
    expect(await box.sandbox.waitingFor(next.id)).toMatchObject({
      kind: "earlier-run",
      message: expect.stringContaining("which waits for the time of its apply"),
    });
    await box.sandbox.advance("3h");
    await reached(box.sandbox, run, "applied");
    expect((await reached(box.sandbox, next)).status).toBe("planned_and_finished");
  });

  it("that is past does not wait, and one that is not a time is refused", async () => {
    const id = await workspace(MANUAL);
    const run = await box.sandbox.run(id, undefined, { "plan-at": inHours(-1) });
    await reached(box.sandbox, run, "planned");
    expect((await act(run, "apply", { "apply-at": "tomorrow" })).status).toBe(422);
    expect((await act(run, "apply", { "apply-at": inHours(-1) })).status).toBe(200);
    await reached(box.sandbox, run, "applied");
  });

  it("waits no longer when it is forced", async () => {
    const id = await workspace();
    const run = await box.sandbox.run(id, undefined, { "plan-at": inHours(5) });
    expect((await act(run, "force")).status).toBe(200);
    await reached(box.sandbox, run, "applied");
  });
});

describe("run triggers", () => {
  const trigger = (upstream: string, downstream: string) =>
    box.sandbox.create("run-triggers", {}, { upstream, downstream });

  it("queue a run in each workspace downstream when a run was applied, and so on from there", async () => {
    const [a, b, c, empty] = await Promise.all([workspace(), workspace(), workspace(MANUAL), workspace()]);
    const never = (await box.sandbox.workspace("never-uploaded", shop.where.environment)).id;
    await trigger(a, b);
    await trigger(b, c);
    await trigger(a, never);
    const run = await box.sandbox.run(a);
    await reached(box.sandbox, run, "applied");
    const [second] = runsOf(b);
    expect(second).toMatchObject({
      source: "run-trigger",
      createdByRun: run.id,
      message: expect.stringContaining(`Triggered by run ${run.id} of workspace`),
    });
    await reached(box.sandbox, second as never, "applied");
    const [third] = runsOf(c);
    await reached(box.sandbox, third as never, "planned");
    const shown = await box.sandbox.read("runs", third!.id);
    expect(shown.relationships["created-by-run"]!.data.id).toBe(second!.id);
    expect(runsOf(empty)).toEqual([]);
    expect(runsOf(never)).toEqual([]);
  });

  it("queue nothing for a run that changed nothing, was dry or failed", async () => {
    const fails = 'resource "terraform_data" "a" {\n  provisioner "local-exec" { command = "false" }\n}';
    const [a, b, nothing] = await Promise.all([
      workspace({}, fails),
      workspace(),
      workspace({}, "locals { a = 1 }"),
    ]);
    await trigger(a, b);
    await trigger(nothing, b);
    const dry = await box.sandbox.run(a, undefined, { "is-dry": true });
    expect((await reached(box.sandbox, dry)).status).toBe("planned_and_finished");
    expect((await reached(box.sandbox, await box.sandbox.run(a))).status).toBe("errored");
    expect((await reached(box.sandbox, await box.sandbox.run(nothing))).status).toBe("planned_and_finished");
    expect(runsOf(b)).toEqual([]);
  });
});

describe("schedules", () => {
  const DAY = 24 * HOUR;
  /** Brings the clock to a time of the day, in UTC. */
  const until = (hour: number) => box.sandbox.advance((hour * HOUR - (now() % DAY) + DAY) % DAY || DAY);

  it("of a workspace apply and destroy at their times, each day, until they are taken back", async () => {
    const id = await workspace();
    const set = (body: object) => box.sandbox.send("POST", `workspaces/${id}/actions/set-schedule`, body);
    await until(1);
    await set({ "apply-schedule": "0 6 * * *", "destroy-schedule": "30 20 * * *" });
    await until(5);
    expect(runsOf(id)).toEqual([]);
    const seen = async () => {
      const last = runsOf(id).at(-1)!;
      const { status, source, isDestroy, createdAt } = await reached(box.sandbox, last as never);
      return [status, source, isDestroy, (createdAt % DAY) / HOUR];
    };
    await until(7);
    expect(await seen()).toEqual(["applied", "schedule", false, 6]);
    await until(21);
    expect(await seen()).toEqual(["applied", "schedule", true, 20.5]);
    await set({ "destroy-schedule": null });
    await until(7);
    expect(await seen()).toEqual(["applied", "schedule", false, 6]);
    await set({ "apply-schedule": "" });
    await box.sandbox.advance("48h");
    expect(runsOf(id)).toHaveLength(3);
  });

  it("as rules apply, destroy or only refresh, from when they are made or changed", async () => {
    const id = await workspace();
    await until(1);
    const rule = (mode: string, schedule: string) =>
      box.sandbox.create("run-schedule-rules", { schedule, "schedule-mode": mode }, { workspace: id });
    const refresh = await rule("refresh", "0 2 * * *");
    await rule("apply", "15 2 * * *");
    const gone = await rule("destroy", "45 2 * * *");
    await box.sandbox.update("run-schedule-rules", refresh.id, { schedule: "20 2 * * *" });
    await box.sandbox.send("DELETE", `run-schedule-rules/${gone.id}`);
    await until(3);
    const modes = runsOf(id).map(({ refreshOnly, isDestroy, createdAt }) => [
      refreshOnly,
      isDestroy,
      (createdAt % HOUR) / 60_000,
    ]);
    expect(modes).toEqual([
      [false, false, 15],
      [true, false, 20],
    ]);
    for (const run of runsOf(id)) await reached(box.sandbox, run as never);
    await box.sandbox.send("DELETE", `run-schedule-rules/${refresh.id}`);
  });

  const at = (text: string) => Date.parse(`${text}Z`);
  it.each([
    ["30 3 * * 1-5", "2026-01-02T03:30", "2026-01-05T03:30"],
    ["*/20 * * * *", "2026-01-01T00:59:59", "2026-01-01T01:00"],
    ["0 0 29 FEB *", "2026-01-01T00:00", "2028-02-29T00:00"],
    ["0 0 13 * FRI", "2026-01-01T00:00", "2026-01-02T00:00"],
    ["0 12 */10 * SUN", "2026-01-01T12:00", "2026-01-11T12:00"],
    ["5/30 23 31 12 7,1", "2026-01-01T00:00", "2026-12-06T23:05"],
    ["0 0 31 2 *", "2026-01-01T00:00", null],
  ])("%s after %s comes at %s", (schedule, after, next) => {
    expect(scheduleFault(schedule)).toBeNull();
    expect(nextTime(schedule, at(after))).toBe(next === null ? null : at(next));
  });

  it.each([
    "",
    "* * * *",
    "60 * * * *",
    "* 24 * * *",
    "* * 0 * *",
    "* * * 13 *",
    "* * * * 8",
    "5-1 * * * *",
    "*/0 * * * *",
    "a * * * *",
  ])("refuse %j", (schedule) => {
    expect(scheduleFault(schedule)).toMatch(/^Value must be a cron expression with five fields/);
  });
});

it("a workspace that forces its latest run lets it pass those that wait", async () => {
  const id = await workspace({ ...MANUAL, "force-latest-run": true });
  const first = await box.sandbox.run(id);
  await reached(box.sandbox, first, "planned");
  const second = await box.sandbox.run(id);
  expect(await reached(box.sandbox, first)).toMatchObject({
    status: "canceled",
    errorMessage: `The later run ${second.id} was forced.`,
  });
  await reached(box.sandbox, second, "planned");
});

it("an agent is given each task once, also while its places become free", async () => {
  const { sandbox } = box;
  const where = await workshop(sandbox, { SCALR_AGENT_CONCURRENCY: "2" });
  const workspaces = await Promise.all([1, 2, 3].map(() => workspaceWith(sandbox, where, CHANGES)));
  const runs = await Promise.all(
    workspaces.flatMap((id) => [sandbox.run(id), sandbox.run(id, undefined, { "is-destroy": true })]),
  );
  for (const run of runs) expect((await reached(sandbox, run)).status).toBe("applied");
  const tasks = runs.flatMap(({ id }) => sandbox.simulator.store.find("tasks", "run", id));
  expect(tasks.map(({ attempt }) => attempt)).toEqual(Array(12).fill(1));
});
