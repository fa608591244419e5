import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { Source } from "../source/source.js";
import { decodeSource } from "../syntax/decode.js";
import type { ConfigurationBuilder } from "./builder.js";

const EXTENSIONS = [".tf.json", ".tofu.json", ".tf", ".tofu"] as const;

/** Files of editors and version control that are not part of the configuration. */
function isIgnored(name: string): boolean {
  return name.startsWith(".") || name.endsWith("~") || (name.startsWith("#") && name.endsWith("#"));
}

export interface Sources {
  readonly primary: readonly Source[];
  /** Override files: what they say takes the place of what the others say. */
  readonly override: readonly Source[];
}

/** Reads the configuration files of a folder, in the order of their names. */
export async function readSources(builder: ConfigurationBuilder): Promise<Sources> {
  const { dir, root } = builder;
  const folder = await stat(dir).catch(() => null);
  if (!folder?.isDirectory()) {
    builder.error(
      "Failed to read module directory",
      `${dir} does not exist or is not a folder. Name the folder of a configuration.`,
    );
    return { primary: [], override: [] };
  }
  const names = (await readdir(dir)).filter((name) => !isIgnored(name) && extensionOf(name)).sort();
  const chosen = names.filter((name) => !names.includes(twin(name)));
  const primary: Source[] = [];
  const override: Source[] = [];
  for (const name of chosen) {
    const base = name.slice(0, -extensionOf(name)!.length);
    const path = join(dir, name);
    const shown = relative(root, path).split(sep).join("/");
    const source = await readSource(path, shown, builder);
    if (source === null) continue;
    const into = base === "override" || base.endsWith("_override") ? override : primary;
    into.push(source);
  }
  if (names.length === 0) {
    builder.error(
      "No configuration files",
      `The folder ${dir} contains no configuration: there is no file that ends in .tf, .tofu, .tf.json or .tofu.json.`,
    );
  }
  return { primary, override };
}

function extensionOf(name: string): string | undefined {
  return EXTENSIONS.find((extension) => name.endsWith(extension) && name.length > extension.length);
}

/** The file that takes the place of this one where both exist. */
function twin(name: string): string {
  return name.replace(/\.tf(\.json)?$/, ".tofu$1") === name ? "" : name.replace(/\.tf(\.json)?$/, ".tofu$1");
}

async function readSource(path: string, name: string, builder: ConfigurationBuilder): Promise<Source | null> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (e) {
    builder.error(
      "Failed to read file",
      `The configuration file ${name} could not be read. ${(e as Error).message}`,
    );
    return null;
  }
  const read = decodeSource(name, bytes);
  if (read instanceof Source) return read;
  builder.diagnostics.push(read);
  return null;
}

/** Whether a file is in the JSON form of the language. */
export function isJson(source: Source): boolean {
  return source.file.endsWith(".json");
}
