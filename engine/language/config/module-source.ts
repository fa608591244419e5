/** Where a module comes from, as its call says. */

/** A module of a registry. */
export interface RegistryModule {
  /** Such as `example.scalr.io`, with a port where it is not 443. */
  readonly host: string;
  readonly namespace: string;
  readonly name: string;
  readonly provider: string;
  /** The folder in the module that is meant; "" for the module itself. */
  readonly folder: string;
  /** As it is written, without the folder. */
  readonly source: string;
  /** Such as `~> 1.2`; null for any version. */
  readonly constraint: string | null;
}

/** A module that was installed. */
export interface InstalledModule {
  /** Absolute. */
  readonly dir: string;
  readonly version: string;
}

/** Installs modules of registries. */
export interface ModuleInstaller {
  /**
   * The folder of a module, which is installed where it is not there yet.
   * @param key names of the calls that lead to it, such as `network.subnets`
   * @throws ModuleError
   */
  install(key: string, wanted: RegistryModule): Promise<InstalledModule>;
}

/** Why a module cannot be installed. */
export class ModuleError extends Error {
  override readonly name = "ModuleError";

  constructor(
    readonly summary: string,
    detail: string,
  ) {
    super(detail);
  }
}

const PART = "[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62}[0-9A-Za-z])?";
const REGISTRY = new RegExp(
  `^((?:[0-9A-Za-z-]+\\.)+[0-9A-Za-z-]+(?::\\d{1,5})?|localhost:\\d{1,5})/(${PART})/(${PART})/([0-9a-z]{1,64})(?://(.+))?$`,
);

/** Hosts whose addresses mean repositories. */
const REPOSITORIES = ["github.com", "bitbucket.org", "gitlab.com"];

/** The module of a registry that a source with a host names; null for any other source. */
export function registryModule(source: string, constraint: string | null): RegistryModule | null {
  const [, host, namespace, name, provider, folder = ""] = REGISTRY.exec(source) ?? [];
  if (host === undefined || REPOSITORIES.includes(host)) return null;
  if (folder.split("/").some((part) => part === ".." || part === ".")) return null;
  return {
    host,
    namespace: namespace!,
    name: name!,
    provider: provider!,
    folder,
    source: source.split("//", 1)[0]!,
    constraint,
  };
}
