import { Buffer } from "node:buffer";
import { stateKey } from "../core/blob-keys.js";
import type { StateVersion, UploadedState, Workspace } from "../core/entities.js";
import { conflict, invalidAttribute } from "../core/errors.js";
import { newId } from "../core/ids.js";
import type { Create, Input, Operation } from "../core/resource.js";
import type { Services } from "../core/services.js";
import { isObject } from "../core/values.js";
import { describeState, StateFormatError } from "./state-summary.js";

/** The largest request in bytes, with a state in base64. */
const LARGEST_BODY = 64 * 1024 * 1024;

const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

/** The state in a request's body; null if it cannot be read, which the check of the attributes reports. */
function stateIn(body: unknown): Buffer | null {
  if (!isObject(body) || !isObject(body.data) || !isObject(body.data.attributes)) return null;
  const { state } = body.data.attributes;
  return typeof state === "string" && BASE64.test(state) ? Buffer.from(state, "base64") : null;
}

/** Writes the file first, so that every state version has one. */
async function write(body: unknown, { store }: Services): Promise<string | null> {
  const file = stateIn(body);
  if (file === null) return null;
  const id = newId("sv");
  await store.blobs.put(stateKey(id), file);
  return id;
}

const discard = (id: string, { store }: Services) => store.blobs.delete(stateKey(id));

function describe(state: string) {
  if (!BASE64.test(state)) throw invalidAttribute("state", "Value must be a state file in base64.");
  try {
    return describeState(Buffer.from(state, "base64"));
  } catch (error) {
    if (!(error instanceof StateFormatError)) throw error;
    throw invalidAttribute("state", `The state was rejected: ${error.message}`);
  }
}

/** Checks that a state follows the current one: the same lineage, a higher serial. `force` skips the check. */
export function refuseUnlessNext(
  current: StateVersion | undefined,
  next: Pick<StateVersion, "lineage" | "serial">,
): void {
  if (!current) return;
  if (current.lineage !== next.lineage) {
    throw conflict(
      `The state has lineage '${next.lineage}', and the current one (${current.id}) '${current.lineage}'. ` +
        "Send 'force' to replace it all the same.",
      "/data/attributes/lineage",
    );
  }
  if (next.serial <= current.serial) {
    throw conflict(
      `The state has serial ${next.serial}, and the current one (${current.id}) ${current.serial}. ` +
        "Send 'force' to replace it all the same.",
      "/data/attributes/serial",
    );
  }
}

function run(op: Operation, { changes, extra, given }: Input<StateVersion>): StateVersion {
  const { size, summary, md5, lineage, serial } = describe(extra.state as string);
  for (const [name, value] of Object.entries({ md5, lineage, serial })) {
    if (given.has(name) && changes[name as keyof StateVersion] !== value)
      throw invalidAttribute(name, `Value must be that of the state, ${JSON.stringify(value)}.`);
  }
  const workspace = op.reader.get("workspaces", changes.workspace!)!;
  const state = { id: op.prepared!, size, summary, md5, lineage, serial };
  return keepState(op, workspace, state, { run: changes.run ?? null, force: extra.force === true });
}

/**
 * Makes a state whose file is already written the workspace's current one. @throws ApiError 409 unless it follows the current one
 */
export function keepState(
  op: Pick<Operation, "tx" | "now">,
  workspace: Workspace,
  state: UploadedState,
  { run, force }: { readonly run: string | null; readonly force: boolean },
): StateVersion {
  const { order: _order, ...kept } = state;
  if (!force) refuseUnlessNext(op.tx.get("state-versions", workspace.currentStateVersion ?? ""), state);
  const created = op.tx.insert<"state-versions">({
    type: "state-versions",
    workspace: workspace.id,
    run,
    createdAt: op.now,
    ...kept,
  });
  op.tx.update("workspaces", workspace.id, { currentStateVersion: created.id });
  return created;
}

/** `POST /state-versions`: uploads a state, which becomes the workspace's current one. */
export const CREATE_STATE_VERSION: Create<StateVersion> = {
  permission: "state-versions:create",
  limit: LARGEST_BODY,
  files: { write, discard },
  run,
};
