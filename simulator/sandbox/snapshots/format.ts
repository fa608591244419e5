import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/**
 * A state file: gzipped lines of JSON. The first is the header, then comes one line for each entity, then the files in pieces,
 * then the end, so that a truncated file is detected.
 */
export interface Header {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  /** Version of the entities (`migrations.ts`). */
  readonly data: number;
  /** The time of the sandbox, ISO 8601. */
  readonly at: string;
  /** Id of its account. */
  readonly account: string;
  readonly description: string | null;
}

export const FORMAT = "scalr-sandbox state";
export const VERSION = 1;

/** A piece of a file; `last` is its final one. */
export interface Piece {
  /** As `<kind>/<name>`. */
  readonly blob: string;
  /** Base64 */
  readonly data: string;
  readonly last: boolean;
}

/** An entity of an exported state, not checked yet. */
export interface Raw {
  readonly type: string;
  readonly id: string;
  readonly [field: string]: unknown;
}

/** A line of an exported state: the entities, then the files in pieces, then how many there were. */
export type Line =
  | { readonly entity: Raw }
  | Piece
  | { readonly end: { readonly entities: number; readonly blobs: number } };

/** Why this sandbox cannot import a state file. */
export class StateFileError extends Error {
  override readonly name = "StateFileError";
}

/** Bytes of a file in one line. */
export const PIECE = 192 * 1024;

/** Reads a state file line by line. @throws StateFileError if it is not a state file, or was cut off */
export async function* readLines(source: Readable): AsyncGenerator<Header | Line> {
  let number = 0;
  let ended = false;
  for await (const text of textLines(source)) {
    number++;
    const line = parse(text, number);
    if (number === 1) checkHeader(line as unknown as Header);
    else if ("end" in line) ended = true;
    yield line;
  }
  if (number === 0) throw noStateFile("it is empty");
  if (!ended) throw new StateFileError("The state file was cut off: its end is missing. Export it again.");
}

const noStateFile = (why: string) => new StateFileError(`It is not a state file of a sandbox: ${why}.`);

async function* textLines(source: Readable): AsyncGenerator<string> {
  const unzipped = createGunzip();
  source.once("error", (error) => unzipped.destroy(error));
  source.pipe(unzipped).setEncoding("utf8");
  let rest = "";
  try {
    for await (const chunk of unzipped as AsyncIterable<string>) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop()!;
      yield* lines;
    }
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith("Z_")) throw error;
    throw noStateFile((error as Error).message);
  } finally {
    // Whoever stops reading half way leaves no file open.
    source.destroy();
  }
}

function parse(text: string, number: number): Line {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line === "object" && line !== null) return line as Line;
  } catch {
    // Falls through: what is not JSON is not a line.
  }
  throw new StateFileError(`Line ${number} of the state file is not a JSON object.`);
}

function checkHeader({ format, version }: Partial<Header>): void {
  if (format !== FORMAT)
    throw new StateFileError("It is not a state file of a sandbox: its first line is not a header.");
  if (version !== VERSION)
    throw new StateFileError(
      `It is a state file of version ${version}; this program reads version ${VERSION}. Use the version of the program that wrote it, or a newer one.`,
    );
}
