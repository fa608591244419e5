/** The list of installed modules in `.terraform/modules`, as OpenTofu and Terraform keep it. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** An installed module. */
export interface ManifestEntry {
  /** Names of the calls that lead to it, such as `network.subnets`. */
  readonly Key: string;
  readonly Source: string;
  readonly Version?: string;
  /** Relative to the root module's folder. */
  readonly Dir: string;
}

/** Where modules are installed, in the root module's folder. */
export const modulesFolder = (root: string): string => join(root, ".terraform", "modules");

const fileOf = (root: string) => join(modulesFolder(root), "modules.json");

const isEntry = (value: unknown): value is ManifestEntry => {
  const entry = value as Partial<ManifestEntry> | null;
  return typeof entry?.Key === "string" && typeof entry.Source === "string" && typeof entry.Dir === "string";
};

/** The installed modules; none if there is no list or it cannot be read. */
export async function readManifest(root: string): Promise<readonly ManifestEntry[]> {
  try {
    const { Modules } = JSON.parse(await readFile(fileOf(root), "utf8"));
    return Array.isArray(Modules) ? Modules.filter(isEntry) : [];
  } catch {
    return [];
  }
}

/** Adds a module to the list, in place of the one that the same calls led to. */
export async function addToManifest(root: string, added: ManifestEntry): Promise<void> {
  const others = (await readManifest(root)).filter(({ Key }) => Key !== added.Key && Key !== "");
  const Modules = [{ Key: "", Source: "", Dir: "." }, ...others, added];
  await mkdir(modulesFolder(root), { recursive: true });
  const fresh = `${fileOf(root)}.${process.pid}`;
  await writeFile(fresh, JSON.stringify({ Modules }));
  await rename(fresh, fileOf(root));
}
