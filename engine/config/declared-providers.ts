import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { completeSource, impliedSource } from "../addresses/provider-address.js";
import type { Attribute, Body, BodyBlock, BodySchema } from "../language/body/body.js";
import { DYNAMIC, Value } from "../values/index.js";
import { looseBodies } from "./loose-bodies.js";

/** A `provider` block. */
export interface DeclaredProvider {
  readonly name: string;
  readonly alias: string | null;
  /** Whether the block has an argument, or a block in it, of that name. */
  has(name: string): boolean;
  /** An argument whose text is written out; undefined for any other. */
  text(name: string): string | undefined;
}

/** The providers of a configuration: of its root, and of all modules that are there. */
export interface DeclaredProviders {
  /** The blocks of the root. */
  readonly blocks: readonly DeclaredProvider[];
  /** The providers that the root requires or uses: full source address by local name. */
  readonly inRoot: ReadonlyMap<string, string>;
  /** The providers that modules below the root use: full source addresses by local name. */
  readonly below: ReadonlyMap<string, string>;
  /** Full source addresses of the providers that have an object or a block of theirs, anywhere. */
  readonly used: ReadonlySet<string>;
}

const optional = { required: false };
const blocks = (types: Readonly<Record<string, readonly string[]>>): BodySchema => ({
  attributes: new Map(),
  blocks: new Map(Object.entries(types).map(([type, labels]) => [type, { labels }])),
});
const FILE = blocks({
  terraform: [],
  provider: ["name"],
  resource: ["type", "name"],
  data: ["type", "name"],
  module: ["name"],
});
const TERRAFORM = blocks({ required_providers: [] });
const only = (name: string): BodySchema => ({ attributes: new Map([[name, optional]]), blocks: new Map() });
const [ALIAS, PROVIDER, SOURCE] = [only("alias"), only("provider"), only("source")];

/** A text that is written out; undefined for anything else. */
function textOf(attribute: Pick<Attribute, "expression"> | undefined): string | undefined {
  const value = attribute?.expression.evaluate({
    lookup: () => ({ value: Value.unknown(DYNAMIC), diagnostics: [] }),
  }).value;
  return value?.isKnown && !value.isNull && value.type.kind === "string" ? value.asString() : undefined;
}

/** `aws` of `aws.west`, quoted or not. */
const firstWord = (attribute: Attribute | undefined): string | undefined =>
  /^"?([\w-]+)/.exec(attribute?.expression.span.text.trim() ?? "")?.[1];

/** The word of an alias, which may be quoted. */
const wordOf = (attribute: Attribute | undefined): string | null =>
  attribute === undefined ? null : (textOf(attribute) ?? firstWord(attribute) ?? null);

function has(body: Body, name: string): boolean {
  if (body.partialContent(only(name)).attributes.size > 0) return true;
  return body.partialContent(blocks({ [name]: [] })).blocks.length > 0;
}

/** The declarations of one module, from its folder. */
interface Module {
  readonly required: Map<string, string>;
  readonly used: Set<string>;
  readonly blocks: DeclaredProvider[];
  /** As they are written. */
  readonly sources: string[];
}

const READERS: Readonly<Record<string, (block: BodyBlock, module: Module) => void>> = {
  terraform: ({ body }, { required }) => {
    for (const { body: list } of body.partialContent(TERRAFORM).blocks)
      for (const [name, { expression }] of list.attributes().attributes) {
        const pair = expression.pairs()?.find(({ key }) => /^"?source"?$/.test(key.span.text.trim()));
        const source = pair && textOf({ expression: pair.value });
        required.set(name, (source && completeSource(source)) ?? impliedSource(name));
      }
  },
  provider: ({ labels: [name], body }, { blocks: declared, used }) => {
    used.add(name!);
    const alias = wordOf(body.partialContent(ALIAS).attributes.get("alias"));
    declared.push({
      name: name!,
      alias,
      has: (argument) => has(body, argument),
      text: (argument) => textOf(body.partialContent(only(argument)).attributes.get(argument)),
    });
  },
  resource: ({ labels: [type], body }, { used }) => {
    const named = firstWord(body.partialContent(PROVIDER).attributes.get("provider"));
    used.add(named ?? type!.split("_", 1)[0]!);
  },
  module: ({ body }, { sources }) => {
    const source = textOf(body.partialContent(SOURCE).attributes.get("source"));
    if (source !== undefined) sources.push(source);
  },
};
const readerOf = (type: string) => READERS[type === "data" ? "resource" : type];

async function readModule(dir: string): Promise<Module> {
  const module: Module = { required: new Map(), used: new Set(), blocks: [], sources: [] };
  for (const body of await looseBodies(dir))
    for (const block of body.partialContent(FILE).blocks) readerOf(block.type)?.(block, module);
  return module;
}

/** The sources of the providers that a module uses. */
const usedIn = ({ required, used }: Module): string[] =>
  [...used].map((name) => required.get(name) ?? impliedSource(name));

/** By local name, the source of each provider that a module requires or uses. */
const providersOf = ({ required, used }: Module): Map<string, string> =>
  new Map([...[...used].map((name) => [name, impliedSource(name)] as const), ...required]);

const isFolder = async (path: string) => (await stat(path).catch(() => null))?.isDirectory() ?? false;

/** The folders of modules that `init` has fetched. */
async function installed(root: string): Promise<readonly string[]> {
  const text = await readFile(join(root, ".terraform", "modules", "modules.json"), "utf8").catch(() => null);
  if (text === null) return [];
  try {
    const { Modules } = JSON.parse(text) as { Modules?: readonly { Key?: unknown; Dir?: unknown }[] };
    return (Modules ?? []).flatMap(({ Key, Dir }) =>
      Key !== "" && typeof Dir === "string" ? [resolve(root, Dir)] : [],
    );
  } catch {
    return [];
  }
}

/**
 * The providers that a configuration requires, uses and configures, with those of its modules as far as they are in
 * folders. Reads past whatever else there is, also what the engine does not support. @throws Error when the folder cannot be read
 */
export async function declaredProviders(dir: string): Promise<DeclaredProviders> {
  const root = await readModule(dir);
  const below = new Map<string, string>();
  const used = new Set(usedIn(root));
  const seen = new Set([resolve(dir)]);
  const local = (from: string, { sources }: Module) =>
    sources.filter((source) => /^\.\.?(\/|$)/.test(source)).map((source) => resolve(from, source));
  const waiting = [...local(dir, root), ...(await installed(dir))];
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    if (seen.has(folder) || !(await isFolder(folder))) continue;
    seen.add(folder);
    const module = await readModule(folder);
    for (const [name, source] of providersOf(module)) below.set(name, source);
    for (const source of usedIn(module)) used.add(source);
    waiting.push(...local(folder, module));
  }
  return { blocks: root.blocks, inRoot: providersOf(root), below, used };
}
