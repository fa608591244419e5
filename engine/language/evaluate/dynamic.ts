import type { Diag } from "../../interfaces/diag.js";
import { ConversionError, convert, DYNAMIC, isPrimitive, STRING, Value } from "../../values/index.js";
import type { BodyBlock, BodySchema } from "../body/body.js";
import type { Expression } from "../body/expression.js";
import type { Evaluated, Scope } from "../body/scope.js";
import { error, hasErrors } from "../source/diagnostics.js";
import { nameAlone } from "../syntax/ast.js";
import type { Reference } from "../syntax/reference.js";
import { pairs } from "./loops.js";

/** A nested block, and what its expressions can refer to. */
export interface Expanded {
  readonly block: BodyBlock;
  readonly scope: Scope;
  /** Stands for an unknown number of blocks. */
  readonly unknown?: boolean;
}

const DYNAMIC_BLOCK: BodySchema = {
  attributes: new Map([
    ["for_each", { required: true }],
    ["iterator", { required: false }],
    ["labels", { required: false }],
  ]),
  blocks: new Map([["content", { labels: [] }]]),
};

interface DynamicBlock {
  readonly type: string;
  readonly iterator: string;
  readonly forEach: Expression;
  readonly labels: readonly Expression[];
  readonly content: BodyBlock;
}

/** What a `dynamic` block says; undefined when it is wrong, which is noted. */
export function readDynamic(block: BodyBlock, diagnostics: Diag[]): DynamicBlock | undefined {
  const type = block.labels[0]!;
  const content = block.body.content(DYNAMIC_BLOCK);
  diagnostics.push(...content.diagnostics);
  const forEach = content.attributes.get("for_each")?.expression;
  const [inner, extra] = content.blocks;
  if (!inner || extra) {
    const [summary, detail] = inner
      ? [
          "Extraneous dynamic content block",
          'Only one nested "content" block is allowed for each dynamic block.',
        ]
      : [
          "Missing dynamic content block",
          'A dynamic block must have a nested block of type "content" to describe the body of each generated block.',
        ];
    diagnostics.push(error(summary!, detail!, extra?.span ?? block.span));
    return undefined;
  }
  const iteratorArgument = content.attributes.get("iterator")?.expression;
  let iterator = type;
  if (iteratorArgument) {
    const { node } = iteratorArgument.syntax();
    const name = node && nameAlone(node);
    if (name === undefined) {
      diagnostics.push(
        error(
          "Invalid expression",
          "Dynamic iterator must be a single variable name.",
          iteratorArgument.span,
        ),
      );
      return undefined;
    }
    iterator = name;
  }
  if (!forEach) return undefined;
  const labels = content.attributes.get("labels")?.expression.list() ?? [];
  return { type, iterator, forEach, labels, content: inner };
}

/** Nested blocks with those that `dynamic` blocks make in their places. */
export function expandDynamic(blocks: readonly BodyBlock[], scope: Scope, diagnostics: Diag[]): Expanded[] {
  return blocks.flatMap((block) => {
    if (block.type !== "dynamic") return [{ block, scope }];
    const dynamic = readDynamic(block, diagnostics);
    return dynamic ? expand(dynamic, scope, diagnostics) : [];
  });
}

function expand(dynamic: DynamicBlock, scope: Scope, diagnostics: Diag[]): Expanded[] {
  const evaluated = dynamic.forEach.evaluate(scope);
  diagnostics.push(...evaluated.diagnostics);
  if (hasErrors(evaluated.diagnostics)) return [];
  const { value } = evaluated;
  const fail = (detail: string) => {
    diagnostics.push(error("Invalid dynamic for_each value", detail, dynamic.forEach.span));
    return [];
  };
  if (value.isNull) return fail("Cannot use a null value in for_each.");
  const make = (key: Value, each: Value, unknown = false): Expanded => {
    const inner = withName(scope, dynamic.iterator, Value.object({ key, value: each }));
    const block = { ...dynamic.content, type: dynamic.type, labels: labelsOf(dynamic, inner, diagnostics) };
    return { block, scope: inner, unknown };
  };
  if (!value.isKnown) return [make(Value.unknown(DYNAMIC), Value.unknown(DYNAMIC), true)];
  if (isPrimitive(value.type))
    return fail(`Cannot use a ${value.type.kind} value in for_each. An iterable collection is required.`);
  // Blocks exist or not in plain sight: that they do cannot be a secret.
  if (value.isMarked)
    return fail("Cannot use a sensitive value in for_each: the number of blocks would give it away.");
  return pairs(value).map(([key, each]) => make(key, each));
}

function labelsOf(dynamic: DynamicBlock, scope: Scope, diagnostics: Diag[]): string[] {
  return dynamic.labels.flatMap((label) => {
    const { value, diagnostics: problems } = label.evaluate(scope);
    diagnostics.push(...problems);
    try {
      const text = convert(value.unmark(), STRING);
      if (text.isKnown && !text.isNull) return [text.asString()];
    } catch (e) {
      if (!(e instanceof ConversionError)) throw e;
    }
    diagnostics.push(error("Invalid dynamic block label", "A block label must be a known text.", label.span));
    return [];
  });
}

function withName(scope: Scope, name: string, value: Value): Scope {
  return new NamedScope(scope, new Map([...(scope.names ?? []), [name, value]]));
}

class NamedScope implements Scope {
  readonly baseDir: string | undefined;
  readonly now: Date | undefined;
  readonly planTimestamp: Date | undefined;
  readonly pureOnly: boolean;
  readonly console: boolean;

  constructor(
    private readonly outer: Scope,
    readonly names: ReadonlyMap<string, Value>,
  ) {
    this.baseDir = outer.baseDir;
    this.now = outer.now;
    this.planTimestamp = outer.planTimestamp;
    this.pureOnly = outer.pureOnly ?? false;
    this.console = outer.console ?? false;
  }

  lookup(reference: Reference): Evaluated {
    return this.outer.lookup(reference);
  }

  get providerFunction(): Scope["providerFunction"] {
    return this.outer.providerFunction?.bind(this.outer);
  }
}
