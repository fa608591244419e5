import { quoteHcl } from "../../addresses/address.js";
import type { Value } from "../../values/index.js";
import type { Span } from "../source/source.js";

/** One step of a traversal after its root name: `.name`, or `[key]` with a literal key. */
export type TraversalStep =
  | { readonly kind: "attribute"; readonly name: string; readonly span: Span }
  | { readonly kind: "index"; readonly key: Value; readonly span: Span };

/** What a root traversal names, before anything is looked up. */
export type Subject =
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "local"; readonly name: string }
  /** The whole resource, whatever its count or for_each. */
  | {
      readonly kind: "resource";
      readonly mode: "managed" | "data";
      readonly type: string;
      readonly name: string;
    }
  /** The whole module call. */
  | { readonly kind: "module"; readonly name: string }
  | { readonly kind: "each"; readonly name: "key" | "value" }
  | { readonly kind: "count"; readonly name: "index" }
  /** Attributes are checked when the reference is evaluated: cwd, module, root; workspace, applying. */
  | { readonly kind: "path"; readonly name: string }
  | { readonly kind: "terraform"; readonly name: string }
  | { readonly kind: "self" };

/** A reference in an expression, such as `null_resource.a[0].id`. */
export interface Reference {
  readonly subject: Subject;
  /** Steps after what the subject takes: `[0]` and `.id` in the example. */
  readonly rest: readonly TraversalStep[];
  /** The range of the whole traversal as far as it is static. */
  readonly span: Span;
}

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
