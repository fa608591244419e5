import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Env } from "../hosts/host.js";
import type { Diag } from "../interfaces/diag.js";
import {
  type BodySchema,
  type Configuration,
  type LoadOptions,
  loadConfiguration as load,
  Source,
} from "../language/index.js";
import { parseNativeBody } from "../language/native/parse.js";
import { Installer, type Pinned } from "../modules/installer.js";

/** The options of loading a configuration, including modules from registries. */
export interface ConfigurationOptions extends Omit<LoadOptions, "installer"> {
  /** Where the tokens of registries are looked up. Default: that of the process. */
  readonly env?: Env | undefined;
  /** Versions of modules that a plan was made with. */
  readonly pinned?: Pinned | undefined;
}

/** The configuration of a folder; absent when it cannot be used. Modules of registries are installed in it. */
export async function loadConfiguration(
  dir: string,
  { env, pinned, ...options }: ConfigurationOptions = {},
): Promise<{ readonly config?: Configuration; readonly diagnostics: readonly Diag[] }> {
  const { configuration, diagnostics } = await load(dir, {
    ...options,
    installer: new Installer(resolve(dir), env, pinned),
  });
  const placed = await Promise.all(diagnostics.map((problem) => addContext(dir, problem)));
  return { diagnostics: placed, ...(configuration && { config: configuration }) };
}

const LABELS: Readonly<Record<string, readonly string[]>> = {
  resource: ["type", "name"],
  data: ["type", "name"],
  variable: ["name"],
  output: ["name"],
  provider: ["name"],
  module: ["name"],
  check: ["name"],
  ...Object.fromEntries(["terraform", "locals", "moved", "import", "removed"].map((type) => [type, []])),
};
const FILE: BodySchema = {
  attributes: new Map(),
  blocks: new Map(Object.entries(LABELS).map(([type, labels]) => [type, { labels }])),
};

/** Adds to a message the block that it is in, if the file can be parsed up to there. */
async function addContext(dir: string, problem: Diag): Promise<Diag> {
  const { range, context } = problem;
  if (!range || context !== undefined || !range.file.endsWith(".tf")) return problem;
  const text = await readFile(join(dir, range.file), "utf8").catch(() => null);
  const body = text === null ? undefined : parseNativeBody(new Source(range.file, text)).result;
  if (!body) return problem;
  const { start } = range;
  const before = (at: { line: number; column: number }) =>
    at.line < start.line || (at.line === start.line && at.column < start.column);
  const { blocks } = body.partialContent(FILE);
  // A message at a block's own header needs no context.
  if (blocks.some(({ span }) => span.start.line === start.line && span.start.column === start.column))
    return problem;
  const block = blocks.findLast(({ span }) => before(span.start));
  if (!block) return problem;
  return {
    ...problem,
    context: [block.type, ...block.labels.map((label) => JSON.stringify(label))].join(" "),
  };
}
