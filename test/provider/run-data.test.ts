import { beforeAll, describe, expect, it } from "vitest";
import { unique } from "../api/support.js";
import { ProtocolAgent } from "../dispatch/protocol-agent.js";
import { useSandbox } from "../support/sandbox.js";
import { Host } from "./host.js";

const used = useSandbox();
let host: Host;
beforeAll(() => {
  host = new Host(used.sandbox);
});

describe("scalr_pool_resolution", () => {
  it("says which pool won, and why the others did not (R2, R4)", async () => {
    const { sandbox } = used;
    const byDefault = await sandbox.pool(unique("pool"));
    const links = { "default-workspace-agent-pool": byDefault.id };
    const environment = (await sandbox.environment(unique("env"), links)).id;
    const workspace = (await sandbox.workspace(unique("ws"), environment)).id;
    const found = await host.read("scalr_pool_resolution", { workspace_id: workspace });
    expect(found).toMatchObject({
      id: workspace,
      agent_pool_id: byDefault.id,
      agent_pool_name: byDefault.attributes.name,
      error: null,
    });
    const candidates = found.candidates as { level: string; outcome: string; reason: string }[];
    expect(candidates.map(({ level, outcome }) => `${level} ${outcome}`)).toEqual([
      "workspace not-set",
      "environment won",
      "account not-set",
      "scalr-runners overridden",
    ]);
    expect(candidates[0]!.reason).toContain("is not linked to a pool");
  });

  it("says why a run would end errored (R3)", async () => {
    const { sandbox } = used;
    const environment = (await sandbox.environment(unique("env"))).id;
    const other = (await sandbox.environment(unique("env"))).id;
    const pool = (await sandbox.pool(unique("pool"), [environment])).id;
    const workspace = (await sandbox.workspace(unique("ws"), environment, {}, pool)).id;
    await sandbox.update("agent-pools", pool, {}, { environments: [other] });
    const found = await host.read("scalr_pool_resolution", { workspace_id: workspace });
    expect(found).toMatchObject({ agent_pool_id: null, agent_pool_name: null });
    expect(found.error).toEqual(expect.any(String));
  });

  it("knows no workspace that is not there", async () => {
    await expect(host.read("scalr_pool_resolution", { workspace_id: "ws-none" })).rejects.toThrow(
      /There is no workspace "ws-none"/,
    );
  });
});

describe("scalr_current_run", () => {
  it("is nothing outside a run, and the run of SCALR_RUN_ID inside one", async () => {
    const { sandbox } = used;
    expect(await host.read("scalr_current_run", {})).toMatchObject({
      id: null,
      workspace_name: null,
      vcs: [],
    });
    const environment = (await sandbox.environment(unique("env"))).id;
    const workspace = await sandbox.workspace(unique("ws"), environment);
    await sandbox.upload(workspace.id, { "main.tf": "" });
    const run = await sandbox.run(workspace.id, undefined, { "is-dry": true, message: "Look" });
    const inside = new Host(sandbox, { SCALR_RUN_ID: run.id });
    expect(await inside.read("scalr_current_run", {})).toMatchObject({
      id: run.id,
      environment_id: environment,
      workspace_name: workspace.attributes.name,
      is_dry: true,
      is_destroy: false,
      message: "Look",
    });
    const lost = new Host(sandbox, { SCALR_RUN_ID: "run-none" });
    await expect(lost.read("scalr_current_run", {})).rejects.toThrow(/"run-none", which SCALR_RUN_ID names/);
  });
});

describe("scalr_agents", () => {
  it("lists the agents of a pool, by status (R13)", async () => {
    const { sandbox } = used;
    const pool = (await sandbox.pool(unique("pool"))).id;
    expect(await host.read("scalr_agents", { agent_pool_id: pool })).toMatchObject({ agents: [] });
    const token = await sandbox.poolToken(pool);
    const name = unique("agent");
    await ProtocolAgent.join(sandbox, token, { name });
    const { agents } = await host.read("scalr_agents", { agent_pool_id: pool });
    expect(agents).toMatchObject([{ name, status: "idle", error_message: null }]);
    expect(await host.read("scalr_agents", { agent_pool_id: pool, status: "busy" })).toMatchObject({
      agents: [],
    });
    await expect(host.read("scalr_agents", { agent_pool_id: pool, status: "asleep" })).rejects.toThrow(
      /must be one of "idle"/,
    );
  });
});

describe("scalr_outputs", () => {
  it("are those of the current state, sensitive ones apart, of any type", async () => {
    const { sandbox } = used;
    const environment = await sandbox.environment(unique("env"));
    const workspace = await sandbox.workspace(unique("ws"), environment.id);
    const names = { environment: environment.attributes.name, workspace: workspace.attributes.name };
    expect(await host.read("scalr_outputs", names)).toMatchObject({
      id: workspace.id,
      values: {},
      nonsensitive_values: {},
    });
    const outputs = {
      sizes: { value: [1, "two"], type: ["tuple", ["number", "string"]] },
      password: { value: "hush-hush", type: "string", sensitive: true },
    };
    const state = {
      version: 4,
      terraform_version: "1.10.0",
      serial: 1,
      lineage: "one",
      outputs,
      resources: [],
    };
    const sent = { state: Buffer.from(JSON.stringify(state)).toString("base64") };
    await sandbox.create("state-versions", sent, { workspace: workspace.id });
    expect(await host.read("scalr_outputs", names)).toMatchObject({
      values: { sizes: [1, "two"], password: "hush-hush" },
      nonsensitive_values: { sizes: [1, "two"] },
    });
    await expect(host.read("scalr_outputs", { ...names, workspace: "none" })).rejects.toThrow(
      /There is no workspace named "none"/,
    );
  });
});
