/** The nodes of a plan: those of the configuration, and objects that only the state has. */
import { configAddress, formatResource } from "../addresses/address.js";
import { errorDiag } from "../config/diagnostics.js";
import { addProvider, type ConfigNode, nodesOf, providerId } from "../config/nodes.js";
import type { ProviderUse } from "../config/provider-pool.js";
import { Graph } from "../graph/graph.js";
import type { Diag } from "../interfaces/diag.js";
import type { WorkingResource } from "../state/working.js";
import { type PlanContext, storedIn } from "./context.js";
import { leaveOut } from "./excludes.js";
import { type Chosen, choose, isHit, isWhollyHit } from "./targets.js";

export type PlanNode =
  | ConfigNode
  /** A resource of the state that the configuration does not have. */
  | { readonly kind: "orphan"; readonly stored: WorkingResource; readonly use: ProviderUse };

export interface PlanGraph {
  readonly graph: Graph<PlanNode>;
  readonly chosen: Chosen | undefined;
  readonly diagnostics: readonly Diag[];
}

/** The order of a plan, reduced to its targets if there are any. */
export function planGraph(context: PlanContext): PlanGraph {
  const { analysis, state, mode } = context;
  const diagnostics: Diag[] = [];
  const chosen = chosenIn(context);
  const full = new Graph<PlanNode>();
  for (const [id, node] of analysis.graph.nodes) {
    full.add(id, node);
    for (const needed of analysis.graph.needsOf(id)) full.need(id, needed);
  }
  const orphans: string[] = [];
  for (const [id, stored] of state.resources) {
    if (analysis.resources.has(configAddress(stored.address))) continue;
    if (stored.address.mode === "data") continue;
    if (chosen && !isChosen(context, chosen, stored)) continue;
    const use = context.pool.useInState(stored.provider);
    const problem = use
      ? unusable(context, id, stored, use)
      : errorDiag(
          "Invalid provider in state",
          `Resource ${id} of the state names no valid provider: ${stored.provider}.`,
        );
    if (problem || !use) {
      if (problem) diagnostics.push(problem);
      continue;
    }
    full.add(id, { kind: "orphan", stored, use });
    full.need(id, addProvider(full as Graph<ConfigNode>, use));
    orphans.push(id);
  }
  const keep =
    mode === "destroy"
      ? toDestroy(context, full, orphans, chosen)
      : chosen && withOrphans(full, orphans, chosen);
  return { graph: keep ? subgraph(full, keep) : full, chosen, diagnostics };
}

function chosenIn({ analysis, state, mode, targets, excludes }: PlanContext): Chosen | undefined {
  if (targets) return choose(analysis, state, targets, mode);
  return excludes && leaveOut(analysis, state, excludes, mode);
}

/** Whether the plan is about some object of a resource that the configuration does not have. */
function isChosen({ targets, excludes }: PlanContext, chosen: Chosen, stored: WorkingResource): boolean {
  const address = configAddress(stored.address);
  if (excludes) return !chosen.without?.has(address) && !isWhollyHit(stored, excludes);
  return isHit(stored, targets!) || chosen.whole.has(address);
}

function unusable(context: PlanContext, id: string, stored: WorkingResource, use: ProviderUse): Diag | null {
  if (!context.pool.has(use.source)) return { ...context.pool.missing(use.source, undefined), address: id };
  if ((use.alias !== undefined || use.module !== "") && !use.config) {
    return {
      ...errorDiag(
        "Provider configuration not present",
        `To work with ${id} (orphan) its original provider configuration at ${stored.provider} is required, but it has been removed. This occurs when a provider configuration is removed while objects created by that provider still exist in the state. Re-add the provider configuration to destroy ${id} (orphan), after which you can remove the provider configuration again.`,
      ),
      address: id,
    };
  }
  const { mode, type } = stored.address;
  if (context.pool.schema(use.source, mode, type)) return null;
  return {
    ...errorDiag(
      "Invalid resource type",
      `The provider ${use.source} does not support resource type ${JSON.stringify(type)}, which the state has as ${formatResource(stored.address)}.`,
    ),
    address: id,
  };
}

function withOrphans(full: Graph<PlanNode>, orphans: readonly string[], { nodes }: Chosen): Set<string> {
  return new Set([...nodes, ...full.closure(orphans)]);
}

/**
 * When all is destroyed only objects of the state matter, what their providers are configured with, and what says whether they
 * may be destroyed.
 */
function toDestroy(
  context: PlanContext,
  full: Graph<PlanNode>,
  orphans: readonly string[],
  chosen: Chosen | undefined,
): Set<string> {
  const stored = [...context.analysis.resources.values()].filter(
    (facts) =>
      facts.resource.mode === "managed" &&
      storedIn(context.state, facts).length > 0 &&
      (!chosen || (chosen.nodes.has(facts.address) && !chosen.without?.has(facts.address))),
  );
  const providers = stored.map(({ use }) => providerId(use));
  const decisive = stored.flatMap(({ resource, module }) =>
    (resource.lifecycle.preventDestroy?.references() ?? []).flatMap((reference) =>
      nodesOf(reference, module),
    ),
  );
  const keep = full.closure([...providers, ...orphans, ...decisive.filter((id) => full.has(id))]);
  for (const { address } of stored) keep.add(address);
  return keep;
}

function subgraph<T>(graph: Graph<T>, keep: ReadonlySet<string>): Graph<T> {
  const result = new Graph<T>();
  for (const [id, node] of graph.nodes) {
    if (!keep.has(id)) continue;
    result.add(id, node);
    for (const needed of graph.needsOf(id)) if (keep.has(needed)) result.need(id, needed);
  }
  return result;
}
