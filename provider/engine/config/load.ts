import { type Configuration, loadConfiguration as load } from "../lang/index.js";
import type { Diag } from "../types.js";

/** The configuration of a folder; absent when it cannot be used. */
export async function loadConfiguration(
  dir: string,
): Promise<{ readonly config?: Configuration; readonly diagnostics: readonly Diag[] }> {
  const { configuration, diagnostics } = await load(dir);
  return { diagnostics, ...(configuration && { config: configuration }) };
}
