/** In which order a plan is applied. */
import { configAddress, formatResource } from "../addresses/address.js";
import { isOfCheck } from "../config/analysis.js";
import { addProvider, type ConfigNode, outputId, providerId } from "../config/nodes.js";
import type { ProviderUse } from "../config/provider-pool.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import { Graph } from "../graph/graph.js";
import type { Action, Plan, ResourceChange } from "../interfaces/types.js";
import { changeId } from "../plan/context.js";
import type { WorkingState } from "../state/working.js";
import type { ApplyContext } from "./context.js";

export type ApplyNode =
  | Exclude<ConfigNode, { kind: "resource" }>
  /** All that a resource refers to is there: its instances can be told. */
  | { readonly kind: "begin"; readonly facts: ResourceFacts }
  /** All of a resource's instances are as planned: others may refer to it. */
  | { readonly kind: "end"; readonly facts: ResourceFacts }
  | { readonly kind: "change"; readonly change: ResourceChange }
  /** An instance that stays as it is, whose conditions may come out differently now. */
  | { readonly kind: "check-again"; readonly change: ResourceChange }
  | { readonly kind: "destroy"; readonly change: ResourceChange; readonly use: ProviderUse };

const beginId = (resource: string) => `${resource} (begin)`;
const destroyId = (change: ResourceChange) => `${changeId(change.address, change.deposed)} (destroy)`;

const DESTROYS: ReadonlySet<Action> = new Set([
  "delete",
  "delete-then-create",
  "create-then-delete",
  "forget-then-create",
  "forget",
]);
const CREATES: ReadonlySet<Action> = new Set([
  "create",
  "update",
  "delete-then-create",
  "create-then-delete",
  "forget-then-create",
]);

/** The order of an apply: creations in the order of references, destructions in the opposite one. */
export function applyGraph(context: ApplyContext): Graph<ApplyNode> {
  const { analysis, plan, state } = context;
  const graph = new Graph<ApplyNode>();
  const uses = new Map<ResourceChange, ProviderUse>();
  for (const change of plan.changes) uses.set(change, useOf(context, change));
  const keep = kept(context, uses);
  for (const [id, node] of analysis.graph.nodes) {
    if (!keep.has(id)) continue;
    const needs = [...analysis.graph.needsOf(id)].filter((needed) => keep.has(needed));
    if (node.kind !== "resource") {
      graph.add(id, node);
      for (const needed of needs) graph.need(id, needed);
      continue;
    }
    const { facts } = node;
    const { address } = facts;
    graph.add(beginId(address), { kind: "begin", facts });
    for (const needed of needs) graph.need(beginId(address), needed);
    graph.add(address, { kind: "end", facts });
    graph.need(address, beginId(address));
  }
  const creators: ResourceChange[] = [];
  const destroyers: ResourceChange[] = [];
  for (const change of plan.changes) {
    const use = uses.get(change)!;
    const resource = configAddress(change);
    if (change.deposed === undefined && (CREATES.has(change.action) || change.action === "read")) {
      const id = changeNodeId(change);
      graph.add(id, { kind: "change", change });
      graph.need(id, beginId(resource));
      graph.need(resource, id);
      if (change.action !== "read") creators.push(change);
    }
    if (rechecked(context, change)) {
      const id = changeNodeId(change);
      graph.add(id, { kind: "check-again", change });
      graph.need(id, beginId(resource));
      graph.need(resource, id);
    }
    if (DESTROYS.has(change.action)) {
      graph.add(destroyId(change), { kind: "destroy", change, use });
      graph.need(destroyId(change), addProvider(graph as Graph<ConfigNode>, use));
      destroyers.push(change);
    }
  }
  orderDestruction(graph, state, creators, destroyers);
  // What a check looks at is read when all is done, whether it refers to it or not.
  for (const change of plan.changes) {
    const facts = analysis.resources.get(configAddress(change));
    if (change.action !== "read" || !facts || !isOfCheck(facts)) continue;
    for (const creator of creators) graph.need(changeNodeId(change), changeNodeId(creator));
    for (const destroyer of destroyers) graph.need(changeNodeId(change), destroyId(destroyer));
  }
  return graph;
}

/** An instance without a key has the address of its resource: such a change node must not hide the resource's end. */
function changeNodeId(change: ResourceChange): string {
  return change.address === configAddress(change) ? `${change.address} (apply)` : change.address;
}

/** Whether something was left out when the plan was made. */
export const isPartialPlan = ({ targets, excludes }: Plan): boolean => targets.length + excludes.length > 0;

function rechecked({ analysis }: ApplyContext, change: ResourceChange): boolean {
  if (change.action !== "no-op") return false;
  const lifecycle = analysis.resources.get(configAddress(change))?.resource.lifecycle;
  return lifecycle !== undefined && lifecycle.preconditions.length + lifecycle.postconditions.length > 0;
}

function useOf({ pool, analysis, state }: ApplyContext, change: ResourceChange): ProviderUse {
  const facts = analysis.resources.get(configAddress(change));
  if (facts) return facts.use;
  const stored = state.resources.get(formatResource(change));
  return (stored && pool.useInState(stored.provider)) ?? pool.use(change.provider, undefined);
}

/** The nodes of the configuration that take part: what changes, what outputs need, what providers need. */
function kept(context: ApplyContext, uses: ReadonlyMap<ResourceChange, ProviderUse>): Set<string> {
  const { analysis, plan } = context;
  const starts: string[] = [];
  for (const change of plan.changes) {
    const again = rechecked(context, change);
    if (CREATES.has(change.action) || change.action === "read" || again) starts.push(configAddress(change));
    if (change.action !== "no-op") starts.push(providerId(uses.get(change)!));
  }
  if (plan.mode !== "destroy") {
    for (const { name, action } of plan.outputChanges) if (action !== "delete") starts.push(outputId(name));
    for (const [id, node] of analysis.graph.nodes) {
      if (node.kind === "check" && !isPartialPlan(plan)) starts.push(id);
    }
  }
  return analysis.graph.closure(starts.filter((id) => analysis.graph.has(id)));
}

function orderDestruction(
  graph: Graph<ApplyNode>,
  state: WorkingState,
  creators: readonly ResourceChange[],
  destroyers: readonly ResourceChange[],
): void {
  const creatorsOf = byResource(creators);
  const destroyersOf = byResource(destroyers);
  const weak: [creator: ResourceChange, destroyer: ResourceChange][] = [];
  const replaced = new Map(destroyers.map((destroyer) => [destroyId(destroyer), destroyer]));
  for (const creator of creators) {
    const destroyer = replaced.get(destroyId(creator));
    if (destroyer?.action === "create-then-delete") graph.need(destroyId(destroyer), changeNodeId(creator));
    else if (destroyer) graph.need(changeNodeId(creator), destroyId(destroyer));
    for (const resource of storedDependencies(state, creator)) {
      for (const other of destroyersOf.get(resource) ?? []) weak.push([creator, other]);
    }
  }
  for (const destroyer of destroyers) {
    for (const resource of storedDependencies(state, destroyer)) {
      // What something depends on is destroyed after it.
      for (const other of destroyersOf.get(resource) ?? [])
        graph.need(destroyId(other), destroyId(destroyer));
      for (const creator of creatorsOf.get(resource) ?? []) weak.push([creator, destroyer]);
    }
  }
  // The edges so far form no circle. Whether something is destroyed before or after what depended on it, or what it
  // depended on, is changed matters less: before, unless it is to be replaced first.
  for (const [creator, destroyer] of weak) {
    const create = changeNodeId(creator);
    const destroy = destroyId(destroyer);
    const [late, early] = destroyer.createBeforeDestroy ? [destroy, create] : [create, destroy];
    if (!tryNeed(graph, late, early)) tryNeed(graph, early, late);
  }
}

/** Adds the edge unless that closes a circle. */
function tryNeed(graph: Graph<ApplyNode>, id: string, needed: string): boolean {
  if (graph.closure([needed]).has(id)) return false;
  graph.need(id, needed);
  return true;
}

function byResource(changes: readonly ResourceChange[]): Map<string, ResourceChange[]> {
  const found = new Map<string, ResourceChange[]>();
  for (const change of changes) push(found, configAddress(change), change);
  return found;
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

function storedDependencies(state: WorkingState, change: ResourceChange): readonly string[] {
  const slot = state.slot(change);
  const object = change.deposed === undefined ? slot?.current : slot?.deposed.get(change.deposed);
  return object?.dependencies ?? [];
}
