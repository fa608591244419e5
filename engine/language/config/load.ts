import { stat } from "node:fs/promises";
import { relative, resolve } from "node:path";
import type { Diag } from "../../interfaces/diag.js";
import type { Value } from "../../values/index.js";
import type { Body, BodyBlock } from "../body/body.js";
import { jsonFileBody } from "../json/body.js";
import { parseNativeBody } from "../native/parse.js";
import { hasErrors } from "../source/diagnostics.js";
import type { Source } from "../source/source.js";
import { parseJson } from "../syntax/json.js";
import { ConfigurationBuilder, schema } from "./builder.js";
import { readCheck } from "./checks.js";
import { readLanguage } from "./compatibility.js";
import { isJson, readSources } from "./files.js";
import type { Configuration } from "./model.js";
import {
  type InstalledModule,
  ModuleError,
  type ModuleInstaller,
  type RemoteModule,
} from "./module-source.js";
import { declareCall, isComputed, type PendingCall, readModuleCall } from "./modules.js";
import { readLocals, readOutput } from "./outputs.js";
import { override } from "./override.js";
import { readImport, readMoved, readRemoved } from "./refactoring.js";
import { declareResource, readResource } from "./resources.js";
import { rootModule, type StaticModule } from "./static.js";
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

const misplacedRequirements: BlockReader = (block, builder) =>
  builder.error(
    "Invalid required_providers block",
    'A "required_providers" block must be nested inside a "terraform" block.',
    block.span,
  );

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
  ephemeral: { labels: ["type", "name"], read: unsupported("Ephemeral resources are not part of it.") },
  language: { labels: [], read: readLanguage },
  required_providers: { labels: [], read: misplacedRequirements },
};

const FILE = schema([], {
  ...Object.fromEntries(Object.entries(BLOCKS).map(([type, { labels }]) => [type, labels])),
  module: ["name"],
});

/** Where only folders are read. */
const NO_INSTALLER: ModuleInstaller = {
  install: async (key, { source }) => {
    throw new ModuleError(
      "Module not installed",
      `The module ${source}, called as ${key}, is not installed.`,
    );
  },
};

/** What sources of modules may depend on. */
export interface LoadOptions {
  /** Installs modules of registries. Absent: they are refused. */
  readonly installer?: ModuleInstaller;
  /** Default "default". */
  readonly workspace?: string;
  /**
   * The values of the root module's variables; asked for when the source of a module depends on one. Absent: the defaults.
   * What is wrong with them is said when they are used.
   */
  readonly variables?: (root: Configuration) => Promise<ReadonlyMap<string, Value>>;
}

/** Reads the configuration in a folder, its `*.tf` and `*.tf.json` files, and the modules that it calls. */
export async function loadConfiguration(
  dir: string,
  options: LoadOptions = {},
): Promise<LoadedConfiguration> {
  const diagnostics: Diag[] = [];
  const configuration = await new Loader(resolve(dir), diagnostics, options).load(resolve(dir), []);
  return hasErrors(diagnostics) ? { diagnostics } : { configuration, diagnostics };
}

/** The call that leads to a module: where it is, and what its variables are set to. */
interface Caller {
  readonly statics: StaticModule;
  readonly call: Pick<PendingCall, "name" | "body">;
  /** Names of the calls that lead to the module, such as `["network", "subnets"]`. */
  readonly names: readonly string[];
  /** The folder of the package that was installed and that the module is in; absent where it is beside the configuration. */
  readonly root?: string | undefined;
}

/** Each folder is read once, whoever calls the module in it, but for those whose own modules depend on the call. */
class Loader {
  readonly #known = new Map<string, Promise<Configuration>>();
  /** Folders in which, or below which, something is computed from the variables. */
  readonly #computed = new Set<string>();

  constructor(
    private readonly root: string,
    private readonly diagnostics: Diag[],
    private readonly options: LoadOptions,
  ) {}

  /** @param chain the folders, and the sources of packages, of the modules around the call */
  load(dir: string, chain: readonly string[], caller?: Caller): Promise<Configuration> {
    const known = this.#known.get(dir);
    if (known && !this.#computed.has(dir)) return known;
    const found = this.#read(dir, [...chain, dir], caller);
    this.#known.set(dir, found);
    return found;
  }

  async #staticsOf(
    builder: ConfigurationBuilder,
    blocks: readonly BodyBlock[],
    caller: Caller | undefined,
  ): Promise<StaticModule> {
    if (caller) return caller.statics.called(caller.call.name, caller.call.body, builder);
    const constant = [...builder.variables.values()].some((variable) => variable.const);
    const needed = constant || this.#computed.size > 0 || blocks.some(isComputed);
    const values = needed ? await this.options.variables?.(builder) : undefined;
    return rootModule(builder, this.options.workspace ?? "default", values ?? new Map());
  }

  async #read(dir: string, chain: readonly string[], caller: Caller | undefined): Promise<Configuration> {
    const builder = new ConfigurationBuilder(dir, this.root);
    const { primary, override: overriding } = await readSources(builder);
    const blocks = primary.flatMap((source) => blocksOf(source, builder));
    for (const source of overriding)
      for (const change of blocksOf(source, builder)) override(blocks, change, builder);
    const calling = blocks.filter(({ type }) => type === "module");
    for (const block of blocks) if (block.type !== "module") BLOCKS[block.type]!.read(block, builder);
    const variable = [...builder.variables.values()].some((each) => each.const);
    if (variable || calling.some(isComputed)) for (const around of chain) this.#computed.add(around);
    const statics = await this.#staticsOf(builder, calling, caller);
    builder.diagnostics.push(...statics.checkConstants());
    const calls = calling.flatMap((block) => readModuleCall(block, builder, statics) ?? []);
    if (builder.child) refuseImports(builder);
    if (builder.incompatible.length > 0) {
      this.diagnostics.push(...builder.incompatible);
      return builder;
    }
    this.diagnostics.push(...builder.diagnostics.splice(0));
    for (const call of calls) {
      const names = [...(caller?.names ?? []), call.name];
      const found = await this.#folderOf(call, { chain, names, root: caller?.root }, builder);
      if (found === null) continue;
      const { dir: folder, root, ...installed } = found;
      if (!(await isFolder(folder))) {
        builder.error(
          "Unreadable module directory",
          `The module ${JSON.stringify(call.name)} is to be in ${call.source}, and there is no such folder (${folder}).`,
          call.span,
        );
        continue;
      }
      const around = typeof call.from === "string" ? chain : [...chain, identityOf(call.from)];
      const configuration = await this.load(folder, around, { statics, call, names, root });
      declareCall({ ...call, ...installed }, configuration, builder);
    }
    this.diagnostics.push(...builder.diagnostics);
    return builder;
  }

  /** Where the module of a call is; null where it cannot be followed, and the builder has the reason. */
  async #folderOf(
    { name, source, from, span }: PendingCall,
    { chain, names, root }: Pick<Caller, "names" | "root"> & { readonly chain: readonly string[] },
    builder: ConfigurationBuilder,
  ): Promise<(Pick<InstalledModule, "dir"> & Partial<InstalledModule>) | null> {
    const quoted = JSON.stringify(name);
    if (chain.includes(typeof from === "string" ? from : identityOf(from))) {
      builder.error(
        "Module calls itself",
        `The module ${quoted} leads back to ${source}, which is around this call: there is no end to such calls.`,
        span,
      );
      return null;
    }
    if (typeof from === "string") {
      if (root === undefined || !relative(root, from).startsWith(".."))
        return { dir: from, ...(root && { root }) };
      builder.error(
        "Local module path escapes module package",
        `The module ${quoted} is to be in ${source}, which is outside of the package that was installed with the calling module. Only what is in the package can be called by a path.`,
        span,
      );
      return null;
    }
    try {
      return await (this.options.installer ?? NO_INSTALLER).install(names.join("."), from);
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error;
      builder.error(error.summary, error.message, span);
      return null;
    }
  }
}

/** What a module that is installed is known by while it is read. */
const identityOf = (from: RemoteModule): string =>
  from.kind === "registry" ? `${from.source}//${from.folder} ${from.constraint}` : from.source;

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isDirectory() ?? false;

function refuseImports(builder: ConfigurationBuilder): void {
  for (const { span } of builder.imports) {
    builder.error(
      "Invalid import configuration",
      "Import blocks are only allowed in the root module: move it there, with the module's path in its address.",
      span,
    );
  }
}

function blocksOf(source: Source, builder: ConfigurationBuilder): readonly BodyBlock[] {
  builder.sources.set(source.file, source);
  const body = bodyOf(source, builder);
  return body ? builder.content(body.content(FILE)).blocks : [];
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
