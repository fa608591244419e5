/** The effect of a fault on matching requests. */
export interface Fault {
  readonly id: string;
  /** In capitals; null for every method. */
  readonly method: string | null;
  /** A path from `/api/...`, with `*` for one segment and `**` for any number; null for every path. */
  readonly path: string | null;
  /** Answers with this status, 400 to 599, instead of doing anything. */
  readonly status: number | null;
  /** Seconds, for the header `Retry-After` of such an answer. */
  readonly retryAfter: number | null;
  /** Milliseconds that the request waits first, of real time: networks know nothing about the sandbox clock. */
  readonly delay: number;
  /** Cuts the connection: before anything is done, or after everything is, so that only the answer is lost. */
  readonly drop: "request" | "answer" | null;
  /** How likely it strikes a request that fits, above 0 and up to 1. */
  readonly probability: number;
  /** Makes the strikes of a `probability` the same each time; null for chance. */
  readonly seed: number | null;
  /** How often it strikes in all; null for always. */
  readonly count: number | null;
}

/** Describes a fault in a few words. */
export function effectOf({ status, delay, drop }: Fault): string {
  const parts = [
    ...(delay > 0 ? [`waits ${delay} ms`] : []),
    ...(status !== null ? [`answers ${status}`] : []),
    ...(drop !== null ? [drop === "request" ? "drops the connection" : "drops the answer"] : []),
  ];
  return parts.join(", then ");
}

/** Whether a path matches a pattern, segment by segment. */
export function matchesPath(pattern: string, path: string): boolean {
  return fits(pattern.split("/"), path.split("/"));
}

function fits(pattern: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return path.length === 0;
  if (first === "**") return fits(rest, path) || (path.length > 0 && fits(pattern, path.slice(1)));
  return path.length > 0 && (first === "*" || first === path[0]) && fits(rest, path.slice(1));
}
