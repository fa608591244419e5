import { blobAnswer } from "../core/blob-answer.js";
import { logKey } from "../core/blob-keys.js";
import type { Apply, Plan } from "../core/entities.js";
import type { Attribute, Raw } from "../core/resource.js";
import type { Reader } from "../core/schema.js";
import { ACCOUNT, type Scope, workspaceScope } from "../core/scopes.js";
import { STATUS_TIMESTAMPS } from "../core/timestamps.js";

type Phase = Plan | Apply;

/** What a run's plan and its apply have alike. */
export const PHASE_ATTRIBUTES = {
  "execution-details": {
    type: "object",
    read: (phase, { reader }) => {
      const task = reader
        .find("tasks", "run", phase.run)
        .findLast((each) => each.phase === (phase.type === "plans" ? "plan" : "apply"));
      const agent = task?.agent ? reader.get("agents", task.agent) : undefined;
      return {
        "agent-pool-id": task?.pool ?? null,
        "agent-id": task?.agent ?? null,
        "agent-name": agent?.name ?? null,
      };
    },
  },
  "resource-additions": { type: "number", nullable: true },
  "resource-changes": { type: "number", nullable: true },
  "resource-destructions": { type: "number", nullable: true },
  status: {
    type: { enum: ["pending", "queued", "running", "finished", "canceled", "errored", "unreachable"] },
  },
  "status-timestamps": STATUS_TIMESTAMPS,
} as const satisfies Readonly<Record<string, Attribute<Phase>>>;

/** `GET /{id}/output`: the log as far as it has come; a `Range` header asks for what is new alone. */
export const LOG_OUTPUT: Raw<Phase> = {
  method: "GET",
  permission: "runs:read",
  handle: ({ entity, services, headers }) =>
    blobAnswer(services.store.blobs, logKey(entity.id), {
      type: "text/plain; charset=utf-8",
      range: headers.range,
    }),
};

/** R21: a phase belongs where its run's workspace is. */
export function runScope({ run }: { readonly run: string }, reader: Reader): Scope {
  const workspace = reader.get("workspaces", reader.get("runs", run)?.workspace ?? "");
  return workspace ? workspaceScope(workspace) : ACCOUNT;
}
