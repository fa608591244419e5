import type { Diag } from "../../interfaces/diag.js";
import type { Block } from "../../interfaces/provider.js";
import type { Body } from "../body/body.js";
import type { Expression } from "../body/expression.js";
import type { Reference } from "../syntax/reference.js";
import { dynamicBodySchema } from "./block-schema.js";
import { readDynamic } from "./dynamic.js";

export interface BlockReferences {
  readonly references: readonly Reference[];
  /** Traversals that can be no reference. Errors of the body's shape are left to `evaluateBlock`. */
  readonly problems: readonly Diag[];
}

/** The references of the expressions in a body, as the provider's schema reads it. */
export function blockReferences(body: Body, block: Block): BlockReferences {
  const references: Reference[] = [];
  const problems: Diag[] = [];
  const add = (expression: Expression, names: ReadonlySet<string>) => {
    references.push(...expression.references(names));
    problems.push(...expression.referenceProblems(names));
  };
  const walk = (from: Body, schema: Block, names: ReadonlySet<string>) => {
    const content = from.content(dynamicBodySchema(schema));
    for (const { expression } of content.attributes.values()) add(expression, names);
    for (const item of content.blocks) {
      const nested = schema.blocks?.[item.type];
      if (nested) {
        walk(item.body, nested.block, names);
        continue;
      }
      const dynamic = readDynamic(item, []);
      const made = dynamic && schema.blocks?.[dynamic.type];
      if (!dynamic || !made) continue;
      add(dynamic.forEach, names);
      const inner = new Set(names).add(dynamic.iterator);
      for (const label of dynamic.labels) add(label, inner);
      walk(dynamic.content.body, made.block, inner);
    }
  };
  walk(body, block, new Set());
  return { references, problems };
}
