import { StartError } from "../../platform/start-errors.js";

/** Where something is in a file, counted from 1. */
export interface Place {
  readonly line: number;
  readonly col: number;
}

/** One thing that is wrong with a described world, and where. */
export interface Fault {
  readonly at: Place;
  readonly message: string;
}

/** Faults of one file that are shown at once. */
const SHOWN = 20;

/** What is wrong with a described world, one line for each fault, with the file, the line and the column. */
export class SeedError extends StartError {
  readonly code = "seed";
  constructor(
    readonly file: string,
    readonly faults: readonly Fault[],
  ) {
    const lines = faults.slice(0, SHOWN).map(({ at, message }) => `${file}:${at.line}:${at.col}: ${message}`);
    const more = faults.length > SHOWN ? [`${faults.length - SHOWN} more.`] : [];
    super([...lines, ...more].join("\n"));
  }
}
