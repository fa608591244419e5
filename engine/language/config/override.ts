/** Override files: blocks of theirs change blocks of the same name in the other files, argument by argument. */
import type { Diag } from "../../interfaces/diag.js";
import type { Attribute, Body, BodyBlock, BodyContent, BodySchema } from "../body/body.js";
import { missingArgument } from "../native/body.js";
import { type ConfigurationBuilder, schema } from "./builder.js";

/** Blocks of these types are changed argument by argument too; blocks of other types take the place of all of theirs. */
const MERGED = new Set(["lifecycle", "required_providers"]);

/** A body with the arguments of another one laid over it. */
export class OverrideBody implements Body {
  readonly span;

  constructor(
    private readonly base: Body,
    private readonly over: Body,
    /** Only arguments that the base has. */
    private readonly existing = false,
  ) {
    this.span = base.span;
  }

  content(wanted: BodySchema): BodyContent {
    const relaxed = optional(wanted);
    return this.#combine(this.base.content(relaxed), this.over.content(relaxed), wanted);
  }

  partialContent(wanted: BodySchema): BodyContent & { readonly rest: Body } {
    const relaxed = optional(wanted);
    const base = this.base.partialContent(relaxed);
    const over = this.over.partialContent(relaxed);
    return { ...this.#combine(base, over, wanted), rest: new OverrideBody(base.rest, over.rest) };
  }

  attributes(): {
    readonly attributes: ReadonlyMap<string, Attribute>;
    readonly diagnostics: readonly Diag[];
  } {
    const base = this.base.attributes();
    const over = this.over.attributes();
    const attributes = new Map(base.attributes);
    for (const [name, attribute] of over.attributes)
      if (!this.existing || attributes.has(name)) attributes.set(name, attribute);
    return { attributes, diagnostics: [...base.diagnostics, ...over.diagnostics] };
  }

  #combine(base: BodyContent, over: BodyContent, wanted: BodySchema): BodyContent {
    const attributes = new Map([...base.attributes, ...over.attributes]);
    const diagnostics = [...base.diagnostics, ...over.diagnostics];
    for (const [name, { required }] of wanted.attributes)
      if (required && !attributes.has(name)) diagnostics.push(missingArgument(name, this.span));
    const blocks: BodyBlock[] = [];
    const replaced = new Set(over.blocks.map(({ type }) => type));
    for (const block of base.blocks) {
      if (!replaced.has(block.type)) blocks.push(block);
      else if (MERGED.has(block.type)) {
        const change = over.blocks.find(({ type }) => type === block.type)!;
        blocks.push({ ...block, body: new OverrideBody(block.body, change.body) });
      }
    }
    const merged = new Set(blocks.map(({ type }) => type));
    for (const block of over.blocks)
      if (!MERGED.has(block.type) || !merged.has(block.type)) blocks.push(block);
    return { attributes, blocks, diagnostics };
  }
}

const relaxed = new WeakMap<BodySchema, BodySchema>();

function optional(wanted: BodySchema): BodySchema {
  let found = relaxed.get(wanted);
  if (!found) {
    found = {
      attributes: new Map([...wanted.attributes.keys()].map((name) => [name, { required: false }])),
      blocks: wanted.blocks,
    };
    relaxed.set(wanted, found);
  }
  return found;
}

/** The name in messages of a block that must exist to be overridden. */
const NAMES: Readonly<
  Record<string, { summary: string; what(labels: readonly string[]): string; rule: string }>
> = {
  variable: {
    summary: "Missing base variable declaration to override",
    what: ([name]) => `variable named ${JSON.stringify(name)}`,
    rule: "a variable that was already declared in a primary configuration file",
  },
  output: {
    summary: "Missing base output definition to override",
    what: ([name]) => `output named ${JSON.stringify(name)}`,
    rule: "an output that was already defined in a primary configuration file",
  },
  module: {
    summary: "Missing module call to override",
    what: ([name]) => `module call named ${JSON.stringify(name)}`,
    rule: "a module call that was defined in a primary configuration file",
  },
  resource: {
    summary: "Missing resource to override",
    what: ([type, name]) => `${type} resource named ${JSON.stringify(name)}`,
    rule: "a resource block defined in a primary configuration file",
  },
  data: {
    summary: "Missing data resource to override",
    what: ([type, name]) => `${type} data resource named ${JSON.stringify(name)}`,
    rule: "a data block defined in a primary configuration file",
  },
};

/** Lays one block of an override file over the blocks of the other files. */
export function override(blocks: BodyBlock[], change: BodyBlock, builder: ConfigurationBuilder): void {
  const lay = (at: number, existing = false) => {
    const block = blocks[at]!;
    blocks[at] = { ...block, body: new OverrideBody(block.body, change.body, existing) };
  };
  const { type, labels } = change;
  switch (type) {
    case "locals":
      overrideLocals(blocks, change, builder, lay);
      return;
    case "terraform": {
      const at = blocks.findIndex((block) => block.type === type);
      if (at < 0) blocks.push(change);
      else lay(at);
      return;
    }
    case "provider": {
      const at = blocks.findIndex(
        (block) => block.type === type && block.labels[0] === labels[0] && aliasOf(block) === aliasOf(change),
      );
      if (at < 0) blocks.push(change);
      else lay(at);
      return;
    }
    default: {
      const name = NAMES[type];
      if (!name) {
        builder.error(
          `Cannot override ${JSON.stringify(type)} blocks`,
          `Override files can not have ${JSON.stringify(type)} blocks: write them in a primary configuration file.`,
          change.span,
        );
        return;
      }
      const at = blocks.findIndex(
        (block) => block.type === type && block.labels.every((label, i) => label === labels[i]),
      );
      if (at >= 0) lay(at);
      else {
        builder.error(
          name.summary,
          `There is no ${name.what(labels)}. An override file can only override ${name.rule}.`,
          change.span,
        );
      }
    }
  }
}

function overrideLocals(
  blocks: readonly BodyBlock[],
  change: BodyBlock,
  builder: ConfigurationBuilder,
  lay: (at: number, existing: boolean) => void,
): void {
  const missing = new Map(change.body.attributes().attributes);
  for (const [at, block] of [...blocks.entries()]) {
    if (block.type !== "locals") continue;
    const names = block.body.attributes().attributes;
    if (![...names.keys()].some((name) => missing.has(name))) continue;
    for (const name of names.keys()) missing.delete(name);
    lay(at, true);
  }
  for (const { name, nameSpan } of missing.values()) {
    builder.error(
      "Missing base local value definition to override",
      `There is no local value named ${JSON.stringify(name)}. An override file can only override a local value that was already defined in a primary configuration file.`,
      nameSpan,
    );
  }
}

const ALIAS = schema(["alias"]);

function aliasOf(block: BodyBlock): string | undefined {
  return block.body.partialContent(ALIAS).attributes.get("alias")?.expression.span.text;
}
