/** `-exclude`: what is named, and what that leaves out with it. */
import { configAddress, configModule, moduleCovers, type ParsedAddress } from "../addresses/address.js";
import type { Analysis } from "../config/analysis.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import type { Graph } from "../graph/graph.js";
import type { PlanMode } from "../interfaces/types.js";
import type { WorkingState } from "../state/working.js";
import { addOutputs, type Chosen, isHit, isWhollyHit, mayHit, stateGraph } from "./targets.js";

/**
 * What is left when something is not to be looked at: without it and without what depends on it. Of a resource whose instances
 * are named one by one the others stay, but what depends on the resource goes. When destroying, what it depends on goes.
 */
export function leaveOut(
  analysis: Analysis,
  state: WorkingState,
  excludes: readonly ParsedAddress[],
  mode: PlanMode,
): Chosen {
  const { graph, resources } = analysis;
  const without = new Set<string>();
  const around = new Set<string>();
  for (const facts of resources.values()) {
    if (excludes.some((exclude) => isWhole(exclude, facts))) without.add(facts.address);
    if (excludes.some((exclude) => mayHit(exclude, facts))) around.add(facts.address);
  }
  for (const stored of state.resources.values()) {
    const address = configAddress(stored.address);
    if (resources.has(address)) continue;
    if (isWhollyHit(stored, excludes)) without.add(address);
    if (isHit(stored, excludes)) around.add(address);
  }
  const further =
    mode === "destroy" ? beyond(stateGraph(state), around, "closure") : beyond(graph, around, "upward");
  for (const id of further) without.add(id);
  const left = [...resources.keys()].filter((id) => !without.has(id));
  const nodes = graph.closure(left);
  if (mode !== "destroy") addOutputs(analysis, nodes);
  return { nodes, whole: new Set(), without };
}

/** The nodes that depend on some nodes, or that they depend on, without themselves. */
function beyond(graph: Graph<unknown>, ids: ReadonlySet<string>, way: "closure" | "upward"): Set<string> {
  const found = new Set<string>();
  for (const id of ids) {
    if (!graph.has(id)) continue;
    for (const other of graph[way]([id])) if (other !== id) found.add(other);
  }
  return found;
}

/** Whether all instances of the resource are meant, whichever there are. */
function isWhole(exclude: ParsedAddress, { address, module }: ResourceFacts): boolean {
  if (exclude.kind === "module")
    return configModule(exclude.module) === exclude.module && moduleCovers(exclude.module, module.path);
  const { resource } = exclude.kind === "resource" ? exclude : { resource: exclude.instance };
  const isKeyed = exclude.kind === "instance" && exclude.instance.key !== undefined;
  return !isKeyed && configModule(resource.module) === resource.module && configAddress(resource) === address;
}
