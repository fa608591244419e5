/** Installs modules of registries where OpenTofu and Terraform do, by the module registry protocol. */
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { type Env, Host, HostError, tokenOf } from "../hosts/host.js";
import {
  type InstalledModule,
  ModuleError,
  type ModuleInstaller,
  newestOf,
  type RegistryModule,
  satisfies,
} from "../language/index.js";
import { fetchArchive, locationOf } from "./archive.js";
import { addToManifest, modulesFolder, readManifest } from "./manifest.js";

/** Versions that are the only ones to take, by the key of the module. */
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

  install(key: string, wanted: RegistryModule): Promise<InstalledModule> {
    const installed = this.last.then(() => this.installNow(key, wanted));
    this.last = installed.catch(() => {});
    return installed;
  }

  private async installNow(key: string, wanted: RegistryModule): Promise<InstalledModule> {
    const pinned = this.pinned[key];
    const fits = (version: string) =>
      pinned === undefined
        ? wanted.constraint === null || satisfies(version, wanted.constraint) === true
        : version === pinned;
    const { Dir, Version } =
      (await readManifest(this.root)).find((each) => each.Key === key && isSame(each.Source, wanted)) ?? {};
    if (Dir !== undefined && Version !== undefined && fits(Version)) {
      const dir = join(this.root, Dir);
      if (await isFolder(dir)) return { dir, version: Version };
    }
    try {
      return await this.fetch(key, wanted, pinned);
    } catch (error) {
      if (error instanceof ModuleError) throw error;
      const why =
        error instanceof HostError ? error.message : `It cannot be unpacked: ${(error as Error).message}.`;
      throw new ModuleError(
        "Module cannot be installed",
        `The module ${wanted.source} cannot be installed. ${why}`,
      );
    }
  }

  private async fetch(key: string, wanted: RegistryModule, pinned?: string): Promise<InstalledModule> {
    const { host: hostname, source } = wanted;
    const host = new Host(hostname, tokenOf(hostname, this.env), this.env);
    const base = await host.service("modules.v1");
    if (base === null) throw new HostError(`${hostname} has no module registry.`);
    const at = (...path: string[]) => new URL(path.map(encodeURIComponent).join("/"), base).href;
    const parts = [wanted.namespace, wanted.name, wanted.provider];
    const version = await this.choose(await host.document(at(...parts, "versions")), wanted, pinned);
    const asked = at(...parts, version, "download");
    const answer = await host.open(asked);
    answer.resume();
    const given = answer.headers["x-terraform-get"];
    if (typeof given !== "string" || (answer.statusCode !== 204 && answer.statusCode !== 200))
      throw new HostError(`${hostname} does not say where version ${version} is (${answer.statusCode}).`);
    const location = locationOf(given, asked);
    const folder = join(modulesFolder(this.root), key);
    const fresh = `${folder}.${process.pid}`;
    await rm(fresh, { recursive: true, force: true });
    await mkdir(modulesFolder(this.root), { recursive: true });
    try {
      await fetchArchive(host, location, fresh);
      await rm(folder, { recursive: true, force: true });
      await rename(fresh, folder);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
    const dir = join(folder, ...location.folder.split("/"), ...wanted.folder.split("/"));
    const Dir = relative(this.root, dir).split(sep).join("/");
    await addToManifest(this.root, { Key: key, Source: written(wanted), Version: version, Dir });
    if (await isFolder(dir)) return { dir, version };
    throw new ModuleError(
      "Unreadable module directory",
      `Version ${version} of the module ${source} has no folder ${relative(folder, dir)}.`,
    );
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

const written = ({ source, folder }: RegistryModule) => (folder === "" ? source : `${source}//${folder}`);
const isSame = (listed: string, wanted: RegistryModule) => listed === written(wanted);
