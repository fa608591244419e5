import { beforeAll, describe, expect, it } from "vitest";
import { RESOURCES } from "../../simulator/api/scalr/resource-types.js";
import { createRegistry } from "../../simulator/core/compile.js";
import { RESOURCES as CONTRACT, FILTERS } from "../../simulator/platform/contract/tables.js";
import type { ContractType } from "../../simulator/platform/contract/types.js";
import { afterSuite } from "../support/process.js";
import { type Api, type Resource, startApi, unique } from "./support.js";

const atEnd = afterSuite();

/**
 * Everything in which the sandbox knowingly falls short of the contract. What is `simulated: false` in a
 * declaration answers as empty; the attributes here are shown, but a client cannot set them.
 */
const NOT_WRITABLE: Readonly<Record<string, readonly string[]>> = {
  // Made by the agent protocol (R16), or by dispatch; the contract marks what its agents send as writable.
  agents: ["cpu-platform", "driver", "kubernetes-driver-mode", "name", "os", "runtime", "version"],
  plans: [
    "execution-details",
    "has-changes",
    "resource-additions",
    "resource-changes",
    "resource-destructions",
    "status",
    "status-timestamps",
  ],
  applies: [
    "execution-details",
    "resource-additions",
    "resource-changes",
    "resource-destructions",
    "resource-forgets",
    "resource-imports",
    "status",
    "status-timestamps",
  ],
  // Made of what the programs of an agent say of a plan.
  "policy-checks": ["permissions", "result", "status", "status-timestamps"],
  "policy-check-results": [
    "messages",
    "name",
    "pull-request-number",
    "pull-request-title",
    "result",
    "unit-path",
    "environment",
    "policy-check",
    "run",
    "workspace",
  ],
  "cost-estimates": [
    "delta-monthly-cost",
    "error-message",
    "matched-resources-count",
    "prior-monthly-cost",
    "proposed-monthly-cost",
    "resources-count",
    "status",
    "status-timestamps",
    "unmatched-resources-count",
  ],
  // Follows from the run that looked.
  "drift-reports": ["is-paused", "pause-reason", "reason", "status", "updated-at", "updated-by-email", "run"],
  // Made by signing in, which is not simulated.
  users: ["created-at", "last-login-at"],
  "account-users": ["account", "last-login-at", "status", "teams", "user"],
  permissions: ["applicable-scopes", "description"],
  accounts: ["support-access-enabled"],
  // Made of what an agent has fetched (R6).
  "vcs-revisions": [
    "branch",
    "clone-url",
    "commit-message",
    "commit-sha",
    "commit-url",
    "repository-id",
    "sender-username",
  ],
  // Inputs, schedules, and who a run comes from are not simulated.
  runs: ["inputs", "source"],
};

/** Relationships that clients set although the contract calls them read-only. */
const ALSO_SETTABLE: Readonly<Record<string, readonly string[]>> = {
  "policy-groups": ["environments"],
};

const hasMember = (name: string) => (type: ContractType) =>
  name in type.attributes || name in type.relationships;

const registry = createRegistry(RESOURCES);
const types = Object.entries(CONTRACT).filter(([type]) => registry.has(type as never));

/** The types that answers have and that nobody serves: reports, usage, and what the stages leave that are not simulated. */
const NOT_SERVED = [
  "access-token-usages",
  "ai-usages",
  "billing-plans",
  "billing-usages",
  "hook-readme",
  "module-test-provider-configuration-links",
  "provider-readme",
  "status-transitions",
  "tf-module-namespaces",
  "tf-module-usages",
  "tf-module-version-usages",
  "tf-provider-usages",
  "tf-provider-version-usages",
  "tf-resource-instance-usages",
  "tf-resource-usages",
  "tf-version-usages",
  "usage-statistics",
  "workspace-readme",
];

/** The areas of the contract's filters that are not named after their type, in the singular and with underscores. */
const AREAS: Readonly<Record<string, string>> = {
  environment_hook: "hook-environment-links",
  event_bridge_integration: "aws-event-bridge-integrations",
  infracost_integration: "infracost-integration",
  ssh_key: "account-ssh-keys",
  variable: "vars",
  workload_identity_providers: "workload-identity-providers",
};

const typeOfArea = (area: string) => AREAS[area] ?? `${area.replaceAll("_", "-").replace(/y$/, "ie")}s`;

describe("declarations against the contract", () => {
  it("declares the served types, and no other", () => {
    expect(registry.all.map(({ type }) => type).filter((type) => !(type in CONTRACT))).toEqual([]);
    expect(Object.keys(CONTRACT).filter((type) => !registry.has(type as never))).toEqual(NOT_SERVED);
  });

  it.each(types)("%s: model, attributes, relationships", (type, expected) => {
    const { resource, attributes, links } = registry.of(type as never);
    expect(resource.model).toBe(expected.model);
    const names = Object.keys(expected.attributes);
    expect([...attributes.keys()].sort()).toEqual(names.sort());
    expect([...links.keys()].sort()).toEqual(Object.keys(expected.relationships).sort());
    const nullable = names.filter((name) => attributes.get(name)!.spec.nullable);
    expect(nullable.filter((name) => !expected.attributes[name]!.nullable)).toEqual([]);
    for (const [name, { kind, target }] of Object.entries(expected.relationships)) {
      const link = links.get(name)!;
      expect(link.kind, name).toBe(kind);
      if (link.targetInfo) expect(link.targetInfo.model, name).toBe(target);
    }
  });

  it.each(types)("%s: what a client may set", (type, expected) => {
    const { attributes, links } = registry.of(type as never);
    const settable = (members: ReadonlyMap<string, { readonly writable: boolean | "create" }>) =>
      [...members].filter(([, { writable }]) => writable !== false).map(([name]) => name);
    const wanted = (members: Readonly<Record<string, { writable?: boolean }>>) =>
      Object.entries(members)
        .filter(([name, { writable }]) => writable && !NOT_WRITABLE[type]?.includes(name))
        .map(([name]) => name);
    expect(settable(attributes).sort()).toEqual(wanted(expected.attributes).sort());
    const simulated = Object.fromEntries(
      Object.entries(expected.relationships).filter(([name]) => links.get(name)?.spec),
    );
    const beyond = ALSO_SETTABLE[type] ?? [];
    expect(settable(links).sort()).toEqual([...wanted(simulated), ...beyond].sort());
    for (const name of NOT_WRITABLE[type] ?? []) expect(expected, name).toSatisfy(hasMember(name));
  });

  it.each(Object.entries(FILTERS))("%s: the filters that clients use", (area, filters) => {
    const declared = Object.keys(registry.of(typeOfArea(area) as never).resource.filters ?? {});
    expect(filters.filter((name) => !declared.includes(name))).toEqual([]);
  });
});

describe("the API against the contract", () => {
  let api: Api;
  const made = new Map<string, Resource>();

  beforeAll(async () => {
    api = await startApi(atEnd);
    const tag = await api.create("tags", { name: unique("tag") });
    const environment = await api.create("environments", { name: unique("env") }, { tags: [tag.id] });
    const workspace = await api.create("workspaces", { name: unique("ws") }, { environment: environment.id });
    const pool = await api.create("agent-pools", { name: unique("pool") });
    const token = await api.create(`agent-pools/${pool.id}/access-tokens`, {});
    const provider = await api.create("vcs-providers", {
      name: unique("vcs"),
      "vcs-type": "github",
      token: "t",
    });
    const version = await api.create("configuration-versions", {}, { workspace: workspace.id });
    for (const resource of [tag, environment, workspace, pool, token, provider, version]) {
      made.set(resource.type, resource);
    }
    made.set("accounts", (await api.list("accounts"))[0]!);
    made.set("users", (await api.list("users"))[0]!);
  });

  it.each([
    "accounts",
    "users",
    "tags",
    "environments",
    "workspaces",
    "agent-pools",
    "access-tokens",
    "vcs-providers",
    "configuration-versions",
  ])("%s: an answer has all that the contract names, and nothing else", (type) => {
    const { attributes, relationships } = made.get(type)!;
    const expected = CONTRACT[type]!;
    // The token of a VCS provider is never shown.
    const shown = Object.keys(expected.attributes).filter(
      (name) => !(type === "vcs-providers" && name === "token"),
    );
    expect(Object.keys(attributes).sort()).toEqual(shown.sort());
    expect(Object.keys(relationships).sort()).toEqual(Object.keys(expected.relationships).sort());
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null) expect(expected.attributes[name]!.nullable, `${name} is null`).toBe(true);
    }
  });
});
