import { timingSafeEqual } from "node:crypto";
import { blobAnswer } from "../core/blob-answer.js";
import { configurationKey } from "../core/blob-keys.js";
import { byId, CREATED_AT, STATUS_TIMESTAMPS } from "../core/common.js";
import type { ConfigurationVersion } from "../core/entities.js";
import { conflict, forbidden, invalid } from "../core/errors.js";
import { newId } from "../core/ids.js";
import { API_PATH } from "../core/paths.js";
import { type Answer, defineResource, type RawRequest } from "../core/resource.js";
import { BlobTooLargeError } from "../platform/store/index.js";
import { ARCHIVE_LIMIT, ArchiveError, checkedArchive } from "./configuration-archive.js";
import { createRun, failRuns, type RunContext, releaseRuns } from "./create-run.js";
import { queuesRun } from "./trigger-rules.js";

type Upload = RawRequest<ConfigurationVersion>;

/** The secret of an upload link, which takes no token. */
export const uploadKey = () => newId("upload").slice("upload-".length) + newId("").slice(1);

const sameKey = (given: string, key: string) =>
  given.length === key.length && timingSafeEqual(Buffer.from(given), Buffer.from(key));

/** Sets a version's status to that in `changes`, with its time. */
export function settleVersion(
  op: Pick<RunContext, "tx" | "now">,
  version: ConfigurationVersion,
  changes: Partial<ConfigurationVersion>,
): void {
  const status = changes.status!;
  op.tx.update("configuration-versions", version.id, {
    ...changes,
    statusTimestamps: { ...version.statusTimestamps, [`${status}-at`]: op.now },
  });
}

/** `auto-queue-runs`: queues a run for an upload, if the version and its workspace say so. */
export function queueRunFor(
  op: RunContext,
  version: ConfigurationVersion,
  message: string | null = null,
): void {
  const workspace = op.tx.get("workspaces", version.workspace)!;
  const isFirst = !op.tx
    .find("configuration-versions", "workspace", workspace.id)
    .some((other) => other.id !== version.id && other.status === "uploaded");
  if (!version.autoQueueRuns || workspace.executionMode === "local") return;
  // A dry run of a change that is to be merged is what the change is there for.
  const isAsked = version.isDry && version.source === "vcs" && workspace.autoQueueRuns !== "never";
  if (isAsked || queuesRun(workspace.autoQueueRuns, isFirst))
    createRun(op, {
      workspace,
      configurationVersion: version,
      ...(message !== null && { options: { message } }),
    });
}

/** Reads the upload without closing the connection if it is rejected, so that the client can read the error. */
const bodyOf = ({ stream }: Upload): AsyncIterable<Uint8Array> => stream.iterator({ destroyOnReturn: false });

/** `PUT` to the upload link. A rejected upload is not stored, and the version has the error. */
async function upload(request: Upload): Promise<Answer> {
  const { entity: version, query, services } = request;
  if (!sameKey(query.get("key") ?? "", version.uploadKey))
    throw forbidden("The upload link is not the one that the configuration version was created with.");
  const refuseUnlessPending = (current: ConfigurationVersion | undefined) => {
    if (current?.status !== "pending")
      throw conflict(
        `ConfigurationVersion with ID '${version.id}' is ${current?.status ?? "gone"}; only a pending one can be ` +
          "uploaded to. Create another.",
      );
  };
  refuseUnlessPending(version);
  const key = configurationKey(version.id);
  try {
    const archive = async function* () {
      yield* checkedArchive(bodyOf(request));
      // Two may have been sent at once: the file of the one that was taken stays.
      refuseUnlessPending(services.store.get("configuration-versions", version.id));
    };
    const { size } = await services.store.blobs.put(key, archive(), { limit: ARCHIVE_LIMIT });
    request.transact((op) => {
      const current = op.tx.get("configuration-versions", version.id);
      refuseUnlessPending(current);
      settleVersion(op, current!, { status: "uploaded", size });
      const uploaded = op.tx.get("configuration-versions", version.id)!;
      // A run that was asked for already is the one that the upload is for.
      if (releaseRuns(op, uploaded) === 0) queueRunFor(op, uploaded);
    });
  } catch (error) {
    request.stream.resume();
    if (!(error instanceof ArchiveError || error instanceof BlobTooLargeError)) throw error;
    request.transact((op) => {
      const current = op.tx.get("configuration-versions", version.id);
      if (current?.status !== "pending") return;
      settleVersion(op, current, { status: "errored", errorMessage: error.message });
      failRuns(op, current, error.message);
    });
    throw error instanceof ArchiveError ? invalid(error.message) : error;
  }
  return { status: 200 };
}

export const configurationVersions = defineResource<"configuration-versions">({
  type: "configuration-versions",
  model: "ConfigurationVersion",
  idPrefix: "cv",
  attributes: {
    "auto-queue-runs": { type: "boolean", writable: "create", default: true },
    "created-at": CREATED_AT,
    "error-message": { type: "string", nullable: true },
    inputs: { type: { array: "number" }, pure: true, read: () => [] },
    "is-dry": { type: "boolean", writable: "create", default: false },
    size: { type: "number", nullable: true },
    source: { type: "string" },
    status: { type: { enum: ["errored", "pending", "uploaded"] } },
    "status-timestamps": STATUS_TIMESTAMPS,
  },
  relationships: {
    "vcs-revision": { kind: "to-one", target: "vcs-revisions" },
    workspace: { kind: "to-one", target: "workspaces", writable: "create", required: true },
  },
  filters: {
    "configuration-version": byId(),
    workspace: { index: "workspace", values: (version) => version.workspace },
    status: { values: (version) => version.status },
  },
  sort: { "created-at": (version) => version.createdAt },
  operations: { list: "workspaces:read", read: "workspaces:read", create: "runs:create" },
  initial: ({ now }) => ({
    createdAt: now,
    source: "api",
    status: "pending",
    statusTimestamps: { "pending-at": now },
    errorMessage: null,
    size: null,
    uploadKey: uploadKey(),
    vcsRevision: null,
    path: "",
  }),
  links: (version, { services }): Record<string, string> => {
    const path = `${services.baseUrl}${API_PATH}/configuration-versions/${version.id}`;
    if (version.status === "pending") return { upload: `${path}/upload?key=${version.uploadKey}` };
    return version.status === "uploaded" ? { download: `${path}/download` } : {};
  },
  raw: {
    upload: { method: "PUT", permission: null, handle: upload },
    download: {
      method: "GET",
      permission: "workspaces:read",
      handle: ({ entity, services, headers }) =>
        blobAnswer(services.store.blobs, configurationKey(entity.id), {
          type: "application/gzip",
          range: headers.range,
          missing: `ConfigurationVersion with ID '${entity.id}' is ${entity.status}: nothing was uploaded to it.`,
        }),
    },
  },
});
