import {
  BOOL,
  ConversionError,
  convert,
  isPrimitive,
  type Mark,
  STRING,
  typeName,
  Value,
} from "../../values/index.js";
import type { ForNode, Node } from "../syntax/ast.js";
import { type Context, UNKNOWN_VALUE } from "./context.js";
import { evaluate } from "./evaluate.js";

/** A `for` expression, of a tuple or an object. */
export function evaluateFor(node: ForNode, context: Context): Value {
  const given = evaluate(node.collection, context);
  const { collection } = node;
  if (given.isNull) {
    return context.fail(
      "Iteration over null value",
      "A null value cannot be used as the collection in a 'for' expression.",
      collection.span,
      collection,
    );
  }
  if (given.type.kind === "dynamic") return UNKNOWN_VALUE.withMarks(given.marks);
  if (isPrimitive(given.type)) {
    return context.fail(
      "Iteration over non-iterable value",
      `A value of type ${typeName(given.type)} cannot be used as the collection in a 'for' expression.`,
      collection.span,
      collection,
    );
  }
  return new Loop(node, context, given).run();
}

/** What a part of one iteration gives: a value, or nothing because it is not known or was an error. */
type Part<T> = { readonly value: T } | undefined;

class Loop {
  private readonly marks: Mark[];
  private known = true;

  constructor(
    private readonly node: ForNode,
    private readonly context: Context,
    private readonly given: Value,
  ) {
    this.marks = [...given.marks];
  }

  run(): Value {
    if (!this.conditionFits()) return UNKNOWN_VALUE;
    if (!this.given.isKnown) return UNKNOWN_VALUE.withMarks(this.marks);
    return this.node.key ? this.object(this.node.key) : this.tuple();
  }

  private bind(key: Value, value: Value): Context {
    const { keyName, valueName } = this.node;
    return this.context.withNames([
      ...(keyName === undefined ? [] : [[keyName, key] as const]),
      [valueName, value],
    ]);
  }

  /** Tells a condition that can never be one once, instead of in every iteration. */
  private conditionFits(): boolean {
    const { condition } = this.node;
    if (!condition) return true;
    const inner = this.bind(UNKNOWN_VALUE, UNKNOWN_VALUE);
    const result = evaluate(condition, inner);
    if (result.isNull) {
      this.context.take(inner);
      this.context.error(
        "Condition is null",
        "The value of the 'if' clause must not be null.",
        condition.span,
        condition,
      );
      return false;
    }
    if (!this.given.isKnown) this.marks.push(...result.marks);
    const fits = this.converted(result, BOOL, condition, inner, CONDITION) !== undefined && !inner.failed;
    this.context.take(inner);
    return fits;
  }

  private *iterations(): Generator<Context> {
    for (const [key, value] of pairs(this.given.unmark())) {
      const inner = this.bind(key, value);
      const included = this.included(inner);
      if (included === undefined) this.known = false;
      if (included?.value) yield inner;
      this.context.take(inner);
    }
  }

  private included(inner: Context): Part<boolean> {
    const { condition } = this.node;
    if (!condition) return { value: true };
    const raw = evaluate(condition, inner);
    if (raw.isNull) {
      inner.error(
        CONDITION.summary,
        "The value of the 'if' clause must not be null.",
        condition.span,
        condition,
      );
      return undefined;
    }
    this.marks.push(...raw.marks);
    const value = this.converted(raw, BOOL, condition, inner, CONDITION)?.value.unmark();
    return value?.isKnown ? { value: value.asBool() } : undefined;
  }

  private converted(
    value: Value,
    type: typeof BOOL | typeof STRING,
    node: Node,
    inner: Context,
    what: { summary: string; detail: string },
  ): Part<Value> {
    try {
      return { value: convert(value, type) };
    } catch (e) {
      if (!(e instanceof ConversionError)) throw e;
      inner.error(what.summary, `${what.detail}: ${e.message}.`, node.span, node);
      return undefined;
    }
  }

  private tuple(): Value {
    const values: Value[] = [];
    for (const inner of this.iterations()) values.push(evaluate(this.node.value, inner));
    return (this.known ? Value.tuple(values) : UNKNOWN_VALUE).withMarks(this.marks);
  }

  private object(key: Node): Value {
    const found = new Map<string, Value[]>();
    for (const inner of this.iterations()) {
      const name = this.keyOf(key, inner);
      if (!name) {
        this.known = false;
        continue;
      }
      const value = evaluate(this.node.value, inner);
      const others = found.get(name.value);
      if (!others) {
        found.set(name.value, [value]);
      } else if (this.node.group) {
        others.push(value);
      } else {
        inner.error(
          "Duplicate object key",
          `Two different items produced the key ${JSON.stringify(name.value)} in this 'for' expression. If duplicates are expected, use the ellipsis (...) after the value expression to enable grouping by key.`,
          key.span,
          key,
        );
      }
    }
    if (!this.known) return UNKNOWN_VALUE.withMarks(this.marks);
    const entries = [...found].map(([name, values]): [string, Value] => [
      name,
      this.node.group ? Value.tuple(values) : values[0]!,
    ]);
    return Value.object(entries).withMarks(this.marks);
  }

  private keyOf(node: Node, inner: Context): Part<string> {
    const raw = evaluate(node, inner);
    if (raw.isNull) {
      const detail = "Key expression in 'for' expression must not produce a null value.";
      inner.error(KEY.summary, detail, node.span, node);
      return undefined;
    }
    this.marks.push(...raw.marks);
    if (!raw.isKnown) return undefined;
    const key = this.converted(raw, STRING, node, inner, KEY);
    return key && { value: key.value.asString() };
  }
}

const CONDITION = { summary: "Invalid 'for' condition", detail: "The 'if' clause value is invalid" };
const KEY = { summary: "Invalid object key", detail: "The key expression produced an invalid result" };

/** Keys and values as a loop sees them: of a set, the element is its own key. */
export function pairs(value: Value): readonly (readonly [Value, Value])[] {
  switch (value.type.kind) {
    case "map":
    case "object":
      return value.entries().map(([name, v]) => [Value.string(name), v]);
    case "set":
      return value.elements().map((v) => [v, v]);
    default:
      return value.elements().map((v, i) => [Value.number(i), v]);
  }
}
