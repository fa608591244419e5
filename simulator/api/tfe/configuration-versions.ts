import { iso } from "../../core/common.js";
import type { ConfigurationVersion } from "../../core/entities.js";
import { API_PATH } from "../../core/paths.js";
import { createEntity } from "../../core/service.js";
import { CLI_SOURCE } from "../../runs/sources.js";
import { one, type ResourceObject, request, sent } from "./document.js";
import { type Call, change, changes, entity, type Routes, reads, workspaceOf } from "./route.js";

/** A configuration version in the form that tofu and terraform expect. */
export function configurationObject(version: ConfigurationVersion, call: Call): ResourceObject {
  const { id, status, uploadKey } = version;
  return {
    type: "configuration-versions",
    id,
    attributes: {
      "auto-queue-runs": version.autoQueueRuns,
      error: status === "errored" ? "invalid" : "",
      "error-message": version.errorMessage ?? "",
      provisional: false,
      source: version.source,
      speculative: version.isDry,
      status,
      "status-timestamps": Object.fromEntries(
        Object.entries(version.statusTimestamps).map(([name, at]) => [name, iso(at)]),
      ),
      "upload-url":
        status === "pending"
          ? `${call.services.baseUrl}${API_PATH}/configuration-versions/${id}/upload?key=${uploadKey}`
          : "",
    },
  };
}

function create(call: Call) {
  const { attributes } = sent(call.body);
  const compiled = call.api.registry.of("configuration-versions");
  const created = change(call, (op) => {
    const workspace = workspaceOf(call, "runs:create");
    const document = request(
      "configuration-versions",
      {
        "auto-queue-runs": attributes["auto-queue-runs"] !== false,
        "is-dry": attributes.speculative === true,
      },
      { workspace: ["workspaces", workspace.id] },
    );
    const version = createEntity(compiled, op, document) as ConfigurationVersion;
    return op.tx.update("configuration-versions", version.id, { source: CLI_SOURCE });
  });
  return one(configurationObject(created, call), 201);
}

/** Configuration versions. Their files are uploaded to the link of the scalr.io API. */
export const configurationRoutes: Routes = {
  "workspaces/*/configuration-versions": { POST: changes("runs:create", create) },
  "configuration-versions/*": {
    GET: reads("workspaces:read", (call) =>
      one(configurationObject(entity(call, "configuration-versions", "workspaces:read"), call)),
    ),
  },
};
