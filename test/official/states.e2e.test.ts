/** States change hands: what the official provider wrote is taken over, and what this provider writes has its form. */
import { describe, expect, it } from "vitest";
import type { StateFile } from "../../engine/index.js";
import { type Attributes, OLDER, olderState, rewritten, VERSIONS, withOtherNothing } from "./older.js";
import {
  changeCount,
  changed,
  emptySandbox,
  Folder,
  officialSandbox,
  officialState,
  privateData,
  schemaVersions,
} from "./support.js";

function attributesOf(state: StateFile, type: string, name = "example"): Attributes {
  const resource = state.resources.find((one) => one.type === type && one.name === name);
  return resource!.instances[0]!.attributes as Attributes;
}

describe("a state of the official provider", () => {
  it("has 43 resources, and no changes are planned", async () => {
    const folder = new Folder(await officialSandbox(), officialState());
    expect(folder.state.resources).toHaveLength(43);
    expect(await folder.plan()).toEqual({});
    expect(await folder.plan("--refresh=false")).toEqual({});
    expect(folder.state).toEqual(officialState());
  });

  it("is changed, and stays one that the official provider can read (E28, E29)", async () => {
    const folder = new Folder(await officialSandbox(), officialState());
    const count = changeCount(folder.configuration);
    expect(count).toBe(30);
    folder.configure(changed(folder.configuration));
    const planned = await folder.plan();
    expect(Object.keys(planned)).toHaveLength(count);
    expect(new Set(Object.values(planned))).toEqual(new Set(["update"]));
    await folder.apply();
    expect(await folder.plan()).toEqual({});
    expect(await folder.plan("--refresh=false")).toEqual({});
    expect(schemaVersions(folder.state)).toEqual(VERSIONS);
    const data = privateData(folder.state);
    expect(data["scalr_variable.example"]).toEqual({ meta: { is_write_only: false } });
    expect(data["scalr_variable.secret"]).toEqual({ meta: { is_write_only: true } });
    expect(data["scalr_agent_pool.example"]).toEqual({ owned: ["environments"] });
  });

  it("plans the same whichever form of nothing it has (E30)", async () => {
    const sandbox = await officialSandbox();
    expect(await new Folder(sandbox, withOtherNothing(officialState())).plan()).toEqual({});
  });
});

describe("a state of an older version of the official provider", () => {
  it.each(OLDER)("$type, version $version, is taken over", async (older) => {
    const folder = new Folder(await officialSandbox(), olderState(older));
    expect(await folder.plan()).toEqual({});
    expect(await folder.plan("--refresh=false")).toEqual({});
    folder.configure(changed(folder.configuration));
    await folder.apply();
    expect(schemaVersions(folder.state)).toEqual(VERSIONS);
    expect(await folder.plan()).toEqual({});
  });
});

describe("a state of version 0.1.0 of this provider", () => {
  it("is taken over", async () => {
    const sandbox = await officialSandbox();
    const nulls = ["scalr_role", "scalr_variable", "scalr_vcs_provider", "scalr_webhook"];
    const old = nulls.reduce((state, type) => rewritten(state, type, (one) => one, 0), officialState());
    const state = rewritten(old, "scalr_workspace", (one) => ({ ...one, ssh_key_id: "" }), 0);
    const owned = Buffer.from(JSON.stringify({ owned: ["environments"] })).toString("base64");
    const resources = state.resources.map((resource) =>
      resource.type === "scalr_agent_pool"
        ? { ...resource, instances: resource.instances.map((one) => ({ ...one, private: owned })) }
        : resource,
    );
    const folder = new Folder(sandbox, { ...state, resources });
    expect(await folder.plan()).toEqual({});
    // What the configuration set goes back when the configuration no longer says it.
    folder.configure(
      folder.configuration.replace(
        "  environments = [scalr_environment.example.id, scalr_environment.other.id]\n",
        "",
      ),
    );
    expect(await folder.plan()).toEqual({ "scalr_agent_pool.example": "update" });
  });
});

/** Null here, an empty text or list there, which the SDK of the official provider does not tell apart. */
const OTHER_NOTHING = [
  "scalr_policy_group.error_message",
  "scalr_policy_group.vcs_repo",
  "scalr_provider_configuration.environments",
  "scalr_provider_configuration.tag_ids",
  "scalr_vcs_provider.agent_pool_id",
  "scalr_webhook.last_triggered_at",
  "scalr_webhook.secret_key",
];
/** What the sandbox did not show when the state was written. */
const SHOWN_SINCE = [
  "scalr_assume_service_account_policy.claim_condition",
  "scalr_checkov_integration.version",
  "scalr_event_bridge_integration.event_source_arn",
  "scalr_event_bridge_integration.event_source_name",
  "scalr_iam_team.identity_provider_id",
  // Of a repository that no agent reaches.
  "scalr_policy_group.status",
];
const DIFFERENT: readonly string[] = [...OTHER_NOTHING, ...SHOWN_SINCE];

describe("a state of this provider", () => {
  it("is what the official provider writes of the same configuration, but for ids and times", async () => {
    const folder = new Folder(await emptySandbox());
    // The API no longer takes a trigger between workspaces of two environments.
    folder.configure(folder.configuration.replace(/resource "scalr_run_trigger"[^}]*}\n/, ""));
    await folder.apply();
    expect(await folder.plan()).toEqual({});
    const ids = /\b(?:[a-z]+-[a-z0-9]{15,16}|\d{4}-\d\d-\d\dT[\d:.]+Z|eyJ[\w.-]+)/g;
    const alike = (value: unknown) => JSON.stringify(value ?? null).replaceAll(ids, "*");
    const places = officialState()
      .resources.filter(({ type }) => type !== "scalr_run_trigger")
      .flatMap(({ type, name, instances }) => {
        const ours = attributesOf(folder.state, type, name);
        const theirs = instances[0]!.attributes as Attributes;
        expect(Object.keys(ours).sort(), type).toEqual(Object.keys(theirs).sort());
        return Object.keys(theirs)
          .filter((attribute) => alike(theirs[attribute]) !== alike(ours[attribute]))
          .map((attribute) => [`${type}.${attribute}`, ours[attribute]] as const);
      });
    expect(places.filter(([place]) => !DIFFERENT.includes(place))).toEqual([]);
    expect(schemaVersions(folder.state)).toEqual(VERSIONS);
    privateData(folder.state);
  });
});

describe("a state that cannot be taken over", () => {
  it.each([
    {
      title: "an attribute of another type",
      type: "scalr_agent_pool",
      rewrite: (one: Attributes) => ({ ...one, environments: "all" }),
      says: [/agent pool "on-premises" \(apool-8ploepxs29be3h2y\)/, /"environments"/, /an array is required/],
    },
    {
      title: "no id",
      type: "scalr_workspace",
      rewrite: ({ id: _, ...one }: Attributes) => one,
      says: [/workspace "checkout"/, /"id" is missing/],
    },
    {
      title: "a newer version",
      type: "scalr_role",
      version: 7,
      rewrite: (one: Attributes) => one,
      says: [/role "pool-keeper"/, /schema version 7/, /newer/],
    },
  ])("is refused: $title", async ({ type, rewrite, version, says }) => {
    const state = rewritten(officialState(), type, rewrite, version);
    const sandbox = await officialSandbox();
    const folder = new Folder(sandbox, state);
    folder.configure(changed(folder.configuration));
    const { code, stdout, stderr } = await folder.run("apply", "--auto-approve");
    const text = `${stdout}${stderr}`.replaceAll(/\n│ ?/g, " ").replaceAll(/\s+/g, " ");
    expect(code).toBe(1);
    expect(text).toContain(`with ${type}.`);
    for (const part of [...says, /state rm|newer one/]) expect(text).toMatch(part);
    expect(folder.state).toEqual(state);
    expect((await sandbox.client.get("environments/env-b2dvz9ug8t907k6m")).data.attributes.name).toBe("shop");
  });

  it("that has a type this provider does not have names it", async () => {
    const state = officialState();
    const unknown = { ...state.resources[0]!, type: "scalr_endpoint", name: "gone" };
    const folder = new Folder(await officialSandbox(), {
      ...state,
      resources: [...state.resources, unknown],
    });
    const { code, stdout, stderr } = await folder.run("plan");
    expect(code).toBe(1);
    expect(stdout + stderr).toContain("scalr_endpoint");
  });
});
