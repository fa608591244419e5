import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type Grant, Grants } from "../../simulator/access/grant-rules.js";
import { RESOURCES } from "../../simulator/api/scalr/resource-types.js";
import {
  allows,
  errorModel,
  findReadable,
  readable,
  readsAll,
  requireAllowed,
  requireEntity,
  requireMove,
  requirePermission,
  requireSomewhere,
} from "../../simulator/core/authorize.js";
import { createRegistry } from "../../simulator/core/compile.js";
import type { EntityType } from "../../simulator/core/entities.js";
import { ApiError } from "../../simulator/core/errors.js";
import type { View } from "../../simulator/core/resource.js";
import { ACCOUNT, environmentScope, workspaceScope } from "../../simulator/core/scopes.js";
import type { Services } from "../../simulator/core/services.js";
import { useSandbox } from "../support/sandbox.js";

/** R20, R21: the rules by which the generic layer judges a request, asked one by one over a real store. */

const used = useSandbox();
const registry = createRegistry(RESOURCES);
const typed = (type: EntityType) => registry.all.find((each) => each.type === type)!;

/** Whoever holds exactly what is granted. */
function viewOf(...granted: readonly Grant[]): View {
  const { store, accountId } = used.sandbox.simulator;
  const grants = new Grants(granted);
  return {
    reader: store,
    now: 0,
    services: { accountId } as Services,
    caller: {
      user: "user-somebody",
      unrestricted: grants.unrestricted,
      can: (permission, scope = ACCOUNT) => grants.at(permission, scope),
      holds: (permission) => grants.somewhere(permission),
      within: (permission, environment) => grants.within(permission, environment),
    },
  };
}
const inAccount = (...permissions: string[]): Grant => ({ scope: ACCOUNT, permissions });
const inDev = (...permissions: string[]): Grant => ({ scope: environmentScope(ids.dev), permissions });
const inApi = (...permissions: string[]): Grant => ({
  scope: workspaceScope({ id: ids.api, environment: ids.dev }),
  permissions,
});

const ids = { dev: "", prod: "", api: "", live: "", shared: "", own: "", both: "" };
const entity = (type: EntityType, id: string) => used.sandbox.simulator.store.get(type, id)!;
const workspace = (id: string) => entity("workspaces", id);

/** Status and message of what a rule throws; null when it throws nothing. */
function refusal(judge: () => unknown): readonly [number, string] | null {
  try {
    judge();
    return null;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return [error.status, error.message];
  }
}
const lacking = (permission: string, where: string) =>
  [
    403,
    `You don't have permission to perform this action: '${permission}' is required in ${where}.`,
  ] as const;

beforeAll(async () => {
  const { sandbox } = used;
  ids.dev = (await sandbox.environment("dev")).id;
  ids.prod = (await sandbox.environment("prod")).id;
  ids.api = (await sandbox.workspace("api", ids.dev)).id;
  ids.live = (await sandbox.workspace("live", ids.prod)).id;
  ids.shared = (await sandbox.pool("shared")).id;
  ids.own = (await sandbox.pool("own", [ids.dev])).id;
  ids.both = (await sandbox.pool("both", [ids.dev, ids.prod])).id;
});

describe("whether an operation is allowed", () => {
  const read = "workspaces:read";

  it("takes the permission where the entity is, or above", () => {
    const ask = (id: string, ...grants: readonly Grant[]) =>
      allows(typed("workspaces"), read, workspace(id), viewOf(...grants));
    expect(ask(ids.api)).toBe(false);
    expect(ask(ids.api, inAccount("*:*"))).toBe(true);
    expect(ask(ids.api, inAccount(read))).toBe(true);
    expect(ask(ids.api, inDev(read))).toBe(true);
    expect(ask(ids.api, inApi(read))).toBe(true);
    expect(ask(ids.live, inDev(read), inApi(read))).toBe(false);
    expect(ask(ids.api, inAccount("workspaces:update"))).toBe(false);
  });

  it("names what is missing and where, by name and id", () => {
    const judge = (...grants: readonly Grant[]) =>
      refusal(() =>
        requireAllowed(typed("workspaces"), "workspaces:update", workspace(ids.api), viewOf(...grants)),
      );
    expect(judge(inDev("workspaces:update"))).toBeNull();
    expect(judge(inDev(read))).toEqual(lacking("workspaces:update", `workspace 'api' (${ids.api})`));
    const pool = entity("agent-pools", ids.shared);
    const { accountId, store } = used.sandbox.simulator;
    const { name } = store.get("accounts", accountId)!;
    expect(refusal(() => requireAllowed(typed("agent-pools"), "agent-pools:update", pool, viewOf()))).toEqual(
      lacking("agent-pools:update", `account '${name}' (${accountId})`),
    );
  });

  it("accepts one of several permissions where a type declares them", () => {
    const policy = used.sandbox.simulator.store.all("access-policies")[Symbol.iterator]().next().value!;
    const ask = (...permissions: string[]) =>
      allows(typed("access-policies"), "access-policies:read", policy, viewOf(inAccount(...permissions)));
    expect(ask("access-policies:read")).toBe(true);
    expect(ask("hooks:read")).toBe(false);
  });

  it("needs no permission for a token of one's own", async () => {
    const { sandbox } = used;
    const { store, token: secret } = sandbox.simulator;
    const own = store.find("access-tokens", "hash", createHash("sha256").update(secret).digest("hex"))[0]!;
    const ask = (user: string) => {
      const view = viewOf();
      const caller = { ...view.caller, user };
      return allows(typed("access-tokens"), "access-tokens:read", own, { ...view, caller });
    };
    expect(ask(own.owner)).toBe(true);
    expect(ask("user-somebody")).toBe(false);
  });
});

describe("whether an entity can be read", () => {
  const read = "agent-pools:read";
  const pools = typed("agent-pools");

  it("needs the permission there, or in an environment that may use it", () => {
    const ask = (id: string, ...grants: readonly Grant[]) =>
      readable(pools, entity("agent-pools", id), viewOf(...grants));
    for (const id of [ids.shared, ids.own]) {
      expect(ask(id)).toBe(false);
      expect(ask(id, inAccount(read))).toBe(true);
      expect(ask(id, inDev(read))).toBe(true);
      expect(ask(id, inApi(read))).toBe(true);
      expect(ask(id, inDev("agent-pools:update"))).toBe(false);
    }
    const inProd: Grant = { scope: environmentScope(ids.prod), permissions: [read] };
    expect(ask(ids.shared, inProd)).toBe(true);
    expect(ask(ids.own, inProd)).toBe(false);
    // One of its environments is enough.
    expect(ask(ids.both, inProd)).toBe(true);
  });

  it("finds what can be read, and nothing else", () => {
    expect(findReadable(pools, ids.own, viewOf(inAccount(read)))?.id).toBe(ids.own);
    expect(findReadable(pools, ids.own, viewOf())).toBeUndefined();
    expect(findReadable(pools, "apool-ghost", viewOf(inAccount("*:*")))).toBeUndefined();
  });

  it("reads all only with the permission in the account, and never where a type has several permissions", () => {
    expect(readsAll(pools, viewOf(inAccount("*:*")))).toBe(true);
    expect(readsAll(pools, viewOf(inAccount(read)))).toBe(true);
    expect(readsAll(pools, viewOf(inDev(read)))).toBe(false);
    expect(readsAll(pools, viewOf())).toBe(false);
    expect(readsAll(typed("access-policies"), viewOf(inAccount("access-policies:read")))).toBe(false);
    expect(readsAll(typed("access-policies"), viewOf(inAccount("*:*")))).toBe(true);
  });
});

describe("the entity that a path names", () => {
  const pools = typed("agent-pools");
  const ask = (id: string, permission: string | null, ...grants: readonly Grant[]) => {
    let found: string | undefined;
    const refused = refusal(() => {
      found = requireEntity(pools, id, permission, viewOf(...grants)).id;
    });
    return refused ?? found;
  };

  it("is there without a permission when none is asked for", () => {
    expect(ask(ids.own, null)).toBe(ids.own);
    expect(ask("apool-ghost", null)).toMatchObject([404, expect.stringContaining("apool-ghost")]);
  });

  it("is not found by who may not read it, and refused to who may not do it", () => {
    expect(ask(ids.own, "agent-pools:update")).toMatchObject([404, expect.stringContaining(ids.own)]);
    expect(ask(ids.own, "agent-pools:read", inDev("agent-pools:read"))).toBe(ids.own);
    const { accountId, store } = used.sandbox.simulator;
    expect(ask(ids.own, "agent-pools:update", inAccount("agent-pools:read"))).toEqual(
      lacking("agent-pools:update", `account '${store.get("accounts", accountId)!.name}' (${accountId})`),
    );
    expect(ask(ids.own, "agent-pools:update", inAccount("agent-pools:*"))).toBe(ids.own);
  });

  it("is called by the name that errors use", () => {
    expect(errorModel(typed("agent-pools"))).toBe("AgentPool");
    expect(errorModel(typed("tags"))).toBe("AccountTag");
  });
});

describe("a permission that is held nowhere", () => {
  it("is refused before anything else, with every place where it would count", () => {
    const { accountId, store } = used.sandbox.simulator;
    const account = `account '${store.get("accounts", accountId)!.name}' (${accountId})`;
    const judge = (type: EntityType, permission: string, ...grants: readonly Grant[]) =>
      refusal(() => requireSomewhere(typed(type), permission, viewOf(...grants)));
    expect(judge("roles", "roles:create")).toEqual(lacking("roles:create", account));
    expect(judge("workspaces", "workspaces:create")).toEqual(
      lacking("workspaces:create", `the environment, or in ${account}`),
    );
    expect(judge("runs", "runs:create")).toEqual(
      lacking("runs:create", `the workspace, in its environment or in ${account}`),
    );
    expect(judge("runs", "runs:create", inApi("runs:create"))).toBeNull();
    expect(judge("runs", "runs:create", inAccount("*:*"))).toBeNull();
    expect(judge("runs", "runs:create", inApi("runs:read"))).not.toBeNull();
  });

  it("besides that of the operation is asked for in the scope that is given", () => {
    const judge = (...grants: readonly Grant[]) =>
      refusal(() => requirePermission("agent-pools:read", environmentScope(ids.dev), viewOf(...grants)));
    expect(judge()).toEqual(lacking("agent-pools:read", `environment 'dev' (${ids.dev})`));
    expect(judge(inDev("agent-pools:read"))).toBeNull();
    const ghost = environmentScope("env-ghost");
    expect(refusal(() => requirePermission("agent-pools:read", ghost, viewOf()))).toEqual(
      lacking("agent-pools:read", "environment 'env-ghost'"),
    );
  });
});

describe("a move to another scope", () => {
  const workspaces = typed("workspaces");
  const moved = () => ({ ...workspace(ids.api), environment: ids.prod });
  const judge = (next: object, ...grants: readonly Grant[]) =>
    refusal(() => requireMove(workspaces, workspace(ids.api), next as never, viewOf(...grants)));
  const inProd = (...permissions: string[]): Grant => ({ scope: environmentScope(ids.prod), permissions });

  it("needs the permission to create it there", () => {
    const refused = lacking("workspaces:create", `environment 'prod' (${ids.prod})`);
    expect(judge(moved())).toEqual(refused);
    expect(judge(moved(), inDev("workspaces:create"), inApi("*:*"))).toEqual(refused);
    expect(judge(moved(), inProd("workspaces:create"))).toBeNull();
    expect(judge(moved(), inAccount("*:*"))).toBeNull();
  });

  it("within one scope needs no permission", () => {
    expect(judge({ ...workspace(ids.api), name: "renamed" })).toBeNull();
  });

  it("of what belongs to a workspace is judged at the workspace, by the permission of its creation", () => {
    const run = { id: "run-1", type: "runs", workspace: ids.api };
    const next = { ...run, workspace: ids.live };
    const ask = (...grants: readonly Grant[]) =>
      refusal(() => requireMove(typed("runs"), run as never, next as never, viewOf(...grants)));
    expect(ask()).toEqual(lacking("runs:create", `workspace 'live' (${ids.live})`));
    expect(ask(inProd("runs:create"))).toBeNull();
  });

  it("of what nobody creates is not judged", () => {
    const { type, resource } = registry.all.find(
      ({ resource: { operations }, narrowestScope }) =>
        operations.create === undefined && narrowestScope !== "account",
    )!;
    const here = { id: "x-1", type, workspace: ids.api, environment: ids.dev };
    const there = { ...here, workspace: ids.live, environment: ids.prod };
    expect(typed(type).scope(here, viewOf().reader)).not.toEqual(typed(type).scope(there, viewOf().reader));
    expect(resource.operations.create).toBeUndefined();
    expect(refusal(() => requireMove(typed(type), here as never, there as never, viewOf()))).toBeNull();
  });
});
