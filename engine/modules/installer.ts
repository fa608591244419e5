/** Installs modules of registries, repositories and archives where OpenTofu and Terraform do. */
import { mkdir, realpath, rename, rm, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { type Env, Host, HostError, tokenOf } from "../hosts/host.js";
import {
  type InstalledModule,
  ModuleError,
  type ModuleInstaller,
  newestOf,
  type PackageModule,
  packageModule,
  type RegistryModule,
  type RemoteModule,
  satisfies,
} from "../language/index.js";
import { fetchArchive, isArchive } from "./archive.js";
import { commitOf, fetchRepository, GitError } from "./git.js";
import { addToManifest, modulesFolder, readManifest } from "./manifest.js";

/** Versions and commits that are the only ones to take, by the key of the module. */
export type Pinned = Readonly<Record<string, string>>;

const isFolder = async (path: string) => (await stat(path).catch(() => null))?.isDirectory() ?? false;

/** Modules are installed one after the other, each where its list says that it is or is to be. */
export class Installer implements ModuleInstaller {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly root: string,
    private readonly env: Env = process.env,
    private readonly pinned: Pinned = {},
  ) {}

  install(key: string, wanted: RemoteModule): Promise<InstalledModule> {
    const installed = this.last.then(() => this.installNow(key, wanted));
    this.last = installed.catch(() => {});
    return installed;
  }

  private async installNow(key: string, wanted: RemoteModule): Promise<InstalledModule> {
    const pinned = this.pinned[key];
    const there = await this.find(key, wanted, pinned);
    if (there !== undefined) return there;
    const folder = join(modulesFolder(this.root), key);
    const fresh = `${folder}.${process.pid}`;
    await rm(fresh, { recursive: true, force: true });
    await mkdir(modulesFolder(this.root), { recursive: true });
    try {
      const { version, inside } =
        wanted.kind === "registry"
          ? await this.fetchRegistered(wanted, fresh, pinned)
          : await this.fetchPackage(
              new Host(new URL(wanted.url).host, undefined, this.env),
              wanted,
              fresh,
              pinned,
            );
      await rm(folder, { recursive: true, force: true });
      await rename(fresh, folder);
      return await this.list(key, wanted, { folder, inside, version });
    } catch (error) {
      if (error instanceof ModuleError) throw error;
      const isKnown = error instanceof HostError || error instanceof GitError;
      const why = isKnown ? error.message : `It cannot be unpacked: ${(error as Error).message}.`;
      throw new ModuleError(
        "Module cannot be installed",
        `The module ${withoutLogin(wanted.source)} cannot be installed. ${why}`,
      );
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  }

  /** The module as it is installed; undefined where it is not, or where another one is. */
  private async find(
    key: string,
    wanted: RemoteModule,
    pinned?: string,
  ): Promise<InstalledModule | undefined> {
    const listed = (await readManifest(this.root)).find(
      (each) => each.Key === key && each.Source === written(wanted),
    );
    if (listed === undefined) return undefined;
    const root = join(modulesFolder(this.root), key);
    const dir = join(this.root, listed.Dir);
    if (!(await isFolder(dir))) return undefined;
    if (wanted.kind !== "registry") {
      const version = await commitOf(root);
      return pinned === undefined || version === pinned ? installed(dir, root, version) : undefined;
    }
    const { Version: version } = listed;
    const fits =
      version !== undefined &&
      (pinned === undefined
        ? wanted.constraint === null || satisfies(version, wanted.constraint) === true
        : version === pinned);
    return fits ? installed(dir, root, version) : undefined;
  }

  /** Puts the package of a registry's module into a folder. */
  private async fetchRegistered(wanted: RegistryModule, into: string, pinned?: string): Promise<Fetched> {
    const { host: hostname } = wanted;
    const host = new Host(hostname, tokenOf(hostname, this.env), this.env);
    const base = await host.service("modules.v1");
    if (base === null) throw new HostError(`${hostname} has no module registry.`);
    const at = (...path: string[]) => new URL(path.map(encodeURIComponent).join("/"), base).href;
    const parts = [wanted.namespace, wanted.name, wanted.provider];
    const version = await this.choose(await host.document(at(...parts, "versions")), wanted, pinned);
    const location = await locationFrom(host, at(...parts, version, "download"));
    if (location === null) throw new HostError(`${hostname} does not say where version ${version} is.`);
    const { inside } = await this.fetchPackage(host, location, into, undefined);
    return { version, inside: [...inside, ...wanted.folder.split("/")] };
  }

  /** Puts a package into a folder. An address that is not an archive's says where the package is. */
  private async fetchPackage(
    host: Host,
    wanted: PackageModule,
    into: string,
    commit: string | undefined,
  ): Promise<Fetched> {
    if (wanted.kind === "git") {
      await fetchRepository(wanted, into, { env: this.env, commit });
      return { version: await commitOf(into), inside: wanted.folder.split("/") };
    }
    const inside = wanted.folder.split("/").map(decodeURIComponent);
    if (isArchive(wanted.url)) {
      await fetchArchive(host, wanted.url, into);
      return { version: undefined, inside };
    }
    const asked = new URL(wanted.url);
    asked.searchParams.set("terraform-get", "1");
    const location = await locationFrom(host, asked.href);
    if (location === null || (location.kind === "https" && !isArchive(location.url)))
      throw new HostError(`${asked.host} gives no archive (tar.gz) there, and names no other address.`);
    const found = await this.fetchPackage(host, location, into, commit);
    return { ...found, inside: [...found.inside, ...inside] };
  }

  /** Lists what was installed. @throws ModuleError where the folder that is meant is not in the package */
  private async list(
    key: string,
    wanted: RemoteModule,
    { folder, inside, version }: Fetched & { readonly folder: string },
  ): Promise<InstalledModule> {
    const dir = join(folder, ...inside);
    const real = await realpath(dir).catch(() => "");
    // A link in the package may lead out of it.
    if (!(await isFolder(dir)) || relative(await realpath(folder), real).startsWith(".."))
      throw new ModuleError(
        "Unreadable module directory",
        `${wanted.kind === "registry" ? `Version ${version} of the` : "The"} module ${withoutLogin(wanted.source)} has no folder ${relative(folder, dir)}.`,
      );
    const Dir = relative(this.root, dir).split(sep).join("/");
    const listed = wanted.kind === "registry" && version !== undefined ? { Version: version } : {};
    await addToManifest(this.root, { Key: key, Source: written(wanted), ...listed, Dir });
    return installed(dir, folder, version);
  }

  private async choose(
    // biome-ignore lint/suspicious/noExplicitAny: a document of the host.
    document: any,
    { source, host, constraint }: RegistryModule,
    pinned?: string,
  ): Promise<string> {
    const list: unknown = document?.modules?.[0]?.versions;
    if (!Array.isArray(list))
      throw new ModuleError(
        "Module not found",
        `The module ${source} cannot be found in the module registry at ${host}, or the token may not use it.`,
      );
    const versions = list.map((each) => String(each?.version));
    const version =
      pinned === undefined ? newestOf(versions, constraint) : versions.find((each) => each === pinned);
    if (version !== undefined) return version;
    const asked = pinned ?? constraint;
    throw new ModuleError(
      "Unresolvable module version constraint",
      `There is no available version of the module ${source} ${asked === null ? "at all" : `which matches the given version constraint ${JSON.stringify(asked)}`}. It has ${versions.join(", ") || "none"}.`,
    );
  }
}

/** What was put into a folder: its version or commit, and the folder in it that is meant. */
interface Fetched {
  readonly version: string | undefined;
  readonly inside: readonly string[];
}

const installed = (dir: string, root: string, version: string | undefined): InstalledModule => ({
  dir,
  root,
  ...(version !== undefined && { version }),
});

/** Where a host says that a package is: `X-Terraform-Get`; null where it does not. @throws ModuleError, HostError */
async function locationFrom(host: Host, asked: string): Promise<PackageModule | null> {
  const answer = await host.open(asked);
  answer.resume();
  const given = answer.headers["x-terraform-get"];
  if (answer.statusCode !== 204 && answer.statusCode !== 200)
    throw new HostError(
      `${new URL(asked).host} answered ${answer.statusCode} when asked where the module is.`,
    );
  if (typeof given !== "string") return null;
  const location = packageModule(/^\.{0,2}\//.test(given) ? new URL(given, asked).href : given);
  if (location !== null && (location.kind === "git" || isArchive(location.url))) return location;
  throw new ModuleError(
    "Unsupported by the embedded engine",
    `${new URL(asked).host} says that the module is at ${withoutLogin(given)}, and the embedded engine installs only archives ` +
      "(tar.gz over https) and Git repositories. Use --engine tofu for this configuration.",
  );
}

const withoutLogin = (address: string): string => address.replace(/:\/\/[^/@\s]*@/, "://***@");

/** The source as the list of modules has it. */
const written = (wanted: RemoteModule): string =>
  wanted.kind !== "registry" || wanted.folder === "" ? wanted.source : `${wanted.source}//${wanted.folder}`;
