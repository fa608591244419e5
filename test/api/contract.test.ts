import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createRegistry } from "../../simulator/resources/compile.js";
import { RESOURCES } from "../../simulator/resources/index.js";
import { type Api, type Resource, startApi, unique } from "./support.js";

/** The part of the public API's contract that concerns the types served here. */
const contract: {
  readonly resources: Readonly<Record<string, ContractType>>;
  readonly operations: Readonly<Record<string, readonly string[]>>;
  readonly filters: Readonly<Record<string, readonly string[]>>;
} = JSON.parse(readFileSync(join(import.meta.dirname, "contract", "scalr-api.json"), "utf8"));

interface ContractType {
  readonly model: string;
  readonly attributes: Readonly<Record<string, { nullable?: boolean; writable?: boolean }>>;
  readonly relationships: Readonly<
    Record<string, { kind: "to-one" | "to-many"; writable?: boolean; target: string }>
  >;
}

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
  // Users come with the identity providers, which are not simulated.
  users: ["created-at", "email", "full-name", "last-login-at", "status", "username"],
  accounts: ["support-access-enabled", "owner"],
  workspaces: ["auto-destroy-days"],
  "state-versions": ["force", "lineage", "md5", "run", "serial", "state", "workspace"],
  // Inputs, schedules, and who a run comes from are not simulated.
  runs: ["inputs", "plan-at", "source"],
};

/** Attributes that no answer has. */
const NOT_SHOWN: Readonly<Record<string, readonly string[]>> = {
  // A state is uploaded by an agent and read from its download link; clients do not send one.
  "state-versions": ["force", "state"],
};

/** Operations of served types that are not simulated. */
const NOT_SERVED: Readonly<Record<string, readonly string[]>> = {
  "/access-tokens": ["POST"],
  "/accounts/{account}/actions/invite": ["POST"],
  "/accounts/{account}/actions/remove/{user}": ["DELETE"],
  "/accounts/{account}/metrics": ["GET"],
  "/accounts/{account}/relationships/sso-bypass-users": ["DELETE", "GET", "PATCH", "POST"],
  "/environments/{environment}/actions/favorite": ["GET"],
  "/environments/{environment}/actions/unfavorite": ["GET"],
  "/runs/{run}/policy-checks": ["GET"],
  "/runs/{run}/policy-input": ["GET"],
  "/state-versions": ["POST"],
  "/users": ["POST"],
  "/users/{user}": ["DELETE", "PATCH"],
  "/workspaces/{workspace}/actions/favorite": ["GET"],
  "/workspaces/{workspace}/actions/resync": ["GET"],
  "/workspaces/{workspace}/actions/set-schedule": ["POST"],
  "/workspaces/{workspace}/actions/unfavorite": ["GET"],
  "/workspaces/{workspace}/outputs": ["GET"],
  "/workspaces/{workspace}/provider-configuration-links": ["GET", "POST"],
  "/workspaces/{workspace}/relationships/var-sets": ["DELETE", "GET", "PATCH", "POST"],
  "/workspaces/{workspace}/ssh-key-links": ["DELETE", "POST"],
};

const hasMember = (name: string) => (type: ContractType) =>
  name in type.attributes || name in type.relationships;

const registry = createRegistry(RESOURCES);
const types = Object.entries(contract.resources);

describe("declarations against the contract", () => {
  it("declares the served types, and no other", () => {
    expect(registry.all.map(({ type }) => type).sort()).toEqual(types.map(([type]) => type).sort());
  });

  it.each(types)("%s: model, attributes, relationships", (type, expected) => {
    const { resource, attributes, links } = registry.of(type as never);
    expect(resource.model).toBe(expected.model);
    const names = Object.keys(expected.attributes).filter((name) => !NOT_SHOWN[type]?.includes(name));
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
    expect(settable(links).sort()).toEqual(wanted(simulated).sort());
    for (const name of NOT_WRITABLE[type] ?? []) expect(expected, name).toSatisfy(hasMember(name));
  });

  it.each(Object.entries(contract.filters))("%s: the filters that clients use", (type, filters) => {
    const declared = Object.keys(registry.of(type as never).resource.filters ?? {});
    expect(filters.filter((name) => !declared.includes(name))).toEqual([]);
  });
});

describe("the API against the contract", () => {
  let api: Api;
  const made = new Map<string, Resource>();

  beforeAll(async () => {
    api = await startApi();
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
    const expected = contract.resources[type]!;
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

  it("serves every operation of the served types but those listed above", async () => {
    const missing: Record<string, string[]> = {};
    for (const [path, methods] of Object.entries(contract.operations)) {
      for (const method of methods) {
        const reply = await api.send(method, path.slice(1).replace(/\{\w+\}/g, "no-such-id"));
        const isMissing =
          reply.status === 405 || (reply.status === 404 && /^There is no/.test(reply.body.errors[0].detail));
        if (isMissing) missing[path] = [...(missing[path] ?? []), method].sort();
      }
    }
    expect(missing).toEqual(NOT_SERVED);
  });
});
