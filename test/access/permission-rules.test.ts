import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covers, EVERYTHING, PERMISSIONS } from "../../simulator/access/permission-rules.js";
import { RESOURCES } from "../../simulator/api/scalr/resource-types.js";
import { createRouteTable } from "../../simulator/api/scalr/route-table.js";
import { createRegistry } from "../../simulator/core/compile.js";
import { createEncoder } from "../../simulator/core/document.js";

const registry = createRegistry(RESOURCES);
// Laying out the routes reads declarations alone; services are for requests.
const { patterns } = createRouteTable({
  registry,
  encoder: createEncoder(registry),
  services: undefined as never,
});

const known = Object.entries(PERMISSIONS).flatMap(([resource, actions]) =>
  actions.map((action) => `${resource}:${action}`),
);

describe("R20: what each operation asks for", () => {
  const asked = [...patterns].flatMap(([pattern, methods]) =>
    Object.entries(methods).map(([method, { permission }]) => [`${method} ${pattern}`, permission] as const),
  );

  it("is a permission that exists", () => {
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter(([, permission]) => permission && !known.includes(permission))).toEqual([]);
  });

  it("is a permission everywhere but where the address is the secret", () => {
    expect(asked.filter(([, permission]) => permission === null).map(([operation]) => operation)).toEqual([
      "PUT configuration-versions/*/upload",
      "GET ping",
    ]);
  });

  it.each([
    ["POST agent-pools", "agent-pools:create"],
    ["PATCH agent-pools/*", "agent-pools:update"],
    ["DELETE agent-pools/*", "agent-pools:delete"],
    ["GET agent-pools", "agent-pools:read"],
    ["PATCH workspaces/*", "workspaces:update"],
    ["POST agent-pools/*/access-tokens", "agent-pools:update"],
  ])("%s asks for %s", (operation, permission) => {
    expect(Object.fromEntries(asked)[operation]).toBe(permission);
  });

  it("includes reading the pool where one is linked to a workspace or an environment", () => {
    const link = (type: "workspaces" | "environments", name: string) => registry.of(type).links.get(name)!;
    expect(link("workspaces", "agent-pool").spec!.permission).toBe("agent-pools:read");
    expect(link("environments", "default-workspace-agent-pool").spec!.permission).toBe("agent-pools:read");
    expect(registry.of("agent-pools").links.get("workspaces")!.spec!.permission).toBe("workspaces:update");
  });
});

describe("R21: grants", () => {
  const permission = fc.constantFrom(...known);

  it("cover what they name, and wildcards either part", () => {
    fc.assert(
      fc.property(permission, permission, (granted, needed) => {
        const [resource, action] = granted.split(":") as [string, string];
        const [neededResource, neededAction] = needed.split(":");
        expect(covers([granted], needed)).toBe(granted === needed);
        expect(covers([`${resource}:*`], needed)).toBe(resource === neededResource);
        expect(covers([`*:${action}`], needed)).toBe(action === neededAction);
        expect(covers(EVERYTHING, needed)).toBe(true);
        expect(covers([], needed)).toBe(false);
      }),
    );
  });
});
