/** The dependencies of resources, direct and indirect. */
import type { Graph } from "../graph/graph.js";
import { type ConfigNode, nodesOf } from "./nodes.js";
import type { ResourceFacts } from "./resource-facts.js";

/** The targets of `depends_on`, including those of the surrounding module calls. */
function dependsOn({ resource, module }: ResourceFacts): string[] {
  const found = resource.dependsOn.flatMap((reference) => nodesOf(reference, module));
  for (let { caller } = module; caller; caller = caller.module.caller) {
    for (const reference of caller.call.dependsOn) found.push(...nodesOf(reference, caller.module));
  }
  return found;
}

/**
 * What somebody may mean to have first: the resources that its configuration names itself, those that `depends_on` names, and of
 * what else `depends_on` names all that it comes from.
 */
function requirements(
  graph: Graph<ConfigNode>,
  resources: ReadonlyMap<string, ResourceFacts>,
  facts: ResourceFacts,
): string[] {
  const named = [...graph.needsOf(facts.address)].filter((id) => resources.has(id));
  const demanded = dependsOn(facts).flatMap((id) => (resources.has(id) ? [id] : [...graph.closure([id])]));
  return [...named, ...demanded];
}

/** What follows from the graph as a whole. */
export function spread(graph: Graph<ConfigNode>, resources: ReadonlyMap<string, ResourceFacts>): void {
  for (const [id, facts] of resources) {
    const near = graph.closure([id]);
    facts.dependencies = [...near].filter((other) => other !== id && resources.has(other)).sort();
    const { preconditions, postconditions } = facts.resource.lifecycle;
    const watched =
      preconditions.length + postconditions.length > 0
        ? facts.dependencies
        : requirements(graph, resources, facts);
    facts.waitsFor = watched.filter((other) => resources.get(other)?.resource.mode === "managed");
  }
  for (const facts of resources.values()) {
    if (!facts.resource.lifecycle.createBeforeDestroy) continue;
    facts.createBeforeDestroy = true;
    // What it depends on must not be destroyed before it is replaced either.
    for (const other of facts.dependencies) resources.get(other)!.createBeforeDestroy = true;
  }
}
