import { NewerVersionError } from "../entities/errors.js";
import type { Database, Session } from "./driver.js";
import { DatabaseError } from "./errors.js";

/** The version of the tables. The form of the entities has a version of its own. */
const FORMAT = 1;

/**
 * The tables. `leadership` has one row; `journal` one for each commit, a line of JSON as it is in a journal file; a
 * snapshot is what its parts hold, each a part of a list of entities; likewise a file and its parts. Parts that no
 * snapshot or file names are what somebody did not finish.
 */
const TABLES = (schema: string) => `
  CREATE SCHEMA IF NOT EXISTS ${schema};
  CREATE TABLE ${schema}.journal (
    seq bigint PRIMARY KEY, version int NOT NULL, epoch bigint NOT NULL, line text NOT NULL);
  CREATE TABLE ${schema}.snapshots (
    id uuid PRIMARY KEY, seq bigint NOT NULL, version int NOT NULL, size bigint NOT NULL);
  CREATE TABLE ${schema}.snapshot_parts (
    snapshot uuid, part int, entities text NOT NULL, PRIMARY KEY (snapshot, part));
  CREATE TABLE ${schema}.blobs (
    kind text, name text, id uuid NOT NULL, size bigint NOT NULL, PRIMARY KEY (kind, name));
  CREATE TABLE ${schema}.blob_parts (
    id uuid, at bigint, content bytea NOT NULL, PRIMARY KEY (id, at));
  CREATE TABLE ${schema}.leadership (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    format int NOT NULL, epoch bigint NOT NULL, holder text NOT NULL, since timestamptz NOT NULL);
  INSERT INTO ${schema}.leadership (format, epoch, holder, since) VALUES (${FORMAT}, 0, '', now());`;

/** Creates the tables if they do not exist. @throws DatabaseError, NewerVersionError */
export async function ensureTables({ address }: Database, session: Session): Promise<void> {
  const { schema, shown } = address;
  const { rows } = await session.query<{ encoding: string; there: boolean }>(
    "SELECT current_setting('server_encoding') AS encoding, to_regclass($1) IS NOT NULL AS there",
    [`${schema}.leadership`],
  );
  const { encoding, there } = rows[0]!;
  if (encoding !== "UTF8")
    throw new DatabaseError(
      shown,
      `its encoding is ${encoding}; create a database with ENCODING 'UTF8' for it`,
      null,
    );
  if (!there) await create(session, schema);
  const found = await session.query<{ format: number }>(`SELECT format FROM ${schema}.leadership`);
  const format = found.rows[0]?.format ?? 0;
  if (format > FORMAT) throw new NewerVersionError(`Database ${shown}`, format, FORMAT);
}

/** Several processes may start at once on an empty database, so they take turns. */
async function create(session: Session, schema: string): Promise<void> {
  await session.query("BEGIN");
  try {
    await session.query("SELECT pg_advisory_xact_lock(hashtext('scalr-sandbox tables'))");
    const { rows } = await session.query<{ there: boolean }>("SELECT to_regclass($1) IS NOT NULL AS there", [
      `${schema}.leadership`,
    ]);
    if (!rows[0]!.there) await session.query(TABLES(schema));
    await session.query("COMMIT");
  } catch (error) {
    await session.query("ROLLBACK").catch(() => {});
    throw error;
  }
}
