import type { BodyBlock } from "../body/body.js";
import { type ConfigurationBuilder, schema } from "./builder.js";
import { readRules } from "./conditions.js";
import type { Resource } from "./model.js";
import { declareResource, readResource } from "./resources.js";

const CHECK = schema([], { data: ["type", "name"], assert: [] });

/** A `check` block. */
export function readCheck(block: BodyBlock, builder: ConfigurationBuilder): void {
  const name = block.labels[0]!;
  if (!builder.checkName(name, "Invalid check block name", block.labelSpans[0])) return;
  const { blocks } = builder.content(block.body.content(CHECK));
  let data: Resource | null = null;
  for (const inner of blocks) {
    if (inner.type !== "data") continue;
    if (data) {
      builder.error(
        "Multiple data resource blocks",
        `This check block already has a data resource defined at ${data.span.file} line ${data.span.start.line}.`,
        inner.span,
      );
      continue;
    }
    data = readResource(inner, "data", builder);
    if (data) declareResource(data, builder);
  }
  const assertions = readRules(
    blocks.filter(({ type }) => type === "assert"),
    builder,
  );
  if (!blocks.some(({ type }) => type === "assert")) {
    builder.error("Zero assert blocks", "Check blocks must have at least one assert block.", block.span);
  }
  builder.declare(
    builder.checks,
    name,
    { name, assertions, ...(data && { data }), span: block.span },
    {
      summary: `Duplicate check ${JSON.stringify(name)} configuration`,
      what: `A check block named ${JSON.stringify(name)}`,
      rule: "Check block names must be unique within each module.",
    },
  );
}
