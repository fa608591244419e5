import { blobAnswer } from "../core/blob-answer.js";
import { stateKey } from "../core/blob-keys.js";
import { byId, CREATED_AT } from "../core/common.js";
import type { StateSummary, StateVersion } from "../core/entities.js";
import { API_PATH } from "../core/paths.js";
import { defineResource } from "../core/resource.js";
import type { Reader } from "../core/schema.js";
import { CREATE_STATE_VERSION } from "./create-state-version.js";
import { stateFileGone } from "./state-summary.js";

/** Characters of a state in base64. */
const LONGEST_STATE = 60 * 1024 * 1024;

/** The number of resources of each type, by module or by provider. */
function counted(
  { resources }: StateSummary,
  groupOf: (resource: StateSummary["resources"][number]) => string,
): Record<string, Record<string, number>> {
  // Maps, because the names come from a state, whoever wrote it: one may be `__proto__`.
  const groups = new Map<string, Map<string, number>>();
  for (const resource of resources) {
    const name = groupOf(resource);
    const group = groups.get(name) ?? new Map<string, number>();
    groups.set(name, group.set(resource.type, (group.get(resource.type) ?? 0) + resource.count));
  }
  return Object.fromEntries([...groups].map(([name, group]) => [name, Object.fromEntries(group)]));
}

/** The state version that is a number of positions away, oldest first. */
function neighbour(reader: Reader, version: StateVersion, distance: number): string | null {
  const versions = reader.find("state-versions", "workspace", version.workspace);
  return versions[versions.indexOf(version) + distance]?.id ?? null;
}

/** The states of workspaces, which runs and uploads create. */
export const stateVersions = defineResource<"state-versions">({
  type: "state-versions",
  model: "StateVersion",
  idPrefix: "sv",
  attributes: {
    "created-at": CREATED_AT,
    // Taken from the state itself; what a client says of it has to be so.
    lineage: { type: "string", writable: "create" },
    md5: { type: "string", writable: "create" },
    force: { type: "boolean", writable: "create", writeOnly: true, field: null },
    state: {
      type: "string",
      writable: "create",
      required: true,
      writeOnly: true,
      field: null,
      minLength: 1,
      maxLength: LONGEST_STATE,
    },
    modules: {
      type: "object",
      pure: true,
      read: ({ summary }) => counted(summary, ({ module }) => module ?? "root"),
    },
    outputs: { type: { array: "object" }, pure: true, read: ({ summary }) => summary.outputs as never },
    providers: {
      type: "object",
      pure: true,
      read: ({ summary }) => counted(summary, ({ provider }) => provider),
    },
    resources: { type: { array: "object" }, pure: true, read: ({ summary }) => summary.resources },
    serial: { type: "number", writable: "create" },
    size: { type: "number" },
  },
  relationships: {
    "next-state-version": {
      kind: "to-one",
      target: "state-versions",
      read: (version, { reader }) => neighbour(reader, version, 1),
    },
    "previous-state-version": {
      kind: "to-one",
      target: "state-versions",
      read: (version, { reader }) => neighbour(reader, version, -1),
    },
    run: { kind: "to-one", target: "runs", writable: "create" },
    workspace: { kind: "to-one", target: "workspaces", writable: "create", required: true },
  },
  filters: {
    "state-version": byId(),
    workspace: { index: "workspace", values: (version) => version.workspace },
    run: { index: "run", values: (version) => version.run },
    environment: {
      values: (version, { reader }) => reader.get("workspaces", version.workspace)?.environment ?? null,
    },
  },
  sort: { "created-at": (version) => version.createdAt, serial: (version) => version.serial },
  search: (version) => [String(version.serial)],
  operations: {
    list: "state-versions:read",
    read: "state-versions:read",
    create: CREATE_STATE_VERSION,
  },
  links: ({ id }, { services }) => ({
    download: `${services.baseUrl}${API_PATH}/state-versions/${id}/download`,
  }),
  raw: {
    download: {
      method: "GET",
      permission: "state-versions:read",
      handle: ({ entity, services }) =>
        blobAnswer(services.store.blobs, stateKey(entity.id), {
          type: "application/json",
          missing: stateFileGone(entity.id),
        }),
    },
  },
});
