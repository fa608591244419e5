import type { Block } from "../../provider.js";
import { type Body, type Evaluated, evaluateBlock, type Scope } from "../lang/index.js";

/** The value of a body, of the type that the schema implies. */
export function evaluateBody(body: Body, block: Block, scope: Scope): Evaluated {
  return evaluateBlock(body, block, scope);
}
