import type { Diag } from "../../engine/index.js";
import { renderDiagnostic } from "../../engine/index.js";

/** A mistake in a test. The message says what is wrong and what to do instead. */
export class SandboxError extends Error {
  override readonly name: string = "SandboxError";
}

/** A stack could not be planned or applied. Changes that were made before the error stay, and the next apply continues from there. */
export class StackError extends SandboxError {
  override readonly name = "StackError";

  constructor(
    /** Name of the stack. */
    readonly stackName: string,
    step: "planned" | "applied" | "destroyed",
    /** All errors and warnings. */
    readonly diagnostics: readonly Diag[],
  ) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const texts = errors.map((one) => renderDiagnostic(one, { colour: false }).trim());
    super(`The stack ${stackName} could not be ${step}:\n${texts.join("\n\n")}`);
  }
}
