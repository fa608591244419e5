import type { Block } from "../../interfaces/schema.js";
import { BOOL, listOf, mapOf, STRING } from "../../values/index.js";
import type { Attribute, BodyBlock } from "../body/body.js";
import { wordOf } from "./addresses.js";
import { type ConfigurationBuilder, schema } from "./builder.js";
import type { Provisioner } from "./model.js";
import { withoutQuotes } from "./quoted.js";

const PROVISIONER = schema(["when", "on_failure"], { connection: [], lifecycle: [] });

/** Run by the embedded engine. */
const SUPPORTED = ["local-exec"];

/** Arguments of the `local-exec` provisioner. */
export const PROVISIONER_BLOCK: Block = {
  attributes: {
    command: { type: STRING, required: true },
    interpreter: { type: listOf(STRING), optional: true },
    working_dir: { type: STRING, optional: true },
    environment: { type: mapOf(STRING), optional: true },
    quiet: { type: BOOL, optional: true },
  },
};

/** A `provisioner` block, or null with an error where it is of another type than `local-exec`. */
export function readProvisioner(block: BodyBlock, builder: ConfigurationBuilder): Provisioner | null {
  const type = block.labels[0]!;
  if (!SUPPORTED.includes(type)) {
    builder.unsupported(
      `The provisioner ${JSON.stringify(type)} is not part of it, only local-exec is.`,
      block.span,
    );
    return null;
  }
  const { attributes, rest } = builder.content(block.body.partialContent(PROVISIONER));
  const when = readWord(attributes.get("when"), ["create", "destroy"] as const, builder);
  const onFailure = readWord(attributes.get("on_failure"), ["fail", "continue"] as const, builder);
  return { type, when: when ?? "create", onFailure: onFailure ?? "fail", body: rest, span: block.span };
}

function readWord<W extends string>(
  attribute: Attribute | undefined,
  words: readonly W[],
  builder: ConfigurationBuilder,
): W | undefined {
  if (!attribute) return undefined;
  const given = wordOf(withoutQuotes(attribute.expression, "keyword", builder));
  const word = words.find((w) => w === given);
  if (!word) {
    builder.error(
      `Invalid ${JSON.stringify(attribute.name)} keyword`,
      `The ${JSON.stringify(attribute.name)} argument requires one of the following keywords: ${words.join(" or ")}.`,
      attribute.expression.span,
    );
  }
  return word;
}
