import { blobAnswer } from "../../core/blob-answer.js";
import { stateKey } from "../../core/blob-keys.js";
import { iso } from "../../core/common.js";
import type { StateVersion, UploadedState, Workspace } from "../../core/entities.js";
import { ApiError, badRequest, conflict, invalid, invalidAttribute, notFound } from "../../core/errors.js";
import { newId } from "../../core/ids.js";
import { TFE_PATH } from "../../core/paths.js";
import type { Answer } from "../../core/resource.js";
import { keepState, refuseUnlessNext } from "../../workspaces/create-state-version.js";
import { stateRefusal } from "../../workspaces/state-holders.js";
import { describeState, StateFormatError } from "../../workspaces/state-summary.js";
import { one, page, type ResourceObject, type Sent, sent, toOne } from "./document.js";
import { bySignedLink, signedLink } from "./links.js";
import {
  type Call,
  change,
  changes,
  entity,
  named,
  type Routes,
  reads,
  readsFile,
  usable,
  workspaceOf,
} from "./route.js";

/** The largest state in bytes, and the largest request that has one in base64. */
const LARGEST_STATE = 256 * 1024 * 1024;
const LARGEST_BODY = 64 * 1024 * 1024;

/** Seconds after which clients that execute locally send an intermediate state. */
const SNAPSHOT_INTERVAL = { "x-terraform-snapshot-interval": "20" };

const withInterval = (answer: Answer): Answer => ({
  ...answer,
  headers: { ...answer.headers, ...SNAPSHOT_INTERVAL },
});

/** A state version in the form that tofu and terraform expect. */
function stateObject(version: StateVersion, { services }: Call): ResourceObject {
  return {
    type: "state-versions",
    id: version.id,
    attributes: {
      "created-at": iso(version.createdAt),
      "hosted-state-download-url": `${services.baseUrl}${TFE_PATH}/state-versions/${version.id}/download`,
      md5: version.md5,
      "resources-processed": true,
      serial: version.serial,
      size: version.size,
      "state-version": 4,
      status: "finalized",
    },
    relationships: { run: toOne("runs", version.run), workspace: toOne("workspaces", version.workspace) },
  };
}

/** @throws ApiError 404 while the workspace has no state */
export function currentState(call: Call): StateVersion {
  const workspace = workspaceOf(call, "workspaces:read");
  const current = workspace.currentStateVersion;
  if (current === null) throw notFound("StateVersion", `of workspace ${workspace.id}`);
  return entity(call, "state-versions", "state-versions:read", current);
}

/** The announcement of a state that a client is about to send. */
interface Announced {
  /** Id of the state version that it becomes. */
  readonly id: string;
  readonly workspace: string;
  readonly serial: number;
  readonly lineage: string | null;
  readonly md5: string;
  readonly force: boolean;
  readonly run: string | null;
}

function announced({ attributes, related }: Sent, workspace: Workspace): Announced {
  const { serial, md5, lineage, force } = attributes;
  if (typeof serial !== "number") throw invalidAttribute("serial", "'serial' is required.");
  if (typeof md5 !== "string") throw invalidAttribute("md5", "'md5' is required.");
  return {
    id: newId("sv"),
    workspace: workspace.id,
    serial,
    lineage: typeof lineage === "string" && lineage !== "" ? lineage : null,
    md5,
    force: force === true,
    run: related("run"),
  };
}

/** The state in a file, if it matches the announcement. @throws ApiError 422 */
function described(file: Buffer, { id, md5, serial, lineage }: Announced): UploadedState {
  try {
    const state = describeState(file);
    if (state.md5 !== md5.toLowerCase())
      throw invalidAttribute(
        "md5",
        `The state that arrived has the MD5 sum ${state.md5}, not ${md5}. Send it again.`,
      );
    if (state.serial !== serial || (lineage !== null && state.lineage !== lineage))
      throw invalidAttribute(
        "serial",
        `The state has serial ${state.serial} and lineage '${state.lineage}', not ${serial} and '${lineage}'.`,
      );
    return { ...state, id };
  } catch (error) {
    if (!(error instanceof StateFormatError)) throw error;
    throw invalidAttribute("state", `The state was rejected: ${error.message}`);
  }
}

/** @throws ApiError 409 while somebody else, or a run, holds the state */
function requireState(call: Call, id: string): Workspace {
  const workspace = usable(call, entity(call, "workspaces", "state-versions:create", id));
  const refusal = stateRefusal(call.reader, workspace, call.caller.user);
  if (refusal !== null) throw conflict(`The state cannot be replaced. ${refusal}`);
  return workspace;
}

/** Writes the state's file, then makes it the workspace's current state. The file is deleted if that is rejected. */
async function keep(call: Call, state: Announced, file: Buffer): Promise<StateVersion> {
  const kept = described(file, state);
  requireState(call, state.workspace);
  const { blobs } = call.services.store;
  if (call.reader.get("state-versions", state.id) !== undefined)
    throw conflict(`The state version ${state.id} was already uploaded.`);
  await blobs.put(stateKey(state.id), file);
  try {
    return change(call, (op) => keepState(op, requireState(call, state.workspace), kept, state));
  } catch (error) {
    if (call.reader.get("state-versions", state.id) === undefined) await blobs.delete(stateKey(state.id));
    throw error;
  }
}

const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

/** Creates a state version. The state is in the request, or sent to the links in the response. */
async function create(call: Call): Promise<Answer> {
  const body = sent(call.body);
  const workspace = requireState(call, named(call, 0));
  const state = announced(body, workspace);
  const { state: text } = body.attributes;
  if (text !== undefined && text !== null) {
    if (typeof text !== "string" || !BASE64.test(text))
      throw invalidAttribute("state", "Value must be a state file in base64.");
    return withInterval(one(stateObject(await keep(call, state, Buffer.from(text, "base64")), call), 201));
  }
  // Clients show what is said here; of a refused upload they show the number of the status alone.
  const current = call.reader.get("state-versions", workspace.currentStateVersion ?? "");
  if (!state.force) refuseUnlessNext(current, { ...state, lineage: state.lineage ?? current?.lineage ?? "" });
  const ticket = Buffer.from(JSON.stringify(state)).toString("base64url");
  const object: ResourceObject = {
    type: "state-versions",
    id: state.id,
    attributes: {
      "created-at": iso(call.now),
      "hosted-state-upload-url": signedLink(call, `state-uploads/${ticket}/state`),
      "hosted-json-state-upload-url": signedLink(call, `state-uploads/${ticket}/json`),
      serial: state.serial,
      status: "pending",
    },
  };
  return withInterval(one(object, 201));
}

async function bodyOf({ request }: Call): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    // What is too much is read on and dropped, so that the refusal reaches the client.
    if (size <= LARGEST_STATE) chunks.push(chunk as Buffer);
  }
  if (size > LARGEST_STATE)
    throw new ApiError(413, [
      {
        title: "Payload Too Large",
        detail: `The state has ${size} bytes, and the limit is ${LARGEST_STATE}. Split the configuration.`,
      },
    ]);
  return Buffer.concat(chunks);
}

/** The announcement in a link that this server signed. */
function ticketIn(text: string): Announced {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString()) as Announced;
  } catch {
    throw badRequest("The link is incomplete.");
  }
}

/** The address to which a state is sent. */
const upload =
  (kind: "state" | "json") =>
  async (anonymous: Call): Promise<Answer> => {
    const ticket = named(anonymous, 0);
    const call = bySignedLink(anonymous, `state-uploads/${ticket}/${kind}`, [
      named(anonymous, 1),
      named(anonymous, 2),
    ]);
    const file = await bodyOf(call);
    // The state in its other form says nothing that is not in the state itself: it is checked, and not kept.
    if (kind === "json") {
      if (file.length > 0 && !isJson(file)) throw invalid("The JSON form of the state is not JSON.");
      return { status: 200 };
    }
    await keep(call, ticketIn(ticket), file);
    return { status: 200 };
  };

function isJson(file: Buffer): boolean {
  try {
    JSON.parse(file.toString());
    return true;
  } catch {
    return false;
  }
}

function list(call: Call): Answer {
  const workspace = workspaceOf(call, "state-versions:read");
  const found = call.reader.find("state-versions", "workspace", workspace.id).toReversed();
  return page(found, call.params, (version) => stateObject(version, call));
}

function download(call: Call) {
  const { id } = entity(call, "state-versions", "state-versions:read");
  return blobAnswer(call.services.store.blobs, stateKey(id), {
    type: "application/json",
    missing: `StateVersion with ID '${id}' no longer has a file.`,
  });
}

const uploadRoute = (kind: "state" | "json") =>
  ({ permission: null, body: "raw", changes: true, run: upload(kind) }) as const;

/** State versions. They are those of the scalr.io API. */
export const stateRoutes: Routes = {
  "workspaces/*/current-state-version": {
    GET: reads("state-versions:read", (call) => withInterval(one(stateObject(currentState(call), call)))),
  },
  "workspaces/*/state-versions": {
    GET: reads("state-versions:read", list),
    POST: { ...changes("state-versions:create", create), limit: LARGEST_BODY },
  },
  "state-versions/*": {
    GET: reads("state-versions:read", (call) =>
      withInterval(one(stateObject(entity(call, "state-versions", "state-versions:read"), call))),
    ),
  },
  "state-versions/*/download": { GET: readsFile("state-versions:read", download) },
  "state-uploads/*/state/*/*": { PUT: uploadRoute("state") },
  "state-uploads/*/json/*/*": { PUT: uploadRoute("json") },
};
