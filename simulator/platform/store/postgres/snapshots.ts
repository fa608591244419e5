import { randomUUID } from "node:crypto";
import type { AnyEntity } from "../entities/tables.js";
import type { Leadership } from "./leadership.js";

/** Characters of entities in one part. */
const PART = 256 * 1024;

/**
 * Writes the entities of one moment, part by part, and makes them the snapshot. Commits that it contains are then
 * deleted, except those since the snapshot before: a standby may still be reading them. Returns its size.
 * @throws NotLeaderError, DatabaseError; the snapshot is then as it was
 */
export async function writeSnapshot(
  leadership: Leadership,
  { seq, version, entities }: { seq: number; version: number; entities: Iterable<AnyEntity> },
  durable: () => Promise<void>,
): Promise<number> {
  const { database } = leadership;
  const { schema } = database.address;
  const id = randomUUID();
  let size = 0;
  let part = 0;
  for (const text of parts(entities)) {
    await database.query(
      `INSERT INTO ${schema}.snapshot_parts (snapshot, part, entities) VALUES ($1, $2, $3)`,
      [id, part++, text],
    );
    size += text.length;
  }
  await durable();
  await leadership.write(
    `before AS (SELECT coalesce(max(seq), 0) AS seq FROM ${schema}.snapshots),
    no_journal AS (DELETE FROM ${schema}.journal USING before, held WHERE journal.seq <= before.seq),
    no_snapshots AS (DELETE FROM ${schema}.snapshots USING held),
    no_parts AS (DELETE FROM ${schema}.snapshot_parts USING held WHERE snapshot <> $2::uuid),
    made AS (INSERT INTO ${schema}.snapshots (id, seq, version, size)
      SELECT $2::uuid, $3::bigint, $4::int, $5::bigint FROM held RETURNING 1)
    SELECT count(*)::int AS done FROM made`,
    [id, seq, version, size],
  );
  return size;
}

function* parts(entities: Iterable<AnyEntity>): Iterable<string> {
  let text = "";
  for (const entity of entities) {
    text += text === "" ? JSON.stringify(entity) : `,\n${JSON.stringify(entity)}`;
    if (text.length < PART) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}
