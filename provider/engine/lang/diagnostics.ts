import type { Diag } from "../types.js";
import type { Span } from "./source.js";

export function problem(severity: Diag["severity"], summary: string, detail: string, at?: Span): Diag {
  return {
    severity,
    summary,
    detail,
    ...(at && { range: at.toJSON(), snippet: at.snippet }),
    ...(at?.constructPath !== undefined && { constructPath: at.constructPath }),
  };
}

export function error(summary: string, detail: string, at?: Span): Diag {
  return problem("error", summary, detail, at);
}

export function warning(summary: string, detail: string, at?: Span): Diag {
  return problem("warning", summary, detail, at);
}

export function hasErrors(diagnostics: readonly Diag[]): boolean {
  return diagnostics.some((d) => d.severity === "error");
}
