import { describe, expect, it } from "vitest";
import { expectRefusal } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";

const used = useSandbox();
let count = 0;
const name = (prefix: string) => `${prefix}-${++count}`;
const vcsPool = () => used.sandbox.create("agent-pools", { name: name("vcs-pool"), "vcs-enabled": true });
const provider = (type: string, links = {}) =>
  used.sandbox.tryCreate(
    "vcs-providers",
    { name: name("vcs"), "vcs-type": type, token: "t", url: "https://git.test" },
    links,
  );

/** R5: a pool is for runs or for VCS; neither can stand where the other belongs. */
describe("R5: the two kinds of pool", () => {
  it("a VCS pool executes no runs: no workspace, no environment and no account takes it", async () => {
    const { sandbox } = used;
    const pool = await vcsPool();
    const environment = await sandbox.environment(name("env"));
    const workspace = await sandbox.workspace(name("ws"), environment.id);
    const detail = /is a VCS pool and cannot be linked to .*; link it to a VCS provider\./;
    expectRefusal(await sandbox.tryUpdate("workspaces", workspace.id, {}, { "agent-pool": pool.id }), {
      status: 422,
      pointer: "/data/relationships/agent-pool",
      detail,
    });
    expectRefusal(await sandbox.tryUpdate("agent-pools", pool.id, {}, { workspaces: [workspace.id] }), {
      status: 422,
      pointer: "/data/relationships/workspaces",
      detail,
    });
    const links = { "default-workspace-agent-pool": pool.id };
    expectRefusal(await sandbox.tryUpdate("environments", environment.id, {}, links), {
      status: 422,
      pointer: "/data/relationships/default-workspace-agent-pool",
      detail,
    });
    expectRefusal(await sandbox.tryUpdate("agent-pools", pool.id, { default: true }), {
      status: 422,
      pointer: "/data/attributes/default",
      detail,
    });
    const attributes = { name: name("pool"), "vcs-enabled": true, default: true };
    expectRefusal(await sandbox.tryCreate("agent-pools", attributes), { status: 422 });
    expect(await sandbox.list(`agent-pools?filter[name]=${attributes.name}`)).toEqual([]);
  });

  it("a run pool serves no VCS provider", async () => {
    const pool = await used.sandbox.pool(name("run-pool"));
    expectRefusal(await provider("github_enterprise", { "agent-pool": pool.id }), {
      status: 422,
      pointer: "/data/relationships/agent-pool",
      detail: /is a pool for runs and cannot be linked to VCS provider/,
    });
  });

  it("the kind is fixed at creation", async () => {
    const pool = await used.sandbox.pool(name("run-pool"));
    expectRefusal(await used.sandbox.tryUpdate("agent-pools", pool.id, { "vcs-enabled": true }), {
      status: 422,
      pointer: "/data/attributes/vcs-enabled",
      detail: /fixed at creation/,
    });
  });
});

/** R6: a VCS pool is linked to the provider, of the kinds that a company hosts itself. */
describe("R6: pools of VCS providers", () => {
  it.each(["github_enterprise", "gitlab_enterprise", "bitbucket_enterprise"])(
    "%s takes one",
    async (type) => {
      const { sandbox } = used;
      const pool = await vcsPool();
      const reply = await provider(type, { "agent-pool": pool.id });
      expect(reply.status).toBe(201);
      const { id } = reply.body.data;
      expect(await sandbox.list(`vcs-providers?filter[agent-pool]=${pool.id}`)).toHaveLength(1);
      expect((await sandbox.read("agent-pools", pool.id)).attributes["in-use"]).toBe(true);
      const detached = await sandbox.update("vcs-providers", id, {}, { "agent-pool": null });
      expect(detached.relationships["agent-pool"]!.data).toBeNull();
    },
  );

  it.each(["github", "gitlab", "bitbucket", "azure_dev_ops_services"])("%s does not", async (type) => {
    const pool = await vcsPool();
    const refusal = {
      status: 422,
      pointer: "/data/relationships/agent-pool",
      detail: /takes no agent pool.*github_enterprise, gitlab_enterprise, bitbucket_enterprise/,
    };
    expectRefusal(await provider(type, { "agent-pool": pool.id }), refusal);
    const { id } = (await provider(type)).body.data;
    expectRefusal(await used.sandbox.tryUpdate("vcs-providers", id, {}, { "agent-pool": pool.id }), refusal);
  });
});
