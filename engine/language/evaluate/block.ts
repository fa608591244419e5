import type { Diag } from "../../interfaces/diag.js";
import type { Block, NestedBlock } from "../../interfaces/provider.js";
import { blockType } from "../../interfaces/schema.js";
import {
  ConversionError,
  convert,
  DYNAMIC,
  hasDynamic,
  objectOfType,
  reason,
  setOf,
  type Type,
  typesEqual,
  unify,
  Value,
} from "../../values/index.js";
import type { Body, BodyBlock } from "../body/body.js";
import type { Evaluated, Scope } from "../body/scope.js";
import { error } from "../source/diagnostics.js";
import { dynamicBodySchema } from "./block-schema.js";
import { type Expanded, expandDynamic } from "./dynamic.js";

/** The value of a body as the provider's schema describes it: an object of the type that `blockType` gives. */
export function evaluateBlock(body: Body, block: Block, scope: Scope): Evaluated {
  const evaluation = new BlockEvaluation();
  const value = evaluation.block(body, block, scope);
  return { value, diagnostics: evaluation.diagnostics };
}

class BlockEvaluation {
  readonly diagnostics: Diag[] = [];

  block(body: Body, block: Block, scope: Scope): Value {
    const content = body.content(dynamicBodySchema(block));
    this.diagnostics.push(...content.diagnostics);
    const objectType = blockType(block);
    const { attributes: types } = objectType;
    const values: Value[] = [];
    for (const name of Object.keys(block.attributes)) {
      const given = content.attributes.get(name);
      const type = types[name]!;
      if (!given) {
        values.push(Value.null(type));
        continue;
      }
      const { value, diagnostics } = given.expression.evaluate(scope);
      this.diagnostics.push(...diagnostics);
      values.push(this.converted(value, type, name, given.expression.span));
    }
    const nested = expandDynamic(content.blocks, scope, this.diagnostics);
    for (const [name, schema] of Object.entries(block.blocks ?? {})) {
      const own = nested.filter((item) => item.block.type === name);
      values.push(this.nested(name, schema, own, types[name]!, body));
    }
    return objectOfType(objectType, values);
  }

  private converted(value: Value, type: Type, name: string, at: BodyBlock["span"]): Value {
    try {
      return convert(value, type);
    } catch (e) {
      if (!(e instanceof ConversionError)) throw e;
      const detail = `Inappropriate value for attribute ${JSON.stringify(name)}: ${reason(e)}.`;
      this.diagnostics.push(error("Incorrect attribute value type", detail, at));
      return Value.unknown(type);
    }
  }

  private nested(
    name: string,
    schema: NestedBlock,
    items: readonly Expanded[],
    type: Type,
    parent: Body,
  ): Value {
    const element = blockType(schema.block);
    // How many blocks there will be is not known.
    const open = items.find((item) => item.unknown);
    this.checkCount(name, schema, items, parent, open !== undefined);
    const values = items.map((item) => this.block(item.block.body, schema.block, item.scope));
    switch (schema.nesting) {
      case "single":
      case "group": {
        if (open) return Value.unknown(element);
        const [first] = values;
        if (first) return first;
        return schema.nesting === "single" ? Value.null(element) : this.empty(schema.block);
      }
      case "map":
        return open ? Value.unknown(type) : this.map(name, items, values, type);
      case "set":
        return open ? Value.unknown(setOf(element)) : Value.set(element, this.alike(values, element));
      default:
        if (open) return Value.unknown(type);
        return type.kind === "list" ? Value.list(element, values) : Value.tuple(values);
    }
  }

  private empty(block: Block): Value {
    const { attributes } = blockType(block);
    const entries = Object.entries(attributes).map(([name, type]): [string, Value] => {
      const nested = block.blocks?.[name];
      if (!nested) return [name, Value.null(type)];
      const element = blockType(nested.block);
      if (nested.nesting === "group") return [name, this.empty(nested.block)];
      if (nested.nesting === "single") return [name, Value.null(element)];
      if (nested.nesting === "set") return [name, Value.set(element, [])];
      if (nested.nesting === "map")
        return [name, type.kind === "map" ? Value.map(element, []) : Value.object({})];
      return [name, type.kind === "list" ? Value.list(element, []) : Value.tuple([])];
    });
    return Value.object(entries);
  }

  private map(name: string, items: readonly Expanded[], values: readonly Value[], type: Type): Value {
    const entries = new Map<string, Value>();
    for (const [i, item] of items.entries()) {
      const key = item.block.labels[0] ?? "";
      if (entries.has(key)) {
        const detail = `A ${name} block with label ${JSON.stringify(key)} was already defined.`;
        this.diagnostics.push(error(`Duplicate ${name} block`, detail, item.block.span));
      }
      entries.set(key, values[i]!);
    }
    return type.kind === "map" ? Value.map(type.element, entries) : Value.object(entries);
  }

  /** A set has one element type, also where attributes of any type came out different. */
  private alike(values: readonly Value[], element: Type): readonly Value[] {
    const first = values[0]?.type;
    if (!first || !hasDynamic(element) || values.every((v) => typesEqual(v.type, first))) return values;
    const common = unify(values.map((v) => v.type)) ?? DYNAMIC;
    return values.map((v) => convert(v, common));
  }

  private checkCount(
    name: string,
    { nesting, minItems = 0, maxItems = 0 }: NestedBlock,
    items: readonly Expanded[],
    parent: Body,
    open: boolean,
  ): void {
    const most = nesting === "single" || nesting === "group" ? 1 : maxItems;
    const quoted = JSON.stringify(name);
    if (most > 0 && items.length > most) {
      const extra = items[most]!.block.span;
      this.diagnostics.push(
        most === 1 && nesting !== "list" && nesting !== "set"
          ? error(`Duplicate ${name} block`, `Only one block of type ${quoted} is allowed.`, extra)
          : error(`Too many ${name} blocks`, `No more than ${most} ${quoted} blocks are allowed`, extra),
      );
    }
    if (!open && items.length < minItems) {
      const detail = `At least ${minItems} ${quoted} blocks are required.`;
      this.diagnostics.push(error(`Insufficient ${name} blocks`, detail, parent.span));
    }
  }
}
