import type { Diag } from "../../interfaces/diag.js";
import type { Body } from "../body/body.js";
import type { Expression } from "../body/expression.js";
import { Source } from "../source/source.js";
import type { Node } from "../syntax/ast.js";
import { type Parsed, parseExpressionNode, parseSource, parseTemplateNode } from "../syntax/parse.js";
import { NativeExpression } from "./expression.js";
import { readBody } from "./read-body.js";

interface ParsedExpression {
  /** Absent when there are errors. */
  readonly expression?: Expression;
  readonly diagnostics: readonly Diag[];
}

/** Reads one expression of the native syntax, such as a line of a console. */
export function parseExpression(text: string, file = "<expression>"): ParsedExpression {
  return expressionOf(parseExpressionNode(new Source(file, text)));
}

/** Reads a whole text as a template. */
export function parseTemplate(text: string, file = "<template>"): ParsedExpression {
  return expressionOf(parseTemplateNode(new Source(file, text)));
}

function expressionOf({ result, diagnostics }: Parsed<Node>): ParsedExpression {
  return result ? { expression: new NativeExpression(result), diagnostics } : { diagnostics };
}

/** Reads a file of the native syntax. */
export function parseNativeBody(source: Source): Parsed<Body> {
  return parseSource(source, "code", (reader) => readBody(reader));
}
