/** The configuration in a plan's JSON. */

import { joinModule } from "../addresses/address.js";
import { hasErrors } from "../config/diagnostics.js";
import { providerKeyOf, sameSource } from "../config/provider-pool.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import type { Block } from "../interfaces/provider.js";
import {
  type Body,
  bodySchema,
  type Expression,
  type ModuleCall,
  type ModuleNode,
  PROVISIONER_BLOCK,
  type Reference,
} from "../language/index.js";
import type { Node } from "../language/syntax/ast.js";
import { children } from "../language/syntax/children.js";
import { type Json, toJson, typeToJson } from "../values/index.js";
import type { PlanContext } from "./context.js";

type Obj = { [name: string]: unknown };

/** The member `configuration` of `show -json`. */
export function configurationJson(context: PlanContext): unknown {
  const { analysis, pool } = context;
  const providers: Obj = Object.create(null);
  for (const facts of analysis.resources.values()) {
    const { use } = facts;
    const { name, key } = providerKey(context, facts);
    providers[key] ??= {
      name,
      full_name: use.source,
      ...(use.alias !== undefined && { alias: use.alias }),
      ...(key.includes(":") && { module_address: key.slice(0, key.lastIndexOf(":")) }),
      ...(use.config &&
        named("expressions", expressions(use.config.body, pool.plain(use.source).schema.provider.block))),
    };
  }
  // A provider that only gives functions is known by what requires it.
  for (const [name, { source }] of analysis.modules.get("")!.config.requiredProviders)
    providers[name] ??= { name, full_name: source };
  return {
    ...(Object.keys(providers).length > 0 && { provider_config: providers }),
    root_module: moduleJson(context, analysis.modules.get("")!),
  };
}

function moduleJson(context: PlanContext, module: ModuleNode): Obj {
  const { config, path } = module;
  const outputs: Obj = Object.create(null);
  for (const output of config.outputs.values()) {
    outputs[output.name] = {
      ...(output.sensitive && { sensitive: true }),
      ...(output.ephemeral && { ephemeral: true }),
      ...(output.deprecated !== undefined && { deprecated: output.deprecated }),
      expression: expressionJson(output.expression),
      ...(output.description !== undefined && { description: output.description }),
      ...dependsOn(output.dependsOn),
    };
  }
  const variables: Obj = Object.create(null);
  for (const variable of config.variables.values()) {
    const shown = variable.default?.isWhollyKnown ? variable.default.unmarkDeep() : undefined;
    variables[variable.name] = {
      ...(variable.type && { type: typeToJson(variable.type) }),
      ...(!variable.default && { required: true }),
      ...(shown && !shown.isNull && { default: toJson(shown) }),
      ...(variable.description !== undefined && { description: variable.description }),
      ...(variable.sensitive && { sensitive: true }),
      ...(variable.ephemeral && { ephemeral: true }),
      ...(variable.deprecated !== undefined && { deprecated: variable.deprecated }),
    };
  }
  const resources = [...context.analysis.resources.values()]
    .filter((facts) => facts.module.path === path)
    .sort(byMode)
    .map((facts) => resourceJson(context, facts));
  const calls: Obj = {};
  for (const call of config.moduleCalls.values()) calls[call.name] = callJson(context, module, call);
  return {
    ...(Object.keys(outputs).length > 0 && { outputs }),
    ...(resources.length > 0 && { resources }),
    ...(Object.keys(calls).length > 0 && { module_calls: calls }),
    ...(Object.keys(variables).length > 0 && { variables }),
  };
}

/** Resources, then data sources; each by address. */
function byMode(a: ResourceFacts, b: ResourceFacts): number {
  if (a.resource.mode !== b.resource.mode) return a.resource.mode === "managed" ? -1 : 1;
  return a.address < b.address ? -1 : 1;
}

/** A provider without configuration is known by the outermost module of those that ask for it. */
function providerKey({ pool }: PlanContext, { use, resource, module }: ResourceFacts) {
  const { name, key } = providerKeyOf(use, resource);
  if (use.config || !module.caller) return { name, key };
  const asks = ({ config, path }: ModuleNode) =>
    [...config.requiredProviders.values()].some(({ source }) => sameSource(source, use.source)) ||
    [...config.resources.values()].some((other) => pool.useOf(other, { config, path }).source === use.source);
  let owner = module;
  while (owner.caller && asks(owner.caller.module)) owner = owner.caller.module;
  return { name, key: owner.path === "" ? key : `${owner.path}:${key}` };
}

function resourceJson(context: PlanContext, facts: ResourceFacts): Obj {
  const { resource, schema } = facts;
  return {
    address: resource.address,
    mode: resource.mode,
    type: resource.type,
    name: resource.name,
    provider_config_key: providerKey(context, facts).key,
    ...(resource.provisioners.length > 0 && {
      provisioners: resource.provisioners.map(({ type, body }) => ({
        type,
        expressions: expressions(body, PROVISIONER_BLOCK),
      })),
    }),
    ...named("expressions", expressions(resource.body, schema.block)),
    schema_version: schema.version,
    ...given("count_expression", resource.count),
    ...given("for_each_expression", resource.forEach),
    ...dependsOn(resource.dependsOn),
  };
}

function callJson(context: PlanContext, module: ModuleNode, call: ModuleCall): Obj {
  const names = [...call.configuration.variables.keys()].sort();
  const { attributes } = call.body.partialContent({
    attributes: new Map(names.map((name) => [name, { required: false }])),
    blocks: new Map(),
  });
  const found: Obj = {};
  for (const name of names) {
    const argument = attributes.get(name);
    if (argument) found[name] = expressionJson(argument.expression);
  }
  const called = context.analysis.modules.get(joinModule(module.path, call.name))!;
  return {
    source: call.source,
    ...(call.versionConstraint !== undefined && { version_constraint: call.versionConstraint }),
    ...named("expressions", found),
    ...given("count_expression", call.count),
    ...given("for_each_expression", call.forEach),
    module: moduleJson(context, called),
    ...dependsOn(call.dependsOn),
  };
}

function dependsOn(references: readonly Reference[]): Obj {
  return references.length > 0 ? { depends_on: references.map((reference) => names(reference)[0]) } : {};
}

/** Left out when nothing can be said of the expression. */
function given(name: string, expression: Expression | undefined): Obj {
  return expression ? named(name, expressionJson(expression)) : {};
}

/** Left out when empty. */
const named = (name: string, json: Obj): Obj => (Object.keys(json).length > 0 ? { [name]: json } : {});

function expressions(body: Body, block: Block): Obj {
  const content = body.partialContent(bodySchema(block));
  const found: Obj = {};
  for (const [name, { expression }] of [...content.attributes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    found[name] = expressionJson(expression);
  }
  for (const { type, body: inner } of content.blocks) {
    const nested = block.blocks?.[type];
    if (!nested) continue;
    const value = expressions(inner, nested.block);
    if (nested.nesting === "single" || nested.nesting === "group") found[type] = value;
    else found[type] = [...((found[type] as Obj[] | undefined) ?? []), value];
  }
  return found;
}

/** A constant's value, or what the expression refers to. */
function expressionJson(expression: Expression): Obj {
  const references = expression.references();
  const all = [...references.flatMap(names), ...providerFunctionsIn(expression)];
  const refers = all.length > 0 ? { references: all } : {};
  const written = expression.written?.();
  if (written) return { ...(!written.isNull && { constant_value: toJson(written) as Json }), ...refers };
  if (all.length > 0) return refers;
  // What functions make of constants is not part of the configuration.
  const { node } = expression.syntax();
  if (!node || calls(node)) return {};
  const { value, diagnostics } = expression.evaluate({
    lookup: () => {
      throw new Error("an expression without references looked one up");
    },
    pureOnly: true,
  });
  if (hasErrors(diagnostics) || !value.isWhollyKnown || value.containsMarked) return {};
  return { constant_value: toJson(value) as Json };
}

/** The functions of providers that an expression calls, by their full names. */
function providerFunctionsIn(expression: Expression): string[] {
  const { node } = expression.syntax();
  const found: string[] = [];
  const visit = (at: Node): void => {
    if (at.kind === "call" && at.name.startsWith("provider::")) found.push(at.name);
    for (const child of children(at)) visit(child);
  };
  if (node) visit(node);
  return found;
}

function calls(node: Node): boolean {
  return node.kind === "call" || children(node).some(calls);
}

/** `a.b.id` and `a.b`: the reference, and what it is a part of. */
function names({ subject, rest }: Reference): string[] {
  const all: string[] = [];
  let text = "";
  switch (subject.kind) {
    case "variable":
      return [`var.${subject.name}`];
    case "resource":
      text = `${subject.mode === "data" ? "data." : ""}${subject.type}.${subject.name}`;
      break;
    case "self":
      text = "self";
      break;
    case "module":
      text = `module.${subject.name}`;
      break;
    case "local":
    case "each":
      text = `${subject.kind}.${subject.name}`;
      break;
    case "count":
    case "path":
    case "terraform":
      return [`${subject.kind}.${subject.name}`];
  }
  // An instance of a module stands for the module.
  const keyed = subject.kind === "module" && rest[0]?.kind === "index";
  if (!keyed) all.unshift(text);
  for (const step of rest) {
    if (step.kind === "attribute") text += `.${step.name}`;
    else
      text += `[${step.key.type.kind === "number" ? step.key.numberText() : JSON.stringify(step.key.asString())}]`;
    all.unshift(text);
  }
  return all;
}
