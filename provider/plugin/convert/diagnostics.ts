import type { Diagnostic } from "../../../engine/provider.js";
import type { WireDiagnostic } from "../wire/wire.js";
import { wirePath } from "./path.js";

/** Diagnostics as the plugin protocol sends them. */
export function wireDiagnostics(diagnostics: readonly Diagnostic[]): WireDiagnostic[] {
  return diagnostics.map(({ severity, summary, detail, attribute }) => ({
    severity: severity === "error" ? "ERROR" : "WARNING",
    summary,
    detail: detail ?? "",
    ...(attribute && attribute.length > 0 && { attribute: wirePath(attribute) }),
  }));
}

/** A single error of the plugin protocol. */
export function wireError(summary: string, detail: string): WireDiagnostic {
  return { severity: "ERROR", summary, detail };
}
