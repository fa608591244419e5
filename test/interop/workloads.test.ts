/** The workloads of `examples/`, by the real tofu and by the embedded engine, each on an agent of its own. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { logOf, reached, type Workshop, workshop, workspaceWith } from "../agent/workshop.js";
import type { Resource } from "../api/support.js";
import { type AtEnd, afterSuite, temporaryFolder } from "../support/process.js";
import { type Sandbox, useSandbox } from "../support/sandbox.js";
import { describeWithTofu, TOFU_VERSION, tofu } from "../support/tofu.js";

const folder = join(import.meta.dirname, "../../examples/workloads");
const workloads = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** A folder as SCALR_AGENT_CACHE_DIR with the real tofu in it. */
function cacheWithTofu(atEnd: AtEnd): string {
  const cache = temporaryFolder("cache-", atEnd);
  const place = join(cache, "opentofu", TOFU_VERSION);
  mkdirSync(place, { recursive: true });
  symlinkSync(tofu!, join(place, "tofu"));
  return cache;
}

/** Ids are random and times are not compared; all else is to be the same. */
const shapeOf = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, inner) => {
    if (["lineage", "serial", "md5", "size", "provider"].includes(key)) return undefined;
    return typeof inner === "string" ? inner.replace(/\b\d{10,}\b/g, "<id>") : inner;
  });

async function whatIsLeft(sandbox: Sandbox, workspace: string, run: Resource) {
  const end = await reached(sandbox, run);
  const counts = async (type: "plans" | "applies", id: string) => {
    const { attributes } = await sandbox.read(type, id);
    const names = [
      "status",
      "has-changes",
      "resource-additions",
      "resource-changes",
      "resource-destructions",
    ];
    return names.map((name) => attributes[name]);
  };
  const { body } = await sandbox.get(`workspaces/${workspace}/current-state-version`);
  const planJson = (await sandbox.get(`plans/${end.plan}/json-output`)).body;
  const changes = planJson.resource_changes?.map(({ address, change, type, mode, index }: never) => ({
    address,
    type,
    mode,
    index,
    change,
  }));
  const state = body?.data && (await sandbox.get(`state-versions/${body.data.id}/download`)).body;
  return shapeOf({
    status: end.status,
    error: end.errorMessage?.split(":")[0],
    plan: await counts("plans", end.plan),
    apply: await counts("applies", end.apply!),
    changes,
    outputs: planJson.output_changes ?? {},
    state: state && {
      outputs: state.outputs,
      resources: state.resources.map(({ mode, type, name, instances }: never) => ({
        mode,
        type,
        name,
        instances,
      })),
    },
  });
}

/** How many blocks of each workload are in the state after it was applied. */
const RESOURCES: Readonly<Record<string, number>> = {
  "build-pipeline": 3,
  "dependency-graph": 3,
  "fails-on-purpose": 2,
  "no-changes": 0,
  "one-task": 1,
};

describeWithTofu("a workload on an agent", () => {
  const box = useSandbox({ clock: "real" });
  let places: Record<"tofu" | "engine", Workshop>;
  let cache: string;
  const atEnd = afterSuite();
  beforeAll(async () => {
    cache = cacheWithTofu(atEnd);
    places = {
      tofu: await workshop(box.sandbox, { SCALR_AGENT_CACHE_DIR: cache }, atEnd),
      engine: await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: "embedded" }, atEnd),
    };
  });

  it.each(workloads.map(({ name }) => name))(
    "%s is planned, applied and destroyed by the real tofu as by the embedded engine",
    async (name) => {
      const files = { "main.tf": readFileSync(join(folder, name, "main.tf"), "utf8") };
      const settings = { "iac-platform": "opentofu", "terraform-version": TOFU_VERSION };
      const seconds = [{ key: "seconds", value: "0" }];
      const runs = async (where: Workshop) => {
        const { sandbox } = box;
        const workspace = await workspaceWith(sandbox, where, files, settings);
        const run = await sandbox.run(workspace, undefined, { variables: seconds });
        const first = await whatIsLeft(sandbox, workspace, run);
        const destroy = await sandbox.run(workspace, undefined, { variables: seconds, "is-destroy": true });
        const last = await whatIsLeft(sandbox, workspace, destroy);
        return { first, last, log: await logOf(sandbox, run, "plan") };
      };
      const [byTofu, byEngine] = await Promise.all([runs(places.tofu), runs(places.engine)]);
      expect(byTofu.log).toContain(`Executed by OpenTofu ${TOFU_VERSION}`);
      expect(byEngine.log).toContain("Executed by the embedded engine");
      const { state } = byTofu.first as { state?: { resources: unknown[] } };
      expect(state?.resources.length ?? 0).toBe(RESOURCES[name]);
      expect(byTofu.first).toEqual(byEngine.first);
      expect(byTofu.last).toEqual(byEngine.last);
    },
  );

  it("keeps the plugins of its providers for the next one", () => {
    expect(readdirSync(join(cache, "plugins/registry.opentofu.org/hashicorp/null"))).toContain("3.2.4");
  });
});
