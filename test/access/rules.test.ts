import { describe, expect, it } from "vitest";
import {
  explainPermission,
  type GrantedRole,
  reaches,
} from "../../simulator/access/explain-permission-rules.js";
import { type Grant, Grants } from "../../simulator/access/grant-rules.js";
import { allowsAddress, isIPv4Network } from "../../simulator/access/network-rules.js";
import { KNOWN_PERMISSIONS } from "../../simulator/access/permission-catalogue-rules.js";
import {
  covers,
  coversOf,
  EVERYTHING,
  LINK_PERMISSIONS,
  PERMISSIONS,
} from "../../simulator/access/permission-rules.js";
import {
  ACCOUNT,
  environmentScope,
  type Scope,
  sameScope,
  workspaceScope,
} from "../../simulator/core/scopes.js";

const dev = environmentScope("dev");
const prod = environmentScope("prod");
const api = workspaceScope({ id: "api", environment: "dev" });
const web = workspaceScope({ id: "web", environment: "dev" });
const live = workspaceScope({ id: "live", environment: "prod" });
const SCOPES: Readonly<Record<string, Scope>> = { account: ACCOUNT, dev, prod, api, web, live };

/** R21: a grant holds where it was made and below. By the name of where it was made: where else it holds. */
const REACHED: Readonly<Record<string, readonly string[]>> = {
  account: ["account", "dev", "prod", "api", "web", "live"],
  dev: ["dev", "api", "web"],
  prod: ["prod", "live"],
  api: ["api"],
  web: ["web"],
  live: ["live"],
};

describe("R21: what a grant covers", () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["agent-pools:read", "agent-pools:read", true],
    ["agent-pools:read", "agent-pools:update", false],
    ["agent-pools:read", "environments:read", false],
    ["agent-pools:*", "agent-pools:delete", true],
    ["agent-pools:*", "environments:delete", false],
    ["*:read", "environments:read", true],
    ["*:read", "environments:update", false],
    ["*:*", "environments:update", true],
  ];

  it.each(cases)("%s and %s: %s", (granted, needed, isCovered) => {
    for (const grants of [[granted], ["hooks:create", granted]]) {
      expect(covers(grants, needed)).toBe(isCovered);
      expect(coversOf(grants)(needed)).toBe(isCovered);
    }
    expect(covers([], needed)).toBe(false);
    expect(coversOf([])(needed)).toBe(false);
  });

  it("is asked for by the links of pools (R20), and held by the administrator", () => {
    expect(LINK_PERMISSIONS).toEqual({
      workspace: "agent-pools:read",
      environment: "agent-pools:read",
      account: "agent-pools:update",
    });
    expect(EVERYTHING).toEqual(["*:*"]);
  });

  it("is one of the permissions that SCALR documents", () => {
    const managed = ["create", "read", "update", "delete"];
    expect(PERMISSIONS).toMatchObject({
      accounts: ["read", "update", "set-quotas", "set-access-policies"],
      environments: [...managed, "set-access-policies", "read-runs-queue"],
      workspaces: [...managed, "lock", "set-access-policies", "set-schedule"],
      runs: ["create", "read", "apply", "cancel"],
      plans: ["read", "read-json-output"],
      "policy-checks": ["override", "download-mocks"],
      "software-versions": ["read"],
      "state-versions": ["create", "read"],
      permissions: ["read"],
    });
    for (const resource of [
      ...[
        "access-policies",
        "access-tokens",
        "agent-pools",
        "identity-providers",
        "hooks",
        "integrations",
        "modules",
      ],
      ...[
        "policy-groups",
        "provider-configurations",
        "roles",
        "service-accounts",
        "ssh-keys",
        "storage-profiles",
      ],
      ...["tags", "teams", "users", "variables", "vcs-providers"],
    ] as const)
      expect(PERMISSIONS[resource], resource).toEqual(managed);
  });
});

describe("R21: where a grant holds", () => {
  for (const [granted, reached] of Object.entries(REACHED))
    it(`that was made at ${granted}`, () => {
      const grants = new Grants([{ scope: SCOPES[granted]!, permissions: ["runs:read"] }]);
      for (const [name, scope] of Object.entries(SCOPES)) {
        expect(reaches(SCOPES[granted]!, scope), name).toBe(reached.includes(name));
        expect(grants.at("runs:read", scope), name).toBe(reached.includes(name));
        expect(grants.at("runs:create", scope), name).toBe(false);
        expect(sameScope(SCOPES[granted]!, scope), name).toBe(granted === name);
      }
      expect(grants.somewhere("runs:read")).toBe(true);
      expect(grants.somewhere("runs:create")).toBe(false);
      expect(grants.unrestricted).toBe(false);
      const inDev = ["account", "dev", "api", "web"].includes(granted);
      expect(grants.within("runs:read", "dev")).toBe(inDev);
      expect(grants.within("runs:create", "dev")).toBe(false);
      expect(grants.within("runs:read", "prod")).toBe(["account", "prod", "live"].includes(granted));
    });

  it("a workspace that moved to another environment is not the same scope", () => {
    expect(sameScope(api, workspaceScope({ id: "api", environment: "prod" }))).toBe(false);
  });

  it("adds up at one scope, and everything in the account is unrestricted", () => {
    const grant = (scope: Scope, ...permissions: string[]): Grant => ({ scope, permissions });
    for (const scope of [ACCOUNT, dev, api]) {
      const grants = new Grants([
        grant(scope, "runs:read"),
        grant(scope, "runs:create"),
        grant(live, "tags:read"),
      ]);
      expect(["runs:read", "runs:create", "tags:read"].map((each) => grants.at(each, api))).toEqual([
        true,
        true,
        false,
      ]);
    }
    expect(new Grants([grant(ACCOUNT, "*:*")]).unrestricted).toBe(true);
    expect(new Grants([grant(dev, "*:*")]).unrestricted).toBe(false);
    expect(new Grants([]).somewhere("runs:read")).toBe(false);
  });

  it("is explained by the roles that give it", () => {
    const role = (name: string, scope: Scope, ...permissions: string[]): GrantedRole => ({
      policy: `policy of ${name}`,
      role: name,
      scope,
      permissions,
    });
    const roles = [
      role("admin", ACCOUNT, "tags:read", "*:*"),
      role("reader", dev, "runs:*", "*:read"),
      role("other", prod, "runs:read"),
      role("tagger", ACCOUNT, "tags:read"),
    ];
    expect(explainPermission("runs:read", api, roles)).toEqual([
      { policy: "policy of admin", role: "admin", permission: "*:*" },
      { policy: "policy of reader", role: "reader", permission: "runs:*" },
    ]);
    expect(explainPermission("runs:read", api, [])).toEqual([]);
  });
});

describe("R21: the permissions that a role can have", () => {
  const byId = new Map(KNOWN_PERMISSIONS.map((each) => [each.id, each]));
  const described = (id: string) => byId.get(id)?.description;

  it("are those of every resource, each with a wildcard, and wildcards of every action", () => {
    const wildcards = ["*", "create", "read", "update", "delete"].map((action) => `*:${action}`);
    const own = Object.entries(PERMISSIONS).flatMap(([resource, actions]) =>
      ["*", ...actions].map((action) => `${resource}:${action}`),
    );
    expect([...byId.keys()]).toEqual([...wildcards, ...own]);
  });

  it("are described", () => {
    expect(
      Object.fromEntries(
        ["*:*", "*:read", "agent-pools:*", "agent-pools:create", "tags:update", "tags:delete"].map((id) => [
          id,
          described(id),
        ]),
      ),
    ).toEqual({
      "*:*": "Everything.",
      "*:read": "Read anything.",
      "agent-pools:*": "Everything with agent pools.",
      "agent-pools:create": "Create agent pools.",
      "tags:update": "Change tags.",
      "tags:delete": "Delete tags.",
    });
    expect(
      [
        ...[
          "runs:apply",
          "runs:cancel",
          "policy-checks:download-mocks",
          "workspaces:lock",
          "policy-checks:override",
        ],
        ...["plans:read-json-output", "environments:read-runs-queue", "accounts:set-access-policies"],
        ...["accounts:set-quotas", "workspaces:set-schedule"],
      ].map(described),
    ).toEqual([
      "Apply runs.",
      "Cancel runs.",
      "Download mocks of policy checks.",
      "Lock workspaces.",
      "Override policy checks.",
      "Read the JSON output of plans.",
      "Read the runs queue of environments.",
      "Set the access policies of accounts.",
      "Set the quotas of accounts.",
      "Set the schedule of workspaces.",
    ]);
  });

  it("can be granted where their objects are", () => {
    const everywhere = ["account", "environment", "workspace"];
    const below = Object.keys(PERMISSIONS).filter((resource) => byId.get(`${resource}:*`)!.scopes.length > 1);
    expect(below).toEqual([
      ...[
        "access-policies",
        "agent-pools",
        "environments",
        "plans",
        "policy-checks",
        "provider-configurations",
        "runs",
      ],
      ...["state-versions", "tags", "variables", "vcs-providers", "workspaces"],
    ]);
    for (const resource of below)
      expect(byId.get(`${resource}:*`)!.scopes, resource).toEqual(
        resource === "environments" ? ["account", "environment"] : everywhere,
      );
    for (const resource of Object.keys(PERMISSIONS).filter((name) => !below.includes(name)))
      expect(byId.get(`${resource}:*`)!.scopes, resource).toEqual(["account"]);
    expect(byId.get("*:*")!.scopes).toEqual(everywhere);
  });
});

describe("networks that may reach an account", () => {
  it.each([
    "10.0.0.0/8",
    "10.1.2.3",
    "10.1.2.3/32",
    "0.0.0.0/0",
    "255.255.255.255",
    "192.168.4.0/22",
    "10.0.0.0/08",
  ])("%s is one", (text) => expect(isIPv4Network(text)).toBe(true));

  it.each([
    ...[
      "10.1.0.0/8",
      "10.0.0.0/33",
      "10.0.0.0/8/8",
      "10.0.0/8",
      "10.0.0.0.0",
      "256.0.0.0",
      "01.0.0.0",
      "a.b.c.d",
      "",
    ],
    ...[
      "10.0.0.0/",
      "10.0.0.0/-1",
      "10.0.0.0/008",
      "10.0.0.0/8x",
      "x8",
      "1234.0.0.0",
      "10.0.0.x",
      "10.0.0.0x",
      "192.168.5.0/22",
    ],
  ])("%s is not a network", (text) => expect(isIPv4Network(text)).toBe(false));

  it("allow an address in one of them, also as IPv6 writes it", () => {
    const networks = ["nonsense", "192.168.4.0/22", "10.1.2.3"];
    for (const address of [
      "192.168.4.0",
      "192.168.7.255",
      "10.1.2.3",
      "::ffff:10.1.2.3",
      "::FFFF:192.168.5.1",
    ])
      expect(allowsAddress(networks, address), address).toBe(true);
    for (const address of [
      "192.168.3.255",
      "192.168.8.0",
      "10.1.2.4",
      "::1",
      "x::ffff:10.1.2.3",
      "10.1.2",
      "",
    ])
      expect(allowsAddress(networks, address), address).toBe(false);
    expect(allowsAddress([], "10.1.2.3")).toBe(false);
    expect(allowsAddress(["0.0.0.0/0"], "255.255.255.255")).toBe(true);
  });
});
