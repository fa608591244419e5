/** `count`, `for_each` and `lifecycle.enabled`: how many instances a resource or a module has. */
import type { Attribute } from "../body/body.js";
import type { Expression } from "../body/expression.js";
import type { ConfigurationBuilder } from "./builder.js";

/** At most one of them is there in a valid configuration. */
export interface Repeated {
  readonly count?: Expression;
  readonly forEach?: Expression;
  /** Whether there is an instance at all. */
  readonly enabled?: Expression;
}

/** What each kind of block counts, and how strictly its message says so. */
const COUNTED = {
  resource: "Only one may be used to be explicit about the number of resources to be created.",
  module: "Only one should be used to be explicit about the number of module instances to be created.",
} as const;

/** Reads the arguments, of which a block takes one alone. */
export function readRepetition(
  attributes: ReadonlyMap<string, Attribute>,
  enabled: Attribute | undefined,
  kind: keyof typeof COUNTED,
  builder: ConfigurationBuilder,
): Repeated {
  const count = attributes.get("count");
  const forEach = attributes.get("for_each");
  const given = [count, enabled, forEach].filter((attribute) => attribute !== undefined);
  if (given.length > 1) {
    const names = given.map(({ name }) => JSON.stringify(name));
    const last = names.at(-1)!;
    const listed = names.length > 2 ? `${names.slice(0, -1).join(", ")}, and ${last}` : names.join(" and ");
    const first = given.toSorted((a, b) => a.nameSpan.from - b.nameSpan.from)[0]!;
    builder.error(
      `Invalid combination of ${listed}`,
      `The ${listed} meta-arguments are mutually-exclusive. ${COUNTED[kind]}`,
      first.nameSpan,
    );
  }
  return {
    ...(count && { count: count.expression }),
    ...(forEach && { forEach: forEach.expression }),
    ...(enabled && { enabled: enabled.expression }),
  };
}
