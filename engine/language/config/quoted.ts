/** References and keywords in quotes, as OpenTofu 0.11 and earlier wanted them: understood, with a warning. */
import type { Expression } from "../body/expression.js";
import { NativeExpression } from "../native/expression.js";
import { DecodedSource } from "../source/source.js";
import { parseExpressionNode } from "../syntax/parse.js";
import type { ConfigurationBuilder } from "./builder.js";

const WARNINGS = {
  reference: {
    summary: "Quoted references are deprecated",
    plural: "references",
  },
  keyword: {
    summary: "Quoted keywords are deprecated",
    plural: "keywords",
  },
} as const;

/** The expression without its quotes, or as it is when it has none. */
export function withoutQuotes(
  expression: Expression,
  kind: keyof typeof WARNINGS,
  builder: ConfigurationBuilder,
): Expression {
  const { node } = expression.syntax();
  // In JSON a text is the way to write a reference.
  if (node?.kind !== "template" || !node.span.text.startsWith('"')) return expression;
  const [only, ...more] = node.parts;
  if (only?.kind !== "literal" || more.length > 0) return expression;
  const text = only.value.asString();
  const from = expression.span.from + 1;
  const offsets = Array.from({ length: text.length + 1 }, (_, index) => from + index);
  const { result, diagnostics } = parseExpressionNode(
    new DecodedSource(expression.span.source, text, offsets),
  );
  builder.diagnostics.push(...diagnostics);
  if (!result) return expression;
  const { summary, plural } = WARNINGS[kind];
  builder.warning(
    summary,
    `In this context, ${plural} are expected literally rather than in quotes. OpenTofu 0.11 and earlier required quotes, but quoted ${plural} are now deprecated and will be removed in a future version of OpenTofu. Remove the quotes surrounding this ${kind} to silence this warning.`,
    expression.span,
  );
  return new NativeExpression(result);
}
