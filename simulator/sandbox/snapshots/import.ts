import type { Readable } from "node:stream";
import { BLOB_KINDS } from "../../core/blob-keys.js";
import type { Entities, EntityType } from "../../core/entities.js";
import { DATA_VERSION, MIGRATIONS } from "../../core/migrations.js";
import type { Services } from "../../core/services.js";
import { parseKey } from "../../platform/store/entities/blobs.js";
import { StoreError } from "../../platform/store/index.js";
import { asTimeGoesOn, restartingClock } from "../restart-clock.js";
import { type Header, type Line, type Piece, type Raw, readLines, StateFileError } from "./format.js";
import { type ReplaceOptions, replaceAll } from "./replace.js";

/** The result of an import. */
export interface Imported {
  readonly header: Header;
  readonly entities: number;
  readonly blobs: number;
}

type Target = Pick<Services, "store" | "clock" | "accountId">;

/**
 * Replaces everything in the sandbox with a state file, or changes nothing. `open` is called twice: the file is read to its end
 * and checked first. @throws StateFileError
 */
export async function importState(
  services: Target,
  open: () => Promise<Readable>,
  { keepsAgents = false, restartsClock = false }: ReplaceOptions = {},
): Promise<Imported> {
  const { header, entities, blobs } = await check(services, await open());
  await putBlobs(services, await open());
  try {
    const replacing = restartsClock ? restartingClock : asTimeGoesOn;
    await replacing(services.clock, (keep) => replaceAll(services, entities, keepsAgents, keep));
  } catch (error) {
    // An entity that the store or an index of it cannot take: the transaction left no trace.
    if (error instanceof StateFileError || services.store.failure !== null) throw error;
    const isKnown = error instanceof StoreError || error instanceof TypeError;
    throw isKnown ? new StateFileError(`The state file cannot be imported: ${error.message}`) : error;
  }
  // Where the state is of a later time, the sandbox goes there.
  const ahead = Date.parse(header.at) - services.clock.now();
  if (ahead > 0) await services.clock.advance(ahead);
  await services.store.flushed();
  return { header, entities: entities.length, blobs };
}

async function check({ store, accountId }: Target, source: Readable) {
  let header: Header | undefined;
  let end: { readonly entities: number; readonly blobs: number } | undefined;
  const entities: Entities[EntityType][] = [];
  const known = new Set<string>(store.types);
  let read = 0;
  let blobs = 0;
  for await (const line of readLines(source)) {
    if (header === undefined) header = fitting(line as Header, accountId);
    else if ("entity" in line) {
      read++;
      const entity = migrated(checkEntity(line.entity, known), header.data);
      if (entity !== null) entities.push(entity as unknown as Entities[EntityType]);
    } else if ("blob" in line) {
      checkPiece(line);
      if (line.last) blobs++;
    } else if ("end" in line) ({ end } = line);
  }
  if (header === undefined || end?.entities !== read || end.blobs !== blobs)
    throw new StateFileError(
      "The state file is damaged: it does not hold what its end says. Export it again.",
    );
  for (const type of ["accounts", "users"] as const)
    if (!entities.some((entity) => entity.type === type))
      throw new StateFileError(`The state file has no ${type === "accounts" ? "account" : "user"} in it.`);
  return { header, entities, blobs };
}

function fitting(header: Header, accountId: string): Header {
  if (header.data > DATA_VERSION)
    throw new StateFileError(
      `The state file was written by a newer version of this program (data version ${header.data}, and this one ` +
        `reads up to ${DATA_VERSION}). Use that version.`,
    );
  if (header.account !== accountId)
    throw new StateFileError(
      `The state file is of account '${header.account}', and this sandbox has '${accountId}'. Start one with ` +
        `--account-id ${header.account} and an empty data folder (or --memory), and import it there.`,
    );
  if (Number.isNaN(Date.parse(header.at))) throw new StateFileError("The state file does not say its time.");
  return header;
}

function checkEntity(entity: Raw, known: ReadonlySet<string>): Raw {
  if (typeof entity?.id !== "string" || !known.has(entity.type))
    throw new StateFileError(
      `The state file has something that is not an object of a known type with an id: ${JSON.stringify(entity)?.slice(0, 100)}.`,
    );
  return entity;
}

function migrated(entity: Raw, from: number): Raw | null {
  let current: Raw | null = entity;
  for (const step of MIGRATIONS.filter(({ to }) => to > from).sort((a, b) => a.to - b.to))
    current = current && (step.entity(current) as Raw | null);
  return current;
}

function checkPiece({ blob, data, last }: Piece): void {
  try {
    const [kind] = parseKey(blob);
    if (BLOB_KINDS.includes(kind) && typeof data === "string" && typeof last === "boolean") return;
  } catch {
    // Falls through: a key that could lead anywhere is refused like one of an unknown kind.
  }
  throw new StateFileError(`The state file has a file in it that no sandbox has: ${JSON.stringify(blob)}.`);
}

/** Writes the files, each as a whole. Files without an entity are deleted at the next start at the latest. */
async function putBlobs({ store }: Target, source: Readable): Promise<void> {
  const lines = readLines(source);
  for (let line = await next(lines); line !== undefined; line = await next(lines)) {
    if (!("blob" in line)) continue;
    await store.blobs.put(line.blob, content(line, lines));
  }
}

async function* content(first: Piece, lines: AsyncGenerator<Header | Line>): AsyncGenerator<Uint8Array> {
  for (let piece = first; ; piece = (await next(lines)) as Piece) {
    yield Buffer.from(piece.data, "base64");
    if (piece.last) return;
  }
}

const next = async (lines: AsyncGenerator<Header | Line>) => (await lines.next()).value as Line | undefined;
