import { resolve } from "node:path";
import type { Diag } from "../../types.js";
import type { Body, BodyBlock } from "../body.js";
import { hasErrors } from "../diagnostics.js";
import { jsonFileBody } from "../json/body.js";
import { parseJson } from "../json/parse.js";
import { parseNativeBody } from "../parse.js";
import type { Source } from "../source.js";
import { ConfigurationBuilder, schema } from "./builder.js";
import { readCheck } from "./checks.js";
import { isJson, readSources } from "./files.js";
import type { Configuration } from "./model.js";
import { readLocals, readOutput } from "./outputs.js";
import { readImport, readMoved, readRemoved } from "./refactoring.js";
import { declareResource, readResource } from "./resources.js";
import { readProvider, readTerraform } from "./terraform.js";
import { readVariable } from "./variables.js";

export interface LoadedConfiguration {
  /** Absent when a diagnostic is an error. */
  readonly configuration?: Configuration;
  readonly diagnostics: readonly Diag[];
}

type BlockReader = (block: BodyBlock, builder: ConfigurationBuilder) => void;

function resourceReader(mode: "managed" | "data"): BlockReader {
  return (block, builder) => {
    const resource = readResource(block, mode, builder);
    if (resource) declareResource(resource, builder);
  };
}

const unsupported =
  (what: string): BlockReader =>
  (block, builder) =>
    builder.unsupported(what, block.span);

/** Everything that may stand at the top of a file: the block's labels, and who reads it. */
const BLOCKS: Readonly<Record<string, { readonly labels: readonly string[]; readonly read: BlockReader }>> = {
  terraform: { labels: [], read: readTerraform },
  provider: { labels: ["name"], read: readProvider },
  variable: { labels: ["name"], read: readVariable },
  locals: { labels: [], read: readLocals },
  output: { labels: ["name"], read: readOutput },
  resource: { labels: ["type", "name"], read: resourceReader("managed") },
  data: { labels: ["type", "name"], read: resourceReader("data") },
  check: { labels: ["name"], read: readCheck },
  moved: { labels: [], read: readMoved },
  import: { labels: [], read: readImport },
  removed: { labels: [], read: readRemoved },
  module: { labels: ["name"], read: unsupported("Modules are not supported yet.") },
  ephemeral: { labels: ["type", "name"], read: unsupported("Ephemeral resources are not part of it.") },
  language: { labels: [], read: unsupported("Language blocks are not part of it.") },
};

const FILE = schema(
  [],
  Object.fromEntries(Object.entries(BLOCKS).map(([type, { labels }]) => [type, labels])),
);

/** Reads the configuration in a folder: its `*.tf` and `*.tf.json` files. */
export async function loadConfiguration(dir: string): Promise<LoadedConfiguration> {
  const builder = new ConfigurationBuilder(resolve(dir));
  for (const source of await readSources(builder)) {
    builder.sources.set(source.file, source);
    const body = bodyOf(source, builder);
    if (!body) continue;
    for (const block of builder.content(body.content(FILE)).blocks) BLOCKS[block.type]!.read(block, builder);
  }
  const { diagnostics } = builder;
  return hasErrors(diagnostics) ? { diagnostics } : { configuration: builder, diagnostics };
}

function bodyOf(source: Source, builder: ConfigurationBuilder): Body | null {
  if (!isJson(source)) {
    const { result, diagnostics } = parseNativeBody(source);
    builder.diagnostics.push(...diagnostics);
    return result ?? null;
  }
  const { result, diagnostics } = parseJson(source);
  builder.diagnostics.push(...diagnostics);
  if (!result) return null;
  const file = jsonFileBody(result);
  builder.diagnostics.push(...file.diagnostics);
  return file.body;
}
