/** Where a module comes from, as its call says. */

/** A module of a registry. */
export interface RegistryModule {
  readonly kind: "registry";
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

/** A module of a Git repository, or of an archive that is fetched over HTTPS. */
export interface PackageModule {
  readonly kind: "git" | "https";
  /** The address as OpenTofu lists it, with the folder and the query. */
  readonly source: string;
  /** What git or the host is asked for. */
  readonly url: string;
  /** The folder in the package that is meant; "" for the package itself. */
  readonly folder: string;
  /** The branch, tag or commit; null for the default branch, and for an archive. */
  readonly ref: string | null;
}

/** A module that is installed before it is read. */
export type RemoteModule = RegistryModule | PackageModule;

/** A module that was installed. */
export interface InstalledModule {
  /** Absolute. */
  readonly dir: string;
  /** The folder of the whole package that it is in. Absolute. */
  readonly root: string;
  /** Of a registry: the version. Of a repository: the commit. */
  readonly version?: string;
}

/** Installs modules that are elsewhere. */
export interface ModuleInstaller {
  /**
   * The folder of a module, which is installed where it is not there yet.
   * @param key names of the calls that lead to it, such as `network.subnets`
   * @throws ModuleError
   */
  install(key: string, wanted: RemoteModule): Promise<InstalledModule>;
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
    kind: "registry",
    host,
    namespace: namespace!,
    name: name!,
    provider: provider!,
    folder,
    source: source.split("//", 1)[0]!,
    constraint,
  };
}

const PACKAGE = /^(git::)?((?:[a-z]+:\/\/)?[^?]*?)(?:\/\/([^?]*))?(?:\?(.*))?$/;

/**
 * The package that a source names: `git::` and an address, `git@host:path`, `github.com/owner/name`, or an address of HTTPS;
 * null for any other source, and where the folder leads out of the package.
 */
export function packageModule(source: string): PackageModule | null {
  const [, forced = "", address = "", folder = "", query = ""] = PACKAGE.exec(source) ?? [];
  if (folder.split("/").some((part) => part === ".." || part === ".")) return null;
  const below = folder === "" ? "" : `//${folder}`;
  const asked = query === "" ? "" : `?${query}`;
  if (forced === "" && /^https:\/\/[^/]/.test(address))
    return { kind: "https", source, url: `${address}${asked}`, folder, ref: null };
  const url = repository(forced !== "", address);
  const parameters = new URLSearchParams(query);
  const ref = parameters.get("ref") || null;
  // Such a ref would be a flag of git's.
  if (url === null || parameters.has("sshkey") || ref?.startsWith("-")) return null;
  return { kind: "git", source: `git::${url}${below}${asked}`, url, folder, ref };
}

function repository(isForced: boolean, address: string): string | null {
  const [, login, path] = /^([^@:/\s]+@[^@:/\s]+):([^/\s][^\s]*)$/.exec(address) ?? [];
  if (login !== undefined) return `ssh://${login}/${path}`;
  if (isForced) return /^(https?|ssh|file):\/\/[^\s]+$/.test(address) ? address : null;
  const [host, owner, name, ...more] = address.split("/");
  if (!["github.com", "bitbucket.org"].includes(host!) || !owner || !name || more.length > 0) return null;
  return `https://${host}/${owner}/${name.replace(/\.git$/, "")}.git`;
}
