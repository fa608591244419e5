/** Outputs: their values, and how these differ from what the state has. */

import { errorDiag, type Owner, within } from "../config/diagnostics.js";
import { outputId } from "../config/nodes.js";
import type { CheckRecorder } from "../evaluate/check-recorder.js";
import { markDeprecated, ofExpression } from "../evaluate/deprecations.js";
import { checkRules } from "../evaluate/rules.js";
import type { Session } from "../evaluate/session.js";
import { markDeclared } from "../evaluate/variables.js";
import type { Diag } from "../interfaces/diag.js";
import type { StateOutput } from "../interfaces/state-file.js";
import type { OutputChange } from "../interfaces/types.js";
import type { Output } from "../language/index.js";
import { DYNAMIC, EPHEMERAL, fromJson, type Json, SENSITIVE, typeFromJson, Value } from "../values/index.js";

/** The name of an output in messages. */
export function outputOwner(output: Output): Owner {
  return { context: `output ${JSON.stringify(output.name)}`, header: output.span };
}

/** Null when the output cannot be used; the session has the reasons. Marked as a whole when the output is sensitive. */
export function outputValue(
  session: Session & { readonly checks: CheckRecorder },
  output: Output,
): Value | null {
  const owner = outputOwner(output);
  const { module } = session;
  const address = outputId(output.name, module.address);
  const of = outputId(output.name, module.node.path);
  const subject = { kind: "output_value", address, of, owner } as const;
  if (
    !checkRules(session, output.preconditions, "Module output value precondition", subject, session.scope)
  ) {
    return null;
  }
  const evaluated = output.expression.evaluate(session.scope);
  if (!session.report(within(owner, evaluated.diagnostics))) return null;
  const value = deprecated(session, output, evaluated.value);
  if (!session.report(within(owner, ephemeralProblems(output, value, !module.parent)))) return null;
  if (output.sensitive || output.ephemeral) return markDeclared(value, output);
  if (!module.parent && value.allMarks().has(SENSITIVE)) {
    session.report([
      errorDiag(
        "Output refers to sensitive values",
        "To reduce the risk of accidentally exporting sensitive data that was intended to be only internal, OpenTofu requires that any root module output containing sensitive data be explicitly marked as sensitive, to confirm your intent.\n\nIf you do intend to export this data, annotate the output value as sensitive by adding the following argument:\n    sensitive = true",
        output.span,
      ),
    ]);
    return null;
  }
  return value;
}

/** The value with what the output's declaration says of it; outputs of the root are where deprecated values are used. */
function deprecated({ module, report }: Session, output: Output, value: Value): Value {
  if (!module.parent) {
    const used = ofExpression(value, output.expression.span);
    report(within(outputOwner(output), used.diagnostics));
    return used.value;
  }
  if (output.deprecated === undefined) return value;
  const by = `${module.address.slice(module.parent.address === "" ? 0 : module.parent.address.length + 1)}.${output.name}`;
  return markDeprecated(value, { by, message: output.deprecated });
}

/** Outputs of the root are kept in the state. */
export function ephemeralProblems(output: Output, value: Value, ofRoot: boolean): Diag[] {
  if (output.ephemeral && ofRoot) {
    const detail = "Root modules are not allowed to have outputs defined as ephemeral";
    return [errorDiag("Invalid output configuration", detail, output.span)];
  }
  if (output.ephemeral || !value.allMarks().has(EPHEMERAL)) return [];
  return [
    errorDiag(
      "Output does not allow ephemeral value",
      "The value that was generated for the output is ephemeral, but it is not configured to allow one.",
      output.expression.span,
    ),
  ];
}

/** An output's value as the state holds it. */
export function storedOutput({ value, type, sensitive }: StateOutput): Value {
  const stored = fromJson(value as Json, typeFromJson(type));
  return sensitive ? stored.mark(SENSITIVE) : stored;
}

/** @param after undefined: the output is gone */
export function outputChange(
  name: string,
  stored: StateOutput | undefined,
  after: Value | undefined,
): OutputChange {
  const before = stored ? storedOutput(stored) : Value.null(DYNAMIC);
  const sensitive = before.hasMark(SENSITIVE) || (after?.hasMark(SENSITIVE) ?? false);
  const base = { name, before, after: after ?? Value.null(DYNAMIC), sensitive };
  if (after === undefined) return { ...base, action: "delete" };
  const isNull = after.isKnown && after.isNull;
  if (!stored) return { ...base, action: isNull ? "no-op" : "create" };
  const same = after.isWhollyKnown && after.equals(before);
  return { ...base, action: same ? "no-op" : "update" };
}
