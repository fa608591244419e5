/** Attributes of resources that planned changes look at: the drift that is worth telling about. */

import {
  configAddress,
  configModule,
  formatModule,
  formatResource,
  inModule,
  joinModule,
  keySuffix,
  moduleSteps,
} from "../addresses/address.js";
import { argumentOf } from "../config/analysis.js";
import type { ModuleNode } from "../language/index.js";
import {
  blockReferences,
  bodySchema,
  type Expression,
  type Reference,
  type TraversalStep,
} from "../language/index.js";
import { STRING } from "../values/index.js";
import type { PlanContext } from "./context.js";

export interface RelevantAttribute {
  /** Of an instance, or of a resource without instances. */
  readonly resource: string;
  readonly attribute: readonly (string | number)[];
}

/** The attributes that expressions of changed objects lead to, so that their drift is worth telling. */
export function relevantAttributes(context: PlanContext): RelevantAttribute[] {
  const found = new Map<string, RelevantAttribute>();
  const seen = new Set<string>();
  const { modules, resources } = context.analysis;
  // A chain of references may be longer than the stack is deep.
  const pending: (readonly [references: readonly Reference[], at: string])[] = [];
  /** @param at the instance of the module that the references are written in; without keys where these are open */
  const follow = (references: readonly Reference[], at: string): void => {
    pending.push([references, at]);
  };
  const followOne = (references: readonly Reference[], at: string): void => {
    const module = modules.get(configModule(at))!;
    for (const reference of references) {
      const attribute = attributeOf(reference, at);
      if (attribute) {
        found.set(JSON.stringify(attribute), attribute);
        followResource(reference, attribute, module, at);
      } else
        for (const [next, where, id] of furtherOn(reference, module, at)) {
          if (seen.has(id)) continue;
          seen.add(id);
          follow(next.references(), where);
        }
    }
  };
  /** What the arguments behind an attribute look at counts too. */
  const followResource = (
    { subject }: Reference,
    { resource, attribute }: RelevantAttribute,
    { path }: ModuleNode,
    at: string,
  ): void => {
    const id = JSON.stringify([resource, attribute]);
    if (subject.kind !== "resource" || seen.has(id)) return;
    seen.add(id);
    const facts = resources.get(inModule(path, formatResource({ ...subject, module: "" })));
    if (!facts) return;
    const content = facts.resource.body.partialContent(bodySchema(facts.schema.block));
    const [name] = attribute;
    const wanted =
      name === undefined ? [...content.attributes.values()] : [content.attributes.get(String(name))];
    for (const argument of wanted) if (argument) follow(argument.expression.references(), at);
    for (const { type, body } of content.blocks) {
      const nested = facts.schema.block.blocks?.[type];
      if (nested && (name === undefined || name === type))
        follow(blockReferences(body, nested.block).references, at);
    }
  };
  for (const change of context.changes.values()) {
    const facts = change.action === "no-op" ? undefined : resources.get(configAddress(change));
    if (facts) follow(blockReferences(facts.resource.body, facts.schema.block).references, change.module);
  }
  const root = modules.get("")!;
  for (const { name, action } of context.outputChanges) {
    if (action !== "no-op") follow(root.config.outputs.get(name)?.expression.references() ?? [], "");
  }
  for (const { address, parent, node, store } of context.modules.all()) {
    if (!parent) continue;
    for (const [name, value] of store.outputs) {
      const output = node.config.outputs.get(name);
      if (output && !(value.isKnown && value.isNull)) follow(output.expression.references(), address);
    }
  }
  for (let next = pending.pop(); next; next = pending.pop()) followOne(...next);
  return [...found.keys()].sort().map((key) => found.get(key)!);
}

/** The expressions that a reference goes through, each with the module that it is written in. */
function* furtherOn(
  { subject, rest }: Reference,
  module: ModuleNode,
  at: string,
): Generator<readonly [Expression, string, string]> {
  if (subject.kind === "local") {
    const local = module.config.locals.get(subject.name);
    if (local) yield [local.expression, at, `${at} local ${subject.name}`];
  } else if (subject.kind === "variable" && module.caller) {
    const argument = argumentOf(subject, module);
    const parent = formatModule(moduleSteps(at).slice(0, -1));
    if (argument) yield [argument, parent, `${at} var ${subject.name}`];
  } else if (subject.kind === "module") {
    const outputs = module.config.moduleCalls.get(subject.name)?.configuration.outputs;
    const [first, second] = rest;
    const key = first?.kind === "index" ? keyOf(first) : undefined;
    const called = joinModule(at, subject.name, key);
    const step = first?.kind === "index" ? second : first;
    const wanted = step?.kind === "attribute" ? outputs?.get(step.name) : undefined;
    for (const output of wanted ? [wanted] : (outputs?.values() ?? []))
      yield [output.expression, called, `${called} output ${output.name}`];
  }
}

const keyOf = ({ key }: Extract<TraversalStep, { kind: "index" }>): string | number =>
  key.type.kind === STRING.kind ? key.asString() : key.asNumber();

function attributeOf({ subject, rest }: Reference, at: string): RelevantAttribute | null {
  if (subject.kind !== "resource") return null;
  const [first] = rest;
  const indexed = first?.kind === "index";
  const steps = (indexed ? rest.slice(1) : rest).map((step) =>
    step.kind === "attribute"
      ? step.name
      : step.key.type.kind === STRING.kind
        ? step.key.asString()
        : step.key.asNumber(),
  );
  const key = indexed
    ? first.key.type.kind === STRING.kind
      ? first.key.asString()
      : first.key.asNumber()
    : undefined;
  return { resource: formatResource({ module: at, ...subject }) + keySuffix(key), attribute: steps };
}
