import type { ProviderFactories } from "../../engine/provider.js";
import { TOKEN_SOURCES } from "../../provider/client/index.js";
import { type Connection, connectionIfAny } from "../client/connection.js";
import type { Context } from "../shell/command.js";
import { CliError } from "../shell/errors.js";
import { Hosts } from "./hosts.js";

export interface Providers {
  readonly providers: ProviderFactories;
  readonly env: NodeJS.ProcessEnv;
  readonly hosts: Hosts;
}

/**
 * The providers that the embedded engine knows, and the environment they read. Where SCALR_HOSTNAME is not set and
 * a simulator runs, the environment points to it, so that `up` and then `apply` needs no setting.
 */
export async function loadProviders(
  context: Context,
  { dataDir, host = [] }: { readonly dataDir: string | undefined; readonly host?: readonly string[] },
): Promise<Providers> {
  const [{ builtinProviderFactories }, { scalrProviders }] = await Promise.all([
    import("../../engine/builtin/index.js"),
    import("../../provider/resources/index.js"),
  ]);
  const target = connectionOf(context, dataDir);
  const isFound = target !== undefined && !(target instanceof Error) && target.dataDir !== undefined;
  const hosts = new Hosts(context, isFound ? target.url : undefined, host);
  const scalr = scalrProviders((baseUrl) => hosts.meet(baseUrl));
  // What has nothing to do with Scalr is planned and applied beside a sandbox that may not be used, too.
  if (target instanceof Error)
    return {
      providers: { ...builtinProviderFactories, ...refusing(scalr, target) },
      env: context.env,
      hosts,
    };
  return {
    providers: { ...builtinProviderFactories, ...scalr },
    hosts,
    env:
      target === undefined
        ? context.env
        : {
            ...context.env,
            SCALR_HOSTNAME: target.url,
            SCALR_TOKEN: target.token,
            SCALR_SANDBOX_TOKEN_FROM:
              target.tokenFrom === TOKEN_SOURCES.variable ? undefined : target.tokenFrom.name,
            ...(target.dataDir && { SCALR_SANDBOX_DATA_DIR: target.dataDir }),
          },
  };
}

/** The connection, or why the sandbox that was found on the way up may not be used; undefined where there is none. */
function connectionOf(context: Context, dataDir: string | undefined): Connection | CliError | undefined {
  try {
    return connectionIfAny(context, dataDir);
  } catch (error) {
    if (dataDir === undefined && error instanceof CliError && error.exit === "dataFolder") return error;
    throw error;
  }
}

/** The providers' schemas, and the error as soon as something wants to use one of them. */
const refusing = (factories: ProviderFactories, error: CliError): ProviderFactories =>
  Object.fromEntries(
    Object.entries(factories).map(([source, make]) => [
      source,
      (host) => {
        if (host !== undefined) throw error;
        return make();
      },
    ]),
  );
