import type { Configuration, Evaluated, Reference, Scope } from "../../../engine/language/index.js";
import { DYNAMIC, objectOf, SENSITIVE, STRING, Value } from "../../../engine/values/index.js";

const UNKNOWN = Value.unknown(DYNAMIC);

/** A terraform_data that does not exist yet. */
const LATER = Value.unknown(
  objectOf({ id: STRING, input: DYNAMIC, output: DYNAMIC, triggers_replace: DYNAMIC }),
);

/** What a console without state sees: variables at their defaults, locals, and resources that do not exist yet. */
export class ConsoleScope implements Scope {
  readonly console = true;
  readonly now = new Date();

  constructor(
    private readonly configuration: Configuration,
    readonly baseDir = configuration.dir,
  ) {}

  lookup(reference: Reference): Evaluated {
    const { subject } = reference;
    const fail = (summary: string): Evaluated => ({
      value: UNKNOWN,
      diagnostics: [{ severity: "error", summary }],
    });
    switch (subject.kind) {
      case "variable": {
        const variable = this.configuration.variables.get(subject.name);
        if (!variable?.default) return fail("Reference to undeclared input variable");
        return {
          value: variable.sensitive ? variable.default.mark(SENSITIVE) : variable.default,
          diagnostics: [],
        };
      }
      case "local":
        return (
          this.configuration.locals.get(subject.name)?.expression.evaluate(this) ??
          fail("Reference to undeclared local value")
        );
      case "resource": {
        const address = `${subject.mode === "data" ? "data." : ""}${subject.type}.${subject.name}`;
        const resource = this.configuration.resources.get(address);
        if (!resource) return fail("Reference to undeclared resource");
        return { value: resource.count ? UNKNOWN : LATER, diagnostics: [] };
      }
      case "path":
        return subject.name === "module"
          ? { value: Value.string("."), diagnostics: [] }
          : fail('Invalid "path" attribute');
      case "terraform":
        return subject.name === "workspace"
          ? { value: Value.string("default"), diagnostics: [] }
          : fail('Invalid "terraform" attribute');
      case "count":
        return fail('Reference to "count" in non-counted context');
      case "each":
        return fail('Reference to "each" in context without for_each');
      case "self":
        return fail('Invalid "self" reference');
      case "module":
        return fail("Reference to undeclared module");
    }
  }
}
