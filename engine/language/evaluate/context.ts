import type { Diag } from "../../interfaces/diag.js";
import { DYNAMIC, type Type, Value } from "../../values/index.js";
import type { Scope } from "../body/scope.js";
import { error } from "../source/diagnostics.js";
import type { Span } from "../source/source.js";
import type { Node } from "../syntax/ast.js";
import { describeValues } from "./describe.js";

export type Names = ReadonlyMap<string, Value>;

export const UNKNOWN_VALUE = Value.unknown(DYNAMIC);

/** Where an expression is evaluated, and the problems met so far. */
export class Context {
  readonly diagnostics: Diag[] = [];

  constructor(
    readonly scope: Scope,
    /** Variables of the `for` expressions and other local names around. */
    readonly names: Names,
    /** What the innermost splat is at. */
    readonly item: Value | undefined,
    /** Only whether something fails counts: problems are not described, as that evaluates again. */
    private readonly probing = false,
  ) {}

  get failed(): boolean {
    return this.diagnostics.some((d) => d.severity === "error");
  }

  /** The same place, with problems of its own. */
  apart(): Context {
    return new Context(this.scope, this.names, this.item, this.probing);
  }

  /** As `apart`, to find out whether something can be evaluated. */
  probe(): Context {
    return new Context(this.scope, this.names, this.item, true);
  }

  withNames(entries: Iterable<readonly [string, Value]>): Context {
    return new Context(this.scope, new Map([...this.names, ...entries]), this.item, this.probing);
  }

  withItem(item: Value | undefined): Context {
    return new Context(this.scope, this.names, item, this.probing);
  }

  take(other: Context): void {
    this.diagnostics.push(...other.diagnostics);
  }

  /** Reports an error. The values of what `blame` refers to are told with it, and which function was called. */
  error(summary: string, detail: string, at: Span, blame?: Node, calling?: string): void {
    const diag = { ...error(summary, detail, at), ...(calling !== undefined && { calling }) };
    const values = blame && !this.probing ? describeValues(blame, this) : [];
    this.diagnostics.push(values.length > 0 ? { ...diag, values } : diag);
  }

  /** Reports an error and gives the unknown value that stands for the result. */
  fail(summary: string, detail: string, at: Span, blame?: Node, type: Type = DYNAMIC): Value {
    this.error(summary, detail, at, blame);
    return Value.unknown(type);
  }
}
