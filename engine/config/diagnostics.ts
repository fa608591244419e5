/** Messages of the engine, and the context that messages of others are given. */

import type { Diag } from "../interfaces/diag.js";
import type { Block, Diagnostic, Path } from "../interfaces/provider.js";
import type { Body, Span } from "../language/index.js";
import { bodySchema } from "../language/index.js";

export { hasErrors } from "../language/source/diagnostics.js";

/** A message at a place of the configuration. */
export function diag(
  severity: Diag["severity"],
  summary: string,
  detail: string,
  at?: Span,
  more?: Partial<Diag>,
): Diag {
  return {
    severity,
    summary,
    detail,
    ...(at && { range: at.toJSON(), snippet: at.snippet }),
    ...(at?.constructPath !== undefined && { constructPath: at.constructPath }),
    ...more,
  };
}

/** An error at a place of the configuration. */
export function errorDiag(summary: string, detail: string, at?: Span, more?: Partial<Diag>): Diag {
  return diag("error", summary, detail, at, more);
}

/** Whether an error says that the engine does not support something: all that do name another one as the remedy. */
export const needsAnotherEngine = ({ severity, detail }: Pick<Diag, "severity" | "detail">): boolean =>
  severity === "error" && /\b[Uu]se --engine\b|or --engine tofu|need --engine tofu/.test(detail ?? "");

/** Whose configuration a message is about. */
export interface Owner {
  /** `resource "null_resource" "a"`. */
  readonly context: string;
  /** Where the block's header stands. Messages at the header itself need no context. */
  readonly header: Span;
  readonly address?: string;
  readonly constructPath?: string;
}

/** Adds the block that a message is in. */
export function within(owner: Owner, diagnostics: readonly Diag[]): Diag[] {
  return diagnostics.map((d) => {
    const atHeader =
      d.range?.file === owner.header.file &&
      d.range.start.line === owner.header.start.line &&
      d.range.start.column === owner.header.start.column;
    return {
      ...d,
      ...(d.context === undefined && d.range && !atHeader && { context: owner.context }),
      ...(d.constructPath === undefined &&
        owner.constructPath !== undefined && { constructPath: owner.constructPath }),
    };
  });
}

/** A provider's messages, at the arguments that they are about. */
export function fromProvider(
  diagnostics: readonly Diagnostic[],
  owner: Owner | undefined,
  body?: Body,
  block?: Block,
): Diag[] {
  return diagnostics.map(({ severity, summary, detail, attribute, cause }) => {
    const found = body && block && attribute ? argumentSpan(body, block, attribute) : undefined;
    const at = found ?? owner?.header;
    const base = diag(severity, summary, detail ?? "", at, {
      ...(owner?.address && { address: owner.address }),
      ...(cause && { cause }),
    });
    return owner ? { ...within(owner, [base])[0]!, ...(at && { context: owner.context }) } : base;
  });
}

/** Where the argument at a path is written, or the innermost block on the way to it. */
function argumentSpan(body: Body, block: Block, path: Path): Span | undefined {
  const [first, ...rest] = path;
  if (!first || !("attribute" in first)) return undefined;
  const content = body.partialContent(bodySchema(block));
  const attribute = content.attributes.get(first.attribute);
  if (attribute) return attribute.span;
  const nested = block.blocks?.[first.attribute];
  const blocks = content.blocks.filter(({ type }) => type === first.attribute);
  if (!nested || blocks.length === 0) return undefined;
  const [step] = rest;
  const index = step && "index" in step && typeof step.index === "number" ? step.index : 0;
  const chosen = blocks[index] ?? blocks[0]!;
  const deeper = step && "attribute" in step ? rest : rest.slice(1);
  return argumentSpan(chosen.body, nested.block, deeper) ?? chosen.span;
}
