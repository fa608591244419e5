import type { Diag } from "../../interfaces/diag.js";
import type { Type, Value } from "../../values/index.js";
import type { TraversalNode } from "../syntax/ast.js";
import type { Reference } from "../syntax/reference.js";

export interface Evaluated {
  /** Where evaluation failed: an unknown value, of the right type as far as that is known. */
  readonly value: Value;
  readonly diagnostics: readonly Diag[];
}

/** `provider::scalr::winning_pool`, with an alias behind the local name where there is one. */
export interface ProviderFunctionName {
  readonly provider: string;
  readonly alias?: string;
  readonly name: string;
}

/** The objects that expressions can refer to. */
export interface Scope {
  /**
   * The value of `reference.subject`: of a resource the object, or a tuple (count) or an object (for_each) of its
   * instances. The rest of the reference is applied by the caller. Something that does not exist or must not be used
   * here is an error, with an unknown value of any type.
   */
  lookup(reference: Reference): Evaluated;
  /** Names that only this place knows, such as the iterators of dynamic blocks. They hide what references name. */
  readonly names?: ReadonlyMap<string, Value>;
  /** The folder that relative paths in file functions start from; functions that read files fail without one. */
  readonly baseDir?: string;
  /** What `~` stands for at the start of a path. Absent: the home of the user that the process runs as. */
  readonly home?: string | undefined;
  /** What `timestamp()` and, during a plan, `plantimestamp()` give. Absent: unknown. */
  readonly now?: Date;
  readonly planTimestamp?: Date;
  /** Functions that give another result each time (`uuid`, `bcrypt`, `timestamp`) are unknown: during a plan. */
  readonly pureOnly?: boolean;
  /** A provider's function, or why there is none: the summary and the detail of an error. Absent: they cannot be called here. */
  providerFunction?(
    name: ProviderFunctionName,
  ): LanguageFunction | readonly [summary: string, detail: string];
  /** How many calls of `templatefile` and `templatestring` are around. */
  readonly templateDepth?: number;
  /** The function `type` exists. */
  readonly console?: boolean;
}

/** A parameter of a function. */
export interface Parameter {
  readonly name: string;
  readonly type: Type;
  /** What the function takes itself; the rest is dealt with before it is called. */
  readonly takes?: readonly ("null" | "unknown" | "dynamic" | "marked")[];
}

/** The surroundings that a function can use besides its arguments. */
export interface Surroundings {
  readonly scope: Scope;
  /**
   * Evaluates the text as a template, with these names alone. `from` is told in messages. `missing` is what it refers
   * to beyond the names.
   */
  template(
    text: string,
    from: string,
    names: ReadonlyMap<string, Value>,
  ): Evaluated & { readonly missing?: TraversalNode };
}

/** A function of the language. */
export interface LanguageFunction {
  readonly parameters: readonly Parameter[];
  /** Takes any further arguments. */
  readonly rest?: Parameter;
  /** The type of the result, as far as the arguments tell it. May throw a FunctionError. */
  returns(args: readonly Value[]): Type;
  /** The result is null for some arguments. */
  readonly nullable?: boolean;
  /** Another result each time: unknown while planning. */
  readonly impure?: boolean;
  /** Throws a FunctionError. */
  call(args: readonly Value[], around: Surroundings): Value;
}
