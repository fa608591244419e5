import type { Chance } from "./chance.js";

/** What is fuzzed. */
export interface Target {
  /** One case. What it throws is a find; `note` says what was tried, for the message. */
  run(chance: Chance, note: (what: string) => void): void | Promise<void>;
  close?(): void | Promise<void>;
}

export interface TargetKind {
  readonly name: string;
  /** Its part of all cases. */
  readonly share: number;
  /** Milliseconds that one case may take, on a machine that does much besides. */
  readonly limit: number;
  start(): Target | Promise<Target>;
}

/** Something that must not have happened. */
export class Find extends Error {}

/** Errors that a program makes by mistake, never on purpose. */
export function refuseDefect(error: unknown): void {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError)
    throw new Find(`it broke: ${error.stack}`);
  if (!(error instanceof Error)) throw new Find(`it threw ${String(error)}`);
}
