import {
  ConversionError,
  convert,
  DYNAMIC,
  hasDynamic,
  listOf,
  mapOf,
  reason,
  type Type,
  type Value,
} from "../../values/index.js";
import type { Attribute, BodyBlock } from "../body/body.js";
import type { Expression } from "../body/expression.js";
import { nameAlone } from "../syntax/ast.js";
import { syntaxOf } from "./addresses.js";
import { type ConfigurationBuilder, schema } from "./builder.js";
import { readRules } from "./conditions.js";
import { applyDefaults } from "./defaults.js";
import type { Variable } from "./model.js";
import { type Constraint, readConstraint } from "./type-constraint.js";

const VARIABLE = schema(
  ["description", "type", "default", "sensitive", "nullable", "ephemeral", "deprecated", "const"],
  { validation: [] },
);

/** Names that mean something in a `module` block. */
const RESERVED = ["source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"];

/** A `variable` block. */
export function readVariable(block: BodyBlock, builder: ConfigurationBuilder): void {
  const name = block.labels[0]!;
  const at = block.labelSpans[0];
  if (!builder.checkName(name, "Invalid variable name", at)) return;
  if (RESERVED.includes(name)) {
    builder.error(
      "Invalid variable name",
      `The variable name ${JSON.stringify(name)} is reserved due to its special meaning inside module blocks.`,
      at,
    );
    return;
  }
  const { attributes, blocks } = builder.content(block.body.content(VARIABLE));
  const typeArgument = attributes.get("type");
  const constraint = typeArgument ? readType(typeArgument.expression, builder) : null;
  const fill = (value: Value) => (constraint?.defaults ? applyDefaults(value, constraint.defaults) : value);
  const nullable = builder.bool(attributes.get("nullable")) ?? true;
  const given = attributes.get("default");
  const value = given && readDefault(given, constraint?.type, fill, nullable, builder);
  const description = builder.string(attributes.get("description"));
  const constant = builder.bool(attributes.get("const"));
  const deprecated = readDeprecated(attributes.get("deprecated"), "variable", builder);
  builder.declare(
    builder.variables,
    name,
    {
      name,
      ...(description !== undefined && { description }),
      type: constraint?.type ?? null,
      applyDefaults: fill,
      ...(value && { default: value }),
      sensitive: builder.bool(attributes.get("sensitive")) ?? false,
      nullable,
      ephemeral: builder.bool(attributes.get("ephemeral")) ?? false,
      ...(constant !== undefined && { const: constant }),
      ...(deprecated !== undefined && { deprecated }),
      validations: readRules(blocks, builder),
      span: block.span,
    } satisfies Variable,
    {
      summary: "Duplicate variable declaration",
      what: `A variable named ${JSON.stringify(name)}`,
      rule: "Variable names must be unique within a module.",
    },
  );
}

/** What to use instead of a deprecated variable or output; undefined where it is not deprecated. */
export function readDeprecated(
  attribute: Attribute | undefined,
  what: "variable" | "output",
  builder: ConfigurationBuilder,
): string | undefined {
  const text = builder.string(attribute);
  if (text === undefined || text.trim() !== "") return text;
  builder.error(
    "Invalid `deprecated` value",
    `The "deprecated" argument must not be empty, and should provide instructions on how to migrate away from usage of this deprecated ${what}.`,
    attribute!.expression.span,
  );
  return undefined;
}

function readType(expression: Expression, builder: ConfigurationBuilder): Constraint | null {
  const node = syntaxOf(expression, builder);
  if (!node) return null;
  if (node.kind === "template") {
    builder.error(
      "Invalid quoted type constraints",
      "A type is written without quotes: remove them.",
      expression.span,
    );
    return null;
  }
  // The old short forms of list(any) and map(any).
  const word = nameAlone(node);
  if (word === "list") return { type: listOf(DYNAMIC) };
  if (word === "map") return { type: mapOf(DYNAMIC) };
  return readConstraint(node, builder);
}

function readDefault(
  attribute: Attribute,
  type: Type | undefined,
  fill: (value: Value) => Value,
  nullable: boolean,
  builder: ConfigurationBuilder,
): Value | undefined {
  const given = builder.static(attribute.expression);
  if (!given) return undefined;
  const at = attribute.expression.span;
  if (!nullable && given.isNull) {
    builder.error(
      "Invalid default value for variable",
      "A null default value is not valid when nullable=false.",
      at,
    );
    return undefined;
  }
  if (!type || (type.kind === "dynamic" && !hasDynamic(given.type))) return given;
  try {
    return convert(given.isNull ? given : fill(given), type);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    builder.error(
      "Invalid default value for variable",
      `This default value is not compatible with the variable's type constraint: ${reason(e)}.`,
      at,
    );
    return undefined;
  }
}
