import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { OneTaskAgents } from "./agents.js";

export interface ReceiverOptions {
  readonly agents: OneTaskAgents;
  /** What callers must send as `Authorization: Bearer <secret>`; null when anyone who reaches it may call. */
  readonly secret: string | null;
  readonly log: (text: string) => void;
}

/** Bytes of a call that are read. */
const CALL_LIMIT = 64 * 1024;
const KEY = /^[\w.:-]{1,200}$/;

class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Answers a webhook: 202 when an agent was started for it, 200 when one was started before, 503 when there are too many. */
export function receiver(options: ReceiverOptions): RequestListener {
  return (request, response) => {
    receive(options, request).then(
      ({ status, body }) => answer(response, status, body),
      (error) => {
        const status = error instanceof Refusal ? error.status : 400;
        if (!(error instanceof Refusal)) options.log(`A call could not be read: ${(error as Error).message}`);
        answer(response, status, { error: (error as Error).message });
      },
    );
  };
}

async function receive({ agents, secret, log }: ReceiverOptions, request: IncomingMessage) {
  if (secret !== null && !isSecret(request.headers.authorization, secret))
    throw new Refusal(401, "The header Authorization does not hold the secret of this receiver.");
  if (request.method !== "POST") throw new Refusal(405, "Webhooks are POST requests.");
  // A page in a browser on this machine cannot send this without asking first.
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? ""))
    throw new Refusal(415, "The body must be application/json.");
  const key = String(request.headers["idempotency-key"] ?? "");
  if (!KEY.test(key)) throw new Refusal(400, "The header Idempotency-Key is missing or malformed.");
  const call = parse(await read(request));
  if (call.task_id !== key) throw new Refusal(400, "The Idempotency-Key is not the task_id of the call.");
  const started = agents.start(key);
  if (started === "full")
    throw new Refusal(503, `${agents.running} agents are running, the maximum (--max-agents).`);
  if (started.isNew) log(`Started agent ${started.name} for the ${call.action} of ${call.run_id} (${key}).`);
  return { status: started.isNew ? 202 : 200, body: { agent: started.name, started: started.isNew } };
}

function isSecret(header: string | undefined, secret: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(header ?? "")?.[1] ?? "";
  const [a, b] = [given, secret].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(a!, b!);
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > CALL_LIMIT) throw new Refusal(413, `A call may have at most ${CALL_LIMIT} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

interface Call {
  readonly task_id: string;
  readonly action: string;
  readonly run_id: string;
}

function parse(text: string): Call {
  let call: unknown;
  try {
    call = JSON.parse(text);
  } catch {
    throw new Refusal(400, "The body is not JSON.");
  }
  const { task_id, action, run_id } = (call ?? {}) as Record<string, unknown>;
  for (const [name, value] of Object.entries({ task_id, action, run_id }))
    if (typeof value !== "string" || !KEY.test(value))
      throw new Refusal(400, `The call has no '${name}', or one that is not plain text.`);
  return { task_id, action, run_id } as Call;
}

function answer(response: ServerResponse, status: number, body: object): void {
  const text = Buffer.from(`${JSON.stringify(body)}\n`);
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": text.length,
    ...(status === 503 && { "Retry-After": "5" }),
    // What is left of a call that was refused is not read.
    ...(status >= 400 && { Connection: "close" }),
  });
  response.end(text);
}
