import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { hashOf } from "../../access/tokens.js";
import type { Agent, AgentPool, Task } from "../../core/entities.js";
import { forbidden, gone, unauthorized } from "../../core/errors.js";
import { calledByAgent, calledWith } from "../../sandbox/audit/cause.js";
import { tokenOf } from "../http/authentication.js";
import type { ApiServices } from "../http/services.js";

/** The pool that a pool token lets agents join, and the token's id (R16). @throws ApiError 401, 403 */
export function callingPool(
  services: ApiServices,
  request: IncomingMessage,
): { readonly pool: AgentPool; readonly token: string } {
  const token = tokenOf(services, request);
  const pool = token.kind === "pool" ? services.store.get("agent-pools", token.owner) : undefined;
  if (pool === undefined)
    throw forbidden(
      "This is not the token of an agent pool. Create one with POST /agent-pools/{id}/access-tokens.",
    );
  return { pool, token: token.id };
}

function bearer(request: IncomingMessage): string {
  const secret = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (secret === undefined)
    throw unauthorized("A token is required: send the header 'Authorization: Bearer <token>'.");
  return secret;
}

/** The agent that a session token belongs to (R16). Using a session writes nothing. @throws ApiError 401 */
export function callingAgent({ store, clock, tokens }: ApiServices, request: IncomingMessage): Agent {
  const token = tokens.find(store, clock.now(), bearer(request));
  const agent = token?.kind === "agent" ? store.get("agents", token.owner) : undefined;
  if (agent === undefined)
    throw unauthorized(
      "The session is unknown or revoked: the agent or its pool was deleted, or another took its place. Register again.",
    );
  calledWith(token!);
  return agent;
}

/** R17: the error (410) for a report of an attempt that is no longer current. */
export const noLongerCurrent = (id: string, attempt: number) =>
  gone(
    `Attempt ${attempt} of task '${id}' is no longer current: the task was reassigned or its run has ended. This result was not accepted.`,
  );

/**
 * The task that a request is about, which carries the task's own token. The request counts as a contact of its agent. @throws
 * ApiError 401 for another token, 410 when the attempt is no longer current (R17)
 */
export function callingTask(
  services: ApiServices,
  request: IncomingMessage,
  id: string,
  attempt: number,
): Task {
  const task = startedTask(services, request, id, attempt);
  if (task.status !== "running") throw noLongerCurrent(id, attempt);
  const agent = services.store.get("agents", task.agent!);
  if (agent === undefined) throw noLongerCurrent(id, attempt);
  services.dispatch.called(agent);
  return task;
}

/** Like `callingTask`, but the task may have ended. */
export function startedTask(
  services: ApiServices,
  request: IncomingMessage,
  id: string,
  attempt: number,
): Task {
  const secret = bearer(request);
  const task = services.store.get("tasks", id);
  if (task === undefined) throw noLongerCurrent(id, attempt);
  const [given, known] = [Buffer.from(hashOf(secret)), Buffer.from(task.jobTokenHash ?? "")];
  if (given.length !== known.length || !timingSafeEqual(given, known))
    throw unauthorized(`The token does not belong to task '${id}'.`);
  calledByAgent(task.agent);
  if (task.attempt !== attempt) throw noLongerCurrent(id, attempt);
  return task;
}
