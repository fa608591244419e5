/** The functions of OpenTofu's builtin provider. */

import { errorDiag, hasErrors } from "../config/diagnostics.js";
import type { FunctionAnswer } from "../interfaces/provider.js";
import { argumentsOf, expressionOf } from "../language/format/value.js";
import type { Scope } from "../language/index.js";
import { parseNativeBody } from "../language/native/parse.js";
import { Source } from "../language/source/source.js";
import { DYNAMIC, STRING, Value } from "../values/index.js";
import { isIdentifier } from "../values/text.js";
import type { LocalFunction } from "./kit/local.js";

const failed = (text: string): FunctionAnswer => ({ error: { text } });
/** A scope without anything to refer to. */
const ALONE: Scope = {
  lookup: ({ span }) => ({
    value: Value.unknown(DYNAMIC),
    diagnostics: [errorDiag("Variables not allowed", "Variables may not be used here.", span)],
  }),
};

/** Each takes one argument. */
export const terraformFunctions: Readonly<Record<string, LocalFunction>> = {
  decode_tfvars: {
    definition: {
      parameters: [{ name: "content", type: STRING, description: "The text of a file of variables." }],
      returns: DYNAMIC,
      summary: "The variables of a .tfvars file, as an object",
      description: "Reads the text of a .tfvars file.",
    },
    call(argument) {
      const content = argument!;
      const { result, diagnostics } = parseNativeBody(new Source("<content>", content.asString()));
      if (!result) return failed(`failed to decode tfvars content\n${said(diagnostics)}`);
      const { attributes, diagnostics: problems } = result.attributes();
      const values: [string, Value][] = [];
      const all = [...problems];
      for (const [name, { expression }] of attributes) {
        const evaluated = expression.evaluate(ALONE);
        all.push(...evaluated.diagnostics);
        values.push([name, evaluated.value]);
      }
      return hasErrors(all)
        ? failed(`failed to decode tfvars content\n${said(all)}`)
        : { result: Value.object(values) };
    },
  },
  encode_tfvars: {
    definition: {
      parameters: [
        { name: "input", type: DYNAMIC, description: "An object whose attributes are names of variables." },
      ],
      returns: STRING,
      summary: "An object as the text of a .tfvars file",
      description: "Writes each variable on a line of its own.",
    },
    call(argument) {
      const input = argument!;
      if (input.isNull) return failed("invalid input: must not be null");
      if (input.type.kind !== "object") return failed("invalid input: must be an object");
      const wrong = input.entries().find(([name]) => !isIdentifier(name));
      if (wrong) return failed(`invalid input: object key: ${wrong[0]} - must be a valid identifier`);
      return { result: Value.string(argumentsOf(input)) };
    },
  },
  encode_expr: {
    definition: {
      parameters: [{ name: "expr", type: DYNAMIC, description: "Any value." }],
      returns: STRING,
      summary: "A value as an expression of the language",
      description: "Writes an expression that has the value.",
    },
    call: (expr) => ({ result: Value.string(expressionOf(expr!)) }),
  },
};

const said = (diagnostics: readonly { readonly summary: string; readonly detail?: string }[]): string =>
  diagnostics.map(({ summary, detail }) => `${summary}; ${detail ?? ""}`).join("\n");
