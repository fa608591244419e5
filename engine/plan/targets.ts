/** `-target` and `-replace`: what is named, and what that brings along. */
import {
  configAddress,
  configModule,
  covers,
  formatInstance,
  moduleCovers,
  type ParsedAddress,
  parseAddress,
} from "../addresses/address.js";
import type { Analysis } from "../config/analysis.js";
import { diag, errorDiag } from "../config/diagnostics.js";
import type { ConfigNode } from "../config/nodes.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import { Graph } from "../graph/graph.js";
import type { Diag } from "../interfaces/diag.js";
import type { PlanMode } from "../interfaces/types.js";
import type { WorkingResource, WorkingState } from "../state/working.js";
import { storedIn } from "./context.js";

/** `-target` and `-exclude`: resources, their instances and modules. */
export function parseTargets(texts: readonly string[]): { targets?: ParsedAddress[]; diagnostics: Diag[] } {
  if (texts.length === 0) return { diagnostics: [] };
  const targets: ParsedAddress[] = [];
  const diagnostics: Diag[] = [];
  for (const text of texts) {
    const parsed = parseAddress(text);
    if (parsed) targets.push(parsed);
    else {
      diagnostics.push(
        errorDiag(
          "Invalid target",
          `${JSON.stringify(text)} is not the address of a resource, an instance or a module.`,
        ),
      );
    }
  }
  return { targets, diagnostics };
}

/** `-replace`: resource instances alone. */
export function parseReplacements(texts: readonly string[]): { replace: Set<string>; diagnostics: Diag[] } {
  const replace = new Set<string>();
  const diagnostics: Diag[] = [];
  for (const text of texts) {
    const parsed = parseAddress(text);
    if (parsed && parsed.kind !== "module") {
      const address = parsed.kind === "instance" ? parsed.instance : { ...parsed.resource, key: undefined };
      if (address.mode === "managed") {
        replace.add(formatInstance(address));
        continue;
      }
    }
    diagnostics.push(
      errorDiag(
        "Invalid force-replace address",
        `${JSON.stringify(text)} is not the address of a managed resource instance.`,
      ),
    );
  }
  return { replace, diagnostics };
}

/** The error of a plan that is to keep to something and to leave something out. */
export const exclusiveOptions = (): Diag =>
  errorDiag(
    "Invalid combination of arguments",
    "The target and exclude planning options are mutually-exclusive. Each plan must use either only the target options or only the exclude options.",
  );

/** The warning that a plan with targets is not the whole. */
export function targetWarning(): Diag {
  return diag(
    "warning",
    "Resource targeting is in effect",
    "You are creating a plan with either the -target option or the -exclude option, which means that the result of this plan may not represent all of the changes requested by the current configuration.\n\nThe -target and -exclude options are not for routine use, and are provided only for exceptional situations such as recovering from errors or mistakes, or when OpenTofu specifically suggests to use it as part of an error message.",
  );
}

export interface Chosen {
  /** Nodes of the configuration's graph to visit. */
  readonly nodes: ReadonlySet<string>;
  /** Resources that take part with all of their instances: those that targets depend on. */
  readonly whole: ReadonlySet<string>;
  /** Resources that are left out, of the configuration and of the state. */
  readonly without?: ReadonlySet<string>;
}

/** The targets with their dependencies or, for a destroy plan, with their dependents. */
export function choose(
  analysis: Analysis,
  state: WorkingState,
  targets: readonly ParsedAddress[],
  mode: PlanMode,
): Chosen {
  const { graph, resources } = analysis;
  const named: string[] = [];
  for (const facts of resources.values()) {
    const hit =
      targets.some((target) => mayHit(target, facts)) ||
      storedIn(state, facts).some((stored) => isHit(stored, targets));
    if (hit) named.push(facts.address);
  }
  if (mode === "destroy") {
    const dependents = stateGraph(state).upward([...named, ...storedHits(state, targets)]);
    const nodes = graph.closure([...dependents].filter((id) => graph.has(id)));
    const own = new Set(named);
    return { nodes, whole: new Set([...dependents].filter((id) => !own.has(id))) };
  }
  const nodes = graph.closure(named);
  const whole = new Set([...nodes].filter((id) => resources.has(id) && !named.includes(id)));
  addOutputs(analysis, nodes);
  return { nodes, whole };
}

/** Adds the outputs that follow from the nodes alone, with what they need. */
export function addOutputs({ graph, resources }: Analysis, nodes: Set<string>): void {
  for (const [id, node] of graph.nodes)
    if (node.kind === "output" && node.module.path === "" && followsFrom(graph, resources, id, nodes))
      nodes.add(id);
  for (const needed of graph.closure([...nodes])) nodes.add(needed);
}

/** An output is brought up to date when all that it depends on is. */
function followsFrom(
  graph: Graph<ConfigNode>,
  resources: Analysis["resources"],
  output: string,
  nodes: ReadonlySet<string>,
): boolean {
  const needed = [...graph.closure([output])].filter((id) => resources.has(id));
  return needed.length > 0 && needed.every((id) => nodes.has(id));
}

function storedHits(state: WorkingState, targets: readonly ParsedAddress[]): string[] {
  return [...state.resources.values()]
    .filter((stored) => isHit(stored, targets))
    .map(({ address }) => configAddress(address));
}

/** Whether some instance of the resource can be meant, whichever instances there are. */
export function mayHit(target: ParsedAddress, { address, module }: ResourceFacts): boolean {
  if (target.kind === "module") return moduleCovers(configModule(target.module), module.path);
  return configAddress(target.kind === "resource" ? target.resource : target.instance) === address;
}

/** Whether any object of the resource is a target or a part of one. */
export const isHit = ({ address, slots }: WorkingResource, targets: readonly ParsedAddress[]): boolean =>
  [...slots.keys()].some((key) => targets.some((target) => covers(target, { ...address, key })));

/** Whether every object of the resource is a target or a part of one. */
export const isWhollyHit = (
  { address, slots }: WorkingResource,
  targets: readonly ParsedAddress[],
): boolean => [...slots.keys()].every((key) => targets.some((target) => covers(target, { ...address, key })));

/** Dependencies between resources as the state notes them. */
export function stateGraph(state: WorkingState): Graph<null> {
  const graph = new Graph<null>();
  for (const { address } of state.resources.values()) graph.add(configAddress(address), null);
  for (const { address, slots } of state.resources.values()) {
    const id = configAddress(address);
    for (const { current, deposed } of slots.values()) {
      for (const object of [current, ...deposed.values()]) {
        for (const needed of object?.dependencies ?? []) graph.need(id, needed);
      }
    }
  }
  return graph;
}
