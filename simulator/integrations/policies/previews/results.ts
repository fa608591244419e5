import { invalidParameter } from "../../../core/errors.js";
import type { DataObject } from "../../../core/kept-types/types.js";
import { type Collection, defineResource } from "../../../core/resource.js";

/** How proposed policies judged workspaces: listed with their policy group, and never read by a path of their own. */
export const policyCheckResults = defineResource<"policy-check-results">({
  type: "policy-check-results",
  model: "PolicyCheckResult",
  idPrefix: "polres",
  attributes: {
    messages: { type: { array: "string" } },
    name: { type: "string" },
    "pull-request-number": { type: "string", nullable: true },
    "pull-request-title": { type: "string", nullable: true },
    result: { type: { enum: ["passed", "hard_failed", "soft_failed", "advisory_failed"] } },
    "unit-path": { type: "string", nullable: true, read: () => null },
  },
  relationships: {
    environment: { kind: "to-one", target: "environments" },
    "policy-check": { kind: "to-one", target: "policy-checks" },
    run: { kind: "to-one", target: "runs" },
    workspace: { kind: "to-one", target: "workspaces" },
  },
  filters: {
    environment: { values: ({ environment }) => environment },
    name: { values: ({ name }) => name },
    "pull-request-number": { values: ({ pullRequestNumber }) => pullRequestNumber },
    result: { values: ({ result }) => result },
    run: { index: "run", values: ({ run }) => run },
    workspace: { values: ({ workspace }) => workspace },
  },
  sort: {
    name: ({ name }) => name,
    "pull-request-number": ({ pullRequestNumber }) => Number(pullRequestNumber),
    result: ({ result }) => result,
  },
  search: ({ name, workspace }, { reader }) => [name, reader.get("workspaces", workspace)?.name ?? null],
  operations: {},
  readPermission: "policy-groups:read",
});

/** `GET /policy-groups/{id}/pull-request-policy-check-results`: newest first, of all pull requests or of one commit. */
export const PULL_REQUEST_RESULTS: Collection<DataObject<"policy-groups">, "policy-check-results"> = {
  type: "policy-check-results",
  list: {
    permission: "policy-groups:read",
    find({ id }, { reader, params }) {
      const format = params.get("format");
      if (format !== null && format !== "json")
        throw invalidParameter("format", `The sandbox answers in the format 'json' only, not '${format}'.`);
      const commit = params.get("commit_sha");
      return reader
        .find("policy-check-results", "policyGroup", id)
        .filter((result) => commit === null || result.commit === commit)
        .toReversed();
    },
  },
};
