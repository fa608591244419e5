import type { ProviderFactories } from "../../engine/provider.js";
import { connectionIfAny } from "../client/connection.js";
import type { Context } from "../shell/command.js";

export interface Providers {
  readonly providers: ProviderFactories;
  readonly env: NodeJS.ProcessEnv;
  /** What to do when they find no scalr.io to talk to. */
  readonly hint?: string;
}

/**
 * The providers that the embedded engine knows, and the environment they read. Where SCALR_HOSTNAME is not set and
 * a simulator runs, the environment points to it, so that `up` and then `apply` needs no setting.
 */
export async function loadProviders(context: Context, dataDir: string | undefined): Promise<Providers> {
  const [{ builtinProviderFactories }, { scalrProviderFactories }] = await Promise.all([
    import("../../engine/builtin/index.js"),
    import("../../provider/resources/index.js"),
  ]);
  const target = connectionIfAny(context, dataDir);
  const hint =
    "No simulator is running from here: start one with `scalr-sandbox up`, or set SCALR_HOSTNAME and SCALR_TOKEN.";
  return {
    providers: { ...builtinProviderFactories, ...scalrProviderFactories },
    env:
      target === undefined
        ? context.env
        : { ...context.env, SCALR_HOSTNAME: target.url, SCALR_TOKEN: target.token },
    ...(target === undefined && { hint }),
  };
}
