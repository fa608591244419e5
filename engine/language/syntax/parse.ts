import type { Diag } from "../../interfaces/diag.js";
import { hasErrors, tooDeep } from "../source/diagnostics.js";
import { type Source, Span } from "../source/source.js";
import type { Node } from "./ast.js";
import { readExpression } from "./expression.js";
import { SyntaxFailure, TokenReader } from "./reader.js";
import { readBareTemplate } from "./template.js";

export interface Parsed<T> {
  /** Absent when there are errors. */
  readonly result?: T;
  readonly diagnostics: readonly Diag[];
}

/** Reads a source in the native syntax with `read`, up to its end. */
export function parseSource<T>(
  source: Source,
  mode: "code" | "template",
  read: (reader: TokenReader) => T,
  constructPath?: string,
): Parsed<T> {
  const reader = new TokenReader(source, mode, constructPath);
  // Tokens that are never right make any tree meaningless.
  if (hasErrors(reader.diagnostics)) return { diagnostics: reader.diagnostics };
  try {
    const result = read(reader);
    const { diagnostics } = reader;
    return hasErrors(diagnostics) ? { diagnostics } : { result, diagnostics };
  } catch (e) {
    if (e instanceof SyntaxFailure) return { diagnostics: [...reader.diagnostics, e.diagnostic] };
    if (!(e instanceof RangeError)) throw e;
    return { diagnostics: [tooDeep(new Span(source, 0, 0, constructPath))] };
  }
}

/** Reads an expression of the native form. */
export function parseExpressionNode(source: Source, constructPath?: string): Parsed<Node> {
  return parseSource(
    source,
    "code",
    (reader) => {
      const node = reader.withNewlines(false, () => {
        const read = readExpression(reader);
        const end = reader.peek();
        if (end.kind !== "end") {
          reader.fail(
            "Extra characters after expression",
            "An expression was successfully parsed, but extra characters were found after it.",
            end,
          );
        }
        return read;
      });
      return node;
    },
    constructPath,
  );
}

/** Reads a text with `${}` and `%{}` in it, without quotes around. */
export function parseTemplateNode(source: Source, constructPath?: string): Parsed<Node> {
  const whole = new Span(source, 0, source.text.length, constructPath);
  return parseSource(source, "template", (reader) => readBareTemplate(reader, whole), constructPath);
}
