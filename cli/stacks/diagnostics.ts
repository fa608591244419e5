import { type Diag, renderDiagnostic } from "../../engine/index.js";
import { CliError } from "../shell/errors.js";
import type { ExitName } from "../shell/exit-codes.js";
import type { Output } from "../shell/output.js";

/** Prints warnings and errors as tofu does; with `--json`, each as one line. */
export function showDiagnostics(out: Output, diagnostics: readonly Diag[]): void {
  for (const diagnostic of diagnostics) {
    const advised = advisedBy(out, diagnostic);
    if (out.json) out.object({ type: "diagnostic", ...advised });
    else if (diagnostic.severity === "error") out.note(renderDiagnostic(advised, { colour: out.colour }));
    else out.print(renderDiagnostic(advised, { colour: out.colour }));
  }
}

/** A diagnostic whose advice the command that was called can follow; before its lines are broken. */
export const advisedBy = (out: Output, diagnostic: Diag): Diag =>
  diagnostic.detail === undefined ? diagnostic : { ...diagnostic, detail: out.advice(diagnostic.detail) };

/** The common cause of the errors, if there is one: no response, or an invalid token. */
function exitOf(errors: readonly Diag[]): ExitName {
  if (errors.some(({ cause }) => cause === "unreachable")) return "cannotConnect";
  return errors.some(({ cause }) => cause === "unauthorised") ? "unauthorised" : "failure";
}

/** Shows diagnostics and stops when one is an error. */
export function checkDiagnostics(out: Output, diagnostics: readonly Diag[], what: string): void {
  showDiagnostics(out, diagnostics);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  const [first] = errors;
  const more = errors.length > 1 ? ` (${errors.length} errors)` : "";
  const message = `${what}${more}: ${first!.summary}`;
  throw new CliError(exitOf(errors), message, { diagnostics: errors.length });
}
