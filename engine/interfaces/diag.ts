/** Messages, and the places that they are about. */

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface SourceRange {
  /** Relative to the configuration's folder. */
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

export interface Diag {
  readonly severity: "error" | "warning";
  /** One line: what happened. */
  readonly summary: string;
  /** To which object, and what to do. */
  readonly detail?: string;
  /** Of a provider's error: nobody answers, or the caller is not let in. */
  readonly cause?: "unreachable" | "unauthorised";
  readonly range?: SourceRange;
  /** Where a cdktf stack declared the object at fault, such as `dev/private-pool`. */
  readonly constructPath?: string;
  /** The resource instance at fault. */
  readonly address?: string;
  /** The source at fault, whole lines. */
  readonly snippet?: string;
  /** The block that the range is in, such as `resource "null_resource" "a"`. */
  readonly context?: string;
  /** The function that was called, with its parameters, such as `merge(maps...)`. */
  readonly calling?: string;
  /** What the expressions at fault amounted to: `var.n` "is 3". */
  readonly values?: readonly { readonly expression: string; readonly statement: string }[];
}
