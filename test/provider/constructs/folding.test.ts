import type { TerraformStack } from "cdktf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AgentPool,
  Environment,
  EnvironmentAccess,
  EnvironmentPoolDefault,
  Workspace,
  WorkspacePoolLink,
} from "../../../provider/constructs/index.js";
import { type Json, resources } from "./synthesize.js";

const ENVIRONMENTS = ["dev", "prod", "test"];
const POOLS = ["blue", "red"];

interface Plan {
  /** `environment pool` */
  readonly accesses: readonly string[];
  /** Pools that an environment of another stack may use too, so that their accesses are resources. */
  readonly outside: readonly string[];
  /** By environment. */
  readonly defaults: Readonly<Record<string, string>>;
  /** By environment: the pool that its one workspace is linked to. */
  readonly links: Readonly<Record<string, string>>;
}

const environment = fc.constantFrom(...ENVIRONMENTS);
const pool = fc.constantFrom(...POOLS);
const choice = fc.dictionary(environment, pool, { noNullPrototype: true });

/** Stacks in which every link keeps R3. */
const plans: fc.Arbitrary<Plan> = fc
  .record({
    accesses: fc.uniqueArray(fc.tuple(environment, pool).map((pair) => pair.join(" "))),
    outside: fc.subarray(POOLS),
    defaults: choice,
    links: choice,
  })
  .map(({ accesses, outside, defaults, links }) => {
    const allowed = ([env, one]: [string, string]) =>
      !accesses.some((access) => access.endsWith(` ${one}`)) || accesses.includes(`${env} ${one}`);
    const kept = (all: Record<string, string>) => Object.fromEntries(Object.entries(all).filter(allowed));
    return { accesses: [...accesses].sort(), outside, defaults: kept(defaults), links: kept(links) };
  });

/** Declares the plan, its links in the order that `shuffled` gives. */
function declare(plan: Plan, shuffled: <T>(steps: T[]) => T[]): Json {
  return resources((stack: TerraformStack) => {
    const environments = new Map(ENVIRONMENTS.map((name) => [name, new Environment(stack, name, { name })]));
    const pools = new Map(POOLS.map((name) => [name, new AgentPool(stack, name, { name })]));
    const workspaces = new Map(
      ENVIRONMENTS.map((name) => [
        name,
        new Workspace(stack, `${name}-app`, { name: "app", environment: environments.get(name)! }),
      ]),
    );
    const steps: (() => void)[] = [
      ...plan.accesses.map((access) => () => {
        const [env, one] = access.split(" ") as [string, string];
        const ends = { environment: environments.get(env)!, pool: pools.get(one)! };
        new EnvironmentAccess(stack, `${env}-${one}`, ends);
      }),
      ...plan.outside.map((one) => () => {
        new EnvironmentAccess(stack, `outside-${one}`, { environment: "env-1", pool: pools.get(one)! });
      }),
      ...Object.entries(plan.defaults).map(([env, one]) => () => {
        const ends = { environment: environments.get(env)!, pool: pools.get(one)! };
        new EnvironmentPoolDefault(stack, `${env}-default`, ends);
      }),
      ...Object.entries(plan.links).map(([env, one]) => () => {
        new WorkspacePoolLink(stack, `${env}-link`, {
          workspace: workspaces.get(env)!,
          pool: pools.get(one)!,
        });
      }),
    ];
    for (const step of shuffled(steps)) step();
  });
}

/** A resource that refers to itself over others, if there is one. */
function cycle(built: Json): string | undefined {
  const refs = new Map<string, string[]>();
  for (const [type, instances] of Object.entries<Json>(built)) {
    for (const [name, attributes] of Object.entries(instances)) {
      const found = [...JSON.stringify(attributes).matchAll(/"(?:\$\{)?(scalr_\w+\.[\w-]+?)(?:\.id\})?"/g)];
      refs.set(
        `${type}.${name}`,
        found.map(([, target]) => target!),
      );
    }
  }
  const reaches = (from: string, seen: Set<string>): boolean =>
    (refs.get(from) ?? []).some((to) => seen.has(to) || reaches(to, new Set([...seen, to])));
  return [...refs.keys()].find((one) => reaches(one, new Set([one])));
}

const id = (type: string, name: string) => `\${${type}.${name}.id}`;

describe("what links of one stack become", () => {
  it("says all that was declared, once, without a cycle", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const built = declare(plan, (steps) => steps);
        expect(cycle(built)).toBeUndefined();
        for (const one of POOLS) {
          const expected = plan.accesses
            .filter((access) => access.endsWith(` ${one}`))
            .map((access) => access.split(" ")[0]!);
          const isApart = plan.outside.includes(one);
          const references = expected.map((env) => id("scalr_environment", env)).sort();
          const actual = built.scalr_agent_pool[one].environments?.toSorted();
          expect(actual).toEqual(isApart || references.length === 0 ? undefined : references);
          const apart = Object.values<Json>(built.scalr_agent_pool_environment_access ?? {})
            .filter((access) => access.agent_pool_id === id("scalr_agent_pool", one))
            .map((access) => access.environment_id);
          expect(apart.sort()).toEqual(isApart ? [...references, "env-1"].sort() : []);
        }
        for (const env of ENVIRONMENTS) {
          const wanted = (one: string | undefined) => one && id("scalr_agent_pool", one);
          expect(built.scalr_workspace[`${env}-app`].agent_pool_id).toBe(wanted(plan.links[env]));
          const apart = built.scalr_environment_agent_pool_default?.[`${env}-default`]?.agent_pool_id;
          const folded = built.scalr_environment[env].default_workspace_agent_pool_id;
          expect([apart, folded].filter((one) => one !== undefined)).toEqual(
            plan.defaults[env] === undefined ? [] : [wanted(plan.defaults[env])],
          );
        }
      }),
      { numRuns: 25 },
    );
  });

  it("does not depend on the order of the declarations", () => {
    fc.assert(
      fc.property(plans, fc.infiniteStream(fc.nat()), (plan, random) => {
        const shuffle = <T>(steps: T[]) =>
          steps
            .map((step) => ({ step, key: random.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ step }) => step);
        const sorted = (built: Json) => {
          for (const one of Object.values<Json>(built).flatMap(Object.values<Json>)) {
            one.environments?.sort();
            one.depends_on?.sort();
          }
          return built;
        };
        expect(sorted(declare(plan, shuffle))).toEqual(sorted(declare(plan, (steps) => steps)));
      }),
      { numRuns: 12 },
    );
  });
});

describe("a large stack", () => {
  it("is synthesized without each link walking through all of it", () => {
    // About half a second; when it grew with the square it took longer than a test may.
    const size = 300;
    const built = resources((stack) => {
      const dev = new Environment(stack, "dev", { name: "dev" });
      for (let n = 0; n < size; n++) {
        const agents = new AgentPool(stack, `pool-${n}`, { name: `pool-${n}` });
        const workspace = new Workspace(stack, `ws-${n}`, { name: `ws-${n}`, environment: dev });
        new EnvironmentAccess(stack, `access-${n}`, { pool: agents, environment: dev });
        new WorkspacePoolLink(stack, `link-${n}`, { workspace, pool: agents });
      }
    });
    expect(Object.values<Json>(built.scalr_workspace).filter((one) => one.agent_pool_id)).toHaveLength(size);
  });
});
