import type { Diag } from "../../interfaces/diag.js";
import type { Span } from "./source.js";

/** A message at a place of a file. */
function problem(severity: Diag["severity"], summary: string, detail: string, at?: Span): Diag {
  const context = at?.source.contextAt(at.from);
  return {
    severity,
    summary,
    detail,
    ...(at && { range: at.toJSON(), snippet: at.snippet }),
    ...(context !== undefined && { context }),
    ...(at?.constructPath !== undefined && { constructPath: at.constructPath }),
  };
}

/** An error at a place of a file. */
export function error(summary: string, detail: string, at?: Span): Diag {
  return problem("error", summary, detail, at);
}

/** A warning at a place of a file. */
export function warning(summary: string, detail: string, at?: Span): Diag {
  return problem("warning", summary, detail, at);
}

/** The stack is what limits nesting: of expressions, blocks, locals and templates. */
export function tooDeep(at: Span): Diag {
  return error("Nesting too deep", "The expressions or blocks here are nested too deeply.", at);
}

/** Whether any of them is an error; what has only warnings continues. */
export function hasErrors(diagnostics: readonly { readonly severity: string }[]): boolean {
  return diagnostics.some((d) => d.severity === "error");
}
