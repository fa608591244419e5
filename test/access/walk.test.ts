import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KNOWN_PERMISSIONS } from "../../simulator/access/permission-catalogue-rules.js";
import { RESOURCES } from "../../simulator/api/scalr/resource-types.js";
import { createRouteTable } from "../../simulator/api/scalr/route-table.js";
import { isUnsimulated } from "../../simulator/api/scalr/unsimulated.js";
import { createRegistry } from "../../simulator/core/compile.js";
import { createEncoder } from "../../simulator/core/document.js";
import type { Api, Reply } from "../api/support.js";
import { type Sandbox, startSandbox } from "../support/sandbox.js";
import { Fixtures } from "./fixtures.js";
import { isShared, type Need, needOf, type Place, placeOf } from "./needs.js";
import { callerWith, grant, roleOf, serviceAccount, signIn, tokenFor, user } from "./people.js";

/** R20, R21: every operation, by each kind of caller, with the answer that each cell must have. */

const registry = createRegistry(RESOURCES);
const { patterns } = createRouteTable({
  registry,
  encoder: createEncoder(registry),
  services: undefined as never,
});

interface Operation {
  readonly method: string;
  readonly pattern: string;
}

const OPERATIONS: readonly Operation[] = [...patterns].flatMap(([pattern, methods]) =>
  Object.entries(methods)
    .filter(([, route]) => !isUnsimulated(route))
    .map(([method]) => ({ method, pattern })),
);

/** What the account has one of, or none. */
const OF_THE_ACCOUNT = "integrations/slack/*/connection";
/** What anybody may call: the upload link is a secret itself. */
const UPLOAD = "configuration-versions/*/upload";
const OPEN = [UPLOAD, "ping"];
const withToken = OPERATIONS.filter(({ pattern }) => !OPEN.includes(pattern));

/** The type whose object a path names: reports begin with what they are about. */
function typeAt(path: string): string {
  const pattern = path.replace(/^reports\//, "");
  const compiled = registry.all
    .filter(({ path }) => pattern === `${path}/*` || pattern.startsWith(`${path}/*/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (!compiled) throw new Error(`No type has the path '${path}'.`);
  return compiled.type;
}

let sandbox: Sandbox;
let fixtures: Fixtures;

beforeAll(async () => {
  sandbox = await startSandbox();
  fixtures = new Fixtures(sandbox);
  await fixtures.prepare();
});
afterAll(() => sandbox.close());

interface Target {
  readonly path: string;
  /** The id of the object that the permission is asked for on; null for the operations on a type. */
  readonly id: string | null;
}

/** The path of an operation on the fixtures; `isFresh` has the object made for this one call. */
async function targetOf({ method, pattern }: Operation, isFresh = false): Promise<Target> {
  if (!pattern.includes("*")) return { path: pattern, id: null };
  if (pattern === OF_THE_ACCOUNT) return { path: pattern.replace("*", sandbox.accountId), id: null };
  const type = typeAt(pattern);
  const isDeleted = isFresh && method === "DELETE" && pattern.endsWith(`${pathOf(type)}/*`);
  const id = isDeleted ? await fixtures.make(type) : await fixtures.of(type);
  if (pattern.startsWith("service-accounts/*/assume-policies"))
    return {
      path: pattern.replace("*", await fixtures.of("service-accounts")).replace("*", id),
      id: pattern.endsWith("*") ? id : await fixtures.of("service-accounts"),
    };
  return { path: pattern.replace("*", id).replace("*", "no-such-member"), id };
}

const pathOf = (type: string) => registry.of(type as never).path;

/** Sends what no operation can carry out, so that the walk changes nothing but what DELETE deletes. */
async function attempt(caller: Api, operation: Operation, target: Target): Promise<Reply> {
  const needsBody = operation.method === "POST" || operation.method === "PATCH";
  const isLinkage = operation.pattern.includes("/relationships/");
  const body = needsBody ? { data: "nothing", reason: 5 } : isLinkage ? { data: "nothing" } : undefined;
  return caller.send(operation.method, target.path, operation.method === "GET" ? undefined : body);
}

/** What an answer says about the caller's permissions. */
function verdict({ status, body }: Reply, { id }: Target): string {
  const error = body?.errors?.[0];
  const detail: string = error?.detail ?? error?.title ?? "";
  if (status === 401) return "unauthenticated";
  if (status === 403) {
    const lacks = /^You don't have permission to perform this action: '(\S+)' is required in (.*)\.$/.exec(
      detail,
    );
    return lacks ? `lacks ${lacks[1]} in ${lacks[2]}` : `forbidden: ${detail}`;
  }
  if (status === 404 && id !== null && detail.includes(`with ID '${id}' not found or user unauthorized.`))
    return "hidden";
  return status < 500 ? "admitted" : `failed with ${status}: ${detail}`;
}

/** Every operation as one caller, against the verdict that each must have; returns the cells that differ. */
async function walk(
  caller: (need: Need, operation: Operation) => Promise<Api>,
  expected: (need: Need, operation: Operation) => string,
  operations = withToken,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const operation of operations) {
    const { method, pattern } = operation;
    const need = needOf(method, pattern);
    const wanted = expected(need, operation);
    const target = await targetOf(operation, wanted === "admitted");
    const found = verdict(await attempt(await caller(need, operation), operation, target), target);
    if (found !== wanted) wrong.push(`${method} ${pattern}: ${found}, not ${wanted}`);
  }
  return wrong;
}

/** R21: whether a list of grants covers one permission, spelled out. */
const holds = (grants: readonly string[], permission: string) => {
  const [resource, action] = permission.split(":");
  return [permission, `${resource}:*`, `*:${action}`, "*:*"].some((each) => grants.includes(each));
};

const holdsAny = (grants: readonly string[], permissions: readonly string[]) =>
  permissions.length === 0 || permissions.some((permission) => holds(grants, permission));

const where = (place: Place | "account") => {
  const { store } = sandbox.simulator;
  const [kind, entity] =
    place === "account"
      ? ["account", store.get("accounts", sandbox.accountId)!]
      : place === "environment"
        ? ["environment", store.get("environments", fixtures.environment)!]
        : ["workspace", store.get("workspaces", fixtures.workspace)!];
  return `${kind} '${entity.name}' (${entity.id})`;
};

/** Types whose objects are made elsewhere than the fixture of the type is, or have another path. */
const MADE_IN: Readonly<Record<string, Place>> = {
  environments: "account",
  workspaces: "environment",
  "agent-pools": "environment",
  modules: "environment",
  "runs-queue": "workspace",
  "integrations/webhook-deliveries": "workspace",
};

/** Where a permission would do for an operation on a type: the narrowest scope first. */
const somewhere = (pattern: string): string => {
  const account = where("account");
  const place = MADE_IN[pattern] ?? placeOf(pattern);
  if (place === "account") return account;
  return place === "environment"
    ? `the environment, or in ${account}`
    : `the workspace, in its environment or in ${account}`;
};

const UNSCOPED = ["security-rules"];

/** R20, R21: the verdict for a caller with `grants` at a place, which the fixture is in, or not. */
function expectedFor(grants: readonly string[], at: Place | "elsewhere") {
  return (need: Need, { pattern }: Operation): string => {
    const place = placeOf(pattern);
    const covers =
      at === "account" ||
      (at === "environment" && place !== "account") ||
      (at === "workspace" && place === "workspace");
    const isObject = pattern.includes("*") && pattern !== OF_THE_ACCOUNT;
    if (!isObject && !(UNSCOPED.includes(pattern) && !covers))
      return holdsAny(grants, need.any) ? "admitted" : `lacks ${need.named} in ${somewhere(pattern)}`;
    const reads = holdsAny(grants, need.read) && (covers || isShared(pattern));
    if (!reads && isObject) return "hidden";
    const byReading = need.any.filter((each) => need.read.includes(each));
    if (reads && byReading.length > 0 && holdsAny(grants, byReading)) return "admitted";
    return covers && holdsAny(grants, need.any) ? "admitted" : `lacks ${need.named} in ${where(place)}`;
  };
}

describe("tokens", () => {
  const everywhere = (text: string) => () => text;

  it("none opens nothing", async () => {
    for (const operation of withToken) {
      const target = await targetOf(operation);
      const response = await fetch(`${sandbox.url}/api/iacp/v3/${target.path}`, { method: operation.method });
      expect(response.status, JSON.stringify(operation)).toBe(401);
    }
  });

  it("a wrong one, a revoked one, one that expired and one of somebody inactive open nothing", async () => {
    const account = await serviceAccount(sandbox);
    await grant(sandbox, account, sandbox.accountId, ["role-admin"]);
    const revoked = await sandbox.create(`service-accounts/${account}/access-tokens`);
    await sandbox.delete("access-tokens", revoked.id);
    const expiring = await tokenFor(sandbox, account, { "expires-in": 10 });
    const inactive = await serviceAccount(sandbox);
    await grant(sandbox, inactive, sandbox.accountId, ["role-admin"]);
    const closed = await tokenFor(sandbox, inactive);
    expect((await sandbox.as(expiring).get("roles")).status).toBe(200);
    expect((await sandbox.as(closed).get("roles")).status).toBe(200);
    await sandbox.advance("10m");
    await sandbox.update("service-accounts", inactive, { status: "Inactive" });
    for (const token of [`${sandbox.token}x`, revoked.attributes.token, expiring, closed]) {
      expect(await walk(async () => sandbox.as(token), everywhere("unauthenticated"))).toEqual([]);
    }
  });

  it("a pool's and an agent's open the agent protocol and nothing else", async () => {
    const refusal =
      "forbidden: This token opens the agent protocol only; use the token of a user or a service account for the API.";
    for (const token of [fixtures.poolToken, fixtures.agentSession]) {
      expect(await walk(async () => sandbox.as(token), everywhere(refusal))).toEqual([]);
      const reply = await sandbox.as(token).get("/api/sandbox/v1/status");
      expect(reply.status).toBe(403);
    }
  });

  it("is not asked for where the link is the secret, and where nothing is told", async () => {
    const open = OPERATIONS.filter(({ pattern }) => OPEN.includes(pattern));
    expect(open.map(({ method, pattern }) => `${method} ${pattern}`).sort()).toEqual([
      "GET ping",
      `PUT ${UPLOAD}`,
    ]);
    expect((await fetch(`${sandbox.url}/api/iacp/v3/ping`)).status).toBeLessThan(300);
    const path = UPLOAD.replace("*", await fixtures.of("configuration-versions"));
    const reply = await fetch(`${sandbox.url}/api/iacp/v3/${path}?key=wrong`, { method: "PUT", body: "x" });
    expect(reply.status).toBe(403);
  });
});

describe("system roles", () => {
  it.each([
    ["role-admin", ["*:*"]],
    ["role-read-only", ["*:read", "plans:read-json-output"]],
    ["role-user", ["accounts:read"]],
  ] as const)("%s in the account", async (role, grants) => {
    const account = await serviceAccount(sandbox);
    await grant(sandbox, account, sandbox.accountId, [role]);
    const caller = sandbox.as(await tokenFor(sandbox, account));
    expect(await walk(async () => caller, expectedFor(grants, "account"))).toEqual([]);
  });

  it("nobody has a role without an access policy", async () => {
    const caller = await signIn(sandbox, await user(sandbox));
    expect(await walk(async () => caller, expectedFor([], "account"))).toEqual([]);
  });
});

describe("custom roles", () => {
  const SCOPES = ["account", "environment", "workspace"] as const;
  const callers = new Map<string, Promise<Api>>();
  const callerAt = (grants: readonly string[], scope: string) => {
    const key = `${scope} ${grants.join()}`;
    const known = callers.get(key) ?? callerWith(sandbox, grants, scope);
    callers.set(key, known);
    return known;
  };
  const exactly = (need: Need) => [...new Set([need.named, ...need.read.slice(0, 1)])];
  const scopeId = (scope: Place) =>
    scope === "account" ? sandbox.accountId : fixtures[scope as "environment" | "workspace"];

  it.each(SCOPES)("with the permission, in the %s of the object", async (scope) => {
    const wrong = await walk(
      (need) => callerAt(exactly(need), scopeId(scope)),
      (need, operation) => expectedFor(exactly(need), scope)(need, operation),
    );
    expect(wrong).toEqual([]);
  });

  it.each(["otherEnvironment", "otherWorkspace", "neighbour"] as const)(
    "with the permission, elsewhere (%s)",
    async (elsewhere) => {
      const wrong = await walk(
        (need) => callerAt(exactly(need), fixtures[elsewhere]),
        (need, operation) => expectedFor(exactly(need), "elsewhere")(need, operation),
      );
      expect(wrong).toEqual([]);
    },
  );

  it.each(SCOPES)("with every permission but the one, in the %s of the object", async (scope) => {
    const all = KNOWN_PERMISSIONS.map(({ id }) => id).filter((id) => !id.includes("*"));
    const but = (need: Need) => all.filter((id) => !need.any.includes(id));
    const wrong = await walk(
      (need) => callerAt(but(need), scopeId(scope)),
      (need, operation) => expectedFor(but(need), scope)(need, operation),
    );
    expect(wrong).toEqual([]);
  });

  it("granted to a team, and to a user", async () => {
    const member = await user(sandbox);
    const team = (await sandbox.create("teams", { name: "walkers" }, { users: [member] })).id;
    await grant(sandbox, team, fixtures.environment, [await roleOf(sandbox, ["*:read", "workspaces:*"])]);
    await grant(sandbox, member, fixtures.environment, [await roleOf(sandbox, ["tags:*"])]);
    const caller = await signIn(sandbox, member);
    const grants = ["*:read", "workspaces:*", "tags:*"];
    expect(await walk(async () => caller, expectedFor(grants, "environment"))).toEqual([]);
  });
});
