import type { BodyBlock } from "../body/body.js";
import { type ConfigurationBuilder, schema } from "./builder.js";
import type { CheckRule } from "./model.js";

const RULE = schema(["condition!", "error_message!"]);

/** A validation, precondition, postcondition or assert block. */
function readRule(block: BodyBlock, builder: ConfigurationBuilder): CheckRule | null {
  const { attributes } = builder.content(block.body.content(RULE));
  const condition = attributes.get("condition")?.expression;
  const errorMessage = attributes.get("error_message")?.expression;
  if (!condition || !errorMessage) return null;
  if (condition.references().length === 0 && condition.referenceProblems().length === 0) {
    builder.error(
      `Invalid ${block.type} expression`,
      "The condition expression must refer to at least one object from elsewhere in the configuration, or else its result would not be checking anything.",
      condition.span,
    );
    return null;
  }
  return { condition, errorMessage, span: block.span };
}

/** The rules of `validation`, `precondition`, `postcondition` or `assert` blocks. */
export function readRules(blocks: readonly BodyBlock[], builder: ConfigurationBuilder): CheckRule[] {
  return blocks.flatMap((block) => readRule(block, builder) ?? []);
}
