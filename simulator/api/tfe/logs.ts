import { logKey, waitingKey } from "../../core/blob-keys.js";
import type { Apply, Plan, Run } from "../../core/entities.js";
import type { Answer } from "../../core/resource.js";
import { BlobConflictError, BlobGapError } from "../../platform/store/index.js";
import { openTask } from "../../runs/moves.js";
import { bySignedLink } from "./links.js";
import { filePart, type Part, readParts, textPart } from "./log-parts.js";
import { LogWatch } from "./log-watch.js";
import { type Call, entity, named } from "./route.js";

type Phase = Plan | Apply;

/** The first and the last byte of a log, from which clients know that they have all of it. */
const BEGIN = "\x02";
const END = "\x03";

/** The largest and the default number of bytes of one request. */
const LARGEST_READ = 1024 * 1024;

/** Escape sequences that set a terminal's colours. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** Bytes at the end of a log that are searched for the error of the run. */
const TAIL = 64 * 1024;

const OVER: ReadonlySet<Phase["status"]> = new Set(["finished", "errored", "canceled", "unreachable"]);

/** Clients skip the first three lines of an apply's log: on other services, these repeat the beginning of the plan's log. */
const headOf = (phase: Phase, run: Run): string =>
  phase.type === "plans" ? "" : `Apply of run ${run.id}\nin workspace ${run.workspace}\n\n`;

/**
 * Records what the phase waits for, if that has changed: a follower in a terminal reads it as a part of the log. It is stored in
 * a file, so that lines which were sent keep their place, also after a restart.
 */
async function noteWaiting({ services, reader }: Call, phase: Phase, run: Run): Promise<void> {
  if (phase.status !== "queued" || openTask(reader, run)?.status !== "queued") return;
  const waiting = services.dispatch.waitingFor(run);
  if (waiting === null) return;
  const { blobs } = services.store;
  const key = waitingKey(phase.id);
  const size = (await blobs.size(key)) ?? 0;
  const line = `Queued: ${waiting.message}\n`;
  const told = size === 0 ? "" : (await blobs.read(key)).toString();
  if (told.endsWith(line)) return;
  try {
    await blobs.append(key, size, line);
  } catch (error) {
    // Somebody else who follows it has noted something meanwhile.
    if (!(error instanceof BlobGapError || error instanceof BlobConflictError)) throw error;
  }
}

/** Why the run has failed, if its log does not say so: its agent was lost, or it never had one. */
async function tailOf(log: Part, phase: Phase, run: Run): Promise<string> {
  const { errorMessage } = run;
  if (errorMessage === null || (phase.status !== "errored" && phase.status !== "canceled")) return "";
  const from = Math.max(0, log.size - TAIL);
  const end = (await log.read(from, log.size - from)).toString();
  const words = (text: string) =>
    text
      .replace(COLOUR, "")
      .replace(/[\s│╷╵]+/g, " ")
      .trim();
  return words(end).includes(words(errorMessage).slice(0, 200)) ? "" : `\nError: ${errorMessage}\n`;
}

/** The log that clients read: what the phase waited for, the agent's output, and the error if the output does not have it. */
async function partsOf(call: Call, phase: Phase, run: Run): Promise<{ parts: Part[]; isWhole: boolean }> {
  const { blobs } = call.services.store;
  const head = textPart(`${BEGIN}${headOf(phase, run)}`);
  const [waiting, log] = [
    await filePart(blobs, waitingKey(phase.id)),
    await filePart(blobs, logKey(phase.id)),
  ];
  if (!OVER.has(phase.status)) return { parts: [head, waiting, log], isWhole: false };
  const tail = log.size === 0 ? await tailOf(textPart(""), phase, run) : await tailOf(log, phase, run);
  return { parts: [head, waiting, log, textPart(`${tail}${END}`)], isWhole: true };
}

const numberOf = (call: Call, name: string, otherwise: number): number => {
  const number = Number(call.params.get(name) ?? otherwise);
  return Number.isSafeInteger(number) && number >= 0 ? number : otherwise;
};

/**
 * `log-read-url`: at most `limit` bytes from `offset`. A request that has read everything waits briefly for more output, so that
 * a follower does not have to wait for the client's next poll.
 */
export const readLog =
  (type: "plans" | "applies") =>
  async (anonymous: Call): Promise<Answer> => {
    const id = named(anonymous, 0);
    const call = bySignedLink(anonymous, `${type}/${id}/log`, [named(anonymous, 1), named(anonymous, 2)]);
    const offset = numberOf(call, "offset", 0);
    const limit = Math.min(numberOf(call, "limit", LARGEST_READ), LARGEST_READ);
    // It listens before it reads, so that nothing falls in between.
    const watch = new LogWatch(call, id);
    try {
      return await follow(call, type, id, watch, offset, limit);
    } finally {
      watch.end();
    }
  };

async function follow(
  call: Call,
  type: "plans" | "applies",
  id: string,
  watch: LogWatch,
  offset: number,
  limit: number,
): Promise<Answer> {
  for (;;) {
    const phase: Phase = entity(call, type, "runs:read", id);
    const run = call.reader.get("runs", phase.run)!;
    await noteWaiting(call, phase, run);
    const { parts, isWhole } = await partsOf(call, phase, run);
    const body = await readParts(parts, offset, limit);
    if (body.length > 0 || isWhole || !(await watch.news()))
      return { headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" }, body };
  }
}
