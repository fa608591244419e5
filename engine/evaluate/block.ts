import { errorDiag } from "../config/diagnostics.js";
import type { Diag } from "../interfaces/diag.js";
import type { Block } from "../interfaces/provider.js";
import { type Body, bodySchema, type Evaluated, evaluateBlock, type Scope } from "../language/index.js";
import { EPHEMERAL, type Value } from "../values/index.js";
import { withoutDeprecations } from "./deprecations.js";

/** The value of a body, of the type that the schema implies. */
export function evaluateBody(body: Body, block: Block, scope: Scope): Evaluated {
  const evaluated = evaluateBlock(body, block, scope);
  if (!evaluated.value.containsMarked) return evaluated;
  const { attributes } = body.partialContent(bodySchema(block));
  const { value, diagnostics } = withoutDeprecations(evaluated.value, ([step]) =>
    step && "attribute" in step ? (attributes.get(step.attribute)?.expression.span ?? body.span) : body.span,
  );
  return { value, diagnostics: [...evaluated.diagnostics, ...diagnostics] };
}

/** As `evaluateBody`, of an object that a state keeps. */
export function evaluateKept(body: Body, block: Block, scope: Scope, address: string): Evaluated {
  const { value, diagnostics } = evaluateBody(body, block, scope);
  if (!value.allMarks().has(EPHEMERAL)) return { value, diagnostics };
  return { value, diagnostics: [...diagnostics, ...ephemeralIn(value, body, block, address)] };
}

function ephemeralIn(value: Value, body: Body, block: Block, address: string): Diag[] {
  const { attributes } = body.partialContent(bodySchema(block));
  return value.entries().flatMap(([name, part]): Diag[] => {
    if (!part.allMarks().has(EPHEMERAL) || block.attributes[name]?.writeOnly) return [];
    return [
      errorDiag(
        "Ephemeral value used in non-ephemeral context",
        `Attribute ".${name}" is referencing an ephemeral value but ephemeral values can be referenced only by other ephemeral attributes or by write-only ones.`,
        attributes.get(name)?.span ?? body.span,
        { address },
      ),
    ];
  });
}
