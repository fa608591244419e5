import { describe, expect, it } from "vitest";
import {
  takesPool,
  terminalApplyRefusal,
  vcsLinkRefusal,
  workspaceVcsRefusal,
} from "../../simulator/vcs/vcs-rules.js";
import {
  type Located,
  RUNNER_ROLE,
  remoteStateRefusal,
} from "../../simulator/workspaces/remote-state-rules.js";
import {
  categoryOf,
  effectiveVariables,
  holderText,
  keyFault,
} from "../../simulator/workspaces/variable-rules.js";
import {
  remoteBackendRefusal,
  workspaceDeletionRefusal,
} from "../../simulator/workspaces/workspace-rules.js";

const dev = { id: "env-1", name: "dev" };

describe("R6: pools of VCS providers", () => {
  const pool = { id: "apool-1", name: "git", vcsEnabled: true };
  const provider = (vcsType: string) => ({ name: "corp", vcsType }) as Parameters<typeof vcsLinkRefusal>[1];

  it("are for those that a company hosts itself", () => {
    for (const type of ["github_enterprise", "gitlab_enterprise", "bitbucket_enterprise"]) {
      expect(takesPool(provider(type))).toBe(true);
      expect(vcsLinkRefusal(pool, provider(type))).toBeNull();
    }
    expect(takesPool(provider("github"))).toBe(false);
    expect(vcsLinkRefusal(pool, provider("github"))).toBe(
      "VCS provider 'corp' of type 'github' takes no agent pool, so 'git' (apool-1) cannot be linked to it; only the self-hosted " +
        "types do: github_enterprise, gitlab_enterprise, bitbucket_enterprise.",
    );
  });

  it("have to be VCS pools (R5)", () => {
    expect(vcsLinkRefusal({ ...pool, vcsEnabled: false }, provider("github_enterprise"))).toBe(
      "Agent pool 'git' (apool-1) is a pool for runs and cannot be linked to VCS provider 'corp'; that takes a pool created with " +
        "vcs-enabled.",
    );
  });
});

describe("what a repository drives", () => {
  it("takes its code from a provider that its environment may use", () => {
    const provider = { id: "vcs-1", name: "corp", isShared: false, environments: ["env-1"] };
    expect(workspaceVcsRefusal(provider, { name: "api" }, dev)).toBeNull();
    expect(workspaceVcsRefusal({ ...provider, environments: [] }, { name: "api" }, dev)).toBe(
      "VCS provider 'corp' (vcs-1) is not available in environment 'dev' (env-1), so it cannot be linked to workspace 'api'. " +
        "Assign the provider to that environment, or share it with all.",
    );
  });

  it("is not applied from a terminal", () => {
    const workspace = { id: "ws-1", name: "api", vcsProvider: "vcs-1", vcsRepo: { identifier: "acme/app" } };
    expect(terminalApplyRefusal({ ...workspace, vcsProvider: null } as never)).toBeNull();
    expect(terminalApplyRefusal({ ...workspace, vcsRepo: null } as never)).toBeNull();
    expect(terminalApplyRefusal(workspace as never)).toBe(
      "Workspace 'api' (ws-1) takes its code from the repository 'acme/app', so only what is committed there can be applied. " +
        "A plan from the terminal is possible.",
    );
  });
});

describe("whether a state may be kept here", () => {
  const environment = (remoteBackend: boolean, remoteBackendOverridable: boolean) => ({
    ...dev,
    ...{ remoteBackend, remoteBackendOverridable },
  });
  const workspace = (remoteBackend: boolean) => ({ id: "ws-1", name: "api", remoteBackend });

  it("is the environment's to say, and the workspace's where the environment lets it", () => {
    expect(remoteBackendRefusal(environment(true, false), workspace(false))).toBeNull();
    expect(remoteBackendRefusal(environment(true, false), null)).toBeNull();
    expect(remoteBackendRefusal(environment(false, true), workspace(true))).toBeNull();
    expect(remoteBackendRefusal(environment(false, true), null)).toBeNull();
    for (const remoteBackend of [true, false])
      expect(remoteBackendRefusal(environment(remoteBackend, true), workspace(false))).toBe(
        "Workspace 'api' (ws-1) has no remote backend ('remote-backend' is false). Set it to true, or keep the state elsewhere.",
      );
    for (const each of [workspace(true), null])
      expect(remoteBackendRefusal(environment(false, false), each)).toBe(
        "Environment 'dev' (env-1) has no remote backend ('remote-backend' is false, and workspaces cannot override it). Set it to " +
          "true, or keep the state elsewhere.",
      );
  });
});

describe("whether a run may read another workspace's state", () => {
  const located = (id: string, environment: string, more: object = {}, around: object = {}): Located =>
    ({
      workspace: { id, name: id, remoteStateSharing: false, remoteStateConsumers: [], ...more },
      environment: { id: environment, isFederatedToAccount: false, federatedEnvironments: [], ...around },
    }) as Located;
  const reader = located("reader", "env-1");
  const unshared =
    "Workspace 'source' (source) does not share its state with workspace 'reader' (reader). Add that to its remote state " +
    "consumers, or share the state with the whole environment.";

  it("its own, always", () => expect(remoteStateRefusal(reader, reader, false)).toBeNull());

  it("one of its environment that shares it, with all or with it", () => {
    expect(
      remoteStateRefusal(located("source", "env-1", { remoteStateSharing: true }), reader, false),
    ).toBeNull();
    expect(
      remoteStateRefusal(
        located("source", "env-1", { remoteStateConsumers: ["x", "reader"] }),
        reader,
        false,
      ),
    ).toBeNull();
    expect(remoteStateRefusal(located("source", "env-1"), reader, false)).toBe(unshared);
  });

  it("one of another environment that is federated, or by the runner's role in the account", () => {
    const shared = { remoteStateSharing: true };
    expect(remoteStateRefusal(located("source", "env-2", shared), reader, false)).toBe(
      "Workspace 'source' (source) is in another environment, so workspace 'reader' (reader) cannot read its state. Federate the " +
        "environment, or set the shell variable SCALR_RUNNER_ROLE=runner-account-access in the account.",
    );
    expect(remoteStateRefusal(located("source", "env-2", shared), reader, true)).toBeNull();
    expect(
      remoteStateRefusal(located("source", "env-2", shared, { isFederatedToAccount: true }), reader, false),
    ).toBeNull();
    const federated = located("source", "env-2", shared, { federatedEnvironments: ["env-1"] });
    expect(remoteStateRefusal(federated, reader, false)).toBeNull();
    expect(remoteStateRefusal(located("source", "env-2"), reader, true)).toBe(unshared);
    expect(RUNNER_ROLE).toEqual({ key: "SCALR_RUNNER_ROLE", value: "runner-account-access" });
  });
});

describe("variables", () => {
  const variable = (key: string, value: string, more: object = {}) =>
    ({
      key,
      value,
      category: "terraform",
      hcl: false,
      sensitive: false,
      final: false,
      ...more,
    }) as Parameters<typeof effectiveVariables>[0][number][number];

  it("a narrower one overrides, unless what it would override is final; shell and env are one", () => {
    const values = (...layers: Parameters<typeof effectiveVariables>[0][number][]) =>
      effectiveVariables(layers).map(({ category, value }) => `${category} ${value}`);
    expect(values([variable("a", "1")], [variable("a", "2")], [variable("b", "3")])).toEqual([
      "terraform 2",
      "terraform 3",
    ]);
    expect(values([variable("a", "1", { final: true })], [variable("a", "2")])).toEqual(["terraform 1"]);
    expect(
      values([variable("a", "1", { category: "env" })], [variable("a", "2", { category: "shell" })]),
    ).toEqual(["shell 2"]);
    expect(values([variable("a", "1")], [variable("a", "2", { category: "shell" })])).toHaveLength(2);
    expect((["terraform", "shell", "env"] as const).map((category) => categoryOf({ category }))).toEqual([
      "terraform",
      "shell",
      "shell",
    ]);
  });

  it("are named by the narrowest place where they hold", () => {
    expect(holderText({ account: "acc", environment: "env", workspace: "ws" } as never)).toBe(
      "workspace 'ws'",
    );
    expect(holderText({ account: "acc", environment: "env", workspace: null } as never)).toBe(
      "environment 'env'",
    );
    expect(holderText({ account: "acc", environment: null, workspace: null } as never)).toBe("account 'acc'");
  });

  it("have keys that a shell or Terraform takes", () => {
    const shell =
      "Key must be the name of an environment variable: letters, digits and '_', not beginning with a digit.";
    const terraform =
      "Key must be an identifier: letters, digits, '_' and '-', not beginning with a digit or '-'.";
    for (const key of ["A", "_a9", "TF_VAR_x"]) expect(keyFault(key, "shell"), key).toBeNull();
    for (const key of ["", "9a", "a-b", "a b", "ä", "a=", " a"]) {
      expect(keyFault(key, "shell"), key).toBe(shell);
      expect(keyFault(key, "env" as never), key).toBe(shell);
    }
    for (const key of ["a", "_a-9", "größe"]) expect(keyFault(key, "terraform"), key).toBeNull();
    for (const key of ["", "9a", "-a", "a b", "a.b", " a"])
      expect(keyFault(key, "terraform"), key).toBe(terraform);
  });
});

describe("whether a workspace may be deleted", () => {
  const workspace = (deletionProtectionEnabled: boolean) => ({
    id: "ws-1",
    name: "api",
    deletionProtectionEnabled,
  });

  it("not while it is protected and has resources, nor while a run executes", () => {
    expect(workspaceDeletionRefusal(workspace(true), { hasResources: false, executing: null })).toBeNull();
    expect(workspaceDeletionRefusal(workspace(false), { hasResources: true, executing: null })).toBeNull();
    expect(workspaceDeletionRefusal(workspace(true), { hasResources: true, executing: "run-1" })).toBe(
      "Workspace 'api' (ws-1) has resources and can't be deleted while its deletion protection is enabled. Destroy the resources, " +
        "or disable the protection.",
    );
    expect(workspaceDeletionRefusal(workspace(false), { hasResources: true, executing: "run-1" })).toBe(
      "Workspace 'api' (ws-1) cannot be deleted while its run run-1 is executing. Cancel the run first, or wait for it.",
    );
  });
});
