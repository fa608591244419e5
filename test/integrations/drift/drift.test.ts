import { existsSync, rmSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { reached, type Workshop, workshop, workspaceWith } from "../../agent/workshop.js";
import { expectRefusal, unique } from "../../api/support.js";
import { afterSuite, temporaryFolder } from "../../support/process.js";
import { useSandbox } from "../../support/sandbox.js";
import { appliedWorkspace, createSchedule, lookedAt, looksAt } from "./stage.js";

// However busy the machine is when days pass at once, the agent is not taken for lost.
const box = useSandbox({ offlineAfter: 365 * 24 * 3_600_000 });
const atEnd = afterSuite();
const folder = temporaryFolder("drift-", atEnd);
let where: Workshop;

beforeAll(async () => {
  where = await workshop(box.sandbox, {}, atEnd);
});

const applied = (environment: string, attributes: object = {}) =>
  appliedWorkspace(box.sandbox, { environment, pool: where.pool }, folder, attributes);

const schedule = (environment: string, attributes: object = {}) =>
  createSchedule(box.sandbox, environment, attributes);

const runsOf = (workspace: string) => looksAt(box.sandbox, workspace);

const looked = (workspace: string, count: number) => lookedAt(box.sandbox, workspace, count);

const reportOf = async (workspace: string) => {
  const { body } = await box.sandbox.get(`workspaces/${workspace}?include=drift-report`);
  return body.included?.[0]?.attributes;
};

const driftIn = (environment: string) => box.sandbox.sandbox("GET", `environments/${environment}/drift`);

describe("drift detection", { timeout: 120_000 }, () => {
  it("looks once a day without changing anything, and shows what differs until somebody decides", async () => {
    const { sandbox } = box;
    const name = unique("dev");
    const environment = (await sandbox.environment(name)).id;
    const { id, file } = await applied(environment);
    await schedule(environment);
    expect(await reportOf(id)).toBeUndefined();
    // It was applied within the day before the first look, or a day before: the second one is due for sure.
    await sandbox.advance("25h");
    const first = await looked(id, 1);
    expect(first).toMatchObject({
      status: "planned_and_finished",
      hasChanges: false,
      isDry: true,
      refreshOnly: true,
      source: "schedule",
      message: "Drift detection (daily, refresh-only).",
    });
    expect(await reportOf(id)).toMatchObject({
      status: "no_drift_detected",
      reason: null,
      "is-paused": false,
    });

    rmSync(file);
    await sandbox.advance("24h");
    expect(await looked(id, 2)).toMatchObject({ hasChanges: true });
    const differs = "1 resource differs: local_file.greeting";
    expect(await reportOf(id)).toMatchObject({ status: "awaiting_manual_action", reason: differs });
    expect((await driftIn(environment)).found).toMatchObject([
      { workspace: { id }, status: "awaiting_manual_action", reason: differs, run: runsOf(id)[1]!.id },
    ]);
    const status = await sandbox.sandbox("GET", "status");
    expect(status.drifted).toMatchObject([{ environment: name, reason: differs }]);
    // It changed nothing, and blocks nothing.
    expect(existsSync(file)).toBe(false);

    // A run that is applied resets it.
    const run = await sandbox.run(id);
    expect(await reached(sandbox, run)).toMatchObject({ status: "applied" });
    expect(existsSync(file)).toBe(true);
    expect((await reportOf(id)).status).toBe("reset_state");
    expect((await sandbox.sandbox("GET", "status")).drifted).toEqual([]);

    // What is drifted again is accepted by one that only refreshes; within the day nobody looks.
    await sandbox.advance("24h");
    expect(runsOf(id)).toHaveLength(2);
    rmSync(file);
    await sandbox.advance("24h");
    expect(await looked(id, 3)).toMatchObject({ hasChanges: true });
    const accept = await sandbox.run(id, undefined, { "refresh-only": true, "auto-apply": true });
    expect(await reached(sandbox, accept)).toMatchObject({ status: "applied" });
    expect((await reportOf(id)).status).toBe("accept_state");
  });

  it("looks at the workspaces that its filters name, by a plan where it says so, and explains the others", async () => {
    const { sandbox } = box;
    const environment = (await sandbox.environment(unique("prod"))).id;
    const wanted = await applied(environment, { "environment-type": "production" });
    const other = await applied(environment, { "environment-type": "staging" });
    const empty = await workspaceWith(sandbox, { environment, pool: where.pool }, "", {
      "environment-type": "production",
    });
    const filters = { "workspace-filters": { "environment-types": ["production"] } };
    await schedule(environment, { ...filters, "run-mode": "plan", schedule: "weekly" });
    for (const { file } of [wanted, other]) writeFileSync(file, "changed by hand");
    await sandbox.advance("6d");
    expect(runsOf(wanted.id)).toEqual([]);
    await sandbox.advance("25h");
    expect(await looked(wanted.id, 1)).toMatchObject({ hasChanges: true, refreshOnly: false, isDry: true });
    expect(await reportOf(wanted.id)).toMatchObject({
      status: "awaiting_manual_action",
      reason: "1 resource differs: local_file.greeting",
    });
    expect(runsOf(other.id)).toEqual([]);
    const [explained] = (await driftIn(environment)).schedules;
    expect(explained).toMatchObject({ schedule: "weekly", runMode: "plan", last: { queued: 1 } });
    const outcomes = Object.fromEntries(
      explained.workspaces.map((each: { workspace: { id: string }; outcome: string; reason: string }) => [
        each.workspace.id,
        [each.outcome, each.reason],
      ]),
    );
    expect(outcomes).toEqual({
      [wanted.id]: ["looked-at", null],
      [other.id]: ["filtered-out", "no filter of the schedule matches it"],
      [empty]: ["skipped", "its state has no resources"],
    });
  });

  it("makes one look of many that were missed, and none of a schedule that names no workspace", async () => {
    const { sandbox } = box;
    const environment = (await sandbox.environment(unique("late"))).id;
    const { id } = await applied(environment);
    await schedule(environment);
    const never = await schedule(environment, { "workspace-filters": { "name-patterns": ["none-*"] } });
    await sandbox.advance("240h");
    await looked(id, 1);
    expect(runsOf(id).filter(({ driftSchedule }) => driftSchedule === never.id)).toEqual([]);
    expect(runsOf(id).length).toBeLessThanOrEqual(10);
    const { schedules } = await driftIn(environment);
    expect(schedules.find((each: { id: string }) => each.id === never.id)).toMatchObject({
      last: { queued: 0 },
      workspaces: [{ outcome: "filtered-out" }],
    });
    const both = { "name-patterns": ["a"], tags: ["b"] };
    expectRefusal(
      await sandbox.send("POST", "drift-detection-schedules", {
        data: {
          type: "drift-detection-schedule",
          attributes: { schedule: "daily", "workspace-filters": both },
          relationships: { environment: { data: { type: "environments", id: environment } } },
        },
      }),
      { status: 422 },
    );
    // What looked goes with its environment's schedule or without it.
    expect((await sandbox.delete("drift-detection-schedules", never.id)).status).toBe(204);
  });

  it("says that a look failed", async () => {
    const { sandbox } = box;
    const environment = (await sandbox.environment(unique("broken"))).id;
    const { id } = await applied(environment);
    await sandbox.upload(id, { "main.tf": 'resource "terraform_data" "a" { input = var.nothing }' });
    await schedule(environment);
    await sandbox.advance("25h");
    expect(await looked(id, 1)).toMatchObject({ status: "errored" });
    expect((await reportOf(id)).status).toBe("errored");
  });
});
