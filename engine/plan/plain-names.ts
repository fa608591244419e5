import {
  configAddress,
  configModule,
  formatInstance,
  type InstanceKey,
  type ResourceAddress,
} from "../addresses/address.js";
import type { Plan } from "../interfaces/types.js";
import { type Expression, moduleTree, type TraversalStep } from "../language/index.js";
import type { Internals } from "./internals.js";

/** An attribute of one resource instance, as `scalr_environment.each["dev"].id` names it. */
export interface NamedAttribute {
  /** The instance's address, in the module that names it. */
  readonly address: string;
  readonly type: string;
  readonly attribute: string;
}

/** The attributes that an argument of a resource names; none where it is not set, undefined where it is written otherwise. */
export type PlainNames = (
  resource: ResourceAddress,
  argument: string,
) => readonly NamedAttribute[] | undefined;

/**
 * Tells of the configuration of a plan which arguments name one attribute of a managed resource, or a list of such, with no
 * condition, function or text around them. Nothing is known of a plan that was read from a file.
 */
export function plainNames(plan: Plan): PlainNames {
  const { config } = plan.internal as Internals;
  const modules = config && moduleTree(config);
  return ({ module, ...resource }, argument) => {
    const declared = modules
      ?.get(configModule(module))
      ?.config.resources.get(configAddress({ ...resource, module: "" }));
    if (declared === undefined) return undefined;
    const schema = { attributes: new Map([[argument, { required: false }]]), blocks: new Map() };
    const expression = declared.body.partialContent(schema).attributes.get(argument)?.expression;
    if (expression === undefined) return [];
    const names = (expression.list() ?? [expression]).map((each) => nameIn(each, module));
    return names.every((name) => name !== undefined) ? names : undefined;
  };
}

function nameIn(expression: Expression, module: string): NamedAttribute | undefined {
  const [reference] = expression.references();
  if (reference?.subject.kind !== "resource" || reference.subject.mode !== "managed") return undefined;
  if (expression.syntax().node?.kind !== "traversal") return undefined;
  const { subject, rest } = reference;
  const [first] = rest;
  const [step, ...more] = first?.kind === "index" ? rest.slice(1) : rest;
  if (step?.kind !== "attribute" || more.length > 0) return undefined;
  const address = formatInstance({ ...subject, module, key: first && keyOf(first) });
  return { address, type: subject.type, attribute: step.name };
}

function keyOf(step: TraversalStep): InstanceKey {
  if (step.kind === "attribute") return undefined;
  return step.key.type.kind === "number" ? step.key.asNumber() : step.key.asString();
}
