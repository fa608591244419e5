import type { BodyBlock } from "../body/body.js";
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

export const NO_LIFECYCLE: Lifecycle = {
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
): Lifecycle {
  const { attributes, blocks } = builder.content(block.body.content(LIFECYCLE));
  for (const name of ["destroy", "enabled"]) {
    const attribute = attributes.get(name);
    if (attribute)
      builder.unsupported(
        `The lifecycle argument ${JSON.stringify(name)} is not part of it.`,
        attribute.nameSpan,
      );
  }
  if (mode === "data") {
    for (const { name, nameSpan } of attributes.values()) {
      builder.error(
        "Invalid data resource lifecycle argument",
        `The lifecycle argument ${JSON.stringify(name)} is defined only for managed resources ("resource" blocks), and is not valid for data resources.`,
        nameSpan,
      );
    }
  }
  const createBeforeDestroy = builder.bool(attributes.get("create_before_destroy"));
  const preventDestroy = builder.bool(attributes.get("prevent_destroy"));
  const ignore = attributes.get("ignore_changes")?.expression;
  const triggers = attributes.get("replace_triggered_by")?.expression;
  const rules = (type: string) =>
    readRules(
      blocks.filter((inner) => inner.type === type),
      builder,
    );
  return {
    ...(createBeforeDestroy !== undefined && { createBeforeDestroy }),
    ...(preventDestroy !== undefined && { preventDestroy }),
    ignoreChanges: ignore ? readIgnoreChanges(ignore, builder) : [],
    replaceTriggeredBy: triggers ? readTriggers(triggers, builder) : [],
    preconditions: rules("precondition"),
    postconditions: rules("postcondition"),
  };
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
