import type { ProviderFactories } from "../../provider/provider.js";
import type { Context } from "../command.js";
import { connectionIfAny } from "../connection.js";

/**
 * The providers that the embedded engine knows, and the environment they read. Where SCALR_HOSTNAME is not set and
 * a simulator runs, the environment points to it, so that `up` and then `apply` needs no setting.
 */
export async function loadProviders(
  context: Context,
  dataDir: string | undefined,
): Promise<{ readonly providers: ProviderFactories; readonly env: NodeJS.ProcessEnv }> {
  const [{ nullProviderFactories }, { scalrProviderFactories }] = await Promise.all([
    import("../../provider/null/index.js"),
    import("../../provider/resources/index.js"),
  ]);
  const target = connectionIfAny(context, dataDir);
  if (target !== undefined) {
    // The providers read the environment of their process, as a provider started by tofu does.
    process.env.SCALR_HOSTNAME = target.url;
    process.env.SCALR_TOKEN = target.token;
  }
  return { providers: { ...nullProviderFactories, ...scalrProviderFactories }, env: process.env };
}
