import type { TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  AccountPoolDefault,
  AgentPool,
  AgentPoolLookup,
  CurrentAccount,
  Environment,
  EnvironmentAccess,
  EnvironmentLookup,
  EnvironmentPoolDefault,
  VcsPoolLink,
  VcsProvider,
  VcsProviderLookup,
  Workspace,
  WorkspaceLookup,
  WorkspacePoolLink,
} from "../../../provider/constructs/index.js";
import { useSandbox } from "../../support/sandbox.js";
import { AppliedStack } from "./applied.js";

const used = useSandbox();

const winner = async (workspace: string) => {
  const [found] = await used.sandbox.list(`workspaces?filter[name]=${workspace}`);
  const { id } = found!;
  return (await used.sandbox.explain(id)).pool.name;
};
const vcsProvider = (stack: TerraformStack, name: string) =>
  new VcsProvider(stack, name, {
    name,
    vcsType: "github_enterprise",
    url: "https://github.example.com",
    token: "t",
  });

describe("stacks that are applied", () => {
  it("link in one stack, change their links, and take everything away again (R2, R3)", async () => {
    const stack = new AppliedStack(used.sandbox);
    const declare =
      (how: { linked?: "private" | "shared"; restricted?: boolean; defaulted?: boolean }) =>
      (scope: TerraformStack) => {
        const dev = new Environment(scope, "dev", { name: "one-dev" });
        const confined = new AgentPool(scope, "private", { name: "one-private" });
        const shared = new AgentPool(scope, "shared", { name: "one-shared" });
        const workspace = new Workspace(scope, "api", { name: "one-api", environment: dev });
        if (how.restricted) new EnvironmentAccess(scope, "access", { pool: confined, environment: dev });
        if (how.defaulted) new EnvironmentPoolDefault(scope, "default", { environment: dev, pool: confined });
        const pool = { private: confined, shared }[how.linked ?? "private"];
        if (how.linked) new WorkspacePoolLink(scope, "link", { workspace, pool });
      };
    await stack.apply(declare({ linked: "private", restricted: true }));
    expect(await winner("one-api")).toBe("one-private");
    expect(await stack.apply(declare({ linked: "shared", restricted: true }))).toEqual([
      "update scalr_workspace.api",
    ]);
    expect(await winner("one-api")).toBe("one-shared");
    expect(await stack.apply(declare({ restricted: true, defaulted: true }))).toEqual([
      "create scalr_environment_agent_pool_default.default",
      "update scalr_workspace.api",
    ]);
    expect(await winner("one-api")).toBe("one-private");
    // The same default, now by the environment's attribute. What the link had set looks as wanted until the link is removed.
    expect(await stack.applyOnce(declare({ defaulted: true }))).toEqual([
      "delete scalr_environment_agent_pool_default.default",
      "update scalr_agent_pool.private",
    ]);
    expect(await stack.apply(declare({ defaulted: true }))).toEqual(["update scalr_environment.dev"]);
    expect(await winner("one-api")).toBe("one-private");
    expect(await stack.apply(declare({}))).toEqual(["update scalr_environment.dev"]);
    expect(await winner("one-api")).toBe("scalr-runners");
    await stack.destroy(declare({}));
  });

  it("link what another stack owns, which neither stack then takes away (R2, R3, R6)", async () => {
    const owner = new AppliedStack(used.sandbox);
    const user = new AppliedStack(used.sandbox);
    const owned = (scope: TerraformStack) => {
      const dev = new Environment(scope, "dev", { name: "two-dev" });
      new AgentPool(scope, "pool", { name: "two-pool" });
      new AgentPool(scope, "vcs", { name: "two-vcs", vcsEnabled: true });
      new Workspace(scope, "api", { name: "two-api", environment: dev });
      vcsProvider(scope, "two-ghe");
    };
    const linked = (scope: TerraformStack) => {
      const environment = new EnvironmentLookup(scope, "dev", { name: "two-dev" });
      const pool = new AgentPoolLookup(scope, "pool", { name: "two-pool" });
      const workspace = new WorkspaceLookup(scope, "api", { name: "two-api", environmentId: environment.id });
      const provider = new VcsProviderLookup(scope, "ghe", { name: "two-ghe" });
      const vcs = new AgentPoolLookup(scope, "vcs", { name: "two-vcs", vcsEnabled: true });
      new CurrentAccount(scope, "account", {});
      new EnvironmentAccess(scope, "access", { pool, environment });
      new WorkspacePoolLink(scope, "link", { workspace, pool });
      new EnvironmentPoolDefault(scope, "default", { environment, pool });
      new VcsPoolLink(scope, "vcs-link", { vcsProvider: provider, pool: vcs });
      new AccountPoolDefault(scope, "account-default", { pool });
    };
    await owner.apply(owned);
    expect(await user.apply(linked)).toHaveLength(5);
    expect(await owner.plan(owned)).toEqual([]);
    expect(await winner("two-api")).toBe("two-pool");
    await owner.apply((scope) => {
      owned(scope);
      new Environment(scope, "more", { name: "two-more" });
    });
    expect(await user.plan(linked)).toEqual([]);
    await user.destroy(linked);
    expect(await winner("two-api")).toBe("scalr-runners");
    await owner.destroy(owned);
  });

  it("make what needs access to a pool wait for it, where it comes by resources (R3)", async () => {
    const outside = await used.sandbox.environment("three-outside");
    const stack = new AppliedStack(used.sandbox);
    const declare = (scope: TerraformStack) => {
      const dev = new Environment(scope, "dev", { name: "three-dev" });
      const pool = new AgentPool(scope, "pool", { name: "three-pool" });
      const workspace = new Workspace(scope, "api", { name: "three-api", environment: dev });
      new EnvironmentAccess(scope, "outside", { pool, environment: outside.id });
      new EnvironmentAccess(scope, "inside", { pool, environment: dev });
      new WorkspacePoolLink(scope, "link", { workspace, pool });
      new EnvironmentPoolDefault(scope, "outside-default", { environment: outside.id, pool });
      new EnvironmentPoolDefault(scope, "inside-default", { environment: dev, pool });
    };
    await stack.apply(declare);
    const [pool] = await used.sandbox.list("agent-pools?filter[name]=three-pool");
    const linked = pool!.relationships.environments!.data.map(({ id }: { id: string }) => id);
    expect(linked).toHaveLength(2);
    expect(linked).toContain(outside.id);
    await stack.destroy(declare);
  });

  it("fail with the object and the API's reason, and keep what was done", async () => {
    const elsewhere = await used.sandbox.environment("four-elsewhere");
    const { id } = await used.sandbox.pool("four-confined", [elsewhere.id]);
    const stack = new AppliedStack(used.sandbox);
    const declare = (scope: TerraformStack) => {
      const dev = new Environment(scope, "dev", { name: "four-dev" });
      const workspace = new Workspace(scope, "api", { name: "four-api", environment: dev });
      new WorkspacePoolLink(scope, "link", { workspace, pool: id });
    };
    await expect(stack.apply(declare)).rejects.toThrow(
      /'four-confined' .* is not available in environment 'four-dev'/,
    );
    expect(await stack.plan(declare)).toEqual(["create scalr_workspace_agent_pool.link"]);
    await used.sandbox.update("agent-pools", id, { "is-shared": true }, { environments: [] });
    await stack.apply(declare);
    await stack.destroy(declare);
  });
});
