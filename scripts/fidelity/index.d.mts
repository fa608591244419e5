/** What is seen when one thing is tried, or why it was not. */
export interface Attempt {
  readonly result: "agrees" | "differs" | "failed" | "skipped";
  readonly seen?: unknown;
  readonly why?: string;
}

export interface Try {
  readonly what: string;
  readonly expected: unknown;
  readonly harm?: string;
}

export interface Fact {
  readonly id: string;
  readonly fact: string;
  readonly source: string;
  readonly date: string;
  readonly harm?: string;
  readonly local?: string;
  readonly tries: readonly Try[];
}

export const FACTS: readonly Fact[];
export function attempt(fact: Fact, each: Try, scene: object, isSandbox: boolean): Promise<Attempt>;
