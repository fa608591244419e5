import type { TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  AccountPoolDefault,
  AgentPool,
  AgentPoolLookup,
  Environment,
  EnvironmentAccess,
  EnvironmentLookup,
  EnvironmentPoolDefault,
  VcsPoolLink,
  VcsProvider,
  Workspace,
  WorkspacePoolLink,
} from "../../../provider/constructs/index.js";
import { id, resources } from "./synthesize.js";

interface Cast {
  stack: TerraformStack;
  dev: Environment;
  prod: Environment;
  api: Workspace;
  runs: AgentPool;
  vcs: AgentPool;
  ghe: VcsProvider;
}

function build(more: (cast: Cast) => void) {
  return resources((stack) => {
    const [dev, prod] = [
      new Environment(stack, "dev", { name: "dev" }),
      new Environment(stack, "prod", { name: "prod" }),
    ];
    more({
      stack,
      dev,
      prod,
      api: new Workspace(stack, "api", { name: "api", environment: prod }),
      runs: new AgentPool(stack, "runs", { name: "runs" }),
      vcs: new AgentPool(stack, "vcs", { name: "vcs", vcsEnabled: true }),
      ghe: new VcsProvider(stack, "ghe", {
        name: "ghe",
        vcsType: "github_enterprise",
        url: "https://ghe.example.com",
        token: "t",
      }),
    });
  });
}

/** Each mistake with what the message must say: where, what, and what to do. */
const mistakes: [string, (cast: Cast) => void, RegExp][] = [
  [
    "R3: a workspace's environment may not use its pool",
    ({ stack, dev, runs, api }) => {
      new EnvironmentAccess(stack, "access", { pool: runs, environment: dev });
      new WorkspacePoolLink(stack, "link", { workspace: api, pool: runs });
    },
    /\[stack\/link\] agent pool "stack\/runs" is available to "stack\/dev" alone, but workspace "stack\/api" is in "stack\/prod" \(R3\)\. Declare an EnvironmentAccess/,
  ],
  [
    "R3: the same by attributes",
    ({ stack, dev, prod }) => {
      const pool = new AgentPool(stack, "confined", { name: "confined", environments: [dev.id] });
      new Workspace(stack, "web", { name: "web", environment: prod, agentPoolId: pool.id });
    },
    /\[stack\/web\] agent pool "stack\/confined" is available to "stack\/dev" alone/,
  ],
  [
    "R3: an environment may not use its default",
    ({ stack, dev, prod, runs }) => {
      new EnvironmentAccess(stack, "access", { pool: runs, environment: dev });
      new EnvironmentPoolDefault(stack, "default", { environment: prod, pool: runs });
    },
    /\[stack\/default\] agent pool "stack\/runs" is available to "stack\/dev" alone, but it is to be the default of "stack\/prod"/,
  ],
  [
    "R3: a pool that all may use is restricted",
    ({ stack, dev }) => {
      const pool = new AgentPool(stack, "open", { name: "open", environments: ["*"] });
      new EnvironmentAccess(stack, "access", { pool, environment: dev });
    },
    /\[stack\/access\] agent pool "stack\/open" is declared as available to every environment .*Remove "\*"/,
  ],
  [
    "R5: a workspace is linked to a VCS pool",
    ({ stack, api, vcs }) => new WorkspacePoolLink(stack, "link", { workspace: api, pool: vcs }),
    /\[stack\/link\] agent pool "stack\/vcs" is a VCS pool, which cannot be linked to workspace "stack\/api" \(R5\)/,
  ],
  [
    "R5: a VCS pool is the default of an environment, by an attribute",
    ({ stack, vcs }) => new Environment(stack, "e", { name: "e", defaultWorkspaceAgentPoolId: vcs.id }),
    /\[stack\/e\] agent pool "stack\/vcs" is a VCS pool, .*environment "stack\/e" as its default \(R5\)/,
  ],
  [
    "R5: a VCS pool is the account's default",
    ({ stack, vcs }) => new AccountPoolDefault(stack, "default", { pool: vcs }),
    /\[stack\/default\] agent pool "stack\/vcs" is a VCS pool.*the account as its default/,
  ],
  [
    "R5: a look-up asks for VCS pools alone",
    ({ stack, api }) => {
      const pool = new AgentPoolLookup(stack, "found", { name: "found", vcsEnabled: true });
      new WorkspacePoolLink(stack, "link", { workspace: api, pool });
    },
    /\[stack\/link\] agent pool "stack\/found" is a VCS pool/,
  ],
  [
    "R5: a VCS provider is linked to a run pool",
    ({ stack, ghe, runs }) => new VcsPoolLink(stack, "link", { vcsProvider: ghe, pool: runs }),
    /\[stack\/link\] agent pool "stack\/runs" is a pool for runs.*vcsEnabled: true/,
  ],
  [
    "R6: a hosted VCS provider is linked to a pool",
    ({ stack, vcs }) => {
      const github = new VcsProvider(stack, "github", { name: "github", vcsType: "github", token: "t" });
      new VcsPoolLink(stack, "link", { vcsProvider: github, pool: vcs });
    },
    /\[stack\/link\] VCS provider "stack\/github" is of the type "github".*Only github_enterprise, gitlab_enterprise, bitbucket_enterprise take a pool \(R6\)/,
  ],
  [
    "a workspace has two links",
    ({ stack, api, runs }) => {
      new WorkspacePoolLink(stack, "one", { workspace: api, pool: runs });
      new WorkspacePoolLink(stack, "two", { workspace: api, pool: runs });
    },
    /\[stack\/one\] "stack\/api" is linked to a pool by stack\/two too\. Remove one of the two/,
  ],
  [
    "a workspace has a link and a pool of its own",
    ({ stack, dev, runs }) => {
      const workspace = new Workspace(stack, "web", { name: "web", environment: dev, agentPoolId: runs.id });
      new WorkspacePoolLink(stack, "link", { workspace, pool: runs });
    },
    /\[stack\/link\] "stack\/web" declares its pool itself \("stack\/runs"\)\. Remove that attribute/,
  ],
  [
    "the account has two defaults",
    ({ stack, runs }) => {
      new AccountPoolDefault(stack, "one", { pool: runs });
      new AccountPoolDefault(stack, "two", { pool: runs });
    },
    /the account has a default pool by stack\/two already/,
  ],
  [
    "an access is declared twice",
    ({ stack, dev, runs }) => {
      new EnvironmentAccess(stack, "one", { pool: runs, environment: dev });
      new EnvironmentAccess(stack, "two", { pool: runs, environment: dev.id });
    },
    /"stack\/dev" has access to agent pool "stack\/runs" already, by stack\/two/,
  ],
  [
    "a pool's own list and an access by id",
    ({ stack, dev }) => {
      const pool = new AgentPool(stack, "confined", { name: "confined", environments: [dev.id] });
      new EnvironmentAccess(stack, "access", { pool, environment: "env-2" });
    },
    /\[stack\/access\] agent pool "stack\/confined" declares its environments itself.*Add "env-2"/,
  ],
];

describe("rules at synthesis", () => {
  it.each(mistakes)("%s", (_name, mistake, message) => {
    expect(() => build(mistake as never)).toThrow(message);
  });

  it("reports all mistakes at once", () => {
    const both = () =>
      build(({ stack, api, vcs, ghe, runs }) => {
        new WorkspacePoolLink(stack, "one", { workspace: api, pool: vcs });
        new VcsPoolLink(stack, "two", { vcsProvider: ghe, pool: runs });
      });
    expect(both).toThrow(/\[stack\/one\][\s\S]*\[stack\/two\]/);
  });

  it("says nothing where the stack does not show the facts (R3, R5)", () => {
    const built = build(({ stack, dev, api, runs }) => {
      const elsewhere = new EnvironmentLookup(stack, "elsewhere", { name: "elsewhere" });
      new EnvironmentAccess(stack, "access", { pool: runs, environment: elsewhere });
      // The look-up may turn out to be the workspace's own environment.
      new WorkspacePoolLink(stack, "link", { workspace: api, pool: runs });
      new EnvironmentPoolDefault(stack, "default", { environment: dev, pool: "apool-1" });
    });
    expect(built.scalr_workspace.api.agent_pool_id).toBe(id("scalr_agent_pool.runs"));
  });

  it("lets an account default be restricted: others pass over it (R3)", () => {
    const built = build(({ stack, dev, runs }) => {
      new EnvironmentAccess(stack, "access", { pool: runs, environment: dev });
      new AccountPoolDefault(stack, "default", { pool: runs });
    });
    expect(built.scalr_account_agent_pool_default.default.agent_pool_id).toBe(id("scalr_agent_pool.runs"));
  });
});
