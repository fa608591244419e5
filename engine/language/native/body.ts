import type { Diag } from "../../interfaces/diag.js";
import type { Attribute, Body, BodyBlock, BodyContent, BodySchema } from "../body/body.js";
import { error } from "../source/diagnostics.js";
import { Span } from "../source/source.js";
import { suggestion } from "../source/suggest.js";

export type NativeAttribute = Attribute;

export interface NativeBlock extends BodyBlock {
  readonly typeSpan: Span;
  readonly open: Span;
}

type PartialContent = BodyContent & { readonly rest: NativeBody };

/** A body of the native syntax. */
export class NativeBody implements Body {
  readonly span: Span;
  /** What was read last: a body is analysed, validated, planned and applied with one schema. */
  #last: { readonly schema: BodySchema; readonly content: PartialContent } | undefined;

  constructor(
    private readonly all: ReadonlyMap<string, NativeAttribute>,
    private readonly blocks: readonly NativeBlock[],
    private readonly whole: Span,
    /** Names of attributes and block types that were read already. */
    private readonly taken: ReadonlySet<string> = new Set(),
  ) {
    this.span = new Span(whole.source, whole.from, whole.from, whole.constructPath);
  }

  /** Every argument, whatever a schema says. */
  allAttributes(): readonly NativeAttribute[] {
    return [...this.all.values()];
  }

  /** Every block, whatever a schema says. */
  allBlocks(): readonly NativeBlock[] {
    return this.blocks;
  }

  content(schema: BodySchema): BodyContent {
    const { rest, ...content } = this.partialContent(schema);
    const diagnostics = [...content.diagnostics];
    for (const attribute of this.all.values()) {
      if (!rest.taken.has(attribute.name))
        diagnostics.push(unsupportedArgument(attribute, schema, content.attributes));
    }
    for (const block of this.blocks)
      if (!rest.taken.has(block.type)) diagnostics.push(unsupportedBlock(block, schema));
    return { ...content, diagnostics };
  }

  partialContent(schema: BodySchema): PartialContent {
    if (this.#last?.schema !== schema) this.#last = { schema, content: this.#read(schema) };
    return this.#last.content;
  }

  #read(schema: BodySchema): PartialContent {
    const diagnostics: Diag[] = [];
    const attributes = new Map<string, Attribute>();
    const taken = new Set(this.taken);
    for (const [name, { required }] of schema.attributes) {
      const attribute = this.taken.has(name) ? undefined : this.all.get(name);
      if (attribute) {
        attributes.set(name, attribute);
        taken.add(name);
      } else if (required) {
        diagnostics.push(missingArgument(name, this.span));
      }
    }
    const blocks: BodyBlock[] = [];
    for (const block of this.blocks) {
      const wanted = this.taken.has(block.type) ? undefined : schema.blocks.get(block.type);
      if (!wanted) continue;
      const problem = labelProblem(block, wanted.labels);
      if (problem) diagnostics.push(problem);
      else blocks.push(block);
    }
    for (const type of schema.blocks.keys()) if (!this.all.has(type) || attributes.has(type)) taken.add(type);
    return {
      attributes,
      blocks,
      diagnostics,
      rest: new NativeBody(this.all, this.blocks, this.whole, taken),
    };
  }

  attributes(): { attributes: ReadonlyMap<string, Attribute>; diagnostics: readonly Diag[] } {
    const first = this.blocks.find((block) => !this.taken.has(block.type));
    const diagnostics = first
      ? [
          error(
            `Unexpected ${JSON.stringify(first.type)} block`,
            "Blocks are not allowed here.",
            first.typeSpan,
          ),
        ]
      : [];
    const rest = new Map([...this.all].filter(([name]) => !this.taken.has(name)));
    return { attributes: rest, diagnostics };
  }
}

/** The error of a block that lacks a required argument. */
export function missingArgument(name: string, at: Span): Diag {
  return error(
    "Missing required argument",
    `The argument ${JSON.stringify(name)} is required, but no definition was found.`,
    at,
  );
}

function unsupportedArgument(
  attribute: Attribute,
  schema: BodySchema,
  used: ReadonlyMap<string, Attribute>,
): Diag {
  const { name, nameSpan } = attribute;
  let hint = suggestion(
    name,
    [...schema.attributes.keys()].filter((candidate) => !used.has(candidate)),
  );
  if (hint === "" && schema.blocks.has(name))
    hint = ` Did you mean to define a block of type ${JSON.stringify(name)}?`;
  return error(
    "Unsupported argument",
    `An argument named ${JSON.stringify(name)} is not expected here.${hint}`,
    nameSpan,
  );
}

function unsupportedBlock(block: NativeBlock, schema: BodySchema): Diag {
  let hint = suggestion(block.type, schema.blocks.keys());
  if (hint === "" && schema.attributes.has(block.type)) {
    hint = ` Did you mean to define argument ${JSON.stringify(block.type)}? If so, use the equals sign to assign it a value.`;
  }
  return error(
    "Unsupported block type",
    `Blocks of type ${JSON.stringify(block.type)} are not expected here.${hint}`,
    block.typeSpan,
  );
}

function labelProblem(block: NativeBlock, wanted: readonly string[]): Diag | null {
  const { type, labels } = block;
  if (labels.length > wanted.length) {
    const detail =
      wanted.length === 0
        ? `No labels are expected for ${type} blocks.`
        : `Only ${wanted.length} labels (${wanted.join(", ")}) are expected for ${type} blocks.`;
    return error(`Extraneous label for ${type}`, detail, block.labelSpans[wanted.length]);
  }
  if (labels.length < wanted.length) {
    return error(
      `Missing ${wanted[labels.length]} for ${type}`,
      `All ${type} blocks must have ${wanted.length} labels (${wanted.join(", ")}).`,
      block.open,
    );
  }
  return null;
}
