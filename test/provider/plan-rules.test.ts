/** What a plan says before anything is applied: rules that the API's facts break, and settings that are declared twice. */
import { describe, expect, it } from "vitest";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { Host, type Instance, idOf, Refused } from "./host.js";

const used = useSandbox();
const connection = () => ({ url: used.sandbox.url, token: used.sandbox.token });

/** What a plan of these resources, one after the other, says: `severity attribute summary`, and all details. */
async function planning(
  ...resources: [type: string, prior: Instance | null, config: Parameters<Host["plan"]>[2]][]
) {
  const host = new Host(connection());
  const said: string[] = [];
  const details: string[] = [];
  for (const [type, prior, config] of resources) {
    try {
      await host.plan(type, prior, config);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      for (const { severity, attribute = [], summary, detail } of error.diagnostics) {
        const [step] = attribute;
        said.push(`${severity} ${step && "attribute" in step ? step.attribute : ""}: ${summary}`);
        details.push(detail ?? "");
      }
    }
  }
  return { said, text: details.join("\n") };
}

const vcsPool = async () =>
  (await used.sandbox.create("agent-pools", { name: unique("vcs"), "vcs-enabled": true })).id;
const vcs = { name: "git", token: "t", vcs_type: "gitlab_enterprise", url: "https://gitlab.example.com" };

describe("R5: a VCS pool where runs are to execute", () => {
  it.each([
    ["scalr_workspace", "agent_pool_id", () => ({ name: "w", environment_id: "env-1" })],
    ["scalr_environment", "default_workspace_agent_pool_id", () => ({ name: "e" })],
    ["scalr_workspace_agent_pool", "agent_pool_id", () => ({ workspace_id: "ws-1" })],
    ["scalr_environment_agent_pool_default", "agent_pool_id", () => ({ environment_id: "env-1" })],
    ["scalr_account_agent_pool_default", "agent_pool_id", () => ({})],
  ])("is refused by the plan of a %s, at %s", async (type, attribute, rest) => {
    const pool = await vcsPool();
    const { said, text } = await planning([type, null, { ...rest(), [attribute]: pool }]);
    expect(said).toEqual([`error ${attribute}: A VCS pool executes no runs`]);
    expect(text).toContain(pool);
  });
});

describe("R5, R6: a link of a VCS provider", () => {
  it("is refused with a pool for runs", async () => {
    const pool = (await used.sandbox.pool(unique("runs"))).id;
    const { said } = await planning(
      ["scalr_vcs_provider", null, { ...vcs, agent_pool_id: pool }],
      ["scalr_vcs_provider_agent_pool", null, { vcs_provider_id: "vcs-1", agent_pool_id: pool }],
    );
    expect(said).toEqual(
      Array(2).fill("error agent_pool_id: A pool for runs cannot connect to a VCS provider"),
    );
  });

  it("is refused with a VCS provider that is not self-hosted", async () => {
    const github = { name: unique("github"), "vcs-type": "github", token: "t" };
    const { id } = await used.sandbox.create("vcs-providers", github);
    const config = { vcs_provider_id: id, agent_pool_id: await vcsPool() };
    const { said, text } = await planning(["scalr_vcs_provider_agent_pool", null, config]);
    expect(said).toEqual(["error vcs_provider_id: A VCS pool needs a self-hosted VCS provider"]);
    expect(text).toContain(id);
  });
});

describe("R3: a pool that the environment may not use", () => {
  const WARNED = "warning agent_pool_id: The environment may not use the agent pool";

  it("is warned of, unless the same plan gives access", async () => {
    const [mine, other] = await Promise.all([
      used.sandbox.environment(unique("a")),
      used.sandbox.environment(unique("b")),
    ]);
    const host = new Host(connection());
    const name = unique("pool");
    const pool = await host.create("scalr_agent_pool", { name, environments: [other.id] });
    const id = idOf(pool);
    const workspace = { name: unique("ws"), environment_id: mine.id, agent_pool_id: id };
    const { said, text } = await planning(["scalr_workspace", null, workspace]);
    expect(said).toEqual([WARNED]);
    expect(text).toContain(`is available to ${other.id} alone, not to environment`);
    const opened = { name, environments: [other.id, mine.id] };
    expect(
      (await planning(["scalr_agent_pool", pool, opened], ["scalr_workspace", null, workspace])).said,
    ).toEqual([]);
    const access = { agent_pool_id: id, environment_id: mine.id };
    expect(
      (
        await planning(
          ["scalr_agent_pool_environment_access", null, access],
          ["scalr_workspace", null, workspace],
        )
      ).said,
    ).toEqual([]);
  });

  it("is warned of where another stack owns the workspace", async () => {
    const [mine, other] = [
      await used.sandbox.environment(unique("a")),
      await used.sandbox.environment(unique("b")),
    ];
    const workspace = await used.sandbox.workspace(unique("ws"), mine.id);
    const host = new Host(connection());
    const pool = idOf(
      await host.create("scalr_agent_pool", { name: unique("pool"), environments: [other.id] }),
    );
    const link = { workspace_id: workspace.id, agent_pool_id: pool };
    expect((await planning(["scalr_workspace_agent_pool", null, link])).said).toEqual([WARNED]);
  });
});

describe("one setting that is declared twice", () => {
  const TWICE = "One setting is declared twice";

  async function workspaceWith(pool: string) {
    const host = new Host(connection());
    const environment = (await used.sandbox.environment(unique("env"))).id;
    const config = { name: unique("ws"), environment_id: environment, agent_pool_id: pool };
    return { config, instance: await host.create("scalr_workspace", config) };
  }

  it("is told of an attribute and a link, with both values and the remedy", async () => {
    const [one, two] = [
      (await used.sandbox.pool(unique("one"))).id,
      (await used.sandbox.pool(unique("two"))).id,
    ];
    const { config, instance } = await workspaceWith(one);
    const link = (pool: string) => ({ workspace_id: idOf(instance), agent_pool_id: pool });
    const { said, text } = await planning(
      ["scalr_workspace", instance, config],
      ["scalr_workspace_agent_pool", null, link(two)],
    );
    expect(said).toEqual([`error agent_pool_id: ${TWICE}`]);
    expect(text).toContain(`scalr_workspace ${JSON.stringify(config.name)} (${idOf(instance)}) sets`);
    expect(text).toContain(`scalr_workspace_agent_pool for "${idOf(instance)}" sets`);
    expect(text).toContain(
      "Remove agent_pool_id from the scalr_workspace, or remove the scalr_workspace_agent_pool.",
    );
    const agreeing = await planning(
      ["scalr_workspace_agent_pool", null, link(one)],
      ["scalr_workspace", instance, config],
    );
    expect(agreeing.said).toEqual([`warning agent_pool_id: ${TWICE}`]);
    const silent = { ...config, agent_pool_id: null };
    expect(
      (await planning(["scalr_workspace", instance, silent], ["scalr_workspace_agent_pool", null, link(one)]))
        .said,
    ).toEqual([]);
  });

  it("is told of two links, of which no attribute need know", async () => {
    const pools = [(await used.sandbox.pool(unique("p"))).id, (await used.sandbox.pool(unique("p"))).id];
    for (const [type, rest] of [
      ["scalr_workspace_agent_pool", { workspace_id: "ws-1" }],
      ["scalr_account_agent_pool_default", {}],
    ] as const) {
      const [one, two] = pools.map((pool) => [type, null, { ...rest, agent_pool_id: pool }] as const);
      const { said, text } = await planning([...one!], [...two!]);
      expect(said, type).toEqual([`error agent_pool_id: ${TWICE}`]);
      expect(text).toContain(`Keep one of the two ${type}`);
      expect((await planning([...one!], [...one!])).said).toEqual([]);
    }
  });

  it("is told of a pool's own environments and an access beside them, but not of two accesses", async () => {
    const environments = await Promise.all(
      ["a", "b"].map(async (name) => (await used.sandbox.environment(unique(name))).id),
    );
    const [listed, added] = environments as [string, string];
    const host = new Host(connection());
    const config = { name: unique("pool"), environments: [listed] };
    const pool = await host.create("scalr_agent_pool", config);
    const access = (environment: string) =>
      [
        "scalr_agent_pool_environment_access",
        null,
        { agent_pool_id: idOf(pool), environment_id: environment },
      ] as const;
    const own = ["scalr_agent_pool", pool, config] as const;
    expect((await planning([...own], [...access(added)])).said).toEqual([`error environment_id: ${TWICE}`]);
    expect((await planning([...own], [...access(listed)])).said).toEqual([
      `warning environment_id: ${TWICE}`,
    ]);
    expect((await planning([...access(listed)], [...access(added)])).said).toEqual([]);
  });
});

it("plans without the API where it cannot be asked", async () => {
  const host = new Host({ url: "http://127.0.0.1:9", token: "t" });
  const config = { name: "w", environment_id: "env-1", agent_pool_id: "apool-1" };
  expect((await host.plan("scalr_workspace", null, config)).action).toBe("create");
});
