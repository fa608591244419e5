import { Readable, Transform } from "node:stream";
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

/** Colours and other sequences of terminals. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they are made of.
const TERMINAL = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

/** Leaves the sequences of terminals out of a text that comes in pieces, which may end within one. */
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
 * `GET /{id}/output`: the log as far as it has come; a `Range` header asks for what is new alone, `clean=true` for the
 * whole of it without colours (E25).
 */
export const LOG_OUTPUT: Raw<Phase> = {
  method: "GET",
  permission: "runs:read",
  async handle({ entity, services, headers, query }) {
    const isClean = /^(true|1)$/i.test(query.get("clean") ?? "");
    const answer = await blobAnswer(services.store.blobs, logKey(entity.id), {
      type: "text/plain; charset=utf-8",
      range: isClean ? undefined : headers.range,
    });
    if (!isClean || !(answer.body instanceof Readable)) return answer;
    return { ...answer, body: answer.body.pipe(withoutColours()) };
  },
};

/** R21: a phase belongs where its run's workspace is. */
export function runScope({ run }: { readonly run: string }, reader: Reader): Scope {
  const workspace = reader.get("workspaces", reader.get("runs", run)?.workspace ?? "");
  return workspace ? workspaceScope(workspace) : ACCOUNT;
}
