import type { ServerResponse } from "node:http";
import type { Incoming } from "../http/steps.js";

/** A request of an agent. */
export interface AgentRequest extends Incoming {
  /** What the path names; "" where it names none. */
  readonly params: { readonly id: string; readonly kind: string };
  readonly query: URLSearchParams;
}

/** Answers one method of one path, or throws. */
export type Handler = (req: AgentRequest, res: ServerResponse) => Promise<void>;

/** Answers with a JSON document. */
export function sendJson(res: ServerResponse, body: unknown, status = 200): void {
  res.statusCode = status;
  res.setHeader("Content-Type", "application/json; charset=utf-8");
  res.end(JSON.stringify(body));
}

/** Answers that all is well and there is nothing to say. */
export function noContent(res: ServerResponse): void {
  res.statusCode = 204;
  res.end();
}
