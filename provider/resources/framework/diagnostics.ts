import type { Diagnostic } from "../../../engine/provider.js";
import { UnsafeFolderError } from "../../../files/folder-trust.js";
import { ProofKeyError } from "../../../files/proof.js";
import {
  InvalidHostnameError,
  InvalidTokenError,
  NoHostError,
  ScalrApiError,
  ScalrConnectionError,
} from "../../client/index.js";
import { type BlockDefinition, type Finding, PartialError, UserError } from "./definition.js";
import { kebab } from "./mapping.js";

/** The diagnostics of a failed operation. `what` names the operation, such as `Cannot create environment "dev"`. */
export function diagnosticsOf(what: string, block: BlockDefinition, error: unknown): Diagnostic[] {
  if (error instanceof PartialError) return diagnosticsOf(what, block, error.cause);
  if (error instanceof ScalrApiError) {
    if (error.status === 401 || error.status === 403)
      return [{ ...failure(what, error.message, block, error.errors[0]?.pointer), cause: "unauthorised" }];
    if (error.errors.length <= 1) return [failure(what, error.message, block, error.errors[0]?.pointer)];
    return error.errors.map((item) => {
      const text = [item.title, item.detail].filter(Boolean).join(": ");
      return failure(
        what,
        `${text} (${error.status} from ${error.method} ${error.url})`,
        block,
        item.pointer,
      );
    });
  }
  if (error instanceof ScalrConnectionError || error instanceof NoHostError)
    return [{ ...failure(what, error.message, block), cause: "unreachable" }];
  if (error instanceof InvalidTokenError)
    return [{ ...failure(what, error.message, block), cause: "unauthorised" }];
  const explained = [UserError, InvalidHostnameError, ProofKeyError, UnsafeFolderError];
  if (explained.some((kind) => error instanceof kind))
    return [failure(what, (error as Error).message, block)];
  throw error;
}

/** The diagnostic of a finding, at its attribute. */
export function findingDiagnostic(finding: Finding): Diagnostic {
  const { severity = "error", summary, detail, attribute } = finding;
  return {
    severity,
    summary,
    detail,
    ...(attribute !== undefined && { attribute: [{ attribute }] }),
  };
}

function failure(summary: string, detail: string, block: BlockDefinition, pointer?: string): Diagnostic {
  const attribute = pointer === undefined ? undefined : attributeAt(block, pointer);
  return {
    severity: "error",
    summary,
    detail,
    ...(attribute !== undefined && { attribute: [{ attribute }] }),
  };
}

/** The attribute or block of a pointer into the request. */
function attributeAt(block: BlockDefinition, pointer: string): string | undefined {
  const field = pointer.replace(/^\/data\//, "");
  const entries = [...Object.entries(block.attributes), ...Object.entries(block.blocks ?? {})];
  const found = entries.find(([name, definition]) => {
    const fields = definition.api?.fields ?? [`attributes/${kebab(name)}`];
    return fields.some((f) => field === f || field.startsWith(`${f}/`));
  });
  return found?.[0];
}
