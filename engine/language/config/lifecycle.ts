import type { Attribute, BodyBlock } from "../body/body.js";
import type { Expression } from "../body/expression.js";
import { NativeExpression } from "../native/expression.js";
import { readIgnoreChanges, syntaxOf } from "./addresses.js";
import { type ConfigurationBuilder, schema } from "./builder.js";
import { readRules } from "./conditions.js";
import type { Lifecycle } from "./model.js";

const LIFECYCLE = schema(
  [
    "create_before_destroy",
    "prevent_destroy",
    "ignore_changes",
    "replace_triggered_by",
    "destroy",
    "enabled",
  ],
  { precondition: [], postcondition: [] },
);

/** The content of a `lifecycle` block, with `enabled`, which is about the whole resource. */
export type ReadLifecycle = Lifecycle & { readonly enabled?: Attribute };

export const NO_LIFECYCLE: ReadLifecycle = {
  ignoreChanges: [],
  replaceTriggeredBy: [],
  preconditions: [],
  postconditions: [],
};

/** A `lifecycle` block. */
export function readLifecycle(
  block: BodyBlock,
  mode: "managed" | "data",
  builder: ConfigurationBuilder,
): ReadLifecycle {
  const { attributes, blocks } = builder.content(block.body.content(LIFECYCLE));
  if (mode === "data") {
    for (const { name, nameSpan } of attributes.values()) {
      if (name === "enabled") continue;
      builder.error(
        "Invalid data resource lifecycle argument",
        `The lifecycle argument ${JSON.stringify(name)} is defined only for managed resources ("resource" blocks), and is not valid for data resources.`,
        nameSpan,
      );
    }
  }
  const createBeforeDestroy = builder.bool(attributes.get("create_before_destroy"));
  const preventDestroy = attributes.get("prevent_destroy")?.expression;
  const destroy = attributes.get("destroy");
  const ignore = attributes.get("ignore_changes")?.expression;
  const triggers = attributes.get("replace_triggered_by")?.expression;
  const rules = (type: string) =>
    readRules(
      blocks.filter((inner) => inner.type === type),
      builder,
    );
  return {
    ...(createBeforeDestroy !== undefined && { createBeforeDestroy }),
    ...(preventDestroy && { preventDestroy }),
    ...(destroy && readDestroy(destroy, builder) === false && { skipDestroy: true }),
    ignoreChanges: ignore ? readIgnoreChanges(ignore, builder) : [],
    replaceTriggeredBy: triggers ? readTriggers(triggers, builder) : [],
    preconditions: rules("precondition"),
    postconditions: rules("postcondition"),
    ...(attributes.has("enabled") && { enabled: attributes.get("enabled")! }),
  };
}

/** `destroy`, which is known before anything is evaluated. */
function readDestroy({ expression }: Attribute, builder: ConfigurationBuilder): boolean | undefined {
  const value = builder.static(expression);
  if (!value) return undefined;
  if (value.type.kind === "bool" && !value.isNull && value.isKnown) return value.unmark().asBool();
  builder.error(
    "Invalid lifecycle destroy expression",
    "The lifecycle destroy expression must be a boolean constant.",
    expression.span,
  );
  return undefined;
}

function readTriggers(expression: Expression, builder: ConfigurationBuilder): Expression[] {
  const summary = "Invalid replace_triggered_by expression";
  const items = expression.list();
  if (!items) {
    builder.error("Invalid expression", "A static list expression is required.", expression.span);
    return [];
  }
  return items.flatMap((item) => {
    const node = syntaxOf(item, builder);
    if (!node) return [];
    const trigger = new NativeExpression(node);
    builder.diagnostics.push(...trigger.referenceProblems());
    const [reference] = trigger.references();
    if (reference?.subject.kind === "resource" && reference.subject.mode === "managed") return [trigger];
    builder.error(
      summary,
      "Exactly one reference to a managed resource, its instance or an attribute is required.",
      item.span,
    );
    return [];
  });
}
