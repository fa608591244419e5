import type { TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  AccountPoolDefault,
  AgentPool,
  AgentPoolToken,
  Environment,
  EnvironmentAccess,
  EnvironmentPoolDefault,
  VcsPoolLink,
  VcsProvider,
  Workspace,
  WorkspacePoolLink,
} from "../../../provider/constructs/index.js";
import { useSandbox } from "../../support/sandbox.js";
import { AppliedStack } from "./applied.js";

const used = useSandbox();

describe("a pool that is removed together with its links (R18)", () => {
  const declare =
    (prefix: string, withPools: boolean, workspaces = 3) =>
    (scope: TerraformStack) => {
      const dev = new Environment(scope, "dev", { name: `${prefix}-dev` });
      const ghe = new VcsProvider(scope, "ghe", {
        name: `${prefix}-ghe`,
        vcsType: "github_enterprise",
        url: "https://github.example.com",
        token: "t",
      });
      const all = Array.from(
        { length: workspaces },
        (_, n) => new Workspace(scope, `ws-${n}`, { name: `${prefix}-${n}`, environment: dev }),
      );
      if (!withPools) return;
      const pool = new AgentPool(scope, "pool", { name: `${prefix}-pool` });
      const other = new AgentPool(scope, "other", { name: `${prefix}-other` });
      const vcs = new AgentPool(scope, "vcs", { name: `${prefix}-vcs`, vcsEnabled: true });
      new AgentPoolToken(scope, "token", { pool });
      new EnvironmentAccess(scope, "access", { pool, environment: dev });
      new EnvironmentPoolDefault(scope, "default", { environment: dev, pool: other });
      new AccountPoolDefault(scope, "account", { pool: other });
      new VcsPoolLink(scope, "vcs-link", { vcsProvider: ghe, pool: vcs });
      for (const [n, workspace] of all.entries())
        new WorkspacePoolLink(scope, `link-${n}`, { workspace, pool });
    };

  it("goes after what linked to it", async () => {
    const stack = new AppliedStack(used.sandbox);
    await stack.apply(declare("few", true));
    await stack.apply(declare("few", false));
    expect(await used.sandbox.list("agent-pools?filter[is-shared]=false")).toEqual([]);
    await stack.destroy(declare("few", false));
  });

  it("goes after them too when there are more than are changed at the same time", async () => {
    const stack = new AppliedStack(used.sandbox);
    await stack.apply(declare("many", true, 14));
    const pools = async () =>
      (await used.sandbox.list("agent-pools")).map(({ attributes }) => String(attributes.name));
    const linked = () => used.sandbox.list("workspaces?page[size]=100");
    const own = (await linked()).filter(({ relationships }) => relationships["agent-pool"]?.data);
    expect(own).toHaveLength(14);
    expect(await pools()).toContain("many-pool");
    await stack.apply(declare("many", false, 14));
    expect((await pools()).filter((name) => name.startsWith("many-"))).toEqual([]);
    const left = await linked();
    expect(left.filter(({ attributes }) => String(attributes.name).startsWith("many-"))).toHaveLength(14);
    expect(left.filter(({ relationships }) => relationships["agent-pool"]?.data)).toEqual([]);
    await stack.destroy(declare("many", false, 14));
  });
});
