import { rmSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { callerWith } from "../../access/people.js";
import { type Workshop, workshop, workspaceWith } from "../../agent/workshop.js";
import { expectRefusal, unique } from "../../api/support.js";
import { afterSuite, temporaryFolder } from "../../support/process.js";
import { useSandbox } from "../../support/sandbox.js";
import { appliedWorkspace, createSchedule, lookedAt } from "./stage.js";

// However busy the machine is when a day passes at once, the agent is not taken for lost.
const box = useSandbox({ offlineAfter: 365 * 24 * 3_600_000 });
const atEnd = afterSuite();
const folder = temporaryFolder("drift-report-", atEnd);
let where: Workshop;

/** An environment with a workspace that drifted, one that did not, and one that nobody looked at. */
const made = { environment: "", name: "", drifted: "", same: "", unseen: "", tag: "" };

beforeAll(async () => {
  const { sandbox } = box;
  where = await workshop(sandbox, {}, atEnd);
  made.name = unique("prod");
  made.environment = (await sandbox.environment(made.name)).id;
  const place = { environment: made.environment, pool: where.pool };
  const drifted = await appliedWorkspace(sandbox, place, folder);
  made.drifted = drifted.id;
  made.same = (await appliedWorkspace(sandbox, place, folder)).id;
  made.unseen = await workspaceWith(sandbox, place, "");
  const tag = await sandbox.create("tags", { name: unique("blue") });
  made.tag = tag.attributes.name;
  await sandbox.update("workspaces", made.drifted, {}, { tags: [tag.id] });
  await createSchedule(sandbox, made.environment);
  rmSync(drifted.file);
  await sandbox.advance("25h");
  await lookedAt(sandbox, made.drifted, 1);
  await lookedAt(sandbox, made.same, 1);
});

const path = (query = "") => `reports/environments/${made.environment}/drifted-workspaces${query}`;
const rows = async (query = "", api = box.sandbox as Pick<typeof box.sandbox, "send">) => {
  const { status, body } = await api.send("GET", path(query));
  expect(status, JSON.stringify(body)).toBe(200);
  return body.data as Record<string, unknown>[];
};
const workspacesOf = async (query: string) => (await rows(query)).map((row) => row["workspace-id"]);

describe("the report on drifted workspaces of an environment", { timeout: 60_000 }, () => {
  it("has a row for each workspace that was looked at, with what was found and the next look", async () => {
    const { sandbox } = box;
    const now = sandbox.simulator.clock.now();
    const [first, second, ...others] = await rows("?sort=-drifted-resources-count");
    expect(others).toEqual([]);
    const { id: report } = sandbox.simulator.store.find("drift-reports", "workspace", made.drifted)[0]!;
    expect(first).toMatchObject({
      "workspace-id": made.drifted,
      "workspace-name": (await sandbox.read("workspaces", made.drifted)).attributes.name,
      "environment-id": made.environment,
      "environment-name": made.name,
      status: "awaiting_manual_action",
      "drifted-resources-count": 1,
      "drift-report-id": report,
    });
    expect(second).toMatchObject({
      "workspace-id": made.same,
      status: "no_drift_detected",
      "drifted-resources-count": 0,
    });
    for (const row of [first!, second!]) {
      expect(Date.parse(row["last-check-at"] as string)).toBeLessThanOrEqual(now);
      const next = Date.parse(row["next-check-at"] as string);
      expect(next).toBeGreaterThan(now);
      expect(next).toBeLessThanOrEqual(now + 24 * 3_600_000);
    }
  });

  it("is filtered, searched, sorted and paged", async () => {
    expect(await workspacesOf("?filter[status]=no_drift_detected")).toEqual([made.same]);
    expect(await workspacesOf("?filter[is-drifted]=true")).toEqual([made.drifted]);
    expect(await workspacesOf("?filter[is-drifted]=false")).toEqual([made.same]);
    expect(await workspacesOf(`?filter[tag]=${made.tag}`)).toEqual([made.drifted]);
    expect(await workspacesOf(`?query=${made.same}`)).toEqual([made.same]);
    const at = (milliseconds: number) =>
      new Date(box.sandbox.simulator.clock.now() + milliseconds).toISOString();
    const between = (from: number, to: number) => `?filter[last-check-at]=between:${at(from)},${at(to)}`;
    expect(await workspacesOf(between(-3 * 3_600_000, 0))).toHaveLength(2);
    expect(await workspacesOf(between(1, 3_600_000))).toEqual([]);
    const names = (await rows("?sort=workspace-name")).map((row) => row["workspace-name"]);
    expect(names).toEqual([...names].sort());
    const { body } = await box.sandbox.get(path("?page[size]=1&page[number]=2&sort=workspace-name"));
    expect(body.data).toMatchObject([{ "workspace-name": names[1] }]);
    expect(body.meta.pagination).toMatchObject({ "total-count": 2, "total-pages": 2, "next-page": null });
  });

  it("is there as CSV, whole", async () => {
    const reply = await box.sandbox.get(path("?format=csv&page[size]=1&sort=-status"));
    expect(reply.headers.get("content-type")).toBe("text/csv");
    const [head, ...lines] = reply.body.trimEnd().split("\r\n");
    expect(head).toMatch(/^workspace-id,workspace-name,.*,status,drifted-resources-count,/);
    expect(lines.map((line: string) => line.split(",")[0])).toEqual([made.same, made.drifted]);
    const accepted = await box.sandbox.send("GET", path("?sort=-status"), undefined, { Accept: "text/csv" });
    expect(accepted.body).toBe(reply.body);
  });

  it("refuses what it does not know", async () => {
    const refused = async (query: string, parameter: string) =>
      expectRefusal(await box.sandbox.get(path(query)), { status: 400, parameter });
    await refused("?format=xml", "format");
    await refused("?filter[colour]=red", "filter[colour]");
    await refused("?sort=colour", "sort");
    await refused("?filter[last-check-at]=between:yesterday", "filter[last-check-at]");
    await refused("?page[number]=0", "page[number]");
    expectRefusal(await box.sandbox.get("reports/environments/env-none/drifted-workspaces"), { status: 404 });
  });

  it("shows each caller the workspaces that it may read, and nothing of an environment that it may not", async () => {
    const { sandbox } = box;
    const reader = await callerWith(sandbox, ["environments:read", "workspaces:read"]);
    expect(await rows("", reader)).toHaveLength(2);
    const noWorkspaces = await callerWith(sandbox, ["environments:read"]);
    expect(await rows("", noWorkspaces)).toEqual([]);
    const other = (await sandbox.environment(unique("other"))).id;
    const elsewhere = await callerWith(sandbox, ["environments:read", "workspaces:read"], other);
    expectRefusal(await elsewhere.get(path()), { status: 404 });
  });
});
