import { pipeline, Readable, Transform } from "node:stream";
import { blobAnswer } from "../core/blob-answer.js";
import { logKey, planJsonKey } from "../core/blob-keys.js";
import { STATUS_TIMESTAMPS } from "../core/common.js";
import type { Apply, Plan } from "../core/entities.js";
import { ApiError } from "../core/errors.js";
import { API_PATH } from "../core/paths.js";
import { type Attribute, defineResource, type Raw } from "../core/resource.js";
import type { Reader } from "../core/schema.js";
import { ACCOUNT, type Scope, workspaceScope } from "../core/scopes.js";
import { sanitizedPlan } from "./sanitized-plan.js";

type Phase = Plan | Apply;

/** The common declarations of plans and applies. */
const PHASE_ATTRIBUTES = {
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
        "agent-name": agent?.name ?? task?.agentName ?? null,
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

/** Escape sequences of terminals, such as colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they are made of.
const TERMINAL = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

/** Removes escape sequences from a stream of text, whose chunks may end within one. */
function withoutColours(): Transform {
  let rest = "";
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = rest + chunk.toString("latin1");
      const last = text.lastIndexOf("\u001b");
      const isCut = last >= 0 && text.slice(last).search(TERMINAL) < 0 && text.length - last < 32;
      rest = isCut ? text.slice(last) : "";
      done(null, Buffer.from((isCut ? text.slice(0, last) : text).replace(TERMINAL, ""), "latin1"));
    },
    flush(done) {
      done(null, Buffer.from(rest, "latin1"));
    },
  });
}

/**
 * `GET /{id}/output`: the log so far. A `Range` header selects new output, `clean=true` removes colours from the whole log (E25).
 */
const LOG_OUTPUT: Raw<Phase> = {
  method: "GET",
  permission: "runs:read",
  async handle({ entity, services, headers, query }) {
    const isClean = /^(true|1)$/i.test(query.get("clean") ?? "");
    const answer = await blobAnswer(services.store.blobs, logKey(entity.id), {
      type: "text/plain; charset=utf-8",
      range: isClean ? undefined : headers.range,
    });
    if (!isClean || !(answer.body instanceof Readable)) return answer;
    const clean = withoutColours();
    // Closes the file when the client leaves early; what goes wrong with one of the two ends the other.
    pipeline(answer.body, clean, () => {});
    return { ...answer, body: clean };
  },
};

/** R21: a phase has the scope of its run's workspace. */
export function runScope({ run }: { readonly run: string }, reader: Reader): Scope {
  const workspace = reader.get("workspaces", reader.get("runs", run)?.workspace ?? "");
  return workspace ? workspaceScope(workspace) : ACCOUNT;
}

/** The apply of a run. It is created with the run and read-only. A dry run has none. */
export const applies = defineResource<"applies">({
  type: "applies",
  model: "Apply",
  idPrefix: "apply",
  attributes: {
    ...PHASE_ATTRIBUTES,
    "resource-forgets": { type: "number", nullable: true },
    "resource-imports": { type: "number", nullable: true },
  },
  relationships: {},
  operations: { read: "runs:read" },
  scope: runScope,
  links: ({ id }, { services }) => ({ output: `${services.baseUrl}${API_PATH}/applies/${id}/output` }),
  raw: { output: LOG_OUTPUT },
});

const noJson = (id: string) => `Plan with ID '${id}' has no JSON output: it did not finish.`;

/** The plan of a run. It is created with the run and read-only. */
export const plans = defineResource<"plans">({
  type: "plans",
  model: "Plan",
  idPrefix: "plan",
  attributes: { ...PHASE_ATTRIBUTES, "has-changes": { type: "boolean" } },
  relationships: {},
  operations: { read: "runs:read" },
  scope: runScope,
  links: ({ id }, { services }) => ({ output: `${services.baseUrl}${API_PATH}/plans/${id}/output` }),
  raw: {
    output: LOG_OUTPUT,
    "json-output": {
      method: "GET",
      permission: "plans:read-json-output",
      handle: ({ entity, services }) =>
        blobAnswer(services.store.blobs, planJsonKey(entity.id), {
          type: "application/json",
          missing: noJson(entity.id),
        }),
    },
    "sanitized-json-output": {
      method: "GET",
      permission: "runs:read",
      async handle({ entity, services }) {
        const { blobs } = services.store;
        const key = planJsonKey(entity.id);
        if ((await blobs.size(key)) === null)
          throw new ApiError(404, [{ title: "Not Found", detail: noJson(entity.id) }]);
        const body = sanitizedPlan((await blobs.read(key)).toString());
        return { headers: { "Content-Type": "application/json" }, body };
      },
    },
  },
});
