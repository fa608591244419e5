/** Values that are known before anything is planned: variables, and locals that are made of them. */
import { relative, sep } from "node:path";
import type { Diag } from "../../interfaces/diag.js";
import {
  ConversionError,
  convert,
  DYNAMIC,
  EPHEMERAL,
  SENSITIVE,
  STRING,
  Value,
} from "../../values/index.js";
import type { Body } from "../body/body.js";
import type { Expression } from "../body/expression.js";
import type { Evaluated, Scope } from "../body/scope.js";
import { error, hasErrors } from "../source/diagnostics.js";
import type { Span } from "../source/source.js";
import type { Reference } from "../syntax/reference.js";
import type { Local, Variable } from "./model.js";

/** What is asked for, where, on the way to a static value. */
interface Frame {
  /** Such as `module.m.source`, `local.path` or `module.a:var.dir`. */
  readonly subject: string;
  readonly span: Span;
}

/** The variables and locals of a module, as far as they are read. */
interface Declarations {
  readonly variables: ReadonlyMap<string, Variable>;
  readonly locals: ReadonlyMap<string, Local>;
  /** The module's folder, and that of the root module. */
  readonly dir: string;
  readonly root: string;
}

/** Where the values of a module's variables come from. */
type VariableSource = (variable: Variable, asked: readonly Frame[]) => Evaluated;

/** The static values of one module, on its way into the calls that lead to it. */
export class StaticModule {
  /**
   * @param path the names of the calls that lead to the module, such as `module.a.module.b`; empty for the root
   */
  constructor(
    readonly path: string,
    private readonly declared: Declarations,
    private readonly workspace: string,
    private readonly source: VariableSource,
  ) {}

  /** The module that a call leads to; its variables are the call's arguments. */
  called(name: string, body: Body, declared: Declarations): StaticModule {
    const path = `${this.path === "" ? "" : `${this.path}.`}module.${name}`;
    return new StaticModule(path, declared, this.workspace, (variable, asked) => {
      const { attributes } = body.partialContent({
        attributes: new Map([[variable.name, { required: false }]]),
        blocks: new Map(),
      });
      const argument = attributes.get(variable.name)?.expression;
      if (argument)
        return this.evaluate(argument, frameOf(`${path}:var.${variable.name}`, argument.span), asked);
      return variable.default
        ? known(variable.default)
        : failed("Missing required variable in module call", "", body.span);
    });
  }

  /** The text that an argument comes to; undefined, with the reasons, where that is not known before a plan. */
  text(
    expression: Expression,
    subject: string,
  ): { readonly text?: string; readonly diagnostics: readonly Diag[] } {
    const name = this.#named(subject);
    const { value, diagnostics } = this.evaluate(expression, frameOf(name, expression.span), []);
    if (hasErrors(diagnostics)) return { diagnostics };
    const fail = (summary: string, detail: string) => ({
      diagnostics: [...diagnostics, error(summary, detail, expression.span)],
    });
    for (const [mark, what] of [
      [SENSITIVE, "Sensitive"],
      [EPHEMERAL, "Ephemeral"],
    ] as const) {
      if (!value.hasMark(mark)) continue;
      const detail = `${what} values, or values derived from ${what.toLowerCase()} values, cannot be used as ${name}.`;
      return fail(`${what} value not allowed`, detail);
    }
    try {
      const converted = convert(value.unmark(), STRING);
      if (converted.isKnown && !converted.isNull) return { text: converted.asString(), diagnostics };
      return fail("Unsuitable value type", "Unsuitable value: value must be known.");
    } catch (e) {
      if (!(e instanceof ConversionError)) throw e;
      return fail("Unsuitable value type", "Unsuitable value: a string is required.");
    }
  }

  /** What is wrong with variables whose values must be known before a plan: those that are declared with `const = true`. */
  checkConstants(): Diag[] {
    return [...this.declared.variables.values()].flatMap((variable) => {
      if (!variable.const) return [];
      const asked = frameOf(this.#named(`var.${variable.name}`), variable.span);
      return [...this.source(variable, [asked]).diagnostics];
    });
  }

  evaluate(expression: Expression, frame: Frame, asked: readonly Frame[]): Evaluated {
    return expression.evaluate(new StaticScope(this.declared, this.workspace, this, [...asked, frame]));
  }

  /** The value of a variable, with what its declaration says of it. */
  variable(variable: Variable, asked: readonly Frame[]): Evaluated {
    const { value, diagnostics } = this.source(variable, asked);
    if (hasErrors(diagnostics)) return { value, diagnostics };
    let converted: Value;
    try {
      const filled = value.isKnown && !value.isNull ? variable.applyDefaults(value) : value;
      converted = convert(filled, variable.type ?? DYNAMIC);
    } catch (e) {
      if (!(e instanceof ConversionError)) throw e;
      const { file, start, end } = variable.span;
      const detail = `The given value is not suitable for var.${variable.name} declared at ${file}:${start.line},${start.column}-${end.column}: ${e.message}.`;
      return failed("Invalid value for input variable", detail, variable.span);
    }
    if (converted.isNull && !variable.nullable && variable.default) converted = variable.default;
    const marked = variable.sensitive ? converted.mark(SENSITIVE) : converted;
    return { value: variable.ephemeral ? marked.mark(EPHEMERAL) : marked, diagnostics };
  }

  #named(subject: string): string {
    return this.path === "" ? subject : `${this.path}:${subject}`;
  }

  /** A frame for something of this module. */
  frame(subject: string, span: Span): Frame {
    return frameOf(this.#named(subject), span);
  }
}

const frameOf = (subject: string, span: Span): Frame => ({ subject, span });
const known = (value: Value): Evaluated => ({ value, diagnostics: [] });
const failed = (summary: string, detail: string, at: Span): Evaluated => ({
  value: Value.unknown(DYNAMIC),
  diagnostics: [error(summary, detail, at)],
});

/** The objects that an expression can refer to before anything is planned. */
class StaticScope implements Scope {
  readonly baseDir: string;

  constructor(
    private readonly declared: Declarations,
    private readonly workspace: string,
    private readonly module: StaticModule,
    private readonly asked: readonly Frame[],
  ) {
    this.baseDir = declared.root;
  }

  lookup(reference: Reference): Evaluated {
    const { subject, span } = reference;
    const top = this.asked.at(-1)!.subject;
    switch (subject.kind) {
      case "variable": {
        const variable = this.declared.variables.get(subject.name);
        if (!variable) return failed("Undefined variable", `Undefined variable var.${subject.name}`, span);
        if (variable.const === false) {
          const detail = `The variable ${JSON.stringify(variable.name)} cannot be used in a static context, because it is declared as "const = false".`;
          return failed("Unable to use variable in static context", detail, span);
        }
        return this.#dependent(`var.${variable.name}`, variable.span, (asked) =>
          this.module.variable(variable, asked),
        );
      }
      case "local": {
        const local = this.declared.locals.get(subject.name);
        if (!local) return failed("Undefined local", `Undefined local local.${subject.name}`, span);
        return this.#dependent(`local.${local.name}`, local.span, (asked, frame) =>
          this.module.evaluate(local.expression, frame, asked),
        );
      }
      case "path":
        return this.#path(subject.name, span);
      case "terraform":
        if (subject.name === "workspace") return known(Value.string(this.workspace));
        return failed(
          "Invalid attribute in static context",
          `terraform.${subject.name} cannot be used before anything is planned.`,
          span,
        );
      case "module": {
        const detail = `Unable to use module.${subject.name} in static context, which is required by ${top}`;
        return failed("Module output not supported in static context", detail, span);
      }
      default: {
        const detail = `Unable to use ${span.text} in static context, which is required by ${top}`;
        return failed("Dynamic value in static context", detail, span);
      }
    }
  }

  /** Something that this value depends on; where it is not available, that is said of this value too. */
  #dependent(
    subject: string,
    span: Span,
    evaluate: (asked: readonly Frame[], frame: Frame) => Evaluated,
  ): Evaluated {
    const frame = this.module.frame(subject, span);
    if (this.asked.some((other) => other.subject === frame.subject))
      return failed("Circular reference", `${frame.subject} is self referential`, span);
    const found = evaluate(this.asked, frame);
    if (!hasErrors(found.diagnostics)) return found;
    const { subject: top, span: at } = this.asked.at(-1)!;
    const unavailable = `${top} depends on ${frame.subject} which is not available`;
    const problem = error("Unable to compute static value", unavailable, at);
    return { value: found.value, diagnostics: [...found.diagnostics, problem] };
  }

  #path(name: string, span: Span): Evaluated {
    const { dir, root } = this.declared;
    if (name === "cwd") return known(Value.string(process.cwd().replaceAll("\\", "/")));
    if (name === "root") return known(Value.string("."));
    if (name === "module") return known(Value.string(relative(root, dir).split(sep).join("/") || "."));
    const detail = `The "path" object does not have an attribute named ${JSON.stringify(name)}.`;
    return failed('Invalid "path" attribute', detail, span);
  }
}

/** The values of the root module's variables, once they are known. */
export function rootModule(
  declared: Declarations,
  workspace: string,
  values: ReadonlyMap<string, Value>,
): StaticModule {
  return new StaticModule("", declared, workspace, (variable) => {
    const value = values.get(variable.name) ?? variable.default;
    if (value?.isKnown) return known(value.unmark());
    const detail = `The root module input variable ${JSON.stringify(variable.name)} is not set, and has no default value. Use a -var or -var-file command line argument to provide a value for this variable.`;
    return failed("Variable not set", detail, variable.span);
  });
}
