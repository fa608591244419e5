import { errorDiag } from "../config/diagnostics.js";
import type { Session } from "./session.js";

/** Visits a node so that a defect, of a provider or the engine, fails that node alone: what others did must not be lost. */
export async function guarded(
  session: Session,
  id: string,
  visit: () => boolean | Promise<boolean>,
): Promise<boolean> {
  try {
    return await visit();
  } catch (error) {
    return session.report([
      errorDiag(
        "Unexpected failure",
        `While working on ${id}: ${error instanceof Error ? error.message : String(error)}. This is a defect of the provider or of the engine, not of the configuration.`,
        undefined,
        { address: id },
      ),
    ]);
  }
}
