import { describe, expect, it } from "vitest";
import type { AgentPool } from "../../simulator/core/entities.js";
import {
  accountDefaultRefusal,
  environmentDefaultRefusal,
  isAccessible,
  type PoolAccess,
  poolType,
  providerConfigurationRefusal,
  sshKeyRefusal,
  workspaceLinkRefusal,
} from "../../simulator/pools/pool-rules.js";
import { poolOf, type ResolutionReader, resolvePool } from "../../simulator/pools/resolution-rules.js";

const pool = (more: Partial<PoolAccess> = {}): PoolAccess => ({
  id: "apool-1",
  name: "small",
  isShared: false,
  environments: ["env-1"],
  vcsEnabled: false,
  isScalrManaged: false,
  ...more,
});
const dev = { id: "env-1", name: "dev" };
const prod = { id: "env-2", name: "prod" };
const api = { id: "ws-1", name: "api" };

describe("R3: access to a pool", () => {
  it("has every environment where the pool is shared, and the assigned ones alone where it is not", () => {
    expect(isAccessible({ isShared: true, environments: [] }, "env-1")).toBe(true);
    expect(isAccessible({ isShared: false, environments: ["env-2", "env-1"] }, "env-1")).toBe(true);
    expect(isAccessible({ isShared: false, environments: ["env-2"] }, "env-1")).toBe(false);
  });

  it("is needed by a link to a workspace and by an environment's default, which name both and the remedy", () => {
    expect(workspaceLinkRefusal(pool(), api, dev)).toBeNull();
    expect(environmentDefaultRefusal(pool(), dev)).toBeNull();
    expect(workspaceLinkRefusal(pool(), api, prod)).toBe(
      "Agent pool 'small' (apool-1) is not available in environment 'prod' (env-2), so it cannot be linked to workspace 'api'. " +
        "Assign the pool to that environment, or share it with all.",
    );
    expect(environmentDefaultRefusal(pool(), prod)).toBe(
      "Agent pool 'small' (apool-1) is not available in environment 'prod' (env-2), so it cannot be linked to environment 'prod' " +
        "as its default. Assign the pool to that environment, or share it with all.",
    );
  });

  it("is what provider configurations and SSH keys have too", () => {
    const aws = { id: "pcfg-1", name: "aws" };
    expect(providerConfigurationRefusal({ ...aws, isShared: true }, dev)).toBeNull();
    expect(providerConfigurationRefusal({ ...aws, environments: ["env-1"] }, dev)).toBeNull();
    for (const configuration of [aws, { ...aws, isShared: false, environments: ["env-2"] }])
      expect(providerConfigurationRefusal(configuration, dev)).toBe(
        "Provider configuration 'aws' (pcfg-1) is not available in environment 'dev' (env-1). Assign it to that environment, or " +
          "share it with all.",
      );
    const key = { id: "key-1", name: "deploy" };
    const workspace = { ...api, environment: "env-1" };
    expect(sshKeyRefusal({ ...key, isShared: true }, workspace)).toBeNull();
    expect(sshKeyRefusal({ ...key, environments: ["env-1"] }, workspace)).toBeNull();
    for (const each of [key, { ...key, isShared: false, environments: ["env-2"] }])
      expect(sshKeyRefusal(each, workspace)).toBe(
        "SSH key 'deploy' (key-1) is not available in the environment of workspace 'api' (ws-1). Assign it to that environment, or " +
          "share it with all.",
      );
  });
});

describe("R5: kinds of pools", () => {
  it("keep a VCS pool from whatever runs execute in, before access is looked at", () => {
    const refused = (linked: string) =>
      `Agent pool 'small' (apool-1) is a VCS pool and cannot be linked to ${linked}; link it to a VCS provider.`;
    const vcs = pool({ vcsEnabled: true });
    expect(workspaceLinkRefusal(vcs, api, prod)).toBe(refused("workspace 'api'"));
    expect(environmentDefaultRefusal(vcs, prod)).toBe(refused("environment 'prod' as its default"));
    expect(accountDefaultRefusal(vcs)).toBe(refused("the account as its default"));
    expect(accountDefaultRefusal(pool())).toBeNull();
  });

  it("are three", () => {
    const type = (more: Partial<AgentPool>) => poolType({ ...pool(), ...more } as AgentPool);
    expect(type({})).toBe("runs");
    expect(type({ vcsEnabled: true })).toBe("vcs");
    expect(type({ isScalrManaged: true })).toBe("scalr-runners");
  });
});

describe("R2: where a run executes", () => {
  const pools: Record<string, PoolAccess> = {
    own: pool({ id: "own", name: "own" }),
    closed: pool({ id: "closed", name: "closed", environments: ["env-2"] }),
    git: pool({ id: "git", name: "git", vcsEnabled: true }),
    runners: pool({ id: "runners", name: "runners", isShared: true, isScalrManaged: true }),
  };
  const reader = (environment: string | null, account: string | null): ResolutionReader => ({
    pool: (id) => pools[id],
    environment: (id) => (id === "env-1" ? { ...dev, defaultWorkspaceAgentPool: environment } : undefined),
    accountDefault: () => account,
    scalrRunners: () => "runners",
  });
  const resolve = (
    workspace: string | null,
    environment: string | null,
    account: string | null,
    inEnvironment = "env-1",
  ) =>
    resolvePool({ ...api, environment: inEnvironment, agentPool: workspace }, reader(environment, account));
  const named = (id: string) => ({ id, name: id });
  const notLinked = {
    level: "workspace",
    pool: null,
    outcome: "not-set",
    reason: "Workspace 'api' (ws-1) is not linked to a pool.",
  };
  const noDefault = {
    level: "environment",
    pool: null,
    outcome: "not-set",
    reason: "Environment 'dev' (env-1) has no default pool.",
  };
  const noAccountDefault = {
    level: "account",
    pool: null,
    outcome: "not-set",
    reason: "The account has no default pool.",
  };
  const runners = (by: string | null) => ({
    level: "scalr-runners",
    pool: named("runners"),
    outcome: by === null ? "won" : "overridden",
    reason:
      by === null
        ? "No pool is set that this environment may use, so runs execute on the Scalr runners, pool 'runners' (runners)."
        : `The Scalr runners, pool 'runners' (runners) is overridden: the ${by} decides.`,
  });
  const won = (level: string, reason: string) => ({ level, pool: named("own"), outcome: "won", reason });
  const overridden = (level: string, by: string) => ({
    level,
    pool: named("own"),
    outcome: "overridden",
    reason: `Pool 'own' (own) is overridden: the ${by} decides.`,
  });

  it("follows the workspace, the environment, the account and the runners, in that order, and explains each (R4)", () => {
    expect(resolve(null, null, null)).toEqual({
      candidates: [notLinked, noDefault, noAccountDefault, runners(null)],
      pool: named("runners"),
    });
    expect(resolve(null, null, "own")).toEqual({
      candidates: [
        notLinked,
        noDefault,
        won("account", "The account has as its default pool 'own' (own)."),
        runners("account"),
      ],
      pool: named("own"),
    });
    expect(resolve(null, "own", "own")).toEqual({
      candidates: [
        notLinked,
        won("environment", "Environment 'dev' (env-1) has as its default pool 'own' (own)."),
        overridden("account", "environment"),
        runners("environment"),
      ],
      pool: named("own"),
    });
    expect(resolve("own", "own", "own")).toEqual({
      candidates: [
        won("workspace", "Workspace 'api' (ws-1) is linked to pool 'own' (own)."),
        overridden("environment", "workspace"),
        overridden("account", "workspace"),
        runners("workspace"),
      ],
      pool: named("own"),
    });
  });

  it("ends at a link that it may not follow, and passes over an account default that it may not use (R3)", () => {
    const link = resolve("closed", "own", null);
    const refusal =
      "Workspace 'api' (ws-1) is linked to pool 'closed' (closed), which is not available in environment 'dev' (env-1).";
    expect(link).toEqual({
      candidates: [
        { level: "workspace", pool: named("closed"), outcome: "refused", reason: refusal },
        overridden("environment", "workspace"),
        noAccountDefault,
        runners("workspace"),
      ],
      pool: null,
      error: refusal,
    });
    expect(resolve(null, "git", null)).toMatchObject({
      pool: null,
      error: "Environment 'dev' (env-1) has as its default pool 'git' (git), which is a VCS pool.",
    });
    expect(resolve("gone", null, null)).toMatchObject({
      pool: null,
      error: "Workspace 'api' (ws-1) is linked to pool 'gone' (gone), which no longer exists.",
    });
    expect(resolve(null, null, "closed")).toEqual({
      candidates: [
        notLinked,
        noDefault,
        {
          level: "account",
          pool: named("closed"),
          outcome: "skipped",
          reason:
            "The account has as its default pool 'closed' (closed), which is not available in environment 'dev' (env-1).",
        },
        runners(null),
      ],
      pool: named("runners"),
    });
  });

  it("names an environment that is not there by its id", () => {
    const { candidates, error } = resolve("own", null, null, "env-9");
    expect(error).toBe(
      "Workspace 'api' (ws-1) is linked to pool 'own' (own), which is not available in environment env-9.",
    );
    expect(candidates[1]).toEqual({ ...noDefault, reason: "Environment env-9 has no default pool." });
  });

  it("is the pool's id alone where nothing has to be explained", () => {
    expect(poolOf({ ...api, environment: "env-1", agentPool: "own" }, reader(null, null))).toEqual({
      pool: "own",
    });
    expect(poolOf({ ...api, environment: "env-1", agentPool: "git" }, reader(null, null))).toEqual({
      error: "Workspace 'api' (ws-1) is linked to pool 'git' (git), which is a VCS pool.",
    });
  });
});
