import type { InstanceKey, ModuleStep } from "../../addresses/address.js";
import type { Expression } from "../body/expression.js";
import { NativeExpression } from "../native/expression.js";
import type { Span } from "../source/source.js";
import { type Node, nameAlone, type TraversalNode } from "../syntax/ast.js";
import type { Reference, TraversalStep } from "../syntax/reference.js";
import { referenceOf } from "../syntax/references.js";
import type { ConfigurationBuilder } from "./builder.js";
import type { ComputedKey, IgnorePath, ProviderRef, TargetAddress, TargetResource } from "./model.js";
import { withoutQuotes } from "./quoted.js";

/** The syntax of an argument that is read and not evaluated; null when it has none, which was noted. */
export function syntaxOf(expression: Expression, builder: ConfigurationBuilder): Node | null {
  const { node, diagnostics } = expression.syntax();
  builder.diagnostics.push(...diagnostics);
  if (node) return node;
  if (diagnostics.length === 0) {
    builder.error(
      "Invalid expression",
      "A single static variable reference is required here.",
      expression.span,
    );
  }
  return null;
}

/** The single word that an argument consists of. */
export function wordOf(expression: Expression): string | undefined {
  const { node } = expression.syntax();
  return node && nameAlone(node);
}

/** The expression as a plain reference such as `a.b[0]`, or null with an error where it is more. */
function traversalOf(expression: Expression, builder: ConfigurationBuilder): TraversalNode | null {
  const node = syntaxOf(expression, builder);
  if (!node) return null;
  const traversal = asTraversal(node);
  if (traversal) return traversal;
  builder.error(
    "Invalid expression",
    "A static reference is required here: names and literal indexes only, with no templates, operators or function calls.",
    expression.span,
  );
  return null;
}

/** Where nothing is evaluated, `null`, `true` and `false` are names like any other. */
function asTraversal(node: Node): TraversalNode | null {
  if (node.kind === "traversal") return node;
  const [start, steps] = node.kind === "relative" ? [node.source, node.steps] : [node, []];
  const root = nameAlone(start);
  return root === undefined
    ? null
    : { kind: "traversal", root, rootSpan: start.span, steps, span: node.span };
}

/** `depends_on`: whole objects. */
export function readDependsOn(expression: Expression, builder: ConfigurationBuilder): Reference[] {
  const items = expression.list();
  if (!items) {
    builder.error("Invalid expression", "A static list expression is required.", expression.span);
    return [];
  }
  return items.flatMap((item) => {
    const node = traversalOf(withoutQuotes(item, "reference", builder), builder);
    if (!node) return [];
    const result = referenceOf(node);
    if ("problem" in result) {
      builder.diagnostics.push(result.problem);
      return [];
    }
    const { reference } = result;
    const { rest } = reference;
    const attribute = rest.find((step) => step.kind === "attribute") ?? rest[1];
    if (attribute) {
      builder.error(
        "Invalid depends_on reference",
        "References in depends_on must be to a whole object (resource, etc), not to an attribute of an object.",
        attribute.span,
      );
      return [];
    }
    return [reference];
  });
}

/** `provider = aws.west`. */
export function readProviderRef(
  expression: Expression,
  builder: ConfigurationBuilder,
): ProviderRef | undefined {
  const node = traversalOf(expression, builder);
  if (!node) return undefined;
  const [alias, ...more] = node.steps;
  const fail = (detail: string, at: Span = expression.span) => {
    builder.error("Invalid provider configuration reference", detail, at);
    return undefined;
  };
  if (alias?.kind === "index") {
    builder.unsupported("An indexed provider configuration was asked for.", alias.span);
    return undefined;
  }
  if (more.length > 0)
    return fail(
      "The provider argument takes a provider type name, optionally followed by a period and then a configuration alias.",
      more[0]!.span,
    );
  return { name: node.root, ...(alias && { alias: alias.name }), span: expression.span };
}

/** An address such as `null_resource.a["x"]` or `module.m[0]`. */
export function readTarget(expression: Expression, builder: ConfigurationBuilder): TargetAddress | undefined {
  const node = traversalOf(expression, builder);
  return node ? targetOf(stepsOf(node)!, expression.span, builder, []) : undefined;
}

/** A step of an address, or a key that has to be evaluated. */
type AddressStep = TraversalStep | { readonly kind: "computed"; readonly expression: Expression };

/** Undefined where the expression is not an address. */
function stepsOf(node: Node): AddressStep[] | undefined {
  if (node.kind === "index") {
    const steps = stepsOf(node.collection);
    return steps && [...steps, { kind: "computed", expression: new NativeExpression(node.key) }];
  }
  if (node.kind === "relative") {
    const steps = stepsOf(node.source);
    return steps && [...steps, ...node.steps];
  }
  const traversal = asTraversal(node);
  if (!traversal) return undefined;
  return [{ kind: "attribute", name: traversal.root, span: traversal.rootSpan }, ...traversal.steps];
}

function targetOf(
  all: readonly AddressStep[],
  span: Span,
  builder: ConfigurationBuilder,
  computed: ComputedKey[],
): TargetAddress | undefined {
  const fail = (detail: string) => {
    builder.error("Invalid address", detail, span);
    return undefined;
  };
  let at = 0;
  const word = (): string | undefined => {
    const step = all[at];
    if (step?.kind !== "attribute") return undefined;
    at++;
    return step.name;
  };
  /** @param of the module step that the key belongs to; absent for the resource */
  const key = (of?: number): InstanceKey => {
    const step = all[at];
    if (step?.kind === "computed") {
      at++;
      computed.push({ ...(of !== undefined && { module: of }), expression: step.expression });
      return undefined;
    }
    if (step?.kind !== "index") return undefined;
    at++;
    return step.key.type.kind === "string" ? step.key.asString() : step.key.asNumber();
  };
  const module: ModuleStep[] = [];
  while (all[at]?.kind === "attribute" && (all[at] as { name: string }).name === "module") {
    at++;
    const name = word();
    if (name === undefined) return fail("The name of a module call is required.");
    module.push({ name, key: key(module.length) });
  }
  if (at === all.length) return { kind: "module", module, span };
  let type = word();
  const mode = type === "data" ? "data" : "managed";
  if (mode === "data" || type === "resource") {
    type = word();
    if (type === undefined) return fail("A resource type name is required.");
  }
  const name = word();
  if (type === undefined || name === undefined)
    return fail("Resource specification must include a resource type and name.");
  const instance = key();
  if (at < all.length) return fail("A resource address is required, without attributes behind it.");
  return {
    kind: "resource",
    module,
    mode,
    type,
    name,
    ...(instance !== undefined && { key: instance }),
    span,
  };
}

/** The address of a resource's instance, whose keys may have to be evaluated. */
export function readInstanceTarget(
  expression: Expression,
  builder: ConfigurationBuilder,
): { readonly to: TargetResource; readonly computed: readonly ComputedKey[] } | undefined {
  const node = syntaxOf(expression, builder);
  if (!node) return undefined;
  const steps = stepsOf(node);
  if (!steps) {
    builder.error("Invalid address", "The address of a resource's instance is required.", expression.span);
    return undefined;
  }
  const computed: ComputedKey[] = [];
  const target = targetOf(steps, expression.span, builder, computed);
  if (target?.kind !== "module") return target && { to: target, computed };
  builder.error(
    "Invalid address",
    "The address of a resource is required, not that of a module.",
    expression.span,
  );
  return undefined;
}

/** `ignore_changes`: paths of attributes, relative to the resource. */
export function readIgnoreChanges(
  expression: Expression,
  builder: ConfigurationBuilder,
): "all" | readonly IgnorePath[] {
  if (wordOf(expression) === "all") return "all";
  const items = expression.list();
  if (!items) {
    builder.error("Invalid expression", "A static list expression is required.", expression.span);
    return [];
  }
  return items.flatMap((item) => {
    if (item.syntax().node?.kind === "template" && item.span.text === '"*"') {
      builder.error(
        "Invalid ignore_changes wildcard",
        'The ["*"] form of ignore_changes is no longer valid. Use "ignore_changes = all" to ignore changes to all attributes.',
        item.span,
      );
      return [];
    }
    const node = traversalOf(withoutQuotes(item, "reference", builder), builder);
    if (!node) return [];
    const steps = node.steps.map((step) =>
      step.kind === "attribute"
        ? step.name
        : step.key.type.kind === "string"
          ? step.key.asString()
          : step.key.asNumber(),
    );
    return [{ steps: [node.root, ...steps], span: item.span }];
  });
}
