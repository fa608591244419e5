import { randomUUID } from "node:crypto";
import type { Request, Response } from "express";
import { ApiError, badRequest, conflict, invalid } from "../../core/errors.js";
import { isObject } from "../../core/values.js";
import { exportState, headerOf } from "../../sandbox/snapshots/export.js";
import {
  deleteSnapshot,
  hasSnapshot,
  isSnapshotName,
  listSnapshots,
  openSnapshot,
  takeSnapshot,
} from "../../sandbox/snapshots/file.js";
import { StateFileError } from "../../sandbox/snapshots/format.js";
import { type Imported, importState } from "../../sandbox/snapshots/import.js";
import type { ReplaceOptions } from "../../sandbox/snapshots/replace.js";
import { sendStream } from "../http/steps.js";
import type { SandboxContext } from "./context.js";

/** The largest uploaded state file in bytes. */
const LIMIT = 4 * 1024 * 1024 * 1024;

const NAME_RULE = "1 to 64 letters, digits, dots, dashes and underscores, and does not begin with a dot";

type Named = { readonly id: string };

/** Services whose state is being replaced, so that two replacements never overlap. */
const replacing = new WeakSet<object>();

async function replace(
  { services }: SandboxContext,
  open: Parameters<typeof importState>[1],
  options: ReplaceOptions = {},
): Promise<Imported> {
  if (replacing.has(services)) throw conflict("Another state is being restored. Try again when it is done.");
  replacing.add(services);
  try {
    return await importState(services, open, options);
  } catch (error) {
    throw error instanceof StateFileError ? invalid(error.message) : error;
  } finally {
    replacing.delete(services);
  }
}

async function requireSnapshot({ services }: SandboxContext, name: string): Promise<void> {
  if (await hasSnapshot(services, name)) return;
  const names = (await listSnapshots(services)).map((snapshot) => `'${snapshot.name}'`);
  const there = names.length === 0 ? "There are none." : `There are: ${names.join(", ")}.`;
  throw new ApiError(404, [{ title: "Not Found", detail: `There is no snapshot '${name}'. ${there}` }]);
}

/** `GET /snapshots`: all snapshots. */
export async function listAll({ services }: SandboxContext) {
  return { snapshots: await listSnapshots(services) };
}

/** `POST /snapshots {"name", "description"?, "replace"?}`: saves a snapshot of everything. */
export async function saveNamed({ services }: SandboxContext, { body }: { readonly body: unknown }) {
  if (!isObject(body))
    throw badRequest('The body must be an object with a name, like {"name": "before"}.', "");
  const { name, description = null, replace: replaces = false } = body;
  if (!isSnapshotName(name)) throw invalid(`'name' must be a name: ${NAME_RULE}.`, "/name");
  if (description !== null && (typeof description !== "string" || description.length > 1_000))
    throw invalid("'description' must be a string of at most 1000 characters.", "/description");
  if (typeof replaces !== "boolean") throw invalid("'replace' must be true or false.", "/replace");
  if (!replaces && (await hasSnapshot(services, name)))
    throw conflict(
      `Snapshot '${name}' already exists. Delete it, choose another name, or set 'replace' to true.`,
    );
  return takeSnapshot(services, name, description);
}

/** `DELETE /snapshots/:name`: deletes a snapshot. */
export async function deleteNamed(context: SandboxContext, { id }: Named) {
  await requireSnapshot(context, id);
  await deleteSnapshot(context.services, id);
  return { deleted: id };
}

/** `POST /snapshots/:name/restore`: restores a snapshot. */
export async function restoreNamed(context: SandboxContext, { id }: Named) {
  return restoreSnapshot(context, id);
}

/** Restores everything from a snapshot. @throws ApiError 404 if there is no snapshot with that name */
export async function restoreSnapshot(context: SandboxContext, id: string, options: ReplaceOptions = {}) {
  await requireSnapshot(context, id);
  const { header, entities } = await replace(context, () => openSnapshot(context.services, id), options);
  return { restored: id, at: header.at, objects: entities };
}

/** `GET /state`: exports everything as one file. */
export async function exportAsFile(
  { services }: SandboxContext,
  _req: Request,
  res: Response,
): Promise<void> {
  res.setHeader("Content-Type", "application/gzip");
  res.setHeader("Content-Disposition", 'attachment; filename="sandbox-state.gz"');
  res.setHeader("Cache-Control", "no-store");
  await sendStream(exportState(services, headerOf(services)), res);
}

/**
 * `PUT /state`: replaces everything with such a file. The file is stored until it was read twice: to check it, and to apply it.
 */
export async function importFile(context: SandboxContext, req: Request, res: Response): Promise<void> {
  const { blobs } = context.services.store;
  const key = `imports/${randomUUID()}`;
  try {
    await blobs.put(key, req, { limit: LIMIT });
    const { header, entities } = await replace(context, () => blobs.stream(key));
    res.setHeader("Content-Type", "application/json");
    res.end(JSON.stringify({ at: header.at, account: header.account, objects: entities }));
  } finally {
    await blobs.delete(key);
  }
}
