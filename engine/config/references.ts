/** Whether references lead to something, as far as that shows without evaluating. */

import { formatResource, inModule } from "../addresses/address.js";
import type { Diag } from "../interfaces/diag.js";
import type { Block } from "../interfaces/provider.js";
import type { ModuleNode, Reference, Span, TraversalStep } from "../language/index.js";
import { suggestion } from "../language/source/suggest.js";
import { diag, errorDiag } from "./diagnostics.js";
import type { ResourceFacts } from "./resource-facts.js";
import { undeclaredModule, undeclaredResource } from "./undeclared.js";

/** The errors of a reference: to an undeclared object, or to an attribute that does not exist. */
export function checkReference(
  reference: Reference,
  { config, path }: ModuleNode,
  resources: ReadonlyMap<string, ResourceFacts>,
): Diag[] {
  const { subject, span } = reference;
  switch (subject.kind) {
    case "variable": {
      if (config.variables.has(subject.name)) return [];
      const hint = suggestion(subject.name, config.variables.keys());
      const text = `An input variable with the name ${JSON.stringify(subject.name)} has not been declared.`;
      const remedy = ` This variable can be declared with a variable ${JSON.stringify(subject.name)} {} block.`;
      return [errorDiag("Reference to undeclared input variable", text + (hint || remedy), span)];
    }
    case "local": {
      if (config.locals.has(subject.name)) return [];
      const text = `A local value with the name ${JSON.stringify(subject.name)} has not been declared.`;
      return [
        errorDiag(
          "Reference to undeclared local value",
          text + suggestion(subject.name, config.locals.keys()),
          span,
        ),
      ];
    }
    case "resource": {
      const address = formatResource({ module: "", ...subject });
      if (!config.resources.has(address)) return [undeclaredResource(subject, config, span, path)];
      const facts = resources.get(inModule(path, address));
      return facts ? checkSteps(reference, address, facts) : [];
    }
    case "module":
      return config.moduleCalls.has(subject.name) ? [] : [undeclaredModule(subject.name, config, span, path)];
    default:
      return [];
  }
}

function checkSteps({ rest, span }: Reference, address: string, { resource, schema }: ResourceFacts): Diag[] {
  const [first] = rest;
  if (!first) return [];
  const repeated = resource.count ? "count" : resource.forEach ? "for_each" : undefined;
  if (first.kind === "index") {
    if (repeated) return checkAttribute(rest[1], schema.block);
    return [
      errorDiag(
        "Unexpected resource instance key",
        `Because ${address} does not have "count" or "for_each" set, references to it must not include an index key. Remove the bracketed index to refer to the single instance of this resource.`,
        first.span,
      ),
    ];
  }
  if (!repeated) return checkAttribute(first, schema.block);
  const [key, plural] = repeated === "count" ? ["count.index", "indices"] : ["each.key", "keys"];
  return [
    errorDiag(
      "Missing resource instance key",
      `Because ${address} has ${JSON.stringify(repeated)} set, its attributes must be accessed on specific instances.\n\nFor example, to correlate with ${plural} of a referring resource, use:\n    ${address}[${key}]`,
      span.through(first.span),
    ),
  ];
}

/** What is wrong with the attributes that `ignore_changes` names. */
export function checkIgnored({ resource, schema, owner }: ResourceFacts): Diag[] {
  const { ignoreChanges } = resource.lifecycle;
  if (ignoreChanges === "all") return [];
  return ignoreChanges.flatMap(({ steps: [name], span }) => {
    const attribute = schema.block.attributes[name!];
    if (!attribute?.computed || attribute.optional) return checkName(String(name), span, schema.block);
    const detail =
      "Adding an attribute name to ignore_changes tells OpenTofu to ignore future changes to the argument in configuration after " +
      `the object has been created, retaining the value originally configured.\n\nThe attribute ${name} is decided by the ` +
      "provider alone and therefore there can be no configured value to compare with. Including this attribute in ignore_changes " +
      "has no effect. Remove the attribute from ignore_changes to quiet this warning.";
    return [
      diag("warning", "Redundant ignore_changes element", detail, owner.header, { context: owner.context }),
    ];
  });
}

function checkAttribute(step: TraversalStep | undefined, block: Block): Diag[] {
  return step?.kind === "attribute" ? checkName(step.name, step.span, block) : [];
}

function checkName(name: string, span: Span, block: Block): Diag[] {
  if (Object.hasOwn(block.attributes, name) || Object.hasOwn(block.blocks ?? {}, name)) return [];
  const names = [...Object.keys(block.attributes), ...Object.keys(block.blocks ?? {})];
  return [
    errorDiag(
      "Unsupported attribute",
      `This object has no argument, nested block, or exported attribute named ${JSON.stringify(name)}.${suggestion(name, names)}`,
      span,
    ),
  ];
}
