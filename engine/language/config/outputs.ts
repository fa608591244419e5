import type { BodyBlock } from "../body/body.js";
import { readDependsOn } from "./addresses.js";
import { type ConfigurationBuilder, schema } from "./builder.js";
import { readRules } from "./conditions.js";
import { readDeprecated } from "./variables.js";

const OUTPUT = schema(["description", "value!", "sensitive", "ephemeral", "depends_on", "deprecated"], {
  precondition: [],
  postcondition: [],
});

/** An `output` block. */
export function readOutput(block: BodyBlock, builder: ConfigurationBuilder): void {
  const name = block.labels[0]!;
  if (!builder.checkName(name, "Invalid output name", block.labelSpans[0])) return;
  const { attributes, blocks } = builder.content(block.body.content(OUTPUT));
  for (const { type, span } of blocks) {
    if (type === "postcondition") {
      builder.error(
        "Postconditions are not allowed",
        "Output values can only have preconditions, not postconditions.",
        span,
      );
    }
  }
  const expression = attributes.get("value")?.expression;
  if (!expression) return;
  const description = builder.string(attributes.get("description"));
  const deprecated = readDeprecated(attributes.get("deprecated"), "output", builder);
  const dependsOn = attributes.get("depends_on")?.expression;
  builder.declare(
    builder.outputs,
    name,
    {
      name,
      ...(description !== undefined && { description }),
      expression,
      sensitive: builder.bool(attributes.get("sensitive")) ?? false,
      ephemeral: builder.bool(attributes.get("ephemeral")) ?? false,
      ...(deprecated !== undefined && { deprecated }),
      dependsOn: dependsOn ? readDependsOn(dependsOn, builder) : [],
      preconditions: readRules(
        blocks.filter(({ type }) => type === "precondition"),
        builder,
      ),
      span: block.span,
    },
    {
      summary: "Duplicate output definition",
      what: `An output named ${JSON.stringify(name)}`,
      rule: "Output names must be unique within a module.",
    },
  );
}

/** A `locals` block. */
export function readLocals(block: BodyBlock, builder: ConfigurationBuilder): void {
  const { attributes, diagnostics } = block.body.attributes();
  builder.diagnostics.push(...diagnostics);
  for (const { name, nameSpan, expression } of attributes.values()) {
    if (!builder.checkName(name, "Invalid local value name", nameSpan)) continue;
    builder.declare(
      builder.locals,
      name,
      { name, expression, span: nameSpan },
      {
        summary: "Duplicate local value definition",
        what: `A local value named ${JSON.stringify(name)}`,
        rule: "Local value names must be unique within a module.",
      },
    );
  }
}
