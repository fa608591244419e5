import type { TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  AccountPoolDefault,
  AgentPool,
  AgentPoolLookup,
  AgentPoolToken,
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
import { id, newStack, resources, synthesize } from "./synthesize.js";

const environment = (stack: TerraformStack, name: string) => new Environment(stack, name, { name });
const pool = (stack: TerraformStack, name: string) => new AgentPool(stack, name, { name });

describe("links of which the stack declares both ends", () => {
  it("become attributes of the official provider", () => {
    const { scalr_workspace, scalr_agent_pool, ...rest } = resources((stack) => {
      const dev = environment(stack, "dev");
      const agents = pool(stack, "private");
      const workspace = new Workspace(stack, "api", { name: "api", environment: dev });
      new EnvironmentAccess(stack, "access", { pool: agents, environment: dev });
      new WorkspacePoolLink(stack, "link", { workspace, pool: agents });
    });
    expect(scalr_agent_pool.private.environments).toEqual([id("scalr_environment.dev")]);
    expect(scalr_workspace.api).toEqual({
      name: "api",
      environment_id: id("scalr_environment.dev"),
      agent_pool_id: id("scalr_agent_pool.private"),
    });
    expect(Object.keys(rest)).toEqual(["scalr_environment"]);
  });

  it("may be declared before or after each other, and by references to ids", () => {
    const built = resources((stack) => {
      const dev = environment(stack, "dev");
      const prod = environment(stack, "prod");
      const agents = new AgentPool(stack, "private", { name: "private", environments: [prod.id] });
      const workspace = new Workspace(stack, "api", { name: "api", environment: dev.id });
      new WorkspacePoolLink(stack, "link", { workspace: workspace.id, pool: agents.id });
      new EnvironmentAccess(stack, "access", { pool: agents.id, environment: dev.id });
    });
    expect(built.scalr_workspace.api.agent_pool_id).toBe(id("scalr_agent_pool.private"));
    expect(built.scalr_agent_pool.private.environments).toEqual([
      id("scalr_environment.prod"),
      id("scalr_environment.dev"),
    ]);
    expect(Object.keys(built).filter((type) => /link|access|default/.test(type))).toEqual([]);
  });

  it("fold a default of a pool that all may use, and keep that of a restricted pool apart (R2, R3)", () => {
    const built = resources((stack) => {
      const [dev, prod] = [environment(stack, "dev"), environment(stack, "prod")];
      const [shared, confined] = [pool(stack, "shared"), pool(stack, "confined")];
      new EnvironmentPoolDefault(stack, "dev-default", { environment: dev, pool: shared });
      new EnvironmentPoolDefault(stack, "prod-default", { environment: prod, pool: confined });
      new EnvironmentAccess(stack, "access", { pool: confined, environment: prod });
    });
    expect(built.scalr_environment.dev.default_workspace_agent_pool_id).toBe(id("scalr_agent_pool.shared"));
    // Folded, pool and environment would refer to each other.
    expect(built.scalr_environment.prod).toEqual({ name: "prod" });
    expect(built.scalr_agent_pool.confined.environments).toEqual([id("scalr_environment.prod")]);
    expect(built.scalr_environment_agent_pool_default).toEqual({
      "prod-default": {
        environment_id: id("scalr_environment.prod"),
        agent_pool_id: id("scalr_agent_pool.confined"),
      },
    });
  });

  it("fold a VCS pool into its self-hosted provider (R6)", () => {
    const built = resources((stack) => {
      const vcs = new AgentPool(stack, "vcs", { name: "vcs", vcsEnabled: true });
      const provider = new VcsProvider(stack, "ghe", {
        name: "ghe",
        vcsType: "github_enterprise",
        url: "https://github.example.com",
        token: "t",
      });
      new VcsPoolLink(stack, "link", { vcsProvider: provider, pool: vcs });
      new AgentPoolToken(stack, "token", { pool: vcs });
    });
    expect(built.scalr_vcs_provider.ghe.agent_pool_id).toBe(id("scalr_agent_pool.vcs"));
    expect(built.scalr_agent_pool_token.token.agent_pool_id).toBe(id("scalr_agent_pool.vcs"));
    expect(built.scalr_vcs_provider_agent_pool).toBeUndefined();
  });

  it("keep a pool that goes with its links until they are gone (R18)", () => {
    const build = (linked: boolean, own?: boolean) =>
      resources((stack) => {
        const agents = new AgentPool(stack, "agents", {
          name: "agents",
          ...(own !== undefined && { lifecycle: { createBeforeDestroy: own, preventDestroy: true } }),
        });
        const dev = environment(stack, "dev");
        if (linked) new EnvironmentPoolDefault(stack, "default", { environment: dev, pool: agents });
      }).scalr_agent_pool.agents.lifecycle;
    expect(build(true)).toEqual({ create_before_destroy: true });
    expect(build(true, false)).toEqual({ create_before_destroy: false, prevent_destroy: true });
    expect(build(false)).toBeUndefined();
  });

  it("can be waited for, as whatever they become", () => {
    const built = resources((stack) => {
      const dev = environment(stack, "dev");
      const agents = pool(stack, "agents");
      const workspace = new Workspace(stack, "api", { name: "api", environment: dev });
      const folded = new WorkspacePoolLink(stack, "link", { workspace, pool: agents });
      const apart = new WorkspacePoolLink(stack, "other", { workspace: "ws-1", pool: agents });
      new Environment(stack, "late", { name: "late", dependsOn: [folded, apart] });
    });
    expect(built.scalr_environment.late.depends_on).toEqual([
      "scalr_workspace.api",
      "scalr_workspace_agent_pool.other",
    ]);
  });
});

describe("links of which another stack owns an end", () => {
  it("become resources, by ids", () => {
    const built = resources((stack) => {
      new WorkspacePoolLink(stack, "w", { workspace: "ws-1", pool: "apool-1" });
      new EnvironmentPoolDefault(stack, "e", { environment: "env-1", pool: "apool-1" });
      new VcsPoolLink(stack, "v", { vcsProvider: "vcs-1", pool: "apool-2" });
      new EnvironmentAccess(stack, "a", { pool: "apool-3", environment: "env-3" });
      new AccountPoolDefault(stack, "d", { pool: "apool-1" });
    });
    expect(built).toEqual({
      scalr_workspace_agent_pool: { w: { workspace_id: "ws-1", agent_pool_id: "apool-1" } },
      scalr_environment_agent_pool_default: { e: { environment_id: "env-1", agent_pool_id: "apool-1" } },
      scalr_vcs_provider_agent_pool: { v: { vcs_provider_id: "vcs-1", agent_pool_id: "apool-2" } },
      scalr_agent_pool_environment_access: { a: { agent_pool_id: "apool-3", environment_id: "env-3" } },
      scalr_account_agent_pool_default: { d: { agent_pool_id: "apool-1" } },
    });
  });

  it("become resources, by look-ups", () => {
    const built = resources((stack) => {
      const agents = new AgentPoolLookup(stack, "agents", { name: "agents" });
      const dev = new EnvironmentLookup(stack, "dev", { name: "dev" });
      const api = new WorkspaceLookup(stack, "api", { name: "api", environmentId: dev.id });
      const ghe = new VcsProviderLookup(stack, "ghe", { name: "ghe" });
      new WorkspacePoolLink(stack, "w", { workspace: api, pool: agents });
      new EnvironmentPoolDefault(stack, "e", { environment: dev, pool: agents });
      new VcsPoolLink(stack, "v", {
        vcsProvider: ghe,
        pool: pool(stack, "vcs-named-by-mistake").id && "apool-9",
      });
    });
    expect(built.scalr_workspace_agent_pool.w).toEqual({
      workspace_id: id("data.scalr_workspace.api"),
      agent_pool_id: id("data.scalr_agent_pool.agents"),
    });
    expect(built.scalr_environment_agent_pool_default.e.environment_id).toBe(
      id("data.scalr_environment.dev"),
    );
    expect(built.scalr_vcs_provider_agent_pool.v.vcs_provider_id).toBe(id("data.scalr_vcs_provider.ghe"));
  });

  it("write all accesses of one pool in one way, and let what needs them wait (R3)", () => {
    const built = resources((stack) => {
      const dev = environment(stack, "dev");
      const agents = pool(stack, "agents");
      const api = new Workspace(stack, "api", { name: "api", environment: dev });
      new EnvironmentAccess(stack, "one", { pool: agents, environment: dev });
      new EnvironmentAccess(stack, "two", { pool: agents, environment: "env-2" });
      new WorkspacePoolLink(stack, "link", { workspace: api, pool: agents });
      new WorkspacePoolLink(stack, "other", { workspace: "ws-2", pool: agents });
    });
    expect(built.scalr_agent_pool.agents.environments).toBeUndefined();
    expect(Object.keys(built.scalr_agent_pool_environment_access)).toEqual(["one", "two"]);
    const both = ["scalr_agent_pool_environment_access.one", "scalr_agent_pool_environment_access.two"];
    expect(built.scalr_workspace.api).toMatchObject({
      agent_pool_id: id("scalr_agent_pool.agents"),
      depends_on: both,
    });
    expect(built.scalr_workspace_agent_pool.other.depends_on).toEqual(both);
  });

  it("become resources between stacks of one app", () => {
    const built = synthesize((app) => {
      const owner = newStack(app, "owner");
      const agents = pool(owner, "agents");
      const dev = environment(owner, "dev");
      const user = newStack(app, "stack");
      const api = new Workspace(user, "api", { name: "api", environment: dev });
      new WorkspacePoolLink(user, "link", { workspace: api, pool: agents });
    });
    expect(built.resource.scalr_workspace.api.agent_pool_id).toBeUndefined();
    expect(built.resource.scalr_workspace_agent_pool.link.workspace_id).toBe(id("scalr_workspace.api"));
    expect(built.resource.scalr_workspace_agent_pool.link.agent_pool_id).toMatch(/terraform_remote_state/);
  });
});
