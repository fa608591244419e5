import type { Diag } from "../../interfaces/diag.js";
import type { Span } from "../source/source.js";
import type { Expression } from "./expression.js";

/** What a body may contain. JSON can only be read with this known: a property may be an argument or a block. */
export interface BodySchema {
  readonly attributes: ReadonlyMap<string, { readonly required: boolean }>;
  /** By block type, with the names of its labels. */
  readonly blocks: ReadonlyMap<string, { readonly labels: readonly string[] }>;
}

export interface Attribute {
  readonly name: string;
  readonly nameSpan: Span;
  readonly expression: Expression;
  readonly span: Span;
}

export interface BodyBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly labelSpans: readonly Span[];
  readonly body: Body;
  /** The header: type and labels. */
  readonly span: Span;
}

export interface BodyContent {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly BodyBlock[];
  readonly diagnostics: readonly Diag[];
}

/** The content of a file or block in either syntax: arguments and nested blocks. */
export interface Body {
  /** Where something that is missing should be reported. */
  readonly span: Span;
  /** Reads what the schema describes. Anything else is an error, unless `rest` is taken as well. */
  content(schema: BodySchema): BodyContent;
  /** As `content`, with a body of what is left over instead of errors. */
  partialContent(schema: BodySchema): BodyContent & { readonly rest: Body };
  /** Takes everything for arguments; blocks are errors. */
  attributes(): {
    readonly attributes: ReadonlyMap<string, Attribute>;
    readonly diagnostics: readonly Diag[];
  };
}
