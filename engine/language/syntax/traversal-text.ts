import { quoteHcl } from "../../addresses/address.js";
import type { TraversalStep } from "./reference.js";

/** A traversal as it is written: `a.b[0]["c"]`. */
export function attributeText(root: string, steps: readonly TraversalStep[]): string {
  let text = root;
  for (const step of steps) {
    if (step.kind === "attribute") text += `.${step.name}`;
    else if (step.key.type.kind === "string") text += `[${quoteHcl(step.key.asString())}]`;
    else text += `[${step.key.numberText()}]`;
  }
  return text;
}
