import { StartError } from "../../platform/start-errors.js";

/** A position in a file, counted from 1. */
export interface Place {
  readonly line: number;
  readonly col: number;
}

/** An error in a world file, and its position. */
export interface Fault {
  readonly at: Place;
  readonly message: string;
}

/** The most errors of a file that a message shows. */
const SHOWN = 20;

/** A world file is invalid. The message has a line for each error, with the file, the line and the column. */
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
