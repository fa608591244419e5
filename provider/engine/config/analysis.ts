/** What a configuration consists of and what refers to what, worked out once before anything is evaluated. */
import type { Schema } from "../../provider.js";
import { formatResource } from "../address.js";
import { errorDiag, hasErrors, type Owner, within } from "../diagnostics.js";
import { PROVISIONER_BLOCK } from "../exec/schema.js";
import { Graph } from "../graph/graph.js";
import {
  type BlockReferences,
  blockReferences,
  type Check,
  type Configuration,
  type Expression,
  type Output,
  type ProviderConfig,
  type Reference,
  type Resource,
} from "../lang/index.js";
import { suggestion } from "../lang/suggest.js";
import type { ProviderPool, ProviderUse } from "../providers/pool.js";
import type { Diag } from "../types.js";
import { checkReference } from "./references.js";

export type ConfigNode =
  | { readonly kind: "local"; readonly name: string }
  | { readonly kind: "provider"; readonly use: ProviderUse }
  | { readonly kind: "resource"; readonly resource: Resource }
  | { readonly kind: "output"; readonly output: Output }
  | { readonly kind: "check"; readonly check: Check };

export interface ResourceFacts {
  readonly resource: Resource;
  readonly use: ProviderUse;
  readonly schema: Schema;
  readonly owner: Owner;
  /** Create before destroy, by its own setting or because something that depends on it has it. */
  createBeforeDestroy: boolean;
  /** Addresses of all resources that this one depends on, near and far, sorted. */
  dependencies: readonly string[];
  /** Managed resources that `depends_on` reaches: changes to them delay the reading of a data source. */
  waitsFor: readonly string[];
}

export interface Analysis {
  readonly graph: Graph<ConfigNode>;
  /** By the resource's address. */
  readonly resources: ReadonlyMap<string, ResourceFacts>;
  readonly diagnostics: readonly Diag[];
}

export const localId = (name: string) => `local.${name}`;
export const outputId = (name: string) => `output.${name}`;
export const checkId = (name: string) => `check.${name}`;
export const providerId = (use: ProviderUse) => `provider ${use.id}`;

/** The node that a reference leads to; undefined for what needs no node. */
export function nodeOf({ subject }: Reference): string | undefined {
  if (subject.kind === "local") return localId(subject.name);
  if (subject.kind === "resource") return formatResource({ module: "", ...subject });
  return undefined;
}

export function analyse(config: Configuration, pool: ProviderPool): Analysis {
  const graph = new Graph<ConfigNode>();
  const diagnostics: Diag[] = [];
  const resources = new Map<string, ResourceFacts>();
  for (const resource of config.resources.values()) {
    const facts = factsOf(resource, pool);
    if ("problem" in facts) diagnostics.push(facts.problem);
    else resources.set(resource.address, facts);
  }
  const refer = (
    id: string,
    expressions: readonly Expression[],
    references: readonly Reference[],
    owner?: Owner,
    body?: BlockReferences,
  ) => {
    const problems: Diag[] = expressions.flatMap((expression) => [...expression.referenceProblems()]);
    const all = [...expressions.flatMap((expression) => [...expression.references()]), ...references];
    if (body) {
      problems.push(...body.problems);
      all.push(...body.references);
    }
    for (const reference of all) {
      const target = nodeOf(reference);
      if (target === id) problems.push(selfReference(reference, id, owner));
      else {
        if (target !== undefined) graph.need(id, target);
        problems.push(...checkReference(reference, config, resources));
      }
    }
    diagnostics.push(...(owner ? within(owner, problems) : problems));
  };
  for (const local of config.locals.values()) {
    graph.add(localId(local.name), { kind: "local", name: local.name });
    refer(localId(local.name), [local.expression], [], { context: "locals", header: local.span });
  }
  const useProvider = (use: ProviderUse): string => {
    const id = providerId(use);
    if (!graph.has(id)) {
      graph.add(id, { kind: "provider", use });
      if (use.config) {
        const block = pool.plain(use.source).schema.provider.block;
        refer(id, [], [], providerOwner(use.config), blockReferences(use.config.body, block));
      }
    }
    return id;
  };
  for (const facts of resources.values()) {
    const { resource, owner } = facts;
    const id = resource.address;
    graph.add(id, { kind: "resource", resource });
    refer(
      id,
      metaExpressions(resource),
      resource.dependsOn,
      owner,
      blockReferences(resource.body, facts.schema.block),
    );
    graph.need(id, useProvider(facts.use));
    for (const block of config.imports) {
      if (formatResource({ module: "", ...block.to }) === id) refer(id, [block.id], []);
    }
    for (const provisioner of resource.provisioners) {
      // Provisioners may refer to their own resource, as `self` or by its name when it is applied.
      if (provisioner.when === "destroy") continue;
      refer(id, [], [], owner, blockReferences(provisioner.body, PROVISIONER_BLOCK));
    }
  }
  for (const output of config.outputs.values()) {
    const id = outputId(output.name);
    graph.add(id, { kind: "output", output });
    const rules = output.preconditions.flatMap((rule) => [rule.condition, rule.errorMessage]);
    refer(id, [output.expression, ...rules], output.dependsOn, {
      context: `output ${JSON.stringify(output.name)}`,
      header: output.span,
    });
  }
  for (const check of config.checks.values()) {
    const id = checkId(check.name);
    graph.add(id, { kind: "check", check });
    const rules = check.assertions.flatMap((rule) => [rule.condition, rule.errorMessage]);
    refer(id, rules, [], { context: `check ${JSON.stringify(check.name)}`, header: check.span });
    if (check.data) graph.need(id, check.data.address);
  }
  const cycle = hasErrors(diagnostics) ? null : graph.cycle();
  if (cycle) diagnostics.push(cycleProblem(cycle));
  else if (!hasErrors(diagnostics)) spread(graph, resources);
  return { graph, resources, diagnostics };
}

/** Adds a provider that only the state mentions. */
export function addProvider(graph: Graph<ConfigNode>, use: ProviderUse): string {
  const id = providerId(use);
  if (!graph.has(id)) graph.add(id, { kind: "provider", use });
  return id;
}

function factsOf(resource: Resource, pool: ProviderPool): ResourceFacts | { readonly problem: Diag } {
  const use = pool.useOf(resource);
  const owner = resourceOwner(resource);
  if (!pool.has(use.source)) {
    return {
      problem: within(owner, [pool.missing(use.source, resource.provider?.span ?? resource.span)])[0]!,
    };
  }
  if (use.alias !== undefined && !use.config) {
    const name = `${resource.provider!.name}.${use.alias}`;
    return {
      problem: {
        ...errorDiag(
          "Provider configuration not present",
          `${resource.address} uses the provider configuration ${name}, which is not declared. Add a provider ${JSON.stringify(resource.provider!.name)} block with alias = ${JSON.stringify(use.alias)}.`,
          resource.provider!.span,
        ),
        context: owner.context,
      },
    };
  }
  const schema = pool.schema(use.source, resource.mode, resource.type);
  if (!schema) {
    const { resources, dataSources } = pool.plain(use.source).schema;
    const what = resource.mode === "data" ? "data source" : "resource type";
    const known = Object.keys(resource.mode === "data" ? dataSources : resources);
    return {
      problem: {
        ...errorDiag(
          `Invalid ${what}`,
          `The provider ${use.source} does not support ${what} ${JSON.stringify(resource.type)}.${suggestion(resource.type, known)}`,
          resource.span,
        ),
        context: owner.context,
      },
    };
  }
  return { resource, use, schema, owner, createBeforeDestroy: false, dependencies: [], waitsFor: [] };
}

export function resourceOwner(resource: Resource): Owner {
  const block = resource.mode === "data" ? "data" : "resource";
  return {
    context: `${block} ${JSON.stringify(resource.type)} ${JSON.stringify(resource.name)}`,
    header: resource.span,
    ...(resource.constructPath !== undefined && { constructPath: resource.constructPath }),
  };
}

export function providerOwner(config: ProviderConfig): Owner {
  return { context: `provider ${JSON.stringify(config.name)}`, header: config.span };
}

/** The expressions of what is the language's own in a resource block. */
function metaExpressions({ count, forEach, lifecycle }: Resource): Expression[] {
  const rules = [...lifecycle.preconditions, ...lifecycle.postconditions];
  return [
    ...(count ? [count] : []),
    ...(forEach ? [forEach] : []),
    ...lifecycle.replaceTriggeredBy,
    ...rules.flatMap((rule) => [rule.condition, rule.errorMessage]),
  ];
}

function selfReference(reference: Reference, id: string, owner: Owner | undefined): Diag {
  if (id.startsWith("local.")) {
    return errorDiag("Self-referencing local value", `${id} may not refer to itself.`, reference.span);
  }
  const more = owner?.constructPath === undefined ? {} : { constructPath: owner.constructPath };
  return errorDiag(
    "Self-referential block",
    `Configuration for ${id} may not refer to itself.`,
    reference.span,
    more,
  );
}

function cycleProblem(cycle: readonly string[]): Diag {
  return {
    severity: "error",
    summary: `Cycle: ${cycle.join(", ")}`,
    detail: `Each of these refers to the next, and the last to the first: ${[...cycle, cycle[0]].join(" -> ")}. Remove one of the references.`,
  };
}

/** What follows from the graph as a whole. */
function spread(graph: Graph<ConfigNode>, resources: ReadonlyMap<string, ResourceFacts>): void {
  for (const [id, facts] of resources) {
    const near = graph.closure([id]);
    facts.dependencies = [...near].filter((other) => other !== id && resources.has(other)).sort();
    const named = facts.resource.dependsOn.map(nodeOf).filter((node): node is string => node !== undefined);
    const { preconditions, postconditions } = facts.resource.lifecycle;
    const watched =
      preconditions.length + postconditions.length > 0 ? facts.dependencies : [...graph.closure(named)];
    facts.waitsFor = watched.filter((other) => resources.get(other)?.resource.mode === "managed");
  }
  for (const facts of resources.values()) {
    if (!facts.resource.lifecycle.createBeforeDestroy) continue;
    facts.createBeforeDestroy = true;
    // What it depends on must not be destroyed before it is replaced either.
    for (const other of facts.dependencies) resources.get(other)!.createBeforeDestroy = true;
  }
}
