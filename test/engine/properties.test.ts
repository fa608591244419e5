/** What holds for every configuration: random graphs of resources that refer to each other. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Plan, StateFile } from "../../engine/index.js";
import type { Value } from "../../engine/values/index.js";
import { Cloud } from "./cloud.js";
import { Workspace } from "./support.js";

interface Node {
  readonly uses: readonly number[];
  readonly zone: number;
  readonly early: boolean;
  readonly count: number;
}

/** Resource `i` refers only to resources before it, so there are no cycles. */
const graph = fc
  .array(
    fc.record({
      uses: fc.array(fc.nat(6), { maxLength: 3 }),
      zone: fc.nat(1),
      early: fc.boolean(),
      count: fc.integer({ min: 1, max: 2 }),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((nodes) => nodes.map((node, i) => ({ ...node, uses: [...new Set(node.uses.filter((u) => u < i))] })));

/** Every resource in a module of its own, which gets what it uses through variables and gives its ids as outputs. */
function modular(nodes: readonly Node[]): Record<string, string> {
  const calls = nodes.map(({ uses, zone, early, count }, i) => {
    const refs = uses.map((u) => (u % 2 === 0 ? `module.m${u}[0].id` : `local.l${u}`));
    return `
      locals { l${i} = module.m${i}[0].url }
      module "m${i}" {
        source = "./${early ? "early" : "late"}"
        count = ${count}
        name = "r${i}-\${count.index}"
        zone = "z${zone}"
        uses = [${refs.join(", ")}]
      }`;
  });
  const module = (early: boolean) => `
    variable "name" {}
    variable "zone" {}
    variable "uses" { type = list(string) }
    locals { name = var.name }
    resource "cloud_thing" "it" {
      name = local.name
      zone = var.zone
      uses = var.uses
      lifecycle { create_before_destroy = ${early} }
    }
    output "id" { value = cloud_thing.it.id }
    output "url" { value = cloud_thing.it.url }`;
  return { "main.tf": calls.join("\n"), "early/main.tf": module(true), "late/main.tf": module(false) };
}

function configuration(nodes: readonly Node[]): string {
  return nodes
    .map(({ uses, zone, early, count }, i) => {
      const refs = uses.map((u) => (u % 2 === 0 ? `cloud_thing.r${u}[0].id` : `local.l${u}`));
      return `
        locals { l${i} = cloud_thing.r${i}[0].url }
        resource "cloud_thing" "r${i}" {
          count = ${count}
          name = "r${i}-\${count.index}"
          zone = "z${zone}"
          uses = [${refs.join(", ")}]
          lifecycle { create_before_destroy = ${early} }
        }`;
    })
    .join("\n");
}

const resourceOf = (name: string) => Number(/^r(\d+)/.exec(name)![1]);

/** Every pair of steps in which the first had to end before the second started, but did not. */
function violations(
  cloud: Cloud,
  must: (first: { operation: string; r: number }, second: { operation: string; r: number }) => boolean,
): string[] {
  const found: string[] = [];
  const steps = cloud.steps.map((step, at) => ({ ...step, at, r: resourceOf(step.name) }));
  for (const first of steps.filter(({ edge }) => edge === "end")) {
    for (const second of steps.filter(({ edge }) => edge === "start")) {
      if (must(first, second) && first.at > second.at) {
        found.push(
          `${second.operation} ${second.name} started before ${first.operation} ${first.name} ended`,
        );
      }
    }
  }
  return found;
}

/** Known parts of the plan are what is there afterwards. */
function checkKnown(planned: Value, actual: unknown): void {
  if (!planned.isKnown || planned.containsMarked) return;
  if (planned.isNull) expect(actual).toBeNull();
  else if (planned.type.kind === "string") expect(actual).toBe(planned.asString());
  else if (planned.type.kind === "list") {
    for (const [i, item] of planned.elements().entries()) checkKnown(item, (actual as unknown[])[i]);
  }
}

function checkPlanHeld(plan: Plan, state: StateFile): void {
  for (const { module, name, key, after, deposed } of plan.changes) {
    if (deposed !== undefined || after.isNull) continue;
    const instance = state.resources
      .find((resource) => resource.name === name && (resource.module ?? "") === module)!
      .instances.find(({ index_key, deposed }) => index_key === key && deposed === undefined)!;
    for (const [attribute, value] of after.entries()) {
      checkKnown(value, (instance.attributes as Record<string, unknown>)[attribute]);
    }
  }
}

const jitter = (seed: number) => {
  let n = seed;
  return () => {
    n = (n * 1103515245 + 12345) % 2147483648;
    return n % 3 === 0 ? Promise.resolve() : new Promise<void>((resolve) => setImmediate(resolve));
  };
};

test("applies in the order of dependencies, keeps to its plan, and leaves nothing to do", {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      graph,
      graph,
      fc.nat(1000),
      fc.integer({ min: 1, max: 8 }),
      fc.boolean(),
      async (first, second, seed, parallelism, inModules) => {
        const cloud = new Cloud();
        cloud.delay = jitter(seed);
        const workspace = new Workspace({}, cloud.factories);
        let before: readonly Node[] = [];
        for (const nodes of [first, second]) {
          workspace.write(inModules ? modular(nodes) : configuration(nodes));
          cloud.steps.length = 0;
          const made = await workspace.planned({ parallelism });
          const outcome = await workspace.apply(made, { parallelism });
          expect(outcome.diagnostics).toEqual([]);
          const needs = (r: number, other: number, of: readonly Node[]) =>
            of[r]?.uses.includes(other) ?? false;
          const creates = (operation: string) => operation !== "delete";
          expect(
            violations(
              cloud,
              (a, b) => creates(a.operation) && creates(b.operation) && needs(b.r, a.r, nodes),
            ),
          ).toEqual([]);
          const was = before;
          expect(
            violations(
              cloud,
              (a, b) => a.operation === "delete" && b.operation === "delete" && needs(a.r, b.r, was),
            ),
          ).toEqual([]);
          checkPlanHeld(made, outcome.state);
          const again = await workspace.planned({ parallelism });
          expect(again.hasChanges).toBe(false);
          expect(cloud.names()).toEqual(
            nodes.flatMap(({ count }, i) => Array.from({ length: count }, (_, k) => `r${i}-${k}`)).sort(),
          );
          before = nodes;
        }
        cloud.steps.length = 0;
        await workspace.up({ mode: "destroy", parallelism });
        expect(cloud.names()).toEqual([]);
        expect(violations(cloud, (a, b) => before[a.r]!.uses.includes(b.r))).toEqual([]);
        expect(workspace.state!.resources).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});

test("a failure anywhere keeps the state true to what exists, and the next apply does the rest", {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      graph,
      graph,
      fc.nat(20),
      fc.boolean(),
      fc.boolean(),
      async (first, second, victim, half, inModules) => {
        const cloud = new Cloud();
        const text = inModules ? modular : configuration;
        const workspace = new Workspace(text(first), cloud.factories);
        await workspace.up();
        workspace.write(text(second));
        const made = await workspace.planned();
        const names = [...new Set([...cloud.names(), ...second.map((_, i) => `r${i}-0`)])].sort();
        (half ? cloud.halfBroken : cloud.broken).add(names[victim % names.length]!);
        const { state } = await workspace.apply(made);
        const stored = state.resources.flatMap(({ instances }) =>
          instances.map(({ attributes }) => (attributes as { id: string }).id),
        );
        expect(stored.sort()).toEqual([...cloud.objects.keys()].sort());
        cloud.broken.clear();
        cloud.halfBroken.clear();
        await workspace.up();
        expect((await workspace.planned()).hasChanges).toBe(false);
        expect(cloud.names()).toHaveLength(second.reduce((sum, { count }) => sum + count, 0));
      },
    ),
    { numRuns: 60 },
  );
});
