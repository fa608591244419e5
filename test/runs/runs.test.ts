import { describe, expect, it } from "vitest";
import { expectRefusal } from "../api/support.js";
import { ProtocolAgent, place, readyWorkspace } from "../dispatch/protocol-agent.js";
import { useSandbox } from "../support/sandbox.js";

const box = useSandbox();

describe("creating a run", () => {
  it("takes the newest uploaded configuration and the workspace's settings", async () => {
    const where = await place(box.sandbox);
    const workspace = await readyWorkspace(box.sandbox, where, {
      "auto-apply": true,
      "iac-platform": "opentofu",
    });
    const newest = await box.sandbox.upload(workspace, { "main.tf": "# newer" });
    const run = await box.sandbox.run(workspace, undefined, { message: "a reason" });
    expect(run.attributes).toMatchObject({
      status: "pending",
      "auto-apply": true,
      "is-dry": false,
      "is-destroy": false,
      refresh: true,
      "has-changes": false,
      message: "a reason",
      "iac-platform": "opentofu",
      "error-message": null,
      "target-addrs": [],
      variables: [],
    });
    expect(run.relationships["configuration-version"]!.data.id).toBe(newest);
    expect(run.relationships.environment!.data.id).toBe(where.environment);
    for (const [type, link] of [
      ["plans", "plan"],
      ["applies", "apply"],
    ] as const) {
      const phase = await box.sandbox.read(type, run.relationships[link]!.data.id);
      expect(phase.attributes["resource-additions"]).toBeNull();
    }
    const included = await box.sandbox.get(
      `runs/${run.id}?include=workspace,configuration-version,plan,apply`,
    );
    expect(included.body.included.map(({ type }: { type: string }) => type).sort()).toEqual([
      "applies",
      "configuration-versions",
      "plans",
      "workspaces",
    ]);
  });

  it("says in the API's words that there is nothing to run", async () => {
    const environment = await box.sandbox.environment("empty");
    const workspace = await box.sandbox.workspace("empty", environment.id);
    expectRefusal(await box.sandbox.tryCreate("runs", {}, { workspace: workspace.id }), {
      status: 422,
      title: "Invalid Relationship",
      pointer: "/data/relationships/configuration-version",
      detail:
        "No configuration versions available to create the run from. " +
        "Upload at least one or link the workspace to a VCS provider.",
    });
  });

  it("refuses a configuration of another workspace, one that errored, one that is unknown", async () => {
    const where = await place(box.sandbox);
    const [one, other] = [await readyWorkspace(box.sandbox, where), await readyWorkspace(box.sandbox, where)];
    const foreign = await box.sandbox.upload(other, { "main.tf": "" });
    const errored = await box.sandbox.create("configuration-versions", {}, { workspace: one });
    await fetch(errored.links.upload!, { method: "PUT", body: "no archive" });
    const create = (id: string) =>
      box.sandbox.tryCreate("runs", {}, { workspace: one, "configuration-version": id });
    const pointer = "/data/relationships/configuration-version";
    expectRefusal(await create(foreign), { status: 422, pointer, detail: /belongs to workspace/ });
    expectRefusal(await create(errored.id), { status: 422, pointer, detail: /is errored: / });
    expectRefusal(await create("cv-unknown"), { status: 404, pointer });
  });

  it("refuses a run that both destroys and only refreshes, and a workspace that runs locally", async () => {
    const where = await place(box.sandbox);
    const workspace = await readyWorkspace(box.sandbox, where);
    expectRefusal(
      await box.sandbox.tryCreate("runs", { "is-destroy": true, "refresh-only": true }, { workspace }),
      { status: 422, pointer: "/data/attributes/refresh-only" },
    );
    await box.sandbox.update("workspaces", workspace, { "execution-mode": "local" });
    expectRefusal(await box.sandbox.tryCreate("runs", {}, { workspace }), {
      status: 422,
      detail: /has execution mode 'local'/,
    });
  });

  it("tells its agent what to do, and shows no sensitive variable to anybody else", async () => {
    const where = await place(box.sandbox);
    const workspace = await readyWorkspace(box.sandbox, where, {
      "working-directory": "stacks/prod",
      "var-files": ["prod.tfvars"],
    });
    const variables = [
      { key: "size", value: "3" },
      { key: "password", value: "hidden", sensitive: true },
      { key: "LEVEL", value: "debug", category: "shell" },
    ];
    const run = await box.sandbox.run(workspace, undefined, {
      "is-destroy": true,
      "target-addrs": ["null_resource.a"],
      "replace-addrs": ["null_resource.b"],
      refresh: false,
      variables,
    });
    expect(JSON.stringify(run.attributes.variables)).not.toContain("hidden");
    const agent = await ProtocolAgent.join(box.sandbox, where.token);
    const { info } = await agent.work();
    expect(info.run).toMatchObject({
      id: run.id,
      isDestroy: true,
      refresh: false,
      targetAddrs: ["null_resource.a"],
      replaceAddrs: ["null_resource.b"],
      workingDirectory: "stacks/prod",
      varFiles: ["prod.tfvars"],
      variables: [
        { key: "size", value: "3", category: "terraform", hcl: false, sensitive: false },
        { key: "password", value: "hidden", category: "terraform", hcl: false, sensitive: true },
        { key: "LEVEL", value: "debug", category: "shell", hcl: false, sensitive: false },
      ],
    });
    expect(info.workspace.id).toBe(workspace);
    expect(info.environment.id).toBe(where.environment);
  });
});

describe("lists of runs", () => {
  it("filter by workspace, status and kind, and sort by time", async () => {
    const where = await place(box.sandbox);
    const workspace = await readyWorkspace(box.sandbox, where);
    const runs = [];
    for (let i = 0; i < 3; i++) {
      runs.push((await box.sandbox.run(workspace, undefined, { "is-dry": i === 1 })).id);
      await box.sandbox.advance(1_000);
    }
    const ids = async (query: string) =>
      (await box.sandbox.list(`runs?filter[workspace]=${workspace}&${query}`)).map(({ id }) => id);
    expect(await ids("sort=-created-at")).toEqual([...runs].reverse());
    expect(await ids("filter[is-dry]=true")).toEqual([runs[1]]);
    expect(await ids("filter[status]=pending")).toEqual([runs[2]]);
    expect(await ids("filter[status]=in:plan_queued")).toEqual([runs[0], runs[1]]);
  });
});

describe("what a run leaves", () => {
  it("is counted in its plan and its apply, with the times of every status", async () => {
    const where = await place(box.sandbox);
    const workspace = await readyWorkspace(box.sandbox, where, { "auto-apply": true });
    const agent = await ProtocolAgent.join(box.sandbox, where.token, { name: "counter" });
    const run = await box.sandbox.run(workspace);
    const changes = { add: 3, change: 2, destroy: 1, import: 4, forget: 5 };
    await (await agent.work()).finish({ changes });
    await (await agent.work()).finish({ changes });
    const plan = (await box.sandbox.read("plans", run.relationships.plan!.data.id)).attributes;
    expect(plan).toMatchObject({
      status: "finished",
      "has-changes": true,
      "resource-additions": 3,
      "resource-changes": 2,
      "resource-destructions": 1,
      "execution-details": { "agent-id": agent.id, "agent-name": "counter", "agent-pool-id": where.pool },
    });
    const apply = (await box.sandbox.read("applies", run.relationships.apply!.data.id)).attributes;
    expect(apply).toMatchObject({ status: "finished", "resource-imports": 4, "resource-forgets": 5 });
    const { attributes } = await box.sandbox.read("runs", run.id);
    expect(Object.keys(attributes["status-timestamps"])).toEqual(
      [
        "pending",
        "plan-queued",
        "planning",
        "planned",
        "confirmed",
        "apply-queued",
        "applying",
        "applied",
      ].map((status) => `${status}-at`),
    );
  });

  it("is gone with its workspace, which cannot go while a run executes", async () => {
    const where = await place(box.sandbox);
    const workspace = await readyWorkspace(box.sandbox, where);
    const agent = await ProtocolAgent.join(box.sandbox, where.token);
    const run = await box.sandbox.run(workspace);
    const task = await agent.work();
    await task.log(0, "a log");
    const refused = await box.sandbox.delete("workspaces", workspace);
    expectRefusal(refused, { status: 409, detail: new RegExp(`while its run ${run.id} is executing`) });
    await task.finish({ hasChanges: false });
    expect((await box.sandbox.delete("workspaces", workspace)).status).toBe(204);
    expect((await box.sandbox.get(`runs/${run.id}`)).status).toBe(404);
    expect((await box.sandbox.get(`plans/${run.relationships.plan!.data.id}/output`)).status).toBe(404);
  });
});
