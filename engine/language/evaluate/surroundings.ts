import type { Value } from "../../values/index.js";
import type { Evaluated, Scope } from "../body/scope.js";
import type { Surroundings } from "../functions/function.js";
import { error } from "../source/diagnostics.js";
import { Source } from "../source/source.js";
import { parseTemplateNode } from "../syntax/parse.js";
import type { Reference } from "../syntax/reference.js";
import { firstBeyond } from "../syntax/references.js";
import { UNKNOWN_VALUE } from "./context.js";
import { evaluateNode } from "./evaluate.js";

/** The surroundings that functions in a scope can use. */
export function surroundings(scope: Scope): Surroundings {
  return {
    scope,
    template(text, from, names) {
      const { result, diagnostics } = parseTemplateNode(new Source(from, text));
      if (!result) return { value: UNKNOWN_VALUE, diagnostics };
      const missing = firstBeyond(result, new Set(names.keys()));
      if (missing) return { value: UNKNOWN_VALUE, diagnostics, missing };
      const evaluated = evaluateNode(result, new TemplateScope(scope, names));
      return { value: evaluated.value, diagnostics: [...diagnostics, ...evaluated.diagnostics] };
    },
  };
}

/** A template of its own sees the names it is given and nothing else. */
class TemplateScope implements Scope {
  readonly templateDepth: number;

  constructor(
    private readonly outer: Scope,
    readonly names: ReadonlyMap<string, Value>,
  ) {
    this.templateDepth = (outer.templateDepth ?? 0) + 1;
  }

  get baseDir(): string | undefined {
    return this.outer.baseDir;
  }

  get home(): string | undefined {
    return this.outer.home;
  }

  get now(): Date | undefined {
    return this.outer.now;
  }

  get planTimestamp(): Date | undefined {
    return this.outer.planTimestamp;
  }

  get pureOnly(): boolean {
    return this.outer.pureOnly ?? false;
  }

  lookup(reference: Reference): Evaluated {
    const detail = `The template is given nothing called ${JSON.stringify(reference.span.text)}.`;
    return {
      value: UNKNOWN_VALUE,
      diagnostics: [error("Reference to unknown template variable", detail, reference.span)],
    };
  }
}
