/** The nodes of a configuration's graph. */
import { formatResource, inModule, joinModule } from "../addresses/address.js";
import type { Graph } from "../graph/graph.js";
import type { Check, Expression, ModuleNode, Output, Reference, Variable } from "../language/index.js";
import type { ProviderUse } from "./provider-pool.js";
import type { ResourceFacts } from "./resource-facts.js";

/** A node of the graph: a part of a configuration that is evaluated, planned or applied. */
export type ConfigNode =
  | { readonly kind: "local"; readonly module: ModuleNode; readonly name: string }
  | { readonly kind: "provider"; readonly use: ProviderUse }
  | { readonly kind: "resource"; readonly facts: ResourceFacts }
  | { readonly kind: "output"; readonly module: ModuleNode; readonly output: Output }
  | { readonly kind: "check"; readonly module: ModuleNode; readonly check: Check }
  /** Which instances a module has. */
  | { readonly kind: "call"; readonly module: ModuleNode }
  /** A variable of a module that is called. */
  | {
      readonly kind: "variable";
      readonly module: ModuleNode;
      readonly variable: Variable;
      /** Absent where the call does not set it. */
      readonly argument?: Expression;
    }
  /** The rules that a variable's value must keep. */
  | {
      readonly kind: "validation";
      readonly module: ModuleNode;
      readonly variable: Variable;
      readonly argument?: Expression;
    }
  /** Everything in a module is done. */
  | { readonly kind: "close"; readonly module: ModuleNode };

/** The node of a local value. */
export const localId = (name: string, module = "") => inModule(module, `local.${name}`);
/** The node of an output. */
export const outputId = (name: string, module = "") => inModule(module, `output.${name}`);
/** The node of a check block. */
export const checkId = (name: string, module = "") => inModule(module, `check.${name}`);
/** The node of a configured provider. */
export const providerId = (use: ProviderUse) => `provider ${use.id}`;
/** The node of a variable of a module that is called. */
export const variableId = (name: string, module: string) => inModule(module, `var.${name}`);
/** The node of a variable's rules. */
export const validationId = (name: string, module: string) => `${variableId(name, module)} (validation)`;
/** The node that tells which instances a module has. */
export const callId = (module: string) => `${module} (expand)`;
/** The node at which everything in a module is done. */
export const closeId = (module: string) => `${module} (close)`;

/** The nodes that a reference leads to; none for what needs no node. */
export function nodesOf({ subject, rest }: Reference, { path, config }: ModuleNode): string[] {
  switch (subject.kind) {
    case "local":
      return [localId(subject.name, path)];
    case "resource":
      return [inModule(path, formatResource({ module: "", ...subject }))];
    case "variable":
      return [...(path === "" ? [] : [variableId(subject.name, path)]), validationId(subject.name, path)];
    case "module": {
      const called = joinModule(path, subject.name);
      const output = rest.find((step, i) => step.kind === "attribute" && i < 2);
      if (output?.kind !== "attribute") return [closeId(called)];
      const declared = config.moduleCalls.get(subject.name)?.configuration.outputs.has(output.name);
      return [callId(called), ...(declared ? [outputId(output.name, called)] : [])];
    }
    default:
      return [];
  }
}

/** Adds a provider that only the state mentions. */
export function addProvider(graph: Graph<ConfigNode>, use: ProviderUse): string {
  const id = providerId(use);
  if (!graph.has(id)) graph.add(id, { kind: "provider", use });
  return id;
}
