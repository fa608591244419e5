import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { useSandbox } from "../../support/sandbox.js";
import { official } from "../official.js";
import { AppliedStack } from "./applied.js";

const used = useSandbox();
const example = join(import.meta.dirname, "..", "..", "..", "examples", "quickstart");
const outdir = mkdtempSync(join(tmpdir(), "quickstart-"));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** What only this project's provider has, and why the quickstart needs it. */
const OWN_TYPES = [
  "scalr_account_agent_pool_default", // The official provider cannot make a pool the account's default.
  "scalr_environment_agent_pool_default", // A default that is restricted to the environment would be a cycle.
];

const { app } = JSON.parse(readFileSync(join(example, "cdktf.json"), "utf8"));
const [command, ...args] = (app as string).split(" ");
execFileSync(command!, args, { cwd: example, env: { ...process.env, CDKTF_OUTDIR: outdir } });
const stack = JSON.parse(readFileSync(join(outdir, "stacks", "quickstart", "cdk.tf.json"), "utf8"));
const resources = stack.resource as Record<string, Record<string, Record<string, unknown>>>;

describe("examples/quickstart", () => {
  it("uses types of the official provider, but for two", () => {
    expect(stack.terraform.required_providers).toEqual({
      scalr: { source: "registry.scalr.io/scalr/scalr", version: ">= 0.1.0" },
    });
    const other = Object.keys(resources).filter((type) => !(type in official.resources));
    expect(other.sort()).toEqual(OWN_TYPES);
  });

  it("sets attributes of the official provider alone", () => {
    const meta = ["//", "depends_on", "lifecycle"];
    for (const [type, instances] of Object.entries(resources)) {
      const known = official.resources[type];
      if (!known) continue;
      for (const [name, attributes] of Object.entries(instances)) {
        const settable = Object.keys(attributes).filter((one) => !meta.includes(one));
        const strange = settable.filter((one) => {
          const { required, optional } = known.attributes[one] ?? {};
          return !required && !optional;
        });
        expect(strange, `${type}.${name}`).toEqual([]);
      }
    }
  });

  it("is applied, resolves as its README says (R1, R2, R3), and is taken away again", async () => {
    const applied = new AppliedStack(used.sandbox);
    const folder = join(outdir, "stacks", "quickstart");
    await applied.applyFolder(folder);
    expect(await applied.planFolder(folder)).toEqual([]);
    for (const [environment, names, pool] of readmeTable()) {
      const [found] = await used.sandbox.list(`environments?filter[name]=${environment}`);
      const { id } = found!;
      const workspaces = await used.sandbox.list(`workspaces?filter[environment]=${id}&page[size]=100`);
      for (const name of names) {
        const found = workspaces.find(({ attributes }) => attributes.name === name)!;
        const won = (await used.sandbox.explain(found.id)).pool.name;
        expect(`${environment}/${name}: ${won}`).toBe(`${environment}/${name}: ${pool}`);
      }
    }
    expect(readmeTable().flatMap(([, names]) => names)).toHaveLength(
      Object.keys(resources.scalr_workspace!).length,
    );
    await applied.applyFolder(folder, "destroy");
    expect(applied.state?.resources).toEqual([]);
    expect(await used.sandbox.list("environments")).toEqual([]);
  });
});

/** Which workspaces the README says resolve to which pool. */
function readmeTable(): [environment: string, workspaces: string[], pool: string][] {
  const text = readFileSync(join(example, "README.md"), "utf8");
  const rows = [...text.matchAll(/^\| `(\w+)\/([^|]*)\| ([^|]+) \|/gm)];
  return rows.map(([, environment, rest, pool]) => [
    environment!,
    [...rest!.matchAll(/\w+/g)].map(([name]) => name),
    pool!.trim() === "the Scalr runners" ? "scalr-runners" : pool!.replaceAll("`", "").trim(),
  ]);
}
